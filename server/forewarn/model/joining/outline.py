"""What an item holds that other files of its model may speak of: worked out once for each item."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forewarn.catalog.words import plain_words
from forewarn.model.kinds import Kind
from forewarn.model.references import references

if TYPE_CHECKING:
    from forewarn.model.reading import Item
    from forewarn.model.titles import Words

UNNAMED = frozenset({Kind.MODEL, Kind.QUESTION, Kind.REVIEW})
"""Kinds whose elements have no name by which anybody could mean them."""


class Called(NamedTuple):
    """An element, by its place in its item, and what it is called. `ends` are a flow's `from` and `to`."""

    place: int
    kind: Kind
    id: str
    derived: bool
    title: Words
    ends: tuple[str, str]


class Outlined(NamedTuple):
    """The elements that a native model holds (`records`), those that a document tells, and all names in the latter."""

    records: tuple[Called, ...]
    told: tuple[Called, ...]
    names: frozenset[str]


def outline(item: Item) -> Outlined:
    """Look at the elements of an item."""
    records: list[Called] = []
    told: list[Called] = []
    names: set[str] = set()
    for place, element in enumerate(item.elements):
        if element.kind in UNNAMED:
            continue
        ends = (element.text("from"), element.text("to")) if element.kind is Kind.FLOW else ("", "")
        called = Called(place, element.kind, element.id, element.derived, plain_words(element.title), ends)
        if element.recorded:
            records.append(called)
        else:
            told.append(called)
            names.update(reference.name for reference in references(element))
    return Outlined(tuple(records), tuple(told), frozenset(names))
