"""Which dialect a text is written in, and how one can tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from forewarn.dialects.configuration.names import is_configuration, is_meant
from forewarn.model.dismissals import is_dismissals
from forewarn.model.own_rules import MARKER
from forewarn.model.schema import schema

if TYPE_CHECKING:
    from forewarn.text.document import Document


class Dialect(StrEnum):
    """A format that forewarn knows by sight."""

    NATIVE = "native"
    MARKDOWN = "markdown"
    TM_BOM = "tm-bom"
    THREAGILE = "threagile"
    OTM = "otm"
    THREAT_COMPOSER = "threat-composer"
    THREAT_DRAGON = "threat-dragon"
    CYCLONEDX = "cyclonedx"
    CONFIGURATION = "configuration"
    """forewarn's own settings, in TOML."""
    DISMISSALS = "dismissals"
    """What people dismissed, in a file of its own."""
    RULES = "rules"
    """Rules of an organisation's own, in YAML."""
    YAML = "yaml"
    """YAML or JSON that is no threat model: read for its syntax only."""

    @property
    def is_read(self) -> bool:
        """Whether forewarn reads elements out of it."""
        return self in (Dialect.NATIVE, Dialect.MARKDOWN)

    @property
    def is_settings(self) -> bool:
        """Whether such a file says how others are checked."""
        return self in (Dialect.CONFIGURATION, Dialect.RULES)


TITLES = {
    Dialect.TM_BOM: "an OWASP Threat Model Library file",
    Dialect.THREAGILE: "a Threagile model",
    Dialect.OTM: "an Open Threat Model file",
    Dialect.THREAT_COMPOSER: "a Threat Composer workspace",
    Dialect.THREAT_DRAGON: "a Threat Dragon model",
    Dialect.CYCLONEDX: "a CycloneDX document",
}


MARKERS = {
    Dialect.TM_BOM: ("trust_zones", "trust_boundaries"),
    Dialect.THREAGILE: ("threagile_version",),
    Dialect.OTM: ("otmVersion",),
    Dialect.THREAT_COMPOSER: ("applicationInfo", "schema"),
    Dialect.THREAT_DRAGON: ("summary",),
    Dialect.CYCLONEDX: ("bomFormat",),
}
"""The keys by which people know a dialect, the most telling first."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a file was taken for. `why` completes the sentence "… because …". `claimed`: forewarn checks it unasked.

    `settled`: the configuration says so, and nothing else is asked.
    """

    dialect: Dialect
    why: str
    claimed: bool
    settled: bool = False


_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_YAML = (".yaml", ".yml", ".json", ".otm")
_NATIVE_NAME = re.compile(r"(?:^|\.)threat-model\.(?:ya?ml|json)$")
_HEAD_LINES = 400
_MARKER_BEGUN = re.compile(r"""\ufeff?["']?threat-mod""")
"""How a line begins on which somebody types, or mends, the key that marks a threat model."""
_TELLING = 4
"""How many of our section names at top level tell a threat model that lost its marker key."""
_KEY = re.compile(r"""^\s{0,8}["']?([A-Za-z_$][\w$-]*)["']?\s*:""")


def has_known_ending(path: str) -> bool:
    """Whether forewarn reads files with this ending when they are named."""
    return PurePosixPath(path).suffix.lower() in (*_MARKDOWN, *_YAML) or is_about_forewarn(path)


def is_about_forewarn(path: str) -> bool:
    """Whether a file with this name holds what people tell forewarn, and is no text of theirs."""
    return is_configuration(path) or is_dismissals(path)


def as_configured(recognition: Recognition, *, claims: bool | None) -> Recognition:
    """The recognition after the configuration has spoken: it claims the file, disclaims it, or says nothing (None)."""
    if claims is None or recognition.dialect.is_settings or recognition.dialect is Dialect.DISMISSALS:
        return recognition
    if not claims:
        return Recognition(recognition.dialect, "the configuration disclaims it", claimed=False, settled=True)
    # YAML that has no mark of its own is a model of ours where somebody says so.
    dialect = Dialect.NATIVE if recognition.dialect is Dialect.YAML else recognition.dialect
    return Recognition(dialect, "the configuration claims it", claimed=True, settled=True)


