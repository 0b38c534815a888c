"""The text that a parser is given for an item, and the way back from it to the item's own positions.

The two have the same lines. A line of the shadow may be indented differently, may hold a few characters more and may
hold stand-ins for characters that would derail the parser: that is how `forewarn.syntax.yaml.mend` makes a slice
readable without losing its positions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, cast

from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Callable

# Positions and spans are made by the ten thousand: their class takes twice as long as what it calls.
_new = tuple.__new__  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - typed below
_position = cast("Callable[[type[Position], tuple[int, int]], Position]", _new)
_span = cast("Callable[[type[Span], tuple[Position, Position]], Span]", _new)
_UNREADABLE = re.compile("[\0\ud800-\udfff]")
_BOM = "\ufeff"
_FIRST_STAND_IN = 0x10F800


@dataclass(slots=True)
class Shadow:
    """`lines` have no endings, but for a line feed after all of them except, maybe, the last (`ends_with_break`).

    `columns[n]` tells, for each column of shadow line n and for its end, which column of the item's line that is; lines
    that are not in it are unchanged. `stand_ins` maps characters of the shadow to those that they stand for.
    """

    lines: list[str]
    ends_with_break: bool
    columns: dict[int, list[int]] = field(default_factory=dict[int, list[int]])
    stand_ins: dict[int, str] = field(default_factory=dict[int, str])

    @staticmethod
    def of(text: str) -> Shadow:
        """The shadow of `text`, unchanged but for what no YAML parser reads: BOM, NUL, lone surrogates."""
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not text.isascii() or "\0" in text:
            text = _UNREADABLE.sub("\ufffd", text)
        lines = text.split("\n")
        ends_with_break = not lines[-1] and len(lines) > 1
        if ends_with_break:
            lines.pop()
        shadow = Shadow(lines, ends_with_break)
        if lines[0].startswith(_BOM):
            shadow.replace(0, 0, 1, "")
        return shadow

    @property
    def text(self) -> str:
        """All lines, as the parser gets them."""
        return "\n".join(self.lines) + ("\n" if self.ends_with_break else "")

    def column(self, line: int, column: int) -> int:
        """The item's column for `column` of shadow line `line`."""
        columns = self.columns.get(line)
        if columns is None:
            return column
        return columns[min(max(column, 0), len(columns) - 1)]

    def replace(self, line: int, start: int, end: int, text: str) -> None:
        """Write `text` in place of the columns from `start` to `end` of shadow line `line`."""
        old = self.lines[line]
        columns = self.columns.get(line)
        if columns is None:
            columns = list(range(len(old) + 1))
        self.lines[line] = old[:start] + text + old[end:]
        added = [columns[min(start + n, end)] for n in range(len(text))]
        self.columns[line] = columns[:start] + added + columns[end:]

    def indent(self, line: int, width: int) -> None:
        """Indent shadow line `line` by `width` spaces, whatever it was indented by."""
        old = self.lines[line]
        lead = len(old) - len(old.lstrip(" \t"))
        columns = self.columns.get(line) or list(range(len(old) + 1))
        self.lines[line] = " " * width + old[lead:]
        self.columns[line] = [columns[min(n, lead)] for n in range(width)] + columns[lead:]

    def hide(self, line: int, column: int) -> None:
        """Put a stand-in for the character at `column`, one that means nothing in YAML."""
        character = self.lines[line][column]
        if ord(character) >= _FIRST_STAND_IN:
            return
        known = next((point for point, hidden in self.stand_ins.items() if hidden == character), None)
        point = known if known is not None else _FIRST_STAND_IN + len(self.stand_ins)
        self.stand_ins[point] = character
        self.replace(line, column, column + 1, chr(point))

    def hide_all(self, line: int, start: int, end: int, what: re.Pattern[str]) -> None:
        """Put stand-ins for all single characters that `what` finds from column `start` to `end`."""
        found = what.search(self.lines[line], start, end)
        if found is None:
            return
        self.hide(line, found.start())
        stand_in = self.lines[line][found.start()]
        text = self.lines[line]
        self.lines[line] = text[:start] + what.sub(stand_in, text[start:end]) + text[end:]

    def blank(self, line: int) -> None:
        """Take all text from shadow line `line`."""
        self.replace(line, 0, len(self.lines[line]), "")


class Places:
    """Turns byte offsets of a parsed shadow into offsets of its text, and those into positions in the item."""

    __slots__ = ("_begin", "_line", "_next", "_shadow", "_starts", "_to_point", "encoded", "text", "wide")

    def __init__(self, shadow: Shadow) -> None:
        self.text = shadow.text
        self.encoded = self.text.encode()
        self._starts = [0, *accumulate(len(line) + 1 for line in shadow.lines)]
        if not shadow.ends_with_break:
            self._starts.pop()
        self._shadow = shadow if shadow.columns else None
        self._begin = self._next = self._line = 0
        self._to_point: list[int] | None = None
        self.wide = len(self.encoded) != len(self.text)
        if self.wide:
            to_point: list[int] = []
            for number, character in enumerate(self.text):
                to_point += [number] * len(character.encode())
            to_point.append(len(self.text))
            self._to_point = to_point

    def offset(self, byte: int) -> int:
        """The offset in code points that lies `byte` bytes into the text."""
        return byte if self._to_point is None else self._to_point[byte]

    def line(self, offset: int) -> int:
        """The line that holds `offset`."""
        return bisect_right(self._starts, offset) - 1

    def column(self, offset: int) -> int:
        """How far into its shadow line `offset` lies."""
        return offset - self._starts[bisect_right(self._starts, offset) - 1]

    def line_start(self, line: int) -> int:
        """The offset at which `line` starts."""
        return self._starts[line]

    def position(self, offset: int) -> Position:
        """Where in the item the character at `offset` stands."""
        line = bisect_right(self._starts, offset) - 1
        column = offset - self._starts[line]
        if self._shadow is not None:
            column = self._shadow.column(line, column)
        return _position(Position, (line, column))

    def span(self, start: int, end: int) -> Span:
        """The text of the item from offset `start` to `end`."""
        begin, line = self._begin, self._line
        if not begin <= start < self._next:
            # Nodes are met in the order of the text, many on one line.
            line = self._line = bisect_right(self._starts, start) - 1
            begin = self._begin = self._starts[line]
            self._next = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text) + 1
        if end >= self._next or self._shadow is not None:
            return _span(Span, (self.position(start), self.position(end)))
        return _span(Span, (_position(Position, (line, start - begin)), _position(Position, (line, end - begin))))
