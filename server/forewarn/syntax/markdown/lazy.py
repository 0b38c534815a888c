"""Labelled lines that stand below a list with no blank line between: "**Mitigation:** …" at the margin.

CommonMark takes such a line for the end of the last item (a *lazy continuation line*, section 5.2). Whoever wrote it
began something new, and readers see that; so it is cut off here and read as a paragraph behind the list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.syntax.markdown.blocks import List, Paragraph
from forewarn.syntax.markdown.passage import Passage
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from forewarn.syntax.markdown.blocks import ListItem

_LABEL = re.compile(r"(\*\*|__)[^*_\n]{1,60}(?::\1|\1\s*:)")
_DEPTH = 20
"""So deep nested lists are looked into."""


def cut_off(listed: List, depth: int = 0) -> tuple[List, Paragraph | None]:
    """The list without the labelled lines at the margin below it, and these lines; None where there are none."""
    if not listed.items or depth > _DEPTH:
        return listed, None
    item, margin = listed.items[-1], listed.span.start.column
    last, blocks = item.blocks[-1] if item.blocks else None, item.blocks
    below: Paragraph | None = None
    if isinstance(last, List):
        inner, below = cut_off(last, depth + 1)
        if below is not None and below.span.start.column > margin:
            return listed, None  # it stands at the inner list's margin, and that is where it belongs
        blocks = (*item.blocks[:-1], inner)
    elif isinstance(last, Paragraph):
        kept, below = _parted(last, margin)
        blocks = (*item.blocks[:-1], kept)
    if below is None:
        return listed, None
    end = blocks[-1].span.end
    shorter: ListItem = item._replace(span=Span(item.span.start, end), blocks=blocks)
    return List(Span(listed.span.start, end), (*listed.items[:-1], shorter)), below


def _parted(paragraph: Paragraph, margin: int) -> tuple[Paragraph, Paragraph | None]:
    """A paragraph up to the first labelled line that begins at the margin, and the rest."""
    text, marks = paragraph.text.text, paragraph.text.marks
    for number, (offset, line, column) in enumerate(marks):
        if number and column <= margin and _LABEL.match(text, offset):
            _, before, begin = marks[number - 1]
            kept = text[: offset - 1]
            end = Position(before, begin + len(kept) - marks[number - 1][0])
            first = Paragraph(Span(paragraph.span.start, end), Passage(kept, marks[:number]))
            rest = tuple((at - offset, row, left) for at, row, left in marks[number:])
            return first, Paragraph(Span(Position(line, column), paragraph.span.end), Passage(text[offset:], rest))
    return paragraph, None
