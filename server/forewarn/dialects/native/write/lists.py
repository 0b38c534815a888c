"""Texts added to the lists that fields hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.dialects.native.write.fill import braces, fill_inline, fill_value
from forewarn.dialects.native.write.outline import UnwritableError
from forewarn.dialects.native.write.pieces import LIST_DEPTH, NewLines, Piece, insert_block, insert_flow, insertion
from forewarn.dialects.native.write.values import block_value, flow_value
from forewarn.syntax.values import Mapping, Scalar, Style

if TYPE_CHECKING:
    from forewarn.dialects.native.write.manner import Manner
    from forewarn.dialects.native.write.outline import Collection, Slot
    from forewarn.model.kinds import Kind
    from forewarn.model.schema import FieldSpec


def into_list(
    manner: Manner, kind: Kind, slot: Slot, field: tuple[str, tuple[str, ...]], spec: FieldSpec | None
) -> list[Piece]:
    """Add texts to the list that is the value of `slot`; one text that is there becomes a list with them."""
    name, values = field
    value = slot.value
    if isinstance(value, Mapping):
        raise UnwritableError
    manner.outline.refuse_shared(slot)
    inner = manner.outline.collection(slot)
    if inner:
        return _append(manner, kind, inner, values, spec)
    if slot.is_empty:
        return fill_value(manner, kind, slot, (name, values), {name: spec} if spec else {})
    look = braces(manner, kind, None)
    if not isinstance(value, Scalar) or value.style in (Style.LITERAL, Style.FOLDED):
        raise UnwritableError
    if not value.text.strip():
        return [Piece(slot.place, flow_value(values, spec, look))]
    rest = "".join(look.comma + flow_value(text, spec, look) for text in values) + "]"
    written = manner.outline.document.slice(slot.place)
    if value.style is Style.PLAIN and not slot.in_flow and set(written).intersection(",[]{}"):
        return [Piece(slot.place, "[" + flow_value(value.text, spec, look) + rest)]
    return [insertion(slot.place.start, "["), insertion(slot.place.end, rest)]


def _append(
    manner: Manner, kind: Kind, inner: Collection, values: tuple[str, ...], spec: FieldSpec | None
) -> list[Piece]:
    outline = manner.outline
    if inner.span is not None:
        look = braces(manner, kind, inner)
        texts = [flow_value(text, spec, look) for text in values]
        return insert_flow(outline, inner, len(inner.slots), texts, look.comma)
    lines = [block_value(manner, kind, ("", text), {"": spec} if spec else {})[0] for text in values]
    pieces: list[Piece] = []
    last = inner.slots[-1]
    if last.is_empty and not isinstance(last.value, Scalar):
        pieces += fill_inline(outline, last, lines.pop(0))
    if lines:
        new = NewLines(["- " + line for line in lines])
        pieces.append(insert_block(outline, inner, len(inner.slots), new, LIST_DEPTH))
    return pieces
