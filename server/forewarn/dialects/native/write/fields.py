"""Fields of elements and records: added in the order of the schema, filled in, taken out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.dialects.native.write import schema_order
from forewarn.dialects.native.write.fill import braces, fill_inline, fill_value, lead_below, one_text, without_null
from forewarn.dialects.native.write.lists import into_list
from forewarn.dialects.native.write.outline import UnwritableError
from forewarn.dialects.native.write.pieces import (
    FIELD_DEPTH,
    NewLines,
    Piece,
    insert_block,
    insert_flow,
    lines_below,
    remove,
)
from forewarn.dialects.native.write.unfold import may_unfold, unfold
from forewarn.dialects.native.write.values import block_fields, flow_entry, flow_mapping
from forewarn.model.changes import NewRecord
from forewarn.model.kinds import Kind
from forewarn.model.schema import schema
from forewarn.syntax.values import Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.dialects.native.write.manner import Manner
    from forewarn.dialects.native.write.outline import Collection, Slot
    from forewarn.model.changes import NewValue
    from forewarn.model.elements import Element
    from forewarn.model.schema import FieldSpec

    NewFields = tuple[tuple[str, NewValue], ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where fields go: the entry whose value is the mapping, what may stand there, and how deep that is."""

    slot: Slot
    specs: Mapping[str, FieldSpec]
    kind: Kind
    depth: int = FIELD_DEPTH

    def within(self, slot: Slot, name: str) -> _Place:
        """The place of the record `name`, which is the value of `slot`."""
        spec = self.specs.get(name)
        return _Place(slot, spec.fields if spec else {}, self.kind, self.depth + 1)


def add_fields(manner: Manner, element: Element, within: tuple[str, ...], fields: NewFields) -> list[Piece]:
    """Give `element` these fields; `within` leads to one of its records. What it has already is left alone."""
    place, left = _place(manner, element, within)
    for name in reversed(left):
        fields = ((name, NewRecord(fields)),)
    if not within:
        fields = tuple((name, value) for name, value in fields if not _is_merged(manner, element, place.slot, name))
    return _into(manner, place, fields)


def _is_merged(manner: Manner, element: Element, slot: Slot, name: str) -> bool:
    """Whether a merge key brings the field."""
    inner = manner.outline.collection(slot)
    return element.field(name) is not None and (inner is None or inner.named(name) is None)


def _place(manner: Manner, element: Element, within: tuple[str, ...]) -> tuple[_Place, tuple[str, ...]]:
    """The place that `within` leads to as far as it exists, and the names that are left."""
    slot, _ = manner.outline.located(element)
    place = _Place(slot, schema().kinds[element.kind].fields, element.kind)
    if element.kind is Kind.MODEL and within:
        place, within = place.within(slot, within[0]), within[1:]
    for count, name in enumerate(within):
        manner.outline.refuse_shared(place.slot)
        inner = manner.outline.collection(place.slot)
        step = inner.named(name) if inner else None
        if step is None:
            if count == 0 and name in element.fields:
                raise UnwritableError  # a merge brings the record
            return place, within[count:]
        place = place.within(step, name)
    return place, ()


def _into(manner: Manner, place: _Place, fields: NewFields) -> list[Piece]:
    """Put fields into the mapping that is the value of the place's entry; it becomes one if it has no value."""
    if not fields:
        return []
    manner.outline.refuse_shared(place.slot)
    inner = manner.outline.collection(place.slot)
    if inner is None:
        if not place.slot.is_empty:
            raise UnwritableError
        return _begin(manner, place, fields)
    if inner.listed:
        raise UnwritableError
    pieces: list[Piece] = []
    new: list[tuple[str, NewValue]] = []
    for name, value in fields:
        slot = inner.named(name)
        if slot is None:
            new.append((name, value))
        else:
            pieces += fill_in(manner, place.kind, slot, (name, value), place.specs, place.depth)
    if not new:
        return pieces
    if may_unfold(manner, place.slot, inner, new):
        return [*pieces, unfold(manner, place.kind, place.slot, inner, tuple(new), place.specs)]
    return pieces + new_fields(manner, place.kind, inner, tuple(new), place.specs, place.depth)


