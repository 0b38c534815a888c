"""Elements of a native model embedded in a fence, moved to where the fence stands in the document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forewarn.model.elements import Field, Record, Text
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from forewarn.model.elements import Element, Value


class Move:
    """Moves places by lines, and by columns where the fence is indented."""

    def __init__(self, lines: int, columns: int) -> None:
        """Take how far down and how far to the right."""
        self._lines, self._columns = lines, columns

    def span(self, span: Span) -> Span:
        """The place in the document's item."""
        start, end = span
        return Span(
            Position(start.line + self._lines, start.column + self._columns),
            Position(end.line + self._lines, end.column + self._columns),
        )

    def element(self, element: Element, item: int) -> Element:
        """The element in the item `item` of the document."""
        return replace(
            element,
            span=self.span(element.span),
            item=item,
            id_span=self.span(element.id_span) if element.id_span else None,
            fields={name: self._field(field) for name, field in element.fields.items()},
        )

    def _field(self, field: Field) -> Field:
        content = field.content
        moved = tuple(map(self._value, content)) if isinstance(content, tuple) else self._value(content)
        return Field(field.name, self.span(field.key), self.span(field.span), moved)

    def _value(self, value: Value) -> Value:
        if isinstance(value, Text):
            return Text(value.text, self.span(value.span))
        return Record({name: self._field(field) for name, field in value.fields.items()}, self.span(value.span))
