"""Findings over a text, as people see them: for tests that type a model and read what is said about it.

rendered("threat-model: Library cards\\nownr: reading-room\\n") gives

2:1 error FW002: `ownr` is no part of a threat model, so what stands there is not read. Is `owner` meant?
  ownr: reading-room
  ^^^^
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatch
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process

from forewarn.analysis.engine import Analysis, Engine
from forewarn.analysis.findings import Choice, Placed, findings
from forewarn.analysis.fixes import edits_of, fixes_of
from forewarn.dialects import plain
from forewarn.dialects.configuration import read as settings
from forewarn.dialects.recognise import recognise
from forewarn.model.configuration import NOTHING_SET
from forewarn.text.document import Document
from forewarn.text.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Callable

    from forewarn.model.changes import Fix
    from forewarn.model.configuration import Configuration
    from forewarn.model.facts import Files
    from forewarn.model.reading import Reading
    from forewarn.rules.rule import Finding, Rule, Severity
    from forewarn.text.position import Span

TODAY = date(2026, 11, 26)
"""The day it is in tests and in the rules' own examples."""
PRESENT = ("design/library-cards.md", "deploy/production/desk.yaml", "tests/test_cards.py")
"""The files that lie beside the model in tests and in the rules' own examples."""
PATH = "threat-model"
"""What the model's own file is called in tests."""


@dataclass(frozen=True, slots=True)
class Paths:
    """A workspace that holds these files, all of them relative to the model's own folder."""

    present: tuple[str, ...] = PRESENT

    def exists(self, item: int, path: str) -> bool:
        """Whether one of them is called so, lies in the folder called so, or matches the glob."""
        del item  # all models lie in one folder
        wanted = path.removeprefix("./").rstrip("/")
        return any(one == wanted or one.startswith(f"{wanted}/") or fnmatch(one, wanted) for one in self.present)

    def near(self, item: int, path: str) -> tuple[str, ...]:
        """Those that look like `path`, the nearest first."""
        del item
        found = process.extract(path.removeprefix("./"), self.present, score_cutoff=70)
        return tuple(match[0] for match in found)


class Shown(NamedTuple):
    """One finding where people see it, and the model it was found in."""

    placed: Placed
    analysis: Analysis

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.placed.code

    @property
    def rule(self) -> Rule:
        """The rule."""
        return self.placed.raised.rule

    @property
    def finding(self) -> Finding:
        """What the rule reported."""
        return self.placed.raised.finding

    @property
    def span(self) -> Span:
        """Where it stands in the text."""
        return self.placed.span

    @property
    def line(self) -> int:
        """The line that it begins on, from 0."""
        return self.placed.span.start.line

    @property
    def severity(self) -> Severity:
        """How loudly it speaks."""
        return self.placed.severity

    @property
    def message(self) -> str:
        """What it says."""
        return self.placed.message

    def fixes(self) -> list[Fix]:
        """What it offers."""
        return fixes_of(self.placed.raised, self.analysis)

    def titles(self) -> list[str]:
        """What it offers, as a person reads it in a menu."""
        return [fix.title for fix in self.fixes()]


@dataclass(frozen=True, slots=True)
class Judged:
    """A text, read and judged by all rules."""

    document: Document
    reading: Reading
    analyses: tuple[Analysis, ...]

    def findings(self, *codes: str) -> list[Shown]:
        """Its findings in the order of the text: those of these rules, or all of them."""
        choice = Choice(select=frozenset(codes))
        found = [
            Shown(one, analysis)
            for analysis in self.analyses
            for one in findings(analysis, PATH, choice, self.document)
        ]
        return sorted(found, key=lambda one: one.placed.order)

    def fixed(self, one: Shown, fix: Fix | str) -> str | None:
        """The text after a fix of `one`, given by itself or by its title; None if it changes nothing."""
        if isinstance(fix, str):
            fix = next(offer for offer in one.fixes() if offer.title == fix)
        edits = edits_of(fix, one.analysis, {PATH: self.reading}).get(PATH, ())
        return apply_edits(self.document, edits).text if edits else None

    def render(self, *codes: str) -> str:
        """The findings as people see them: place, severity, code, message; the line of the text; a caret below it."""
        return "".join(map(self._rendered, self.findings(*codes)))

    def _rendered(self, one: Shown) -> str:
        start, end = one.span
        line = self.document.line(start.line)
        width = (end.column if end.line == start.line else len(line)) - start.column
        caret = " " * start.column + "^" * max(1, width)
        place = f"{start.line + 1}:{start.column + 1}"
        return f"{place} {one.placed.severity} {one.code}: {one.message}\n  {line}\n  {caret}\n"


def judge(
    text: str,
    dialect: str = "native",
    *,
    today: date = TODAY,
    files: Files | None = None,
    settings: Configuration = NOTHING_SET,
) -> Judged:
    """Read `text` in `dialect` (native, markdown; json for what is only recognised) and run every rule on it.

    Each YAML document of a native text is a model of its own; the parts of any other text make one model.
    `settings` are what an organisation decided.
    """
    document = Document.of(text)
    reading = _read(document, dialect)
    models = [(part,) for part in reading.parts] if dialect == "native" else [reading.parts]
    files = files or Paths()
    analyses = tuple(Engine(today, files, settings).update(parts, (PATH,) * len(parts)) for parts in models)
    return Judged(document, reading, analyses)


def _read(document: Document, dialect: str) -> Reading:
    if dialect == "json":
        return plain.name_only(document, recognise("model.json", document).dialect)
    if dialect == "configuration":
        return settings.read(document, "forewarn.toml")
    read: Callable[[Document], Reading] = importlib.import_module(f"forewarn.dialects.{dialect}").read
    return read(document)


def findings_of(
    text: str, dialect: str = "native", *codes: str, today: date = TODAY, files: Files | None = None
) -> list[Shown]:
    """The findings over `text` in the order of the text: those of the rules `codes`, or all of them."""
    return judge(text, dialect, today=today, files=files).findings(*codes)


def rendered(text: str, *codes: str, dialect: str = "native", today: date = TODAY, files: Files | None = None) -> str:
    """The findings over `text` as people see them: those of the rules `codes`, or all of them."""
    return judge(text, dialect, today=today, files=files).render(*codes)
