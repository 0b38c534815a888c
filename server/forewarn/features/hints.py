"""Short texts beside the lines of a file, for what cannot be seen in it: at most one a line, none that says the same.

What the section below a heading was taken for and how much was found there; what holds a threat that its author need
not write. A function for another sort takes the view and the span, and its hints are joined with these in `hints`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.features.sections import NOTHING, Contents, says_itself, sections
from forewarn.model.answers import Grade, answered, paved_answers
from forewarn.model.kinds import Kind
from forewarn.model.paved import plain
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
    for hint in (*_sections(view, span), *_paved(view, span)):
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


def _paved(view: View, span: Span) -> Iterator[Hint]:
    """Which threats are held by what the model has from its organisation's paved path."""
    if view.settings.paved_path is None:
        return
    for part in view.reading.parts:
        analysis = view.analysis_of(part)
        facts = analysis.whole.facts if analysis else None
        if analysis is None or facts is None or not facts.paved.inherits:
            continue
        for element, start in analysis.understood(part):
            line = element.anchor.start.line + start
            if element.kind is Kind.THREAT and span.start.line <= line <= span.end.line:
                held = [plain(one.paved) for one in paved_answers(element, facts) if one.grade is Grade.HELD]
                if held and not answered(element, facts).reopened:
                    end = Position(line, len(view.document.line(line).rstrip()))
                    yield Hint(end, f"held by {facts.path_name}: {', '.join(held)}")


def _text(section: Section, held: Held) -> str:
    """`threats · 7, 2 open`; where the heading says so itself `7 · 2 open`."""
    count = str(held.total) if held.total else "none read"
    still = f"{held.open or 'none'} open" if held.total and held.open is not None else ""
    if section.word is None or says_itself(section):
        return " · ".join(filter(None, (count, still)))
    return f"{section.word.label} · {', '.join(filter(None, (count, still)))}"
