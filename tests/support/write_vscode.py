"""Write what the VS Code extension shares with the server: `python -m tests.support.write_vscode`, for `make schema`.

Which files are ours, the settings, and the words that the highlighting knows: each stands in the server once.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

from forewarn import catalog
from forewarn.catalog import source
from forewarn.catalog.reference_ids import schemes
from forewarn.dialects.configuration.read import IN_FILES_ALONE
from forewarn.model.configuration.settings import Setting, Shape, component_types, known_keys, settings
from forewarn.model.own_rules import MARKER

if TYPE_CHECKING:
    from collections.abc import Iterable

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"

EXTENSION = Path(__file__).resolve().parents[2] / "editors" / "vscode"
MANIFEST = "package.json"
_BY_HAND = "forewarn.server."
"""Settings with names like this are the extension's own."""
_LISTS = (Shape.RULES, Shape.GLOBS, Shape.TEXTS, Shape.COMPONENT_TYPES)


def written() -> dict[str, str]:
    """All files that are written, as texts by their path in the extension."""
    manifest = cast("dict[str, Json]", json.loads((EXTENSION / MANIFEST).read_text("utf-8")))
    configuration = _part(_part(manifest, "contributes"), "configuration")
    own = {name: value for name, value in _part(configuration, "properties").items() if name.startswith(_BY_HAND)}
    configuration["properties"] = {**own, **_settings()}
    return {
        MANIFEST: _json(manifest),
        "src/ours.json": _json(_ours()),
        "syntaxes/yaml.tmLanguage.json": _json(_yaml_grammar()),
        "syntaxes/markdown.tmLanguage.json": _json(_markdown_grammar()),
    }


# -- which files are ours
def _ours() -> Json:
    words = source.read("heading-synonyms")
    zones = words.record("sections").record("zones")
    elsewhere = words.record("sections-elsewhere").texts("zones")
    boundaries = {*zones.texts("exact"), *zones.texts("anywhere"), *zones.texts("ending"), *elsewhere}
    kinds = [*([word] for word in words.texts("claiming-words")), sorted(boundaries), _CONSIDERATIONS]
    keys = r"(?:threat-model|threagile_version|otmVersion|applicationInfo|diagrams|trust_zones|trust_boundaries)"
    names = _either("[-_. ]*".join(word) for word in words.texts("claimed-names"))
    return [
        _rule("path", "its name is that of a threat model", r"(?:^|[./])threat-model\.(?:ya?ml|json)$", _NATIVE),
        _rule("path", "its name is that of a threat model", r"\.(?:tc\.json|otm)$", _NATIVE),
        _rule("text", "it has a key that marks a threat model", rf"""^\ufeff?["']?{keys}["']?[ \t]*:""", ["yaml"]),
        _rule("text", "it has a key that marks a threat model", rf'"{keys}"\s*:', ["json"]),
        _rule(
            "text", "it has the key that marks rules of one's own", rf"""^\ufeff?["']?{MARKER}["']?[ \t]*:""", ["yaml"]
        ),
        _rule("path", "its name or a folder's says that it is a threat model", names),
        _rule("path", "it lies in a folder for design documents", rf"(?:^|/){_either(words.texts('design-folders'))}/"),
        _rule("text", "its front matter has threat-model:", rf"{_START}---\n(?:(?!---).*\n)*threat-model:"),
        _rule("text", "it holds a block threat-model", rf"^\s*(?:`{{3,}}|~{{3,}})\s*{_BLOCK}"),
        _rule("text", "its title says that it is a threat model", _first_heading(words.texts("claiming-titles"))),
        {
            "in": "text",
            "languages": ["markdown"],
            "why": "its headings are those of a threat model",
            "patterns": [_heading(phrases) for phrases in kinds],
            "least": 2,
        },
    ]


_START = r"(?<!.|\n)"
_BLOCK = r"(?:threat-model|ya?ml\s+.*threat-model)"
_HEADING = r" {0,3}#{1,6}[ \t]"
_NATIVE = ["yaml", "json"]
_CONSIDERATIONS = ["security considerations", "security and privacy considerations"]


def _rule(where: str, why: str, pattern: str, languages: list[str] | None = None) -> Json:
    """One way in which a file is ours; `least` of the patterns have to match."""
    spoken: list[Json] = [*(languages or ["markdown"])]
    return {"in": where, "languages": spoken, "why": why, "patterns": [pattern], "least": 1}


def _heading(phrases: Iterable[str]) -> str:
    return rf"^{_HEADING}.*{_either(phrases)}"


def _first_heading(phrases: Iterable[str]) -> str:
    return rf"{_START}(?:(?!{_HEADING}).*\n)*{_HEADING}.*{_either(phrases)}"


