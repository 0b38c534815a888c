"""Changes to a native model that stands in a block of a document: written as in a file of its own, and moved there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from forewarn.dialects.markdown.fences import codes, is_embedded_model
from forewarn.dialects.native.read import read
from forewarn.dialects.native.write import write
from forewarn.model.changes import AddElement, ReplaceText
from forewarn.text.document import Document
from forewarn.text.edits import TextEdit
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forewarn.dialects.markdown.writer.places import Places
    from forewarn.model.changes import Change
    from forewarn.model.elements import Element
    from forewarn.model.reading import Part, Reading
    from forewarn.syntax.markdown.passage import Passage


class _Block(NamedTuple):
    """A block that holds a model: its text, which stands `lines` lines further down, and the model read from it."""

    body: Passage
    lines: int
    reading: Reading

    @property
    def part(self) -> Part:
        """The first model in it."""
        return self.reading.parts[0]

    def outside(self, position: Position) -> Position:
        """Where a place in the block's text stands in the document."""
        last = len(self.body.marks) - 1
        _, line, column = self.body.marks[min(position.line, last)]
        beyond = max(0, position.line - last)
        return Position(line + self.lines + beyond, position.column + (0 if beyond else column))


def in_a_block(places: Places, changes: Sequence[Change]) -> tuple[TextEdit, ...] | None:
    """The edits for changes to elements of a block; None where they are about the document's own."""
    for block in _blocks(places):
        inner = [_inside(places, block, change) for change in changes]
        if all(change is not None for change in inner):
            edits = write([change for change in inner if change is not None], block.reading, block.part)
            return tuple(_moved(places, block, edit) for edit in edits)
    return None


def _blocks(places: Places) -> Iterator[_Block]:
    for part, lines in places.parts():
        for code in codes(part.blocks):
            if code.fenced and is_embedded_model(code.info):
                yield _Block(code.body, lines, read(Document.of(code.body.text)))


def _inside(places: Places, block: _Block, change: Change) -> Change | None:
    """The change as one to the block's own model; None where it is about something else."""
    if isinstance(change, ReplaceText):
        return _replacement(places, block, change)
    if isinstance(change, AddElement):
        near = _element(places, block, change.near) if change.near is not None else None
        return replace(change, near=near) if near is not None else None
    own = _element(places, block, change.element)
    return replace(change, element=own) if own is not None else None


def _element(places: Places, block: _Block, element: Element) -> Element | None:
    span = places.span(element) if element.recorded else None
    for own, start in block.part.elements():
        inner = own.span.down(start)
        if own.kind is element.kind and span == Span(block.outside(inner.start), block.outside(inner.end)):
            return own
    return None


def _replacement(places: Places, block: _Block, change: ReplaceText) -> ReplaceText | None:
    """A replacement of what stands in the block."""
    start = next((first for item, first in places.items() if item.serial == change.item), None)
    wanted = change.span.down(start) if start is not None else None
    _, first, column = block.body.marks[0]
    for item, above in zip(block.part.items, block.part.starts, strict=True):
        lines = first + block.lines + above
        if wanted is not None and lines <= wanted.start.line < lines + item.line_count:
            inner = Span(
                Position(wanted.start.line - lines, wanted.start.column - column),
                Position(wanted.end.line - lines, wanted.end.column - column),
            )
            return replace(change, item=item.serial, span=inner)
    return None


def _moved(places: Places, block: _Block, edit: TextEdit) -> TextEdit:
    """An edit of the block's text as one of the document: with its line ends, and as far to the right."""
    newline, indent = places.document.newline, " " * block.body.marks[0][2]
    first, *rest = edit.text.split("\n")
    text = newline.join((first, *(indent + line if line else line for line in rest)))
    return TextEdit(Span(block.outside(edit.span.start), block.outside(edit.span.end)), text)
