"""From `{…}` to lines: where prose or a blank comes in, braces give way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.dialects.native.write import scalars, schema_order
from forewarn.dialects.native.write.pieces import Piece, brackets
from forewarn.dialects.native.write.values import block_fields, is_short_fact
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forewarn.dialects.native.write.manner import Manner
    from forewarn.dialects.native.write.outline import Collection, Slot
    from forewarn.model.changes import NewValue
    from forewarn.model.kinds import Kind
    from forewarn.model.schema import FieldSpec


def may_unfold(manner: Manner, slot: Slot, inner: Collection, fields: Iterable[tuple[str, NewValue]]) -> bool:
    """Whether the braces of `inner`, the value of `slot`, should give way to lines for these new fields.

    Only where they stand on one line, outside other braces, and every entry reads the same without them.
    """
    if inner.span is None or slot.in_flow or manner.outline.json or all(is_short_fact(*field) for field in fields):
        return False
    document = manner.outline.document
    span = brackets(manner.outline, inner)
    spaced = all(one.key and document.slice(Span(one.key.end, one.place.start)) == ": " for one in inner.slots)
    return spaced and span.start.line == span.end.line


def _lines(manner: Manner, kind: Kind, field: tuple[str, NewValue], specs: Mapping[str, FieldSpec]) -> list[str]:
    """A new field. Never a literal block: a comment behind the braces would become part of it."""
    name, value = field
    if isinstance(value, str) and "\n" in value:
        return [f"{scalars.key(name, flow=False)}: {scalars.quoted(value)}"]
    return block_fields(manner, kind, (field,), specs)


def unfold(
    manner: Manner,
    kind: Kind,
    slot: Slot,
    inner: Collection,
    fields: tuple[tuple[str, NewValue], ...],
    specs: Mapping[str, FieldSpec],
) -> Piece:
    """The entries of `inner`, letter for letter, each on a line of its own, with the new ones among them."""
    outline = manner.outline
    document, span = outline.document, brackets(outline, inner)
    order = schema_order.of_fields(specs)
    groups = schema_order.by_index(inner, schema_order.in_order(fields, order), order)
    lines: list[str] = []
    for index, old in enumerate((*inner.slots, None)):
        for field in groups.get(index, ()):
            lines += _lines(manner, kind, field, specs)
        if old is not None:
            lines.append(document.slice(Span(old.start, old.end)))
    newline = document.newline
    if slot.key is None:  # behind a dash, where the first line stays
        lead = outline.lead(span.start)
        return Piece(span, newline.join([lines[0], *(lead + line if line else line for line in lines[1:])]))
    lead = outline.lead(slot.start) + " " * manner.step(kind)
    before = document.line(span.start.line)[: span.start.column]
    start = Position(span.start.line, len(before.rstrip(" \t")))
    return Piece(Span(start, span.end), "".join(newline + (lead + line if line else line) for line in lines))