def _either(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"


# -- settings
def _settings() -> dict[str, Json]:
    found: dict[str, Json] = {}
    for number, setting in enumerate(settings().values(), start=10):
        if setting.name in IN_FILES_ALONE:
            continue
        if setting.editors:
            # What each person chooses has a box to tick for each.
            for name, field in setting.fields.items():
                told: Json = {"markdownDescription": f"Hints: {field.about}", "order": number}
                found[f"forewarn.{setting.name}.{name}"] = {
                    "type": "boolean",
                    "default": field.usual,
                    "scope": "window",
                    **told,
                }
            continue
        value = _value(setting, default=True)
        found[f"forewarn.{setting.name}"] = {
            **value,
            "scope": "window",
            "markdownDescription": _about(setting),
            "order": number,
        }
    return found


def _about(setting: Setting) -> str:
    later = " It is read; no rule uses it yet." if setting.later else ""
    return (
        f"{setting.about}{later} Without it: {setting.default}. A `forewarn.toml` above a file stands in place of this."
    )


def _value(setting: Setting, *, default: bool = False) -> dict[str, Json]:
    """The JSON Schema of a setting's value. One without a list may be null, which says nothing."""
    if setting.shape in _LISTS:
        items: dict[str, Json] = {"type": "string"}
        if setting.shape is Shape.COMPONENT_TYPES:
            items["enum"] = [*component_types()]
        return {"type": "array", "items": items, **({"default": []} if default else {})}
    match setting.shape:
        case Shape.FLAG:
            one: dict[str, Json] = {"type": "boolean"}
        case Shape.DAYS:
            one = {"type": "integer", "minimum": 1}
        case Shape.CHOICE:
            one = {"type": "string", "enum": [*setting.choices]}
        case Shape.RECORD:
            fields: dict[str, Json] = {
                name: {**_value(field), "description": field.about} for name, field in setting.fields.items()
            }
            one = {"type": "object", "properties": fields, "additionalProperties": False}
        case Shape.TABLE if setting.of is not None:
            one = {"type": "object", "additionalProperties": _value(setting.of)}
            if setting.keys and known_keys(setting.keys):
                one["propertyNames"] = {"enum": [*known_keys(setting.keys)]}
        case _:
            one = {"type": "string"}
    if not default:
        return one
    nothing: dict[str, Json] = {"type": [one["type"], "null"], "default": None}
    if "enum" in one:
        nothing["enum"] = [*cast("list[Json]", one["enum"]), None]
    return {**one, **nothing}


# -- highlighting
_IDENTIFIER = r"[A-Z]{1,3}-?\d{1,4}"
_NAMED = "variable.other.constant.identifier.forewarn"
_TYPE = "support.type.catalogue.forewarn"
_REFERENCE = "constant.numeric.reference.forewarn"


def _yaml_grammar() -> Json:
    types = sorted({*catalog.types(), *catalog.threat_types(), *catalog.mitigation_types()})
    known, long = _either(types), _either(one for one in types if "-" in one)
    before, behind = r"(?<=[\[, ])", r"(?=\s*[,\]])"
    return _grammar(
        "forewarn.yaml",
        "L:source.yaml - comment - string.unquoted.block",
        (_REFERENCE, _references()),
        (_NAMED, rf"(?<=^\s\s)\s*({_IDENTIFIER})(?=\s*:(?:\s|$))"),
        (_NAMED, rf"{before}({_IDENTIFIER}){behind}"),
        (_NAMED, rf"(?<=-\s)({_IDENTIFIER})(?=\s*$)"),
        (_TYPE, rf"(?<=\btype:\s)({known})(?=\s*(?:$|[,}}#]))"),
        (_TYPE, rf"{before}({long}){behind}"),
    )


def _markdown_grammar() -> Json:
    # Where the language's own grammar takes a link or a cell whole, ours begins where that does.
    return _grammar(
        "forewarn.markdown",
        "L:text.html.markdown - markup.fenced_code - comment - meta.embedded",
        (_REFERENCE, _references()),
        (_NAMED, rf"(?<=`)({_IDENTIFIER})(?=`)"),
        (_NAMED, rf"\[({_IDENTIFIER})\](?!\()"),
        (_NAMED, rf"(?<=\*\*)({_IDENTIFIER})(?=:?\*\*)"),
        (_NAMED, rf"(?<=\|)\s*({_IDENTIFIER})(?=\s*\|)"),
        (_NAMED, rf"(?<=[-*+#]\s)({_IDENTIFIER})(?=\s*[:.)])"),
    )


def _references() -> str:
    forms = _either(re.sub(r"\(\?P<\w+>", "(?:", scheme.form) for scheme in schemes().values())
    return rf"(?i)(?<![\w/-])({forms})(?![\w/-])"


def _grammar(name: str, selector: str, *patterns: tuple[str, str]) -> Json:
    """An injection; each pattern names what its first group holds."""
    made: list[Json] = [{"match": pattern, "captures": {"1": {"name": scope}}} for scope, pattern in patterns]
    return {"scopeName": name, "injectionSelector": selector, "patterns": made}


def _part(parent: dict[str, Json], name: str) -> dict[str, Json]:
    return cast("dict[str, Json]", parent[name])


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for path, text in written().items():
        (EXTENSION / path).write_text(text, encoding="utf-8", newline="\n")
