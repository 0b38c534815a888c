"""On a model's first line: how much modelling its system needs, and how many of its threats are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.features.hints.hint import Hint, Sort, line_end
from forewarn.features.view import is_silent
from forewarn.model.answers import Grade, answered
from forewarn.model.kinds import Kind
from forewarn.model.need import Level, need

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.analysis.engine import Analysis
    from forewarn.features.view import View
    from forewarn.text.position import Span


def standing(view: View, span: Span) -> Iterator[Hint]:
    """Beside the title of each native model or embedded block. A document says it beside its headings."""
    for part in view.reading.parts:
        analysis = view.analysis_of(part)
        if analysis is None or is_silent(analysis):
            continue
        for element, start in view.understood_in(part, span.start.line, span.end.line):
            title = element.fields.get("threat-model") if element.kind is Kind.MODEL and element.recorded else None
            if title is None or not title.texts:
                continue
            line = title.key.start.line + start
            text = _text(analysis)
            if text and span.start.line <= line <= span.end.line:
                yield Hint(line_end(view, line), text, Sort.PRIORITY, (title.key.start.down(start),))


def _text(analysis: Analysis) -> str:
    """`full model needed · 2 of 7 threats open`."""
    level = need(analysis.index).level
    threats = [one for one in analysis.whole.elements(Kind.THREAT) if not one.tells_of]
    still = sum(answered(one, analysis.whole.facts).grade is Grade.OPEN for one in threats)
    counted = f"{still or 'none'} of {len(threats)} threats open" if len(threats) > 1 else ""
    if len(threats) == 1:
        counted = "1 threat, open" if still else "1 threat, not open"
    return " · ".join(filter(None, ("" if level is Level.UNCLEAR else f"need: {level}", counted)))
