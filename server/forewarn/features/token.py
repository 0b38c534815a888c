"""The word under the cursor: what of it is typed, and what a completion replaces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_REST = re.compile(r"""(?:[^\s,\[\]{}"'#:]|:(?=[^\s,\[\]{}"']))*""")
"""What of a plain word may stand behind the cursor."""
_ESCAPE = "\\"


@dataclass(frozen=True, slots=True)
class Token:
    """What stands at the cursor from where a key or value begins.

    `typed` is its text up to the cursor, without the quotation mark that opens it (`quote`, empty if none does); `span`
    is all of it, a closing mark included. `closed` tells that the cursor stands behind a value in quotation marks,
    `before` is the sign in front of it, `colon` that a colon follows.
    """

    typed: str
    span: Span
    quote: str = ""
    closed: bool = False
    before: str = ""
    colon: bool = False

    @property
    def last_word(self) -> Token:
        """The token from the last blank on."""
        words = self.typed.rpartition(" ")[2]
        return Token(words, self.narrowed(words), self.quote, self.closed, self.before, self.colon)

    def narrowed(self, typed: str) -> Span:
        """The span from where the end of the typed text, `typed`, begins."""
        start = self.span.start
        return Span(Position(start.line, start.column + len(self.typed) - len(typed)), self.span.end)


def token_at(line: str, position: Position, start: int) -> Token:
    """The token at `position`, which begins at or behind column `start` of its line."""
    text = line[start : position.column]
    begin = start + len(text) - len(text.lstrip(" \t"))
    typed, rest = line[begin : position.column], line[position.column :]
    quote = typed[:1] if typed[:1] in ("'", '"') else ""
    end = position.column
    closed = False
    if quote:
        begin += 1
        typed = typed[1:]
        closed = _closing(typed, quote) is not None
        mark = _closing(rest, quote)
        if not closed and mark is not None and not re.search(r"[,\[\]{}:]", rest[:mark]):
            end += mark + 1
    else:
        found = _REST.match(rest)
        end += found.end() if found else 0
    colon = bool(re.match(r"[ \t]*:(?:\s|$)", line[end:]))
    span = Span(Position(position.line, begin), Position(position.line, end))
    return Token(typed, span, quote, closed, line[begin - 1 : begin] if not quote else "", colon)


def _closing(text: str, quote: str) -> int | None:
    """Where the mark `quote` stands in `text`, not counting escaped ones."""
    found = re.search(rf"(?<!{re.escape(_ESCAPE)}){quote}", text)
    return found.start() if found else None


def bare(key: str) -> str:
    """A key without blanks and quotation marks around it."""
    return key.strip().strip("\"'")


def signs(text: str, begins: str = " \t\n[{,:") -> Iterator[tuple[int, str]]:
    """The signs of `text` that stand outside of quotation marks, with their offsets.

    A mark opens where a value may begin: at the start, or behind one of `begins`.
    """
    quote = ""
    for offset, sign in enumerate(text):
        if quote:
            if sign == quote and text[offset - 1] != _ESCAPE:
                quote = ""
        elif sign in "\"'" and (offset == 0 or text[offset - 1] in begins):
            quote = sign
        else:
            yield offset, sign


def comment_start(line: str) -> int | None:
    """The column at which a comment begins on a line of YAML; None if there is none."""
    if "#" not in line:
        return None
    for offset, sign in signs(line):
        if sign == "#" and (offset == 0 or line[offset - 1] in " \t"):
            return offset
    return None
