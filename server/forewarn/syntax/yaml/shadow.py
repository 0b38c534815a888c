"""The text that a parser is given for an item, and the way back from it to the item's own positions.

The two have the same lines. A line of the shadow may be indented differently and may hold stand-ins for characters
that would derail the parser: that is how `forewarn.syntax.yaml.repair` mends a slice without losing its positions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from forewarn.text.position import Position

_UNREADABLE = re.compile("[\0\ud800-\udfff]")
_BOM = "\ufeff"


@dataclass(slots=True)
class Shadow:
    """`lines` have no endings, but for "\\n" after all of them except, maybe, the last (`ends_with_break`).

    `shifts[n]` is how many columns further right a character stands in the item than in shadow line n; None if all are
    zero. `widths[n]` is the length of the item's own line n, None if the lines are the item's own. `stand_ins` maps
    characters of the shadow to those that they stand for.
    """

    lines: list[str]
    ends_with_break: bool
    shifts: list[int] | None = None
    widths: list[int] | None = None
    stand_ins: dict[int, str] = field(default_factory=dict)

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
        if lines[0].startswith(_BOM):
            lines[0] = lines[0][1:]
            return Shadow(lines, ends_with_break, shifts=[1] + [0] * (len(lines) - 1))
        return Shadow(lines, ends_with_break)

    @property
    def text(self) -> str:
        """All lines, as the parser gets them."""
        return "\n".join(self.lines) + ("\n" if self.ends_with_break else "")


class Places:
    """Turns byte offsets of a parsed shadow into offsets of its text, and those into positions in the item."""

    __slots__ = ("_shifts", "_starts", "_to_point", "_widths", "encoded", "text")

    def __init__(self, shadow: Shadow) -> None:
        self.text = shadow.text
        self.encoded = self.text.encode()
        self._starts = [0, *accumulate(len(line) + 1 for line in shadow.lines)]
        if not shadow.ends_with_break:
            self._starts.pop()
        self._shifts = shadow.shifts
        self._widths = shadow.widths
        self._to_point: list[int] | None = None
        if len(self.encoded) != len(self.text):
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
        if self._shifts is not None and line < len(self._shifts):
            column = max(0, column + self._shifts[line])
        if self._widths is not None and line < len(self._widths):
            column = min(column, self._widths[line])
        return Position(line, column)
