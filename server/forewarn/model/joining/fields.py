"""Names in the fields of a document's elements: "From: The desk" means the component with this title.

In a document people write titles where a model has identifiers. What is an identifier already, or the title of nothing
(or of two things), stays as it is written.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from forewarn.catalog.words import plain_words
from forewarn.model.elements import Text
from forewarn.model.joining.joined import replaced, with_name
from forewarn.model.kinds import Kind
from forewarn.model.references import references
from forewarn.model.titles import titles_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forewarn.model.reading import Item
    from forewarn.model.titles import Words

_NAMED = frozenset({Kind.COMPONENT, Kind.ACTOR, Kind.ZONE, Kind.ASSET})
_NAMING = frozenset({Kind.COMPONENT, Kind.ACTOR, Kind.ZONE, Kind.FLOW})
_WHY = "by its title"
_LABEL = -1
"""The place of a name that stands on a flow's arrow: what it carries, if it is an asset's title."""

Title = tuple[Kind, "Words"]
Titles = dict[Title, str]
"""The identifier of the only element of a kind with a title; empty where there are two."""


class _Seen(NamedTuple):
    """What an item has to do with it: titles with identifiers, and the fields whose names are to be looked up."""

    item: Item
    titled: tuple[tuple[Title, str], ...]
    asking: tuple[tuple[int, str, int, str], ...]
    """The element, its field, which of the texts there, and the text."""


class _Found(NamedTuple):
    element: int
    field: str
    place: int
    id: str


class _Kept(NamedTuple):
    item: Item
    found: tuple[_Found, ...]
    made: Item


@dataclass(slots=True)
class Finder:
    """Looks names up again and again while a model is edited; an item in which nothing else is meant stays the same."""

    _seen: dict[int, _Seen] = field(default_factory=dict[int, _Seen])
    _kept: dict[int, _Kept] = field(default_factory=dict[int, _Kept])

    def find(self, parts: list[Sequence[Item]]) -> list[Sequence[Item]]:
        """The items of each part, with the names in their fields looked up."""
        self._seen = {item.serial: self._look(item) for items in parts for item in items}
        if not any(seen.asking for seen in self._seen.values()):
            self._kept.clear()
            return parts
        titles = _unique(self._seen)
        kept, self._kept = self._kept, {}
        return [[self._item(item, titles, kept.get(item.serial)) for item in items] for items in parts]

    def _look(self, item: Item) -> _Seen:
        known = self._seen.get(item.serial)
        return known if known is not None and known.item is item else _look(item)

    def _item(self, item: Item, titles: Titles, before: _Kept | None) -> Item:
        seen = self._seen[item.serial]
        found = tuple(_answers(item, seen, titles)) if seen.asking else ()
        if not found:
            return item
        if before is None or before.item is not item or before.found != found:
            before = _Kept(item, found, _with(item, found))
        self._kept[item.serial] = before
        return before.made


def _look(item: Item) -> _Seen:
    titled: list[tuple[Title, str]] = []
    asking: list[tuple[int, str, int, str]] = []
    for number, element in enumerate(item.elements):
        if element.kind in _NAMED and element.id:
            titled += [((element.kind, words), element.id) for words in titles_of(element)]
        if element.kind in _NAMING and not element.recorded:
            for reference in references(element):
                places = element.fields[reference.field].texts
                place = next(n for n, text in enumerate(places) if text is reference.text)
                asking.append((number, reference.field, place, reference.name))
        if element.kind is Kind.FLOW and not element.recorded and "carries" not in element.fields and element.title:
            asking.append((number, "carries", _LABEL, element.title))
    return _Seen(item, tuple(titled), tuple(asking))


def _unique(seen: Mapping[int, _Seen]) -> Titles:
    titles: Titles = {}
    for one in seen.values():
        for title, name in one.titled:
            titles[title] = name if titles.get(title, name) == name else ""
    return titles


def _answers(item: Item, seen: _Seen, titles: Titles) -> Iterator[_Found]:
    for number, name, place, text in seen.asking:
        element = item.elements[number]
        kinds = next((one.kinds for one in references(element) if one.field == name), ())
        if place == _LABEL:
            kinds = (Kind.ASSET,)
        words = plain_words(text)
        found = next((named for kind in kinds if (named := titles.get((kind, words), ""))), "")
        if found and (found != text or place == _LABEL):
            yield _Found(number, name, place, found)


def _with(item: Item, found: Sequence[_Found]) -> Item:
    elements = list(item.elements)
    for number, name, place, meant in found:
        element = elements[number]
        if place == _LABEL:
            title = element.texts("title")[0].span
            new = with_name(None, name, meant, title, _WHY)
            elements[number] = replace(element, fields={**element.fields, name: new})
            continue
        old = element.fields[name].texts[place]
        fields = {**element.fields, name: replaced(element.fields[name], old, Text(meant, old.span, _WHY))}
        elements[number] = replace(element, fields=fields)
    return replace(item, elements=tuple(elements))
