"""Where an element stands in a document: as a row, an item, a heading or a paragraph."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.syntax.markdown.blocks import List, ListItem, Paragraph, Table
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forewarn.model.elements import Element
    from forewarn.model.reading import Item, Part
    from forewarn.syntax.markdown.blocks import Block, Row
    from forewarn.syntax.markdown.blocks import Part as MarkdownPart
    from forewarn.syntax.markdown.reader import MarkdownReading
    from forewarn.text.document import Document


@dataclass(frozen=True, slots=True)
class AsRow:
    """A row of a table. Spans in it are `lines` lines too high."""

    table: Table
    row: Row
    lines: int


@dataclass(frozen=True, slots=True)
class AsItem:
    """An item of a list."""

    list: List
    item: ListItem
    lines: int


@dataclass(frozen=True, slots=True)
class AsHeading:
    """A heading with what stands under it: its part first, then those of the headings below. Each with its `lines`."""

    parts: tuple[tuple[MarkdownPart, int], ...]


@dataclass(frozen=True, slots=True)
class AsParagraph:
    """A paragraph, or some lines of one, and the blocks below that belong to it; `last` is the last line of all."""

    block: Paragraph
    lines: int
    below: tuple[Block, ...]
    last: int


Shape = AsRow | AsItem | AsHeading | AsParagraph


class Places:
    """Finds things in a document that was read."""

    def __init__(self, document: Document, markdown: MarkdownReading, part: Part) -> None:
        """Take the document, its blocks, and the model read from it."""
        self.document = document
        self.markdown = markdown
        self.part = part
        self._starts = {item.serial: start for item, start in zip(part.items, part.starts, strict=True)}

    def items(self) -> Iterator[tuple[Item, int]]:
        """The items of the model, each with its first line."""
        yield from zip(self.part.items, self.part.starts, strict=True)

    def start(self, element: Element) -> int | None:
        """The first line of the item that holds an element; None if it is not in this part."""
        return self._starts.get(element.item)

    def span(self, element: Element) -> Span | None:
        """The place of an element in the document."""
        start = self.start(element)
        return element.span.down(start) if start is not None else None

    def parts(self) -> Iterator[tuple[MarkdownPart, int]]:
        """All parts in order, each with the number of lines above the section that holds it."""
        for section, start in zip(self.markdown.sections, self.markdown.starts, strict=True):
            for part in section.parts:
                yield part, start

    def shape(self, element: Element) -> Shape | None:
        """How an element is written; None where that is no shape of Markdown's (a diagram, a fence, HTML)."""
        span = self.span(element)
        if span is None:
            return None
        number = bisect_right(self.markdown.starts, span.start.line) - 1
        lines = self.markdown.starts[number]
        at = Position(span.start.line - lines, span.start.column)
        for part in self.markdown.sections[number].parts:
            if part.heading is not None and part.heading.span.start == at:
                return AsHeading(tuple(self._below(part, span)))
            if part.first <= at.line < part.first + part.line_count:
                return _in_blocks(part.blocks, at, lines, span.end.line - lines)
        return None

    def _below(self, first: MarkdownPart, span: Span) -> Iterator[tuple[MarkdownPart, int]]:
        """The parts from `first` on that lie in `span`."""
        begun = False
        for part, lines in self.parts():
            begun = begun or part is first
            if begun:
                if part is not first and part.first + lines > span.end.line:
                    return
                yield part, lines


def _in_blocks(blocks: Sequence[Block], at: Position, lines: int, last: int) -> Shape | None:
    for number, block in enumerate(blocks):
        if not block.span.start.line <= at.line <= block.span.end.line:
            continue
        if isinstance(block, Table):
            row = next((row for row in block.rows if row.span.start.line == at.line), None)
            return AsRow(block, row, lines) if row is not None and not block.html else None
        if isinstance(block, List):
            for item in block.items:
                if item.span.start == at:
                    return AsItem(block, item, lines)
                if item.span.start < at and at.line <= item.span.end.line:
                    return _in_blocks(item.blocks, at, lines, last)
        if isinstance(block, Paragraph):
            below = tuple(other for other in blocks[number + 1 :] if other.span.start.line <= last)
            return AsParagraph(block, lines, below, last)
    return None
