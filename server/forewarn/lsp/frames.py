"""Messages as bytes: a header with the body's length, a blank line, the body (LSP 3.17, "Base Protocol").

Reading goes on after whatever a client sends: lines that are no header are skipped, a body that is no JSON is given
up from the next header in it, and a body of more than `MAX_BODY` bytes is read past.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from forewarn.lsp.json_types import JsonValue

MAX_BODY = 128 * 1024 * 1024
"""Bytes of one message that are read; a text of this size is far beyond what is checked."""
_MAX_LINE = 16 * 1024
_CHUNK = 256 * 1024
_LENGTH = re.compile(rb"\s*content-length\s*:\s*(\d{1,18})\s*", re.IGNORECASE)
_NEXT_HEADER = re.compile(rb"Content-Length:\s*\d+\r?\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Received:
    """One message, parsed."""

    message: JsonValue


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A body that could not be taken in, and why."""

    reason: str


class FrameReader:
    """Takes messages apart. `read` gives the next bytes there are, at most so many, and none at the end."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._kept = bytearray()

    def __iter__(self) -> Iterator[Received | Unreadable]:
        """Every message until the client closes its end."""
        length = None
        while (line := self._line()) is not None:
            if found := _LENGTH.fullmatch(line):
                length = int(found[1])
            elif not line.strip() and length is not None:
                yield from self._body(length)
                length = None

    def _body(self, length: int) -> Iterator[Received | Unreadable]:
        if length > MAX_BODY:
            yield Unreadable(f"a message of {length:,} bytes is more than is read")
            self._skip(length)
            return
        body = self._take(length)
        if body is None:
            return
        try:
            yield Received(cast("JsonValue", json.loads(body)))
        except (ValueError, RecursionError) as error:
            yield Unreadable(f"the body is no JSON: {type(error).__name__}")
            # The length may have been wrong: what looks like the next message in the body is read as one.
            if found := _NEXT_HEADER.search(body):
                self._kept[:0] = body[found.start() :]

    def _line(self) -> bytes | None:
        """The next line with its end; a longer one than any header in pieces."""
        searched = 0
        while (end := self._kept.find(b"\n", searched)) < 0:
            if len(self._kept) > _MAX_LINE:
                end = len(self._kept) - 1
                break
            searched = len(self._kept)
            if not self._fill():
                return None
        line = bytes(self._kept[: end + 1])
        del self._kept[: end + 1]
        return line

    def _take(self, length: int) -> bytes | None:
        while len(self._kept) < length:
            if not self._fill():
                return None
        body = bytes(self._kept[:length])
        del self._kept[:length]
        return body

    def _skip(self, length: int) -> None:
        while length > 0:
            if not self._kept and not self._fill():
                return
            gone = min(length, len(self._kept))
            del self._kept[:gone]
            length -= gone

    def _fill(self) -> bool:
        more = self._read(_CHUNK)
        self._kept += more
        return bool(more)


def frame(body: bytes) -> bytes:
    """A message ready to be sent."""
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
