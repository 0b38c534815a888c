"""The texts that the editor has open, as it sees them.

A change that cannot be understood leaves the text as it is; one beyond the text's ends means its ends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from forewarn.text.document import Document
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from forewarn.lsp.json_types import JsonValue
    from forewarn.text.encoding import Encoding


_HALVES = re.compile("[\ud800-\udfff]")


class MalformedError(ValueError):
    """A change that has not the shape of one."""


class Touched(NamedTuple):
    """The lines that one change replaced: from `first` to `last` before it, to `now_last` after it.

    `line` is the one that was typed in: where the new text ends, or the line before if all it ends with is a line end.
    """

    first: int
    last: int
    now_last: int
    line: int


@dataclass(frozen=True, slots=True)
class OpenText:
    """One open document. `uri` is as the client writes it; answers use the same."""

    uri: str
    path: str
    language: str
    version: int | None
    document: Document

    def changed(
        self, version: int | None, changes: JsonValue, encoding: Encoding
    ) -> tuple[OpenText, tuple[Touched, ...]]:
        """The text after `contentChanges`, made one after the other, and the lines each of them touched.

        Raises MalformedError, in which case none of them counts.
        """
        if isinstance(changes, str) or not isinstance(changes, Sequence):
            raise MalformedError("contentChanges is a list")
        document, touched = self.document, list[Touched]()
        for change in changes:
            if not isinstance(change, Mapping) or not isinstance(text := change.get("text"), str):
                raise MalformedError("a change has a text")
            place = change.get("range")
            if place is None:
                after = Document.of(sound(text))
                touched.append(Touched(0, len(document.lines) - 1, len(after.lines) - 1, 0))
            else:
                span = _span(place, document, encoding)
                after = document.replace(span, sound(text))
                grown = len(after.lines) - len(document.lines)
                first, now_last = span.start.line, max(span.start.line, span.end.line + grown)
                line = now_last - 1 if text.endswith(("\n", "\r")) and now_last > first else now_last
                touched.append(Touched(first, span.end.line, now_last, line))
            document = after
        return replace(self, version=version, document=document), tuple(touched)


def sound(text: str) -> str:
    """The text with halves of surrogate pairs, which no file can hold, replaced by U+FFFD: as wide in any encoding."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALVES.sub("\ufffd", text)
    return text


def _span(place: JsonValue, document: Document, encoding: Encoding) -> Span:
    if not isinstance(place, Mapping):
        raise MalformedError("a range is an object")
    start = _position(place.get("start"), document, encoding)
    end = _position(place.get("end"), document, encoding)
    return Span(min(start, end), max(start, end))


def _position(place: JsonValue, document: Document, encoding: Encoding) -> Position:
    if isinstance(place, Mapping):
        line, character = place.get("line"), place.get("character")
        if isinstance(line, int) and isinstance(character, int):
            return encoding.position(document, line, character)
    raise MalformedError("a position has a line and a character")
