"""Spans and edits in the command line's JSON: lines and columns from 1, in code points, ends exclusive."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from forewarn.text.position import Position, Span

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"


def position(at: Position) -> Json:
    """A position, counted from 1."""
    return {"line": at.line + 1, "column": at.column + 1}


def span(of: Span) -> Json:
    """A range, counted from 1."""
    return {"start": position(of.start), "end": position(of.end)}
