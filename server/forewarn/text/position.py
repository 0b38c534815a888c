"""Positions and spans, counted in code points from zero.

Everything inside forewarn is measured this way. Other countings (UTF-16 units in an editor, lines from one on the
command line) exist only at the borders: `forewarn.text.encoding` and the command line's output.
"""

from __future__ import annotations

from typing import NamedTuple


class Position(NamedTuple):
    """A place between two characters.

    `line` counts from 0; `column` counts code points from the start of that line.
    """

    line: int
    column: int

    def down(self, lines: int) -> Position:
        """The same column, `lines` lines further down (up, if negative)."""
        return Position(self.line + lines, self.column)


class Span(NamedTuple):
    """The text from `start` up to, not including, `end`.

    Spans are either absolute or relative to the first line of an item. An item always begins at the start of a line,
    so the two differ by a number of lines only: `down` turns one into the other.
    """

    start: Position
    end: Position

    def down(self, lines: int) -> Span:
        """The same span, `lines` lines further down (up, if negative)."""
        return Span(self.start.down(lines), self.end.down(lines))

    def holds(self, position: Position) -> bool:
        """Whether `position` lies in the span or touches its end, as a cursor does after the last character typed."""
        return self.start <= position <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share a character or touch."""
        return self.start <= other.end and other.start <= self.end


def span(line: int, column: int, end_line: int, end_column: int) -> Span:
    """A span from four numbers (zero-based, code points)."""
    return Span(Position(line, column), Position(end_line, end_column))


START = Position(0, 0)
NOWHERE = Span(START, START)
"""The empty span at the very start, for what is about a whole text."""
