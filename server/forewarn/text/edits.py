"""Text edits: sorted, never overlapping, as small as they can be."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from forewarn.text.document import split_lines
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forewarn.text.document import Document


class TextEdit(NamedTuple):
    """Replace the text in `span` by `text`. An empty span inserts."""

    span: Span
    text: str


class OverlappingEditsError(ValueError):
    """Two edits want the same characters."""


def in_order(edits: Iterable[TextEdit]) -> tuple[TextEdit, ...]:
    """The edits sorted by place, those at one place in the order given, without repeats.

    Raises OverlappingEditsError if two of them share a character.
    """
    ordered = sorted(dict.fromkeys(edits), key=lambda edit: (edit.span.start, edit.span.end))
    for before, after in pairwise(ordered):
        if after.span.start < before.span.end:
            raise OverlappingEditsError(f"{before} and {after}")
    return tuple(ordered)


def minimal(document: Document, edit: TextEdit) -> TextEdit | None:
    """The smallest edit with the same effect on `document`: what both texts begin or end with is left alone.

    None if it changes nothing.
    """
    old, new = document.slice(edit.span), edit.text
    if old == new:
        return None
    limit = min(len(old), len(new))
    head = next((i for i in range(limit) if old[i] != new[i]), limit)
    limit -= head
    tail = next((i for i in range(limit) if old[-1 - i] != new[-1 - i]), limit)
    # A CRLF is one line ending: never cut between its halves.
    if head and old[head - 1] == "\r" and (old[head : head + 1] == "\n" or new[head : head + 1] == "\n"):
        head -= 1
    if (
        tail
        and old[len(old) - tail] == "\n"
        and (old[len(old) - tail - 1 : len(old) - tail] == "\r" or new[len(new) - tail - 1 : len(new) - tail] == "\r")
    ):
        tail -= 1
    start = advance(document.clamp(edit.span.start), old[:head])
    end = advance(start, old[head : len(old) - tail])
    return TextEdit(Span(start, end), new[head : len(new) - tail])


def advance(position: Position, text: str) -> Position:
    """Where one ends up after writing `text` at `position`."""
    lines = split_lines(text)
    if len(lines) == 1:
        return Position(position.line, position.column + len(text))
    return Position(position.line + len(lines) - 1, len(lines[-1]))


def apply_edits(document: Document, edits: Iterable[TextEdit]) -> Document:
    """`document` with all `edits` made at once, as a client applies them (LSP 3.17, TextEdit[]).

    Raises OverlappingEditsError if two of them share a character.
    """
    for edit in reversed(in_order(edits)):
        document = document.replace(edit.span, edit.text)
    return document
