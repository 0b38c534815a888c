"""A document and the model it belongs to speak of the same elements: what both say is joined.

A *record* is an element that a native model holds, in a file of its own or in a block of a document. What a document
tells of it is no second element: it gets the record's identifier (`Element.tells_of`), and the record gets the facts
that only the document states. Names in a document's rows and columns (`Item.candidates`) mean records as well. Where
the two contradict each other, each keeps what it says (FW504).

Items keep their serials, so that places are found as before; the files' own readings are not touched.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from forewarn.model.accepted import accepted
from forewarn.model.elements import Record
from forewarn.model.joining.fields import Finder
from forewarn.model.joining.joined import Carried, Link, Told, recorded_with, told_of
from forewarn.model.joining.matching import At, Records, Renamed
from forewarn.model.joining.naming import Namer
from forewarn.model.joining.outline import Outlined, outline
from forewarn.model.kinds import Kind
from forewarn.model.references import reference
from forewarn.model.scale import USUAL, Scale
from forewarn.model.schema import schema

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from forewarn.model.elements import Element, Text
    from forewarn.model.joining.joined import Fact
    from forewarn.model.reading import Item, Part
    from forewarn.model.schema import FieldSpec

_ANSWERS = {
    Kind.MITIGATION: "mitigations",
    Kind.ASSUMPTION: "ruled-out-by",
    Kind.ASSET: "against",
    Kind.COMPONENT: "against",
    Kind.FLOW: "against",
}
"""What a threat's row means by naming a record of this kind."""
_OWN_WORDS = frozenset({"description", "notes", "because", "tags", "status"})
"""Fields that a document has in words of its own: they are not carried into the record."""


_Called = tuple[Kind, str]
"""A kind and an identifier."""


class _Kept(NamedTuple):
    """An item as it was joined, and what was decided of it."""

    item: Item
    decided: object
    joined: Item


@dataclass(slots=True)
class Joiner:
    """Joins the parts of one model again and again while they are edited.

    An item of which nothing new is known stays the same object.
    """

    scale: Scale = USUAL
    _outlines: dict[int, Outlined] = field(default_factory=dict[int, Outlined])
    _kept: dict[int, _Kept] = field(default_factory=dict[int, _Kept])
    _finder: Finder = field(default_factory=Finder)
    _namer: Namer = field(default_factory=Namer)

    def join(self, parts: Sequence[Part]) -> list[Sequence[Item]]:
        """The items of each part, joined."""
        return self._namer.name(self._finder.find(self._joined(parts)))

    def _joined(self, parts: Sequence[Part]) -> list[Sequence[Item]]:
        items: list[Sequence[Item]] = [part.items for part in parts]
        if not _speak_of_each_other(parts):
            self._outlines.clear()
            self._kept.clear()
            return items
        outlines = self._outlined(parts)
        records = Records(outlines)
        if not records:
            return items
        kept: dict[int, _Kept] = {}
        told = _Telling(parts, outlines, records)
        joined = [[self._told(item, told.of(part, n), kept) for n, item in enumerate(own)] for part, own in
                  enumerate(items)]  # fmt: skip
        carried = _carried(joined, told.sightings, self.scale)
        for (part, number), more in carried.items():
            joined[part][number] = self._recorded(joined[part][number], more, kept)
        self._kept = kept
        return list(joined)

    def _outlined(self, parts: Sequence[Part]) -> list[list[Outlined]]:
        known = self._outlines
        self._outlines = {item.serial: known.get(item.serial) or outline(item) for part in parts for item in part.items}
        return [[self._outlines[item.serial] for item in part.items] for part in parts]

    def _told(self, item: Item, told: Told, kept: dict[int, _Kept]) -> Item:
        if not (told.records or told.renamed or told.links):
            return item
        before = self._kept.get(item.serial)
        same = before is not None and before.item is item and before.decided == told
        kept[item.serial] = before if before is not None and same else _Kept(item, told, told_of(item, told))
        return kept[item.serial].joined

    def _recorded(self, item: Item, carried: tuple[Carried, ...], kept: dict[int, _Kept]) -> Item:
        # An embedded block and its document may be one item: then it is joined twice, and kept under another key.
        before = self._kept.get(-item.serial)
        same = before is not None and before.item is item and before.decided == carried
        kept[-item.serial] = (
            before if before is not None and same else _Kept(item, carried, recorded_with(item, carried))
        )
        return kept[-item.serial].joined


def _speak_of_each_other(parts: Sequence[Part]) -> bool:
    """Whether there are both documents and native models, or a document with a model in it."""
    documents = [part for part in parts if part.dialect == "markdown"]
    if len(documents) < len(parts):
        return bool(documents)
    return any(item.recorded for part in documents for item in part.items)


