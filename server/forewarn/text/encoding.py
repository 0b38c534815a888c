"""The only place that knows UTF-8, UTF-16 and UTF-32 columns.

An editor counts columns in code units of the encoding it negotiated (LSP 3.17, PositionEncodingKind); forewarn counts
code points. A position inside a character (in the middle of a surrogate pair, say) means that character's start.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from forewarn.text.document import Document

_LAST_BMP = 0xFFFF
_UTF8_LIMITS = (0x7F, 0x7FF, 0xFFFF)


class Encoding(StrEnum):
    """A way to count columns, by its name in the protocol."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"

    def width(self, character: str) -> int:
        """How many code units `character` (one code point) takes."""
        if self is Encoding.UTF32:
            return 1
        point = ord(character)
        if self is Encoding.UTF16:
            return 1 + (point > _LAST_BMP)
        return 1 + sum(point > limit for limit in _UTF8_LIMITS)

    def units(self, line: str, column: int) -> int:
        """Code units before code point `column` of `line` (without its ending)."""
        if self is Encoding.UTF32 or line.isascii():
            return min(column, len(line))
        return sum(map(self.width, line[:column]))

    def column(self, line: str, units: int) -> int:
        """The code point column that lies `units` code units into `line` (without its ending)."""
        if self is Encoding.UTF32 or line.isascii():
            return max(0, min(units, len(line)))
        left = units
        for column, character in enumerate(line):
            left -= self.width(character)
            if left < 0:
                return column
        return len(line)

    def position(self, document: Document, line: int, units: int) -> Position:
        """The position in `document` that the editor calls (`line`, `units`), clamped."""
        if 0 <= line < len(document.lines):
            return Position(line, self.column(document.line(line), units))
        return document.clamp(Position(line, units))

    def span(self, document: Document, start: tuple[int, int], end: tuple[int, int]) -> Span:
        """The span in `document` that the editor calls `start` to `end`."""
        return Span(self.position(document, *start), self.position(document, *end))
