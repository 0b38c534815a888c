"""Short texts beside the lines of a file, for what cannot be seen in it: at most one a line, none that says the same.

So far there is one sort: what the section below a heading was taken for, and how much was found there. A function for
another sort takes the view and the span, and its hints are joined with these in `hints`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.features.sections import NOTHING, Contents, says_itself, sections
from forewarn.text.position import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.features.sections import Held, Section
    from forewarn.features.view import View
    from forewarn.text.position import Span


_VAGUE = ("scope",)
"""Topics of headings below which anything may stand: that nothing was found there is no news."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A text to show at `position`, a blank before it."""

    position: Position
    text: str


def hints(view: View, span: Span) -> tuple[Hint, ...]:
    """The hints for the lines of `span`, from top to bottom, at most one a line."""
    found: dict[int, Hint] = {}
    for hint in _sections(view, span):
        found.setdefault(hint.position.line, hint)
    return tuple(found[line] for line in sorted(found))


def _sections(view: View, span: Span) -> Iterator[Hint]:
    """What a heading does not say itself."""
    for part in view.reading.parts:
        seen = [one for one in sections(part) if span.start.line <= one.span.end.line <= span.end.line]
        shown = [one for one in seen if one.word and not one.inherited and one.head.topic != NOTHING]
        if not shown:
            continue
        analysis = view.analysis_of(part)
        contents = Contents(analysis.understood(part) if analysis else part.elements(), analysis and analysis.whole)
        for section in shown:
            line = section.span.start.line
            end = Position(line, len(view.document.line(line).rstrip()))
            held = contents.held(section)
            if held.total or section.head.topic not in _VAGUE:
                yield Hint(end, _text(section, held))


def _text(section: Section, held: Held) -> str:
    """`threats · 7, 2 open`; where the heading says so itself `7 · 2 open`."""
    count = str(held.total) if held.total else "none read"
    still = f"{held.open or 'none'} open" if held.total and held.open is not None else ""
    if section.word is None or says_itself(section):
        return " · ".join(filter(None, (count, still)))
    return f"{section.word.label} · {', '.join(filter(None, (count, still)))}"
