"""New elements in their sections, new sections and header fields in the order of the schema, elements taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.dialects.native.write import scalars, schema_order
from forewarn.dialects.native.write.fields import fill_in, new_fields
from forewarn.dialects.native.write.fill import fill_inline, lead_below, without_null
from forewarn.dialects.native.write.flow_elements import flow_entries, flow_section
from forewarn.dialects.native.write.outline import UnwritableError
from forewarn.dialects.native.write.pieces import (
    ELEMENT_DEPTH,
    SECTION_DEPTH,
    NewLines,
    Piece,
    insert_block,
    insert_flow,
    insertion,
    lines_below,
    lines_out,
    remove,
)
from forewarn.dialects.native.write.values import Braces, block_fields, flow_key, flow_mapping, indented, is_short_fact
from forewarn.model.changes import NewRecord
from forewarn.model.elements import Record
from forewarn.model.kinds import Kind
from forewarn.model.schema import schema
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forewarn.dialects.native.write.manner import Manner
    from forewarn.dialects.native.write.outline import Collection, Slot
    from forewarn.model.changes import AddElement, NewValue
    from forewarn.model.elements import Element, Field
    from forewarn.model.schema import KindSpec


def add_elements(manner: Manner, kind: Kind, new: Sequence[AddElement]) -> list[Piece]:
    """Add elements of one kind after the last entry of their section; those that are there already are left out."""
    spec = schema().kinds[kind]
    new = [one for one in new if not _is_there(manner, one)]
    if not new:
        return []
    slot = _section(manner, spec)
    if slot is None:
        if kind in manner.outline.kinds:
            # They stand below a half-typed key, to which a section beside it would give another sense.
            raise UnwritableError
        return _new_section(manner, spec, new)
    inner = manner.outline.collection(slot)
    if inner is None:
        if not slot.is_empty:
            raise UnwritableError
        return _begin(manner, slot, spec, new)
    manner.outline.refuse_shared(slot)
    if inner.slots and inner.listed != spec.listed:
        raise UnwritableError
    if inner.span is None:
        gap = manner.gap(inner)
        lines = NewLines(_block(manner, spec, new, gap), gap)
        return [insert_block(manner.outline, inner, len(inner.slots), lines, ELEMENT_DEPTH)]
    if inner.slots:
        entries, comma = flow_entries(manner, spec, new, inner)
        return insert_flow(manner.outline, inner, len(inner.slots), entries, comma)
    if slot.in_flow:
        return [Piece(inner.span, flow_section(manner, spec, new))]
    return _instead_of_brackets(manner, slot, inner.span, spec, new)


def _section(manner: Manner, spec: KindSpec) -> Slot | None:
    """The section's entry at the top level; of two, the one that holds something."""
    slots = [slot for slot in manner.outline.top.slots if slot.name == spec.section]
    filled = [slot for slot in slots if (inner := manner.outline.collection(slot)) and inner.slots]
    return next(iter(filled or slots), None)


def _is_there(manner: Manner, new: AddElement) -> bool:
    """Whether the part has this element: by its identifier, in lists by all that is to be written."""
    if (new.kind, new.id) not in manner.outline.identified:
        return False
    return bool(new.id) or any(
        element.kind is new.kind
        and not element.id
        and all(_says(element.field(name), value) for name, value in new.fields)
        for element, _ in manner.outline.part.elements()
    )


def _says(field: Field | None, value: NewValue) -> bool:
    """Whether a field holds what is to be written there."""
    if field is None:
        return False
    if isinstance(value, NewRecord):
        held: Mapping[str, Field] = field.content.fields if isinstance(field.content, Record) else {}
        return all(_says(held.get(name), inner) for name, inner in value.fields)
    texts = tuple(text.text.strip() for text in field.texts)
    return texts == tuple(text.strip() for text in ((value,) if isinstance(value, str) else value) if text.strip())


def _block(manner: Manner, spec: KindSpec, new: Sequence[AddElement], gap: int) -> list[str]:
    """The lines of several new entries, set off by `gap` blank lines."""
    lines: list[str] = []
    for one in new:
        if lines:
            lines += [""] * gap
        lines += _block_element(manner, spec, one)
    return lines


def _block_element(manner: Manner, spec: KindSpec, new: AddElement) -> list[str]:
    if spec.listed:
        first, *rest = block_fields(manner, spec.kind, new.fields, spec.fields) or [""]
        return ["- " + first, *indented("  ", rest)]
    key = scalars.key(new.id, flow=False)
    if manner.inline_element(spec.kind) and all(is_short_fact(*field) for field in new.fields):
        if not new.fields and not manner.has(spec.kind):
            return [f"{key}:"]
        look = Braces(manner.newline, quote=manner.quote(spec.kind, "")[0])
        return [f"{key}: {flow_mapping(new.fields, spec.fields, look)}"]
    fields = block_fields(manner, spec.kind, new.fields, spec.fields)
    return [f"{key}:", *indented(" " * manner.step(spec.kind), fields)]