class _Telling:
    """What is decided of each item of the documents. `sightings` are the places at which documents tell a record."""

    def __init__(self, parts: Sequence[Part], outlines: Sequence[Sequence[Outlined]], records: Records) -> None:
        self.sightings: dict[At, list[At]] = defaultdict(list)
        self._records = records
        self._told: dict[tuple[int, int], Told] = {}
        for number, part in enumerate(parts):
            if part.dialect == "markdown":
                self._document(number, part, outlines[number])

    def of(self, part: int, item: int) -> Told:
        """What is decided of an item."""
        return self._told.get((part, item), _NOTHING)

    def _document(self, number: int, part: Part, outlines: Sequence[Outlined]) -> None:
        same: dict[int, dict[int, At]] = defaultdict(dict)
        renamed: list[Renamed] = []
        for place, outlined in enumerate(outlines):
            for called in outlined.told:
                found = self._records.same(called)
                if found is not None:
                    same[place][called.place] = found
                    name = self._records.id_at(found)
                    if name != called.id:
                        renamed.append(Renamed(called.kind, called.id, name))
        self._flows(outlines, renamed, same)
        for place, found in same.items():
            for element, at in found.items():
                self.sightings[at].append(At(number, place, element))
        old = {one.old for one in renamed}
        for place, (item, outlined) in enumerate(zip(part.items, outlines, strict=True)):
            links = tuple(self._links(item)) if item.candidates else ()
            own = tuple((n, self._records.id_at(at)) for n, at in same.get(place, {}).items())
            other = tuple(one for one in renamed if one.old in outlined.names) if old & outlined.names else ()
            if own or other or links:
                self._told[number, place] = Told(own, other, links)

    def _flows(self, outlines: Sequence[Outlined], renamed: list[Renamed], same: dict[int, dict[int, At]]) -> None:
        """Flows are who they are by their ends, if no other has the same ones."""
        names = {(one.kind, one.old): one.new for one in renamed}

        def end(name: str) -> str:
            return next((names[kind, name] for kind in (Kind.COMPONENT, Kind.ACTOR) if (kind, name) in names), name)

        found: dict[At, list[tuple[int, int, str]]] = defaultdict(list)
        for place, outlined in enumerate(outlines):
            for called in outlined.told:
                if called.kind is Kind.FLOW and called.derived and called.place not in same.get(place, {}):
                    at = self._records.between((end(called.ends[0]), end(called.ends[1])))
                    if at is not None:
                        found[at].append((place, called.place, called.id))
        for at, told in found.items():
            if len(told) == 1:
                place, element, name = told[0]
                same[place][element] = at
                renamed.append(Renamed(Kind.FLOW, name, self._records.id_at(at)))

    def _links(self, item: Item) -> Iterator[Link]:
        """What the names in the rows and columns of an item mean."""
        places = {(element.kind, element.span): n for n, element in enumerate(item.elements)}
        for kind, at, name in ((one.kind, one.at, one.name) for one in item.candidates):
            place = places.get((kind, at))
            found = self._records.named(name.text, _ANSWERS) if kind is Kind.THREAT else None
            if place is not None and found is not None:
                yield Link(place, _ANSWERS[found[0]], found[1], name.span)


_NOTHING = Told()


def _carried(
    joined: Sequence[Sequence[Item]], sightings: dict[At, list[At]], scale: Scale
) -> dict[tuple[int, int], tuple[Carried, ...]]:
    """What documents say of each record that the record does not say itself, by part and item."""
    found: dict[tuple[int, int], list[Carried]] = defaultdict(list)
    if not sightings:
        return {}
    there = {(one.kind, one.id) for items in joined for item in items for one in item.elements}
    for at, places in sightings.items():
        record = joined[at.part][at.item].elements[at.place]
        facts: dict[str, Fact] = {}
        links: dict[tuple[str, str], None] = {}
        for part, item, place in places:
            element = joined[part][item].elements[place]
            if element.kind is record.kind:
                for fact in _facts(element, record, there, scale):
                    facts.setdefault(fact[0], fact)
                links.update(dict.fromkeys(_names(element, record, there, scale)))
        if facts or links:
            found[at.part, at.item].append(Carried(at.place, tuple(facts.values()), tuple(links)))
    return {key: tuple(sorted(more)) for key, more in found.items()}


def _facts(element: Element, record: Element, known: Container[_Called], scale: Scale) -> Iterator[Fact]:
    """The texts and records that a document states and the record does not, as far as a native model may say them."""
    for name, spec in schema().kinds[record.kind].fields.items():
        there = element.fields.get(name)
        if there is None or spec.many or name in record.fields:
            continue
        if name in _OWN_WORDS and not (name == "status" and record.kind is Kind.MITIGATION):
            continue
        if isinstance(there.content, Record):
            values = tuple((key, one.texts[0].text) for key, one in there.content.fields.items() if one.texts)
            if all((inner := spec.fields.get(key)) and accepted(inner, text) == text for key, text in values):
                yield name, values
        elif there.texts and (text := _as_native(element, spec, there.texts[0], known, scale)):
            yield name, text


def _names(element: Element, record: Element, known: Container[_Called], scale: Scale) -> Iterator[tuple[str, str]]:
    """The names in the lists of a document's element that the record's do not hold."""
    for name, spec in schema().kinds[record.kind].fields.items():
        if spec.many and name not in _OWN_WORDS and name in element.fields:
            own = record.names(name)
            for text in element.texts(name):
                said = _as_native(element, spec, text, known, scale)
                if said and said not in own:
                    yield name, said


def _as_native(element: Element, spec: FieldSpec, text: Text, known: Container[_Called], scale: Scale) -> str:
    """What a native model says of this; empty for what a document has in words of its own: they are no slip of it."""
    if not spec.shape.is_reference:
        return accepted(spec, text.text.strip(), scale)
    meant = reference(element, spec.name, spec.of, text)
    return text.text if any((kind, meant.name) in known for kind in meant.kinds) else ""
