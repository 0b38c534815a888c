"""Items with what other files say of their elements."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from forewarn.model.elements import Field, Record, Text
from forewarn.model.references import references
from forewarn.text.position import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forewarn.model.elements import Element
    from forewarn.model.joining.matching import Renamed
    from forewarn.model.kinds import Kind
    from forewarn.model.reading import Item


class Link(NamedTuple):
    """Another name for the list field `field` of the element at `place`, which is written at `span`."""

    place: int
    field: str
    name: str
    span: Span


Fact = tuple[str, str] | tuple[str, tuple[tuple[str, str], ...]]
"""A field's name with its text, or with the names and texts of a record's fields."""


class Carried(NamedTuple):
    """What documents say of the record at `place` that it does not say itself."""

    place: int
    facts: tuple[Fact, ...]
    links: tuple[tuple[str, str], ...]


class Told(NamedTuple):
    """What is to be known of a document's item: whose records its elements are, other names, more links."""

    records: tuple[tuple[int, str], ...] = ()
    renamed: tuple[Renamed, ...] = ()
    links: tuple[Link, ...] = ()


def told_of(item: Item, told: Told) -> Item:
    """A document's item, with its elements called as their model calls them."""
    records = dict(told.records)
    elements: list[Element] = []
    for place, element in enumerate(item.elements):
        fields = _renamed(element, told.renamed)
        for link in told.links:
            if link.place == place:
                fields[link.field] = with_name(fields.get(link.field), link.field, link.name, link.span, "by its name")
        record = records.get(place, "")
        called = record if record and element.derived else element.id
        elements.append(replace(element, id=called, fields=fields, tells_of=record))
    return replace(item, elements=tuple(elements))


def recorded_with(item: Item, carried: Iterable[Carried]) -> Item:
    """A model's item, its records completed by what documents say: such facts stand at the record's name."""
    elements = list(item.elements)
    for place, facts, links in carried:
        element = elements[place]
        here = Span(element.anchor.start, element.anchor.start)
        fields = dict(element.fields)
        for name, value in facts:
            content = Text(value, here) if isinstance(value, str) else _record(value, here)
            fields[name] = Field(name, here, here, content)
        for name, text in links:
            fields[name] = with_name(fields.get(name), name, text, here, "as a document says")
        elements[place] = replace(element, fields=fields)
    return replace(item, elements=tuple(elements))


def _record(values: Sequence[tuple[str, str]], place: Span) -> Record:
    return Record({name: Field(name, place, place, Text(text, place)) for name, text in values}, place)


def _renamed(element: Element, renamed: Sequence[Renamed]) -> dict[str, Field]:
    """The element's fields, with what they name called as the model calls it."""
    fields = dict(element.fields)
    names: Mapping[str, list[tuple[Kind, str]]] = _by_name(renamed)
    if not names:
        return fields
    for reference in references(element):
        new = next((name for kind, name in names.get(reference.name, ()) if kind in reference.kinds), "")
        if not new:
            continue
        field = fields[reference.field]
        fields[reference.field] = replaced(field, reference.text, Text(new, reference.text.span))
    return fields


def _by_name(renamed: Sequence[Renamed]) -> dict[str, list[tuple[Kind, str]]]:
    names: dict[str, list[tuple[Kind, str]]] = {}
    for kind, old, new in renamed:
        names.setdefault(old, []).append((kind, new))
    return names


def replaced(field: Field, old: Text, new: Text) -> Field:
    """The field with the text `new` in place of `old`."""
    content = field.content
    if isinstance(content, tuple):
        return replace(field, content=tuple(new if one is old else one for one in content))
    return replace(field, content=new)


def with_name(field: Field | None, name: str, text: str, span: Span, why: str) -> Field:
    """A list field with one name more, which stands at `span`; the field itself stays where it is written."""
    if field is None or not field.texts:
        place = field.span if field else span
        return Field(name, field.key if field else span, place, (Text(text, span, why),))
    if any(known.text == text for known in field.texts):
        return field
    return replace(field, content=(*field.values, Text(text, span, why)))
