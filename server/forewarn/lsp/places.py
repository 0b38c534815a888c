"""Positions and spans as the editor counts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.text.position import Span

if TYPE_CHECKING:
    from forewarn.lsp.json_types import Json
    from forewarn.lsp.params import Point
    from forewarn.text.document import Document
    from forewarn.text.encoding import Encoding
    from forewarn.text.position import Position


@dataclass(frozen=True, slots=True)
class Places:
    """Converts in both directions, in the encoding that was agreed on."""

    encoding: Encoding

    def position(self, document: Document, position: Position) -> Json:
        """A position for the editor."""
        return {"line": position.line, "character": self.units(document, position)}

    def span(self, document: Document, span: Span) -> Json:
        """A span for the editor: a `Range`."""
        return {"start": self.position(document, span.start), "end": self.position(document, span.end)}

    def span_text(self, document: Document, span: Span) -> str:
        """A span for the editor, written as JSON."""
        start, end = span
        return (
            f'{{"start":{{"line":{start.line},"character":{self.units(document, start)}}},'
            f'"end":{{"line":{end.line},"character":{self.units(document, end)}}}}}'
        )

    def units(self, document: Document, position: Position) -> int:
        """The column of a position for the editor."""
        line = document.lines[position.line] if position.line < len(document.lines) else ""
        if line.isascii():
            return position.column
        return self.encoding.units(document.line(position.line), position.column)

    def read_position(self, document: Document, position: Point) -> Position:
        """The editor's position, clamped."""
        return self.encoding.position(document, position.line, position.character)

    def read_span(self, document: Document, start: Point, end: Point) -> Span:
        """The editor's range, clamped, with its ends in order."""
        ends = sorted((self.read_position(document, start), self.read_position(document, end)))
        return Span(*ends)
