"""Values behind keys that have none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.dialects.native.write.pieces import LIST_DEPTH, Piece, insertion, lines_below
from forewarn.dialects.native.write.values import Braces, block_value, flow_value
from forewarn.syntax.values import Scalar
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.dialects.native.write.manner import Manner
    from forewarn.dialects.native.write.outline import Collection, Outline, Slot
    from forewarn.model.changes import NewValue
    from forewarn.model.kinds import Kind
    from forewarn.model.schema import FieldSpec


def braces(manner: Manner, kind: Kind, inner: Collection | None) -> Braces:
    """How to lay out what goes into the flow collection `inner`."""
    if manner.outline.json:
        return Braces(manner.newline, json=True, colon=manner.json_colon, step=manner.json_step)
    quoted_keys = inner is not None and bool(inner.slots) and all(slot.quoted for slot in inner.slots)
    return Braces(manner.newline, quoted_keys=quoted_keys, quote=manner.quote(kind, "")[0])


def fill_value(
    manner: Manner, kind: Kind, slot: Slot, field: tuple[str, NewValue], specs: Mapping[str, FieldSpec]
) -> list[Piece]:
    """Write the value of a field whose key is there with nothing behind it."""
    name, value = field
    if slot.in_flow:
        return fill_inline(manner.outline, slot, flow_value(value, specs.get(name), braces(manner, kind, None)))
    head, *rest = block_value(manner, kind, field, specs)
    pieces = fill_inline(manner.outline, slot, head) if head else without_null(manner.outline, slot)
    if rest:
        lead = manner.outline.lead(slot.start)
        pieces.append(lines_below(manner.outline, slot.place.end.line, lead, rest, LIST_DEPTH))
    return pieces


def one_text(manner: Manner, kind: Kind, slot: Slot, value: str, spec: FieldSpec | None) -> str:
    """A text that stands on one line in place of the value of `slot`."""
    if not slot.in_flow:
        lines = block_value(manner, kind, ("", value), {"": spec} if spec else {})
        if len(lines) == 1:
            return lines[0]
    return flow_value(value, spec, braces(manner, kind, None))


def fill_inline(outline: Outline, slot: Slot, text: str) -> list[Piece]:
    """Write `text` behind a key (or dash) that has no value."""
    span = slot.place
    if isinstance(slot.value, Scalar):
        return [Piece(span, text)]
    line = outline.document.line(span.start.line)
    before, rest = line[: span.start.column], line[span.start.column :]
    if slot.in_flow and slot.key and not before.rstrip().endswith(":"):
        return [insertion(span.start, ": " + text)]
    if before.endswith((" ", "\t")):
        return [insertion(span.start, text + ("" if rest[:1] in ("", " ", "\t", ",", "}", "]") else " "))]
    if rest[:1] == " " and rest.strip(" \t")[:1] in ("", ",", "}", "]"):
        return [insertion(Position(span.start.line, span.start.column + 1), text)]
    return [insertion(span.start, " " + text)]


def without_null(outline: Outline, slot: Slot) -> list[Piece]:
    """Take out a written `~` or `null` with the blanks before it, so that lines can follow."""
    if not isinstance(slot.value, Scalar) or slot.key is None:
        return []
    span = slot.place
    before = outline.document.line(span.start.line)[: span.start.column]
    return [Piece(Span(Position(span.start.line, len(before.rstrip(" \t"))), span.end), "")]


def lead_below(outline: Outline, slot: Slot, step: int) -> str:
    """The indentation of lines below a key: as what stands there half typed, else `step` further in."""
    for number in range(slot.place.end.line + 1, slot.stop):
        line = outline.document.line(number)
        bare = line.lstrip(" ")
        if bare and not bare.startswith(("#", "\t")):
            indent = len(line) - len(bare)
            if indent > outline.indent(slot.start):
                return " " * indent
            break
    return outline.lead(slot.start) + " " * step
