"""Findings as people see them: the source line, a caret under the words meant, and the next step."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width

from forewarn.analysis.fixes import fixes_of
from forewarn.cli.gather import shown
from forewarn.cli.output import harmless
from forewarn.rules.rule import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.analysis.findings import Placed
    from forewarn.text.document import Document
    from forewarn.text.position import Span
    from forewarn.workspace.workspace import Workspace

_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFORMATION: "36", Severity.HINT: "2"}
_WIDTH = 100
_BEFORE = 30
_RELATED = 3
"""How many further places of a finding are shown."""
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})


def count(number: int, word: str) -> str:
    """The number with its word: 1 finding, 3 findings."""
    return f"{number} {word if number == 1 else word + 's'}"


def report(workspace: Workspace, findings: list[Placed]) -> Iterator[str]:
    """The lines that show findings, grouped by file, in order."""
    colour = _colours_wanted()
    last = ""
    for placed in findings:
        if placed.path != last:
            last = placed.path
            yield _paint(harmless(shown(placed.path)), "1", on=colour)
        yield from _lines(workspace, placed, colour=colour)
    if findings:
        yield ""


def _lines(workspace: Workspace, placed: Placed, *, colour: bool) -> Iterator[str]:
    file = workspace.file(placed.path)
    line, column = placed.span.start
    style = _COLOURS[placed.severity]
    sort = _paint(f"{placed.severity} {placed.code}", style, on=colour)
    yield f"  {line + 1}:{column + 1} {sort} {harmless(placed.message)}"
    if file is not None:
        text, caret = excerpt(file.reading.document, placed.span)
        number = str(line + 1)
        yield f"  {number} | {text}".rstrip()
        yield f"  {' ' * len(number)} | {_paint(caret, style, on=colour)}"
    for related in placed.related[:_RELATED]:
        start = related.span.start
        at = f"line {start.line + 1}" if related.path == placed.path else f"{shown(related.path)}:{start.line + 1}"
        yield harmless(f"    see {at}: {related.message}")
    if len(placed.related) > _RELATED:
        yield "    and others"
    fix = _first_fix(placed)
    if fix:
        yield harmless(f"    fix: {fix}")


def _first_fix(placed: Placed) -> str:
    """The title of the fix that an editor would offer first; empty if there is none."""
    fixes = fixes_of(placed.raised, placed.analysis)
    return next((fix.title for fix in fixes if fix.preferred), fixes[0].title if fixes else "")


def excerpt(document: Document, span: Span) -> tuple[str, str]:
    """The first source line of `span` and a line of carets under what is meant, both cut to a readable width."""
    (line, column), end = span
    whole = document.line(line)
    stop = end.column if end.line == line else len(whole.rstrip())
    first = 0
    if len(whole) > _WIDTH and column > _BEFORE:
        first = min(column - _BEFORE, len(whole) - _BEFORE)
    # Cut first: a model may be one line of a million signs, with a thousand findings in it.
    text = harmless(whole[first : first + _WIDTH].replace("\t", " "))
    stop = max(column + 1, min(stop, first + _WIDTH))
    before = "…" if first else ""
    after = "…" if first + _WIDTH < len(whole) else ""
    indent = _columns(before + text[: column - first])
    return before + text + after, " " * indent + "^" * max(1, _columns(text[column - first : stop - first]))


def _columns(text: str) -> int:
    """How many terminal columns `text` takes: wide signs take two (UAX #11), marks on others and joiners none."""
    if text.isascii():
        return len(text)
    return sum(0 if category(sign) in _NO_WIDTH else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _colours_wanted() -> bool:
    """Colours only on a terminal, and not where NO_COLOR is set (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _paint(text: str, style: str, *, on: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if on else text
