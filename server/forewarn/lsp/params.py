"""The parameters of requests, taken out of the JSON that came: what is asked for has its shape, the rest is free.

A value that a newer client sends beside them costs nothing. Each function raises RefusalError (invalid parameters).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from forewarn.lsp.errors import Code, RefusalError
from forewarn.lsp.json_types import dig

if TYPE_CHECKING:
    from forewarn.lsp.json_types import Json, JsonValue


class Point(NamedTuple):
    """A position as the editor counts: `character` in units of the encoding that was agreed on."""

    line: int
    character: int


def document_uri(params: Json) -> str:
    """The `textDocument` that is asked about."""
    uri = dig(params, "textDocument", "uri")
    if not isinstance(uri, str):
        raise RefusalError(Code.INVALID_PARAMS, "textDocument has a uri, which is a text")
    return uri


def point(params: JsonValue, name: str = "position") -> Point:
    """A `Position`."""
    return read_point(dig(params, name), name)


def read_point(value: JsonValue, name: str) -> Point:
    """A `Position` that stands by itself; `name` says in an error what it should have been."""
    line, character = dig(value, "line"), dig(value, "character")
    if isinstance(line, bool) or not isinstance(line, int) or not isinstance(character, int) or line < 0:
        raise RefusalError(Code.INVALID_PARAMS, f"{name} has a line and a character, which are numbers")
    return Point(line, character)


def points(params: Json, name: str = "range") -> tuple[Point, Point]:
    """The ends of a `Range`."""
    place = params.get(name)
    if not isinstance(place, Mapping):
        raise RefusalError(Code.INVALID_PARAMS, f"{name} has a start and an end")
    return point(place, "start"), point(place, "end")
