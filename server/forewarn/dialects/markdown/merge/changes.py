"""What the whole document changes in its units: worked out from their names, and made in their items."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from forewarn.dialects.markdown.merge.places import At, element_at
from forewarn.model.elements import Element, Field, Record, Section, Text
from forewarn.model.kinds import Kind
from forewarn.model.reading import Item, new_serial
from forewarn.text.position import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forewarn.dialects.markdown.units import Raw

Fact = tuple[str, str | tuple[tuple[str, str], ...]]
"""The name of a field and its text, or those of the fields in it."""


class Change(NamedTuple):
    """What the document adds to one element of a unit: nothing of it is left if `dropped`."""

    place: int
    dropped: bool = False
    renamed: str = ""
    links: tuple[tuple[str, Text], ...] = ()
    carried: tuple[Fact, ...] = ()


def carried(raws: Sequence[Raw], dropped: Mapping[At, At]) -> dict[At, tuple[Fact, ...]]:
    """What the places that are dropped tell of elements, and the places that stay do not."""
    found: dict[At, tuple[Fact, ...]] = {}
    for lost, kept in dropped.items():
        found[kept] = (*found.get(kept, ()), *_facts(element_at(raws, lost), element_at(raws, kept)))
    return found


def _facts(lost: Element, kept: Element) -> tuple[Fact, ...]:
    """The facts that only the dropped place tells: how severe, in which category, and what was decided."""
    facts: list[Fact] = [
        (name, lost.text(name)) for name in ("severity", "category") if name in lost.fields and name not in kept.fields
    ]
    decision = lost.record("decision")
    if decision and "decision" not in kept.fields:
        told = tuple((name, field.texts[0].text) for name, field in decision.fields.items() if field.texts)
        facts += [("decision", told), ("status", lost.text("status"))]
    return tuple(facts)


def changed(raw: Raw, changes: tuple[Change, ...], section: int) -> Item:
    """The unit's item with the changes made. `section` is the serial that the item of its section has now, or 0."""
    serial = new_serial()
    by_index = {change.place: change for change in changes}
    names = {
        (element.kind, element.id): change.renamed
        for index, element in enumerate(raw.item.elements)
        if (change := by_index.get(index)) and change.renamed
    }
    elements: list[Element] = []
    for index, element in enumerate(raw.item.elements):
        change = by_index.get(index, Change(index))
        if change.dropped:
            continue
        fields = dict(element.fields)
        if names and element.kind is Kind.THREAT:
            _rename(fields, names)
        for name, text in change.links:
            _add(fields, name, text)
        start = element.anchor.start
        for name, value in change.carried:
            place = Span(start, start)
            content = Text(value, place) if isinstance(value, str) else _record(value, place)
            fields[name] = Field(name, place, place, content)
        own = element.section
        if own and section and own.item == raw.section:
            own = Section(own.title, section, own.span)
        elif own and own.item == raw.item.serial:
            own = Section(own.title, serial, own.span)
        elements.append(replace(element, id=change.renamed or element.id, item=serial, fields=fields, section=own))
    return replace(raw.item, serial=serial, elements=tuple(elements))


def _record(values: tuple[tuple[str, str], ...], place: Span) -> Record:
    return Record({name: Field(name, place, place, Text(text, place)) for name, text in values}, place)


def _rename(fields: dict[str, Field], names: Mapping[tuple[Kind, str], str]) -> None:
    field = fields.get("mitigations")
    if field is None:
        return
    texts = tuple(Text(names.get((Kind.MITIGATION, text.text), text.text), text.span, text.why) for text in field.texts)
    fields["mitigations"] = Field(field.name, field.key, field.span, texts)


def _add(fields: dict[str, Field], name: str, text: Text) -> None:
    if name == "status":
        if not text.text:
            fields.pop(name, None)  # the empty cell said nothing
        elif name not in fields:
            fields[name] = Field(name, text.span, text.span, text)
            kind = Field("kind", text.span, text.span, Text("accept", text.span))
            record = Record({"kind": kind}, text.span)
            fields.setdefault("decision", Field("decision", text.span, text.span, record))
        return
    before = fields.get(name)
    known = before.texts if before else ()
    if any(other.text == text.text for other in known):
        return
    values = (*known, text)
    span = Span(min(v.span.start for v in values), max(v.span.end for v in values))
    fields[name] = Field(name, before.key if before else text.span, span, values)
