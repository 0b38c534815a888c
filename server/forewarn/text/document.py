"""A text as a tuple of lines: the only store of document text in forewarn.

Lines end at LF, CRLF and lone CR, as the Language Server Protocol counts them (LSP 3.17, "Text Documents"), and
nowhere else: U+2028, U+0085, form feed and the like are ordinary characters here, though `str.splitlines` cuts at them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_ENDS = ("\n", "\r")


def split_lines(text: str) -> tuple[str, ...]:
    """Cut `text` into lines that keep their endings; the last one has none and may be empty.

    Joining the result gives `text` back. There is always at least one line.
    """
    lines = _LINE.findall(text)
    if not lines or lines[-1].endswith(_ENDS):
        lines.append("")
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Document:
    """An immutable text. Editing gives a new document that shares the lines it did not touch."""

    lines: tuple[str, ...]

    @staticmethod
    def of(text: str) -> Document:
        """The document that holds `text`."""
        return Document(split_lines(text))

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.lines)

    @property
    def end(self) -> Position:
        """The position after the last character."""
        return Position(len(self.lines) - 1, len(self.lines[-1]))

    @property
    def newline(self) -> str:
        """The line ending this document uses: that of its first line, LF where there is only one line."""
        return self.lines[0][len(self.line(0)) :] or "\n"

    def line(self, number: int) -> str:
        """Line `number` without its ending; empty for a line that does not exist."""
        if not 0 <= number < len(self.lines):
            return ""
        return self.lines[number].rstrip("\r\n")

    def clamp(self, position: Position) -> Position:
        """The nearest position that exists: a column behind the end of a line means its end (LSP 3.17, Position)."""
        line, column = position
        if line < 0:
            return Position(0, 0)
        if line >= len(self.lines):
            return self.end
        return Position(line, max(0, min(column, len(self.line(line)))))

    def slice(self, span: Span) -> str:
        """The text in `span` (clamped)."""
        start, end = self.clamp(span.start), self.clamp(span.end)
        if end <= start:
            return ""
        if start.line == end.line:
            return self.lines[start.line][start.column : end.column]
        middle = self.lines[start.line + 1 : end.line]
        return "".join((self.lines[start.line][start.column :], *middle, self.lines[end.line][: end.column]))

    def block(self, first: int, count: int) -> str:
        """The text of `count` whole lines from line `first`, endings included."""
        return "".join(self.lines[first : first + count])

    def replace(self, span: Span, text: str) -> Document:
        """This document with the text in `span` (clamped; start and end in either order) replaced by `text`."""
        start, end = sorted((self.clamp(span.start), self.clamp(span.end)))
        first, last = start.line, end.line
        head, tail = self.lines[first][: start.column], self.lines[last][end.column :]
        # A CR at the end of the line before and an LF now at the front are one line ending.
        joined = head + text + tail
        if first and joined.startswith("\n") and self.lines[first - 1].endswith("\r"):
            first -= 1
            joined = self.lines[first] + joined
        # Likewise a CR now at the end, before a line that is a lone LF.
        if last + 1 < len(self.lines) and joined.endswith("\r") and self.lines[last + 1].startswith("\n"):
            last += 1
            joined += self.lines[last]
        new: Sequence[str] = split_lines(joined)
        if last + 1 < len(self.lines) and not new[-1]:
            new = new[:-1]
        return Document(self.lines[:first] + tuple(new) + self.lines[last + 1 :])
