"""Insertions and removals in the collections of a native file: where the text goes, with its commas and line ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.dialects.native.write.outline import UnwritableError
from forewarn.text.edits import TextEdit
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.dialects.native.write.outline import Collection, Outline, Slot

_AFTER_ENTRY = re.compile(r"[ \t]*(?P<comma>,?)[ \t]*(?:(?<=[ \t,])#.*)?$")
_COMMA = re.compile(r"\s*,")

SECTION_DEPTH, ELEMENT_DEPTH, FIELD_DEPTH, LIST_DEPTH, INSIDE = 0, 10, 20, 90, 100
"""How deep new text lies: a section, an element, a field (records in it one deeper each), a line of a list, and text
that goes into a line that is there.
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the answer: replace `span` by `text`.

    Of pieces that insert at one place the deeper goes first (a field still belongs to the element before the next
    one), then the one of lower rank (the order of the schema).
    """

    span: Span
    text: str
    depth: int = INSIDE
    rank: int = 0


def merged(pieces: Sequence[Piece]) -> list[TextEdit]:
    """The pieces as edits, with one edit for each place."""
    ordered = sorted(pieces, key=lambda piece: (piece.span.start, piece.span.end, -piece.depth, piece.rank))
    edits: list[TextEdit] = []
    for piece in ordered:
        if edits and edits[-1].span == piece.span and piece.span.start == piece.span.end:
            edits[-1] = TextEdit(piece.span, edits[-1].text + piece.text)
        else:
            edits.append(TextEdit(piece.span, piece.text))
    return edits


def insertion(place: Position, text: str, depth: int = INSIDE, rank: int = 0) -> Piece:
    """Text to put at `place`."""
    return Piece(Span(place, place), text, depth, rank)


@dataclass(frozen=True, slots=True)
class NewLines:
    """Lines of a new entry, without the indentation of their place, and how many blank lines set it off."""

    lines: Sequence[str]
    gap: int = 0


def insert_block(outline: Outline, inner: Collection, index: int, new: NewLines, depth: int, rank: int = 0) -> Piece:
    """New lines before entry `index` of a block collection that has entries."""
    newline = outline.document.newline
    lead = outline.common_lead(inner.slots)
    blank = newline * new.gap
    if index > 0:
        place = outline.end_of_line(outline.last_line(inner.slots[index - 1]))
        return insertion(place, "".join(newline + line for line in [""] * new.gap + _led(lead, new.lines)), depth, rank)
    slot = inner.slots[0]
    if outline.is_first_on_line(slot.start):
        above = outline.comments_above(slot)
        place = Position(above, slot.start.column if above == slot.start.line else len(lead))
    else:
        place = slot.start
    text = newline.join(_led(lead, new.lines))[len(lead) :]
    return insertion(place, text + newline + blank + lead, depth, rank)


def _led(lead: str, lines: Sequence[str]) -> list[str]:
    return [lead + line if line else line for line in lines]


def lines_below(outline: Outline, line: int, lead: str, lines: Sequence[str], depth: int) -> Piece:
    """New lines after line `line`, indented by `lead`."""
    text = "".join(outline.document.newline + one for one in _led(lead, lines))
    return insertion(outline.end_of_line(line), text, depth)


def is_tall(outline: Outline, inner: Collection) -> bool:
    """Whether a flow collection has one entry to a line."""
    if inner.span is None or not inner.slots:
        return False
    beside = not outline.is_first_on_line(inner.slots[0].start)
    return all(map(outline.is_first_on_line, (slot.start for slot in inner.slots[beside:]))) and (
        len(inner.slots) > 1 or not beside
    )


def insert_flow(
    outline: Outline, inner: Collection, index: int, entries: Sequence[str], comma: str = ", "
) -> list[Piece]:
    """New entries before entry `index` of a flow collection."""
    span = brackets(outline, inner)
    newline = outline.document.newline
    if not inner.slots:
        inside = Span(Position(span.start.line, span.start.column + 1), Position(span.end.line, span.end.column - 1))
        blank = not outline.document.slice(inside).strip(" \t")
        return [Piece(inside if blank else Span(inside.start, inside.start), comma.join(entries))]
    tall = is_tall(outline, inner)
    # Only what is written below an entry needs its indentation: a file in one line has much to its left.
    lead = outline.lead(inner.slots[min(1, len(inner.slots) - 1)].start) if tall else ""
    if index == 0:
        between = "," + newline + lead if tall else comma
        return [insertion(inner.slots[0].start, "".join(entry + between for entry in entries))]
    end = inner.slots[index - 1].end
    line = outline.document.line(end.line)
    if tall and (match := _AFTER_ENTRY.match(line, end.column)):
        below = newline + lead
        text = below + ("," + below).join(entries)
        eol = outline.end_of_line(end.line)
        if match["comma"]:
            return [insertion(eol, text + ",")]
        return [insertion(end, "," + text)] if eol == end else [insertion(end, ","), insertion(eol, text)]
    before = "," + newline + lead if tall else comma
    if index == len(inner.slots):
        close = Position(span.end.line, span.end.column - 1)
        match = _COMMA.match(outline.document.slice(Span(end, close)))
        if match and "\n" not in match[0] and "\r" not in match[0]:
            place = Position(end.line, end.column + len(match[0]))
            return [insertion(place, "".join(before[1:] + entry + "," for entry in entries))]
    return [insertion(end, "".join(before + entry for entry in entries))]


def brackets(outline: Outline, inner: Collection) -> Span:
    """The span of a flow collection, sure that its closing bracket is really there."""
    span = inner.span
    if span is None:
        raise UnwritableError
    text = outline.document.slice(span)
    if len(text) < len("[]") or text[0] + text[-1] not in ("[]", "{}"):
        raise UnwritableError
    return span


def remove(outline: Outline, inner: Collection, slot: Slot) -> list[Piece]:
    """Take one entry out of a collection: its lines with the comments directly above, or its text with a comma."""
    index = inner.slots.index(slot)
    if inner.span is None:
        return [_remove_lines(outline, inner, index)]
    span = brackets(outline, inner)
    after = inner.slots[index + 1].start if index + 1 < len(inner.slots) else None
    if is_tall(outline, inner) and outline.is_first_on_line(slot.start):
        if after:
            return [Piece(Span(Position(slot.start.line, 0), Position(after.line, 0)), "")]
        match = _AFTER_ENTRY.match(outline.document.line(slot.end.line), slot.end.column)
        if match:
            line = Piece(Span(Position(slot.start.line, 0), Position(slot.end.line + 1, 0)), "")
            return [line] if match["comma"] or not index else [*_comma_after(outline, inner, index - 1), line]
    if after:
        return [Piece(Span(slot.start, after), "")]
    if index:
        return [Piece(Span(inner.slots[index - 1].end, slot.end), "")]
    close = Position(span.end.line, span.end.column - 1)
    match = _COMMA.match(outline.document.slice(Span(slot.end, close)))
    here = match and "\n" not in match[0] and "\r" not in match[0]
    end = Position(slot.end.line, slot.end.column + len(match[0])) if match and here else slot.end
    return [Piece(Span(slot.start, end), "")]


def _comma_after(outline: Outline, inner: Collection, index: int) -> list[Piece]:
    """Take the comma behind an entry out."""
    end = inner.slots[index].end
    match = _COMMA.match(outline.document.line(end.line), end.column)
    return [Piece(Span(end, Position(end.line, match.end())), "")] if match else []


def _remove_lines(outline: Outline, inner: Collection, index: int) -> Piece:
    slot = inner.slots[index]
    last = outline.last_line(slot)
    if outline.is_first_on_line(slot.start):
        return lines_out(outline, outline.comments_above(slot), last, last_entry=index == len(inner.slots) - 1)
    # The first field of a list's entry: the next one moves up behind the dash.
    end = inner.slots[index + 1].start if index + 1 < len(inner.slots) else outline.end_of_line(last)
    return Piece(Span(slot.start, end), "")


def lines_out(outline: Outline, first: int, last: int, *, last_entry: bool) -> Piece:
    """Take whole lines out, with the blank lines that set them off: those below, above for the last entry."""
    document = outline.document
    above = document.line(first - 1) if first > outline.first else ""
    own = document.line(last)
    set_off = len(above) - len(above.lstrip()) < len(own) - len(own.lstrip()) if above.strip() else True
    while set_off and not last_entry and last + 1 < outline.stop and not document.line(last + 1).strip():
        last += 1
    while last_entry and first - 1 > outline.first and not document.line(first - 1).strip():
        first -= 1
    if last + 1 < len(document.lines):
        start = Position(first, len(document.line(first)) - len(document.line(first).lstrip("\ufeff")))
        return Piece(Span(start, Position(last + 1, 0)), "")
    # The last line has no line ending to take: take the one before it, so that the file ends as it did.
    return Piece(Span(outline.end_of_line(first - 1) if first else Position(0, 0), outline.end_of_line(last)), "")
