"""A piece of running text that knows where every character of it stands."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterable


class Passage(NamedTuple):
    """Text taken from one or several lines, without their indentation and block markers.

    `text` joins the pieces with line feeds. `marks` says where each piece begins: its offset in `text` (code points),
    its line and its column. There is always at least one mark, at offset 0.
    """

    text: str
    marks: tuple[tuple[int, int, int], ...]

    def position(self, offset: int) -> Position:
        """Where the character at `offset` of the text stands."""
        begin, line, column = self.marks[bisect_right(self.marks, (offset, 1 << 60, 0)) - 1]
        return Position(line, column + offset - begin)

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]`."""
        return Span(self.position(start), self.position(end))

    @property
    def whole(self) -> Span:
        """The place of the whole text."""
        return self.span(0, len(self.text))

    def cut(self, start: int, end: int) -> Passage:
        """The part of the text from `start` to `end`, without blanks at its ends."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        first = bisect_right(self.marks, (start, 1 << 60, 0)) - 1
        line, column = self.position(start)
        marks = [(0, line, column)]
        for begin, at, from_column in self.marks[first + 1 :]:
            if begin >= end:
                break
            marks.append((begin - start, at, from_column))
        return Passage(text[start:end], tuple(marks))

    def down(self, lines: int) -> Passage:
        """The same text, `lines` lines further down."""
        if not lines:
            return self
        return Passage(self.text, tuple((begin, line + lines, column) for begin, line, column in self.marks))


def passage(pieces: Iterable[tuple[str, int, int]]) -> Passage:
    """The passage made of `pieces`: each a text without line ends, with its line and column."""
    texts: list[str] = []
    marks: list[tuple[int, int, int]] = []
    offset = 0
    for text, line, column in pieces:
        texts.append(text)
        marks.append((offset, line, column))
        offset += len(text) + 1
    if not marks:
        return Passage("", ((0, 0, 0),))
    return Passage("\n".join(texts), tuple(marks))
