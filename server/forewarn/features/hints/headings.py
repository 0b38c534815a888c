"""Beside a heading: what its section was taken for, where the heading does not say so itself, and what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.features.hints.hint import Hint, Sort, line_end
from forewarn.features.sections import NOTHING, Contents, says_itself, sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.features.sections import Held, Section
    from forewarn.features.view import View
    from forewarn.text.position import Span

_VAGUE = ("scope",)
"""Topics of headings below which anything may stand: that nothing was found there is no news."""


def headings(view: View, span: Span) -> Iterator[Hint]:
    """What a heading does not say itself."""
    for part in view.reading.parts:
        seen = [one for one in sections(part) if span.start.line <= one.span.end.line <= span.end.line]
        shown = [one for one in seen if one.word and not one.inherited and one.head.topic != NOTHING]
        if not shown:
            continue
        analysis = view.analysis_of(part)
        contents = Contents(analysis.understood(part) if analysis else part.elements(), analysis and analysis.whole)
        for section in shown:
            held = contents.held(section)
            if held.total or section.head.topic not in _VAGUE:
                end = line_end(view, section.span.start.line)
                yield Hint(end, _text(section, held), Sort.SECTIONS, (section.span.start,))


def _text(section: Section, held: Held) -> str:
    """`threats · 7, 2 open`; where the heading says so itself `7 · 2 open`."""
    count = str(held.total) if held.total else "none read"
    still = f"{held.open or 'none'} open" if held.total and held.open is not None else ""
    if section.word is None or says_itself(section):
        return " · ".join(filter(None, (count, still)))
    return f"{section.word.label} · {', '.join(filter(None, (count, still)))}"
