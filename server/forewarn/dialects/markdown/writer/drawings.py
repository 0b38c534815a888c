"""A diagram below the list, table or paragraph that tells what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.dialects.markdown.fences import codes
from forewarn.text.edits import TextEdit
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from forewarn.dialects.markdown.writer.places import Places
    from forewarn.model.changes import AddDrawing
    from forewarn.model.elements import Element
    from forewarn.syntax.markdown.blocks import Block


def add_drawing(places: Places, change: AddDrawing) -> list[TextEdit] | None:
    """The edit that adds it; none where it is there already, None where there is no place for it."""
    newline = places.document.newline
    body = "\n".join(change.lines)
    if any(code.body.text.strip() == body for part, _ in places.parts() for code in codes(part.blocks)):
        return []
    last = _last_line_around(places, change.element)
    if last is None:
        return None
    place = Position(last, len(places.document.line(last)))
    text = newline.join(("", "", "```mermaid", *change.lines, "```"))
    return [TextEdit(Span(place, place), text)]


def _last_line_around(places: Places, element: Element) -> int | None:
    """The last line with text of the outermost block that holds an element."""
    span = places.span(element)
    if span is None:
        return None
    for part, lines in places.parts():
        for block in part.blocks:
            if block.span.start.line + lines <= span.start.line <= block.span.end.line + lines:
                return _last_line(places, block, lines)
    return None


def _last_line(places: Places, block: Block, lines: int) -> int:
    last = block.span.end.line + lines
    while last > block.span.start.line + lines and not places.document.line(last).strip():
        last -= 1
    return last