def new_fields(
    manner: Manner,
    kind: Kind,
    inner: Collection,
    fields: NewFields,
    specs: Mapping[str, FieldSpec],
    depth: int = FIELD_DEPTH,
) -> list[Piece]:
    """Put fields into a mapping that has none of them."""
    order = schema_order.of_fields(specs)
    fields = schema_order.in_order(fields, order)
    outline = manner.outline
    if inner.span is not None:
        look = braces(manner, kind, inner)
        pieces: list[Piece] = []
        for index, group in schema_order.by_index(inner, fields, order).items():
            entries = [flow_entry(field, specs, look) for field in group]
            pieces += insert_flow(outline, inner, index, entries, look.comma)
        return pieces
    return [
        insert_block(
            outline,
            inner,
            schema_order.index_for(inner, field[0], order),
            NewLines(block_fields(manner, kind, (field,), specs)),
            depth,
            rank,
        )
        for rank, field in enumerate(fields)
    ]


def _begin(manner: Manner, place: _Place, fields: NewFields) -> list[Piece]:
    """The first fields of an entry that has no value yet."""
    slot, outline = place.slot, manner.outline
    fields = schema_order.in_order(fields, schema_order.of_fields(place.specs))
    if slot.in_flow:
        return fill_inline(outline, slot, flow_mapping(fields, place.specs, braces(manner, place.kind, None)))
    if slot.key is None:
        raise UnwritableError
    lines = block_fields(manner, place.kind, fields, place.specs)
    lead = lead_below(outline, slot, manner.step(place.kind))
    return [*without_null(outline, slot), lines_below(outline, slot.place.end.line, lead, lines, place.depth)]


def fill_in(
    manner: Manner,
    kind: Kind,
    slot: Slot,
    field: tuple[str, NewValue],
    specs: Mapping[str, FieldSpec],
    depth: int = FIELD_DEPTH,
) -> list[Piece]:
    """Give the field that is there a value, if it has none."""
    name, value = field
    if isinstance(value, NewRecord):
        inner = manner.outline.collection(slot)
        if slot.is_empty or (inner and not inner.listed):
            return _into(manner, _Place(slot, specs, kind, depth).within(slot, name), value.fields)
        return []
    if not value:
        return []
    if isinstance(value, tuple) and isinstance(slot.value, Sequence) and not slot.value.items:
        return into_list(manner, kind, slot, (name, value), specs.get(name))
    if isinstance(slot.value, Scalar) and not slot.value.text.strip() and isinstance(value, str):
        return [Piece(slot.place, one_text(manner, kind, slot, value, specs.get(name)))]
    if not slot.is_empty:
        return []
    manner.outline.refuse_shared(slot)
    return fill_value(manner, kind, slot, field, specs)


def add_to_list(manner: Manner, element: Element, name: str, values: tuple[str, ...]) -> list[Piece]:
    """Add texts to the list field `name`, which the element has; those that are in it stay as they are."""
    have = [text.text.strip() for text in element.texts(name)]
    values = tuple(dict.fromkeys(value for value in values if value.strip() not in have))
    if not values:
        return []
    place, _ = _place(manner, element, ())
    if element.kind is Kind.MODEL:
        slot: Slot | None = place.slot
    else:
        manner.outline.refuse_shared(place.slot)
        inner = manner.outline.collection(place.slot)
        slot = inner.named(name) if inner else None
    if slot is None:  # a merge brings the list: say it whole
        return _into(manner, place, ((name, (*have, *values)),))
    return into_list(manner, place.kind, slot, (name, values), place.specs.get(name))


def remove_field(manner: Manner, element: Element, name: str) -> list[Piece]:
    """Take the field `name` out of `element`."""
    slot, around = manner.outline.located(element)
    if element.kind is Kind.MODEL:
        return remove(manner.outline, around, slot) if slot.name == name else []
    manner.outline.refuse_shared(slot)
    inner = manner.outline.collection(slot)
    field = inner.named(name) if inner else None
    if inner is not None and field is not None:
        return remove(manner.outline, inner, field)
    if element.field(name):
        raise UnwritableError
    return []
