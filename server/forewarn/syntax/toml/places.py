"""Where the keys and values of a TOML text stand.

`tomllib` gives values without places. This scan gives places without values: it goes once over a text that `tomllib`
has found to be right, so it looks for ends only and checks nothing (https://toml.io/en/v1.0.0).
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from forewarn.text.document import Document

Path = tuple[str | int, ...]
"""The keys that lead to a value, from outside; the elements of a list by their number."""


class Place(NamedTuple):
    """Where a key and its value stand. A table has its header for a value, the elements of a list no key."""

    key: Span
    value: Span


_MOST_PARTS = 16
"""Parts of one dotted key. No setting of ours has more than four."""
_BLANKS = re.compile(r"[ \t]*")
_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]*")
_BASIC = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_LITERAL = re.compile(r"'([^'\n]*)'")
_LONG_BASIC = re.compile(r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})', re.DOTALL)
_LONG_LITERAL = re.compile(r"'''.*?'''(?:'{0,2})", re.DOTALL)
_OTHER = re.compile(r"[^,\]}#\r\n]*")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


def places(document: Document) -> dict[Path, Place]:
    """The places of all keys, values and elements of lists in a text that is TOML, by the path to each."""
    scan = _Scan(document.text)
    scan.run()
    starts = list(accumulate((len(line) for line in document.lines), initial=0))

    def position(offset: int) -> Position:
        line = min(bisect.bisect_right(starts, offset) - 1, len(document.lines) - 1)
        return Position(line, offset - starts[line])

    return {
        path: Place(*(Span(position(start), position(end)) for start, end in pair)) for path, pair in scan.found.items()
    }


_Range = tuple[int, int]


@dataclass(slots=True)
class _Scan:
    text: str
    at: int = 0
    found: dict[Path, tuple[_Range, _Range]] = field(default_factory=dict[Path, tuple[_Range, _Range]])
    _counts: dict[Path, int] = field(default_factory=dict[Path, int])
    """How many tables each list of tables (`[[paths]]`) has so far."""

    def run(self) -> None:
        table: Path = ()
        self.at = 1 if self.text.startswith("\ufeff") else 0
        while True:
            self._skip(_SPACE)
            before = self.at
            if self.at >= len(self.text):
                return
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            if self.at == before:
                return  # the text is not what tomllib found right: no place is better than a wrong one

    def _skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return found[0]

    def _next_is(self, sign: str) -> bool:
        return self.text.startswith(sign, self.at)

    def _header(self) -> Path:
        """`[a.b]` or `[[a.b]]`."""
        start = self.at
        several = self._next_is("[[")
        self.at += 2 if several else 1
        keys = self._keys()
        self._skip(_BLANKS)
        self.at += 2 if several else 1
        path = self._absolute(keys[:-1])
        last, place = keys[-1]
        whole = (start, self.at)
        path = (*path, last)
        if path not in self.found or not several:
            self.found[path] = (place, whole)
        if several:
            number = self._counts.get(path, 0)
            self._counts[path] = number + 1
            path = (*path, number)
            self.found[path] = (place, whole)
        return path

    def _absolute(self, names: list[tuple[str, _Range]]) -> Path:
        """The path of names in a header: in a list of tables the last one is meant. What only they name, is there."""
        path: Path = ()
        for name, place in names:
            path = (*path, name)
            self.found.setdefault(path, (place, place))
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        return path

    def _keys(self) -> list[tuple[str, _Range]]:
        """The parts of a dotted key."""
        keys: list[tuple[str, _Range]] = []
        while True:
            self._skip(_BLANKS)
            start = self.at
            keys.append((self._key(), (start, self.at)))
            self._skip(_BLANKS)
            if not self._next_is("."):
                return keys
            if len(keys) == _MOST_PARTS:
                self.at = len(self.text)  # what is left has no places: each would be as long as the key is deep
                return keys
            self.at += 1

    def _key(self) -> str:
        quoted = _BASIC.match(self.text, self.at) or _LITERAL.match(self.text, self.at)
        if quoted is None:
            return self._skip(_BARE_KEY)
        self.at = quoted.end()
        return _ESCAPE.sub(_unescaped, quoted[1]) if quoted[0].startswith('"') else quoted[1]

    def _pair(self, table: Path) -> None:
        """`a.b = value`."""
        keys = self._keys()
        self._skip(_BLANKS)
        if self._next_is("="):
            self.at += 1
            self._skip(_BLANKS)
            path = table
            for key, place in keys[:-1]:
                path = (*path, key)
                self.found.setdefault(path, (place, place))
            key, place = keys[-1]
            path = (*path, key)
            self.found[path] = (place, self._value(path))

    def _value(self, path: Path) -> _Range:
        start = self.at
        if self._next_is("["):
            self._list(path)
        elif self._next_is("{"):
            self._inline(path)
        else:
            for pattern in (_LONG_BASIC, _LONG_LITERAL, _BASIC, _LITERAL):
                found = pattern.match(self.text, self.at)
                if found:
                    self.at = found.end()
                    return start, self.at
            written = self._skip(_OTHER)
            return start, start + len(written.rstrip())
        return start, self.at

    def _list(self, path: Path) -> None:
        self.at += 1
        number = 0
        while True:
            self._skip(_SPACE)
            before = self.at
            if self.at >= len(self.text) or self._next_is("]"):
                self.at += 1
                return
            place = self._value((*path, number))
            self.found[*path, number] = (place, place)
            number += 1
            self._skip(_SPACE)
            if self._next_is(","):
                self.at += 1
            if self.at == before:
                return

    def _inline(self, path: Path) -> None:
        self.at += 1
        while True:
            self._skip(_SPACE)
            before = self.at
            if self.at >= len(self.text) or self._next_is("}"):
                self.at += 1
                return
            self._pair(path)
            self._skip(_SPACE)
            if self._next_is(","):
                self.at += 1
            if self.at == before:
                return


def _unescaped(found: re.Match[str]) -> str:
    number = found[1] or found[2]
    if not number:
        return _ESCAPED.get(found[3], found[3])
    try:
        return chr(int(number, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