def as_rules(recognition: Recognition) -> Recognition:
    """The recognition of a file that a configuration names under `own-rules`."""
    if recognition.dialect in (Dialect.MARKDOWN, Dialect.CONFIGURATION):
        return recognition
    return Recognition(Dialect.RULES, "the configuration names it under `own-rules`", claimed=True, settled=True)


def is_markdown(path: str) -> bool:
    """Whether the name says Markdown."""
    return PurePosixPath(path).suffix.lower() in _MARKDOWN


def recognise(path: str, document: Document, language: str = "") -> Recognition:
    """Tell the dialect of a YAML, JSON or Markdown text.

    `path` is a path or URI with slashes; `language` is the editor's language id where one is known. Markdown is always
    MARKDOWN here; whether such a file is ours is a question of its name and headings
    (`forewarn.dialects.markdown.claims`).
    """
    if is_configuration(path):
        meant = is_meant(path, document)
        why = "it holds forewarn's settings" if meant else "it has no table `tool.forewarn`"
        return Recognition(Dialect.CONFIGURATION, why, claimed=meant)
    if is_dismissals(path):
        return Recognition(Dialect.DISMISSALS, "it holds what was dismissed", claimed=True)
    if language == "markdown" or (not language and is_markdown(path)):
        return Recognition(Dialect.MARKDOWN, "its name ends like Markdown", claimed=False)
    keys = _top_level_keys(document)
    if "threat-model" in keys:
        return Recognition(Dialect.NATIVE, "it has a top-level key `threat-model`", claimed=True)
    if MARKER in keys:
        return Recognition(Dialect.RULES, f"it has a top-level key `{MARKER}`", claimed=True)
    foreign = _foreign(path, keys, document)
    if foreign:
        # Most CycloneDX documents are bills of materials, which are not our business unless somebody asks.
        return Recognition(*foreign, claimed=foreign[0] is not Dialect.CYCLONEDX)
    if _NATIVE_NAME.search(PurePosixPath(path).name):
        return Recognition(Dialect.NATIVE, "its name is that of a threat model", claimed=True)
    if any(_MARKER_BEGUN.match(line) for line in document.lines[:_HEAD_LINES]):
        return Recognition(Dialect.NATIVE, "its key `threat-model` is half typed", claimed=False)
    if len(keys & schema().sections.keys()) >= _TELLING:
        # The marker key is half typed or lost; its sections still say what it is.
        return Recognition(Dialect.NATIVE, "its top-level keys are the sections of a threat model", claimed=False)
    return Recognition(Dialect.YAML, "it has none of the keys that mark a threat model", claimed=False)


def _foreign(path: str, keys: set[str], document: Document) -> tuple[Dialect, str] | None:
    if "threagile_version" in keys:
        return Dialect.THREAGILE, "it has a key `threagile_version`"
    if "otmVersion" in keys:
        return Dialect.OTM, "it has a key `otmVersion`"
    if "bomFormat" in keys:
        return Dialect.CYCLONEDX, "it has a key `bomFormat`"
    if path.endswith(".tc.json") or {"schema", "threats", "applicationInfo"} <= keys:
        return Dialect.THREAT_COMPOSER, "it has the keys of a Threat Composer workspace"
    if {"summary", "detail"} <= keys and '"diagrams"' in document.text:
        return Dialect.THREAT_DRAGON, "it has the keys `summary` and `detail`"
    if {"trust_zones", "threats"} <= keys or {"trust_boundaries", "threats"} <= keys:
        return Dialect.TM_BOM, "it has the keys of OWASP's threat model schema"
    return None


def _top_level_keys(document: Document) -> set[str]:
    """The keys at the outermost level: those at the smallest indentation, as far as single lines tell.

    JSON written on one line is looked at by its text's beginning.
    """
    keys: dict[int, set[str]] = {}
    lines = document.lines
    json = next((line.lstrip("\ufeff \t") for line in lines if line.strip("\ufeff \t\r\n")), "").startswith("{")
    for line in lines if json else lines[:_HEAD_LINES]:
        found = _KEY.match(line.lstrip("\ufeff"))
        if found:
            keys.setdefault(len(line) - len(line.lstrip()), set()).add(found[1])
    if not json:
        return keys.get(0, set())
    smallest = keys[min(keys)] if keys else set[str]()
    if len(lines) < _ONE_LINE:
        smallest |= set(re.findall(r'"([A-Za-z_$][\w$-]*)"\s*:', document.text[:20_000]))
    return smallest


_ONE_LINE = 5