def _first_entries(manner: Manner, spec: KindSpec, new: Sequence[AddElement]) -> list[str]:
    return _block(manner, spec, new, manner.usual_gap)


def _begin(manner: Manner, slot: Slot, spec: KindSpec, new: Sequence[AddElement]) -> list[Piece]:
    """The first entries of a section whose key is there with nothing behind it."""
    outline = manner.outline
    if slot.in_flow:
        return fill_inline(outline, slot, flow_section(manner, spec, new))
    lead = lead_below(outline, slot, manner.section_step(listed=spec.listed))
    below = lines_below(outline, slot.place.end.line, lead, _first_entries(manner, spec, new), ELEMENT_DEPTH)
    return [*without_null(outline, slot), below]


def _instead_of_brackets(
    manner: Manner, slot: Slot, span: Span, spec: KindSpec, new: Sequence[AddElement]
) -> list[Piece]:
    """The first entries of a section that says `{}` or `[]`."""
    outline = manner.outline
    if outline.document.slice(span)[1:-1].strip():
        raise UnwritableError  # a comment stands in the brackets
    before = outline.document.line(span.start.line)[: span.start.column]
    start = Position(span.start.line, len(before.rstrip(" \t")))
    lead = lead_below(outline, slot, manner.section_step(listed=spec.listed))
    below = lines_below(outline, span.end.line, lead, _first_entries(manner, spec, new), ELEMENT_DEPTH)
    return [Piece(Span(start, span.end), ""), below]


def _new_section(manner: Manner, spec: KindSpec, new: Sequence[AddElement]) -> list[Piece]:
    outline, top = manner.outline, manner.outline.top
    if top.span is not None:
        look = Braces(manner.newline, json=outline.json, colon=manner.json_colon)
        entry = flow_key(spec.section, look) + flow_section(manner, spec, new)
        index = schema_order.index_for(top, spec.section, schema_order.of_sections())
        return insert_flow(outline, top, index, [entry], look.comma)
    step = " " * manner.section_step(listed=spec.listed)
    lines = [f"{spec.section}:", *indented(step, _first_entries(manner, spec, new))]
    return [_top_level(manner, spec.section, lines, manner.section_gap)]


def _top_level(manner: Manner, name: str, lines: list[str], gap: int) -> Piece:
    """A new top-level key at its place in the order of the schema."""
    outline, top = manner.outline, manner.outline.top
    newline = manner.newline
    order = schema_order.of_sections()
    rank = order.get(name, len(order))
    if top.slots:
        index = schema_order.index_for(top, name, order)
        return insert_block(outline, top, index, NewLines(lines, gap), SECTION_DEPTH, rank)
    if not outline.is_model:
        raise UnwritableError
    # Nothing is there yet but, maybe, comments: after them.
    last = outline.stop - 1
    place = outline.end_of_line(last)
    text = newline.join(lines)
    if not outline.document.line(last).replace("\ufeff", ""):
        return insertion(place, text + newline, SECTION_DEPTH, rank)
    return insertion(place, newline + text, SECTION_DEPTH, rank)


def add_header(manner: Manner, fields: tuple[tuple[str, NewValue], ...]) -> list[Piece]:
    """Fields of the model itself."""
    specs = schema().kinds[Kind.MODEL].fields
    top = manner.outline.top
    pieces: list[Piece] = []
    for field in fields:
        name, _ = field
        slot = top.named(name)
        if slot is not None:
            pieces += fill_in(manner, Kind.MODEL, slot, field, specs)
        elif top.span is not None:
            pieces += new_fields(manner, Kind.MODEL, top, (field,), specs)
        else:
            index = schema_order.index_for(top, name, schema_order.of_sections())
            above_sections = index == 0 and bool(top.slots) and top.slots[0].name in schema().sections
            lines = block_fields(manner, Kind.MODEL, (field,), specs)
            pieces.append(_top_level(manner, name, lines, manner.section_gap if above_sections else 0))
    return pieces


def remove_element(manner: Manner, element: Element) -> list[Piece]:
    """Take an element out, and the key of its section with the last one of them."""
    outline = manner.outline
    slot, inner = outline.located(element)
    if element.kind is not Kind.MODEL and inner.span is None:
        section = outline.top.named(schema().kinds[element.kind].section)
        if section is not None and _is_alone(manner, section, inner, slot):
            last = outline.last_line(section)
            return [lines_out(outline, section.start.line, last, last_entry=section == outline.top.slots[-1])]
    return remove(outline, inner, slot)


def _is_alone(manner: Manner, section: Slot, inner: Collection, slot: Slot) -> bool:
    """Whether nothing but `slot`, with its own comments, stands in the section."""
    outline = manner.outline
    held = outline.collection(section)
    if held is None or len(held.slots) != 1 or inner.span is not None:
        return False
    above = range(section.start.line + 1, outline.comments_above(slot))
    below = range(outline.last_line(held.slots[0]) + 1, section.stop)
    own = "".join(outline.document.line(number).strip() for number in above)
    rest = [outline.document.line(number) for number in below]
    return not own and not any(line.strip() and line[:1] in (" ", "\t", "-") for line in rest)
