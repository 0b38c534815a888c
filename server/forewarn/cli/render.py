"""Findings as people see them: the source line, a caret under the words meant, and the next step."""

from __future__ import annotations

import os
import sys
import unicodedata
from typing import TYPE_CHECKING

from forewarn.analysis.fixes import fixes_of
from forewarn.cli.gather import shown
from forewarn.rules.rule import Severity

if TYPE_CHECKING:
    from forewarn.analysis.findings import Placed
    from forewarn.text.document import Document
    from forewarn.workspace.workspace import Workspace

_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFORMATION: "36", Severity.HINT: "2"}
_WIDTH = 100
_BEFORE = 30


def count(number: int, word: str) -> str:
    """The number with its word: 1 finding, 3 findings."""
    return f"{number} {word if number == 1 else word + 's'}"


def print_findings(workspace: Workspace, findings: list[Placed]) -> None:
    """Print findings grouped by file, in order."""
    colour = _colours_wanted()
    last = ""
    for placed in findings:
        if placed.path != last:
            last = placed.path
            print(_paint(shown(placed.path), "1", on=colour))
        print("\n".join(_lines(workspace, placed, colour=colour)))
    if findings:
        print()


def _lines(workspace: Workspace, placed: Placed, *, colour: bool) -> list[str]:
    file = workspace.file(placed.path)
    line, column = placed.span.start
    style = _COLOURS[placed.severity]
    head = f"  {line + 1}:{column + 1} {_paint(f'{placed.severity} {placed.code}', style, on=colour)} {placed.message}"
    out = [head]
    if file is not None:
        text, caret = excerpt(file.reading.document, placed)
        number = str(line + 1)
        out += [f"  {number} | {text}", f"  {' ' * len(number)} | {_paint(caret, style, on=colour)}"]
    for related in placed.related:
        where = f"{shown(related.path)}:{related.span.start.line + 1}:{related.span.start.column + 1}"
        out.append(f"    see {where}: {related.message}")
    fix = _first_fix(placed)
    if fix:
        out.append(f"    fix: {fix}")
    return out


def _first_fix(placed: Placed) -> str:
    """The title of the fix that an editor would offer first; empty if there is none."""
    fixes = fixes_of(placed.raised, placed.analysis)
    return next((fix.title for fix in fixes if fix.preferred), fixes[0].title if fixes else "")


def excerpt(document: Document, placed: Placed) -> tuple[str, str]:
    """The source line and a line of carets under the finding, both cut to a readable width."""
    (line, column), end = placed.span
    text = document.line(line).replace("\t", " ")
    stop = end.column if end.line == line else len(text.rstrip())
    first = 0
    if len(text) > _WIDTH and column > _BEFORE:
        first = column - _BEFORE
    part = text[first : first + _WIDTH]
    stop = max(column + 1, min(stop, first + _WIDTH))
    before = "…" if first else ""
    after = "…" if first + _WIDTH < len(text) else ""
    indent = _columns(before + text[first:column])
    return before + part + after, " " * indent + "^" * max(1, _columns(text[column:stop]))


def _columns(text: str) -> int:
    """How many terminal columns `text` takes (UAX #11: wide and full-width characters take two)."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def _colours_wanted() -> bool:
    """Colours only on a terminal, and not where NO_COLOR is set (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _paint(text: str, style: str, *, on: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if on else text
