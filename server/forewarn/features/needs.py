"""How much modelling a system needs, said on the title of its model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.features.prose import message
from forewarn.model.kinds import Kind
from forewarn.model.need import Level, need

if TYPE_CHECKING:
    from forewarn.features.view import View
    from forewarn.text.position import Position, Span

_MEANS = {
    Level.LIGHT: "a light model will do",
    Level.STANDARD: "it needs a standard model",
    Level.FULL: "it needs a full model",
    Level.UNCLEAR: "how much of a model it needs is unclear",
}


def need_at(view: View, position: Position) -> tuple[str, Span] | None:
    """What to say, as Markdown, with the cursor on the title of a model, and the title's place; None elsewhere."""
    held = view.item_at(position)
    if held is None:
        return None
    part, item, start = held
    for element in item.elements:
        title = element.fields.get("threat-model") if element.kind is Kind.MODEL else None
        span = title.texts[0].span.down(start) if title and title.texts else None
        analysis = view.analysis_of(part)
        if span is not None and span.holds(position) and analysis is not None:
            found = need(analysis.index)
            return f"**need** · {found.level}: {_MEANS[found.level]}. {message(' '.join(found.reasons))}", span
    return None
