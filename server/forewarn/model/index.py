"""Who is called what, and who names whom: over all parts that belong to one model.

An index is immutable. `updated` gives the next one and tells which of its answers changed, as *keys*; whoever
remembers the keys it read (`forewarn.model.facts`) knows whether it has to look again.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forewarn.catalog.statements import states_assumptions
from forewarn.model.configuration import NOTHING_SET
from forewarn.model.kinds import Kind
from forewarn.model.listed import listed_threats
from forewarn.model.references import Reference, references
from forewarn.model.sensitive import asset_type, tells_of_something_sensitive
from forewarn.model.series import series_of
from forewarn.model.titles import titles_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forewarn.model.configuration import Configuration
    from forewarn.model.elements import Element
    from forewarn.model.reading import Item, Sentence
    from forewarn.model.scale import Scale
    from forewarn.model.titles import Words
    from forewarn.text.position import Position

Key = tuple[str, str]
"""What a fact is about: ("named", identifier), ("named-by", identifier), ("any", kind), ("any-written", kind),
("any-field", kind.field), ("few", kind), ("series", kind.letters), ("header", field),
("titled", an asset's first word), ("told", identifier), ("graph", ""), ("file", path),
("today", ""), ("lists", threat type), ("typed", kind.type), ("unplaced", kind), ("listed", kind), ("stated", ""),
("need", ""), ("handles", ""), ("section", topic), ("long", ""), ("pictured", ""),
("any-recorded", kind), ("answered-in", a section's item), ("asset-of", type)."""


_DRAWN = frozenset({Kind.ZONE, Kind.ACTOR, Kind.COMPONENT, Kind.FLOW})
"""The kinds that the graph of flows is made of."""
_RESTS_ON: Mapping[Key, frozenset[Kind]] = {
    ("graph", ""): _DRAWN,
    ("need", ""): _DRAWN | {Kind.ASSET, Kind.MODEL},
}
"""What is worked out from all elements of some kinds."""
FEW = 3
"""Fewer elements of a kind than this are few."""
LONG = 30
"""A text of so many lines is long."""


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Definitions and references by name, in the order of the files, and how many elements of each kind there are."""

    by_id: Mapping[str, tuple[Element, ...]] = field(default_factory=dict[str, "tuple[Element, ...]"])
    by_name: Mapping[str, tuple[Reference, ...]] = field(default_factory=dict[str, "tuple[Reference, ...]"])
    counts: Mapping[Key, int] = field(default_factory=dict[Key, int])
    header: Mapping[str, tuple[Element, ...]] = field(default_factory=dict[str, "tuple[Element, ...]"])
    titled: Mapping[str, tuple[Words, ...]] = field(default_factory=dict[str, "tuple[Words, ...]"])
    """What the assets are called, by the first word."""
    told: Mapping[str, tuple[Element, ...]] = field(default_factory=dict[str, "tuple[Element, ...]"])
    """What documents tell of the elements that a model records, by the record's identifier."""
    grouped: Mapping[Key, Mapping[Element, None]] = field(default_factory=dict[Key, "Mapping[Element, None]"])
    """Mitigations by type, threats that are against nothing in particular, reviews and assumptions; in no order."""
    settings: Configuration = NOTHING_SET
    """What an organisation decided for all its models."""
    stated: Mapping[int, tuple[Sentence, ...]] = field(default_factory=dict[int, "tuple[Sentence, ...]"])
    """The sentences below headings about assumptions, by their item's serial."""

    def updated(
        self, removed: Iterable[Item], added: Iterable[Item], items: Sequence[Item] = ()
    ) -> tuple[Index, frozenset[Key]]:
        """The index without the elements of `removed` and with those of `added`, and the keys of all that changed.

        `items` are all items as they stand now, in order; without them `added` stand behind all others. An element
        that was read again counts as changed even if it says the same: its place may have moved.
        """
        places = _Places(items)
        changed: set[Key] = set()
        retitled: set[str] = set()
        by_id, by_name = dict(self.by_id), dict(self.by_name)
        counts, header, titled, told = dict(self.counts), dict(self.header), dict(self.titled), dict(self.told)
        old = [element for item in removed for element in item.elements]
        new = [element for item in added for element in item.elements]
        for element in old:
            _count(counts, element, -1, changed, self.settings.scale)
            if _stands_for_itself(element):
                _drop(by_id, element.id, element)
                changed.add(("named", element.id))
            if element.kind is Kind.MODEL:
                for name in element.fields:
                    _drop(header, name, element)
                    changed.add(("header", name))
            for words in titles_of(element) if element.kind is Kind.ASSET else ():
                _untitle(titled, words)
                retitled.add(words[0])
            for name in dict.fromkeys(reference.name for reference in references(element)):
                left = tuple(r for r in by_name.get(name, ()) if r.element is not element)
                by_name[name] = left
                if not left:
                    del by_name[name]
                changed.add(("named-by", name))
        for element in new:
            _count(counts, element, 1, changed, self.settings.scale)
            if _stands_for_itself(element):
                by_id[element.id] = places.with_element(by_id.get(element.id, ()), element)
                changed.add(("named", element.id))
            if element.kind is Kind.MODEL:
                for name in element.fields:
                    header[name] = places.with_element(header.get(name, ()), element)
                    changed.add(("header", name))
            for words in titles_of(element) if element.kind is Kind.ASSET else ():
                titled[words[0]] = (*titled.get(words[0], ()), words)
                retitled.add(words[0])
            for reference in references(element):
                by_name[reference.name] = places.with_reference(by_name.get(reference.name, ()), reference)
                changed.add(("named-by", reference.name))
        # Only whether an asset is called so is asked: one that was read again and is called the same changes nothing.
        changed |= {("titled", w) for w in retitled if set(titled.get(w, ())) != set(self.titled.get(w, ()))}
        _count_text(counts, removed, -1, changed)
        _count_text(counts, added, 1, changed)
        touched = {element.kind for element in (*old, *new)}
        changed |= {key for key, kinds in _RESTS_ON.items() if touched & kinds}
        _retell(told, old, new, places, changed)
        grouped = _regrouped(self.grouped, old, new, changed)
        stated = _restated(self.stated, removed, added, changed)
        index = Index(by_id, by_name, counts, header, titled, told, grouped, self.settings, stated)
        return index, frozenset(changed)


@dataclass(slots=True)
class _Places:
    """Where elements stand, worked out when it matters: after edits an index is in the order of a fresh one."""

    items: Sequence[Item]
    _ordinals: dict[int, int] | None = None

    def with_element(self, there: tuple[Element, ...], new: Element) -> tuple[Element, ...]:
        """`there`, which is in order, with `new` at its place."""
        if not there:
            return (new,)
        at = bisect_right(there, self._of(new), key=self._of)
        return (*there[:at], new, *there[at:])

    def with_reference(self, there: tuple[Reference, ...], new: Reference) -> tuple[Reference, ...]:
        """`there`, which is in order, with `new` at its place."""
        if not there:
            return (new,)
        at = bisect_right(there, self._of_reference(new), key=self._of_reference)
        return (*there[:at], new, *there[at:])

    def _of(self, element: Element) -> tuple[int, Position]:
        if self._ordinals is None:
            self._ordinals = {item.serial: number for number, item in enumerate(self.items)}
        return (self._ordinals.get(element.item, len(self.items)), element.span.start)

    def _of_reference(self, reference: Reference) -> tuple[int, Position]:
        ordinal, _ = self._of(reference.element)
        return (ordinal, reference.text.span.start)


def _retell(
    told: dict[str, tuple[Element, ...]],
    old: Iterable[Element],
    new: Iterable[Element],
    places: _Places,
    changed: set[Key],
) -> None:
    """Take out of `told` what documents told of records, and put in what they tell now."""
    for element in old:
        if element.tells_of:
            _drop(told, element.tells_of, element)
            changed.add(("told", element.tells_of))
    for element in new:
        if element.tells_of:
            told[element.tells_of] = places.with_element(told.get(element.tells_of, ()), element)
            changed.add(("told", element.tells_of))


def _regrouped(
    grouped: Mapping[Key, Mapping[Element, None]], old: Iterable[Element], new: Iterable[Element], changed: set[Key]
) -> Mapping[Key, Mapping[Element, None]]:
    """`grouped` without the elements of `old` and with those of `new`; only the groups that change are copied."""
    copies: dict[Key, dict[Element, None]] = {}

    def group(key: Key) -> dict[Element, None]:
        if key not in copies:
            copies[key] = dict(grouped.get(key, ()))
        return copies[key]

    for element in old:
        if (key := _group(element)) is not None:
            group(key).pop(element, None)
    for element in new:
        if (key := _group(element)) is not None:
            group(key)[element] = None
    changed.update(copies)
    return {key: found for key, found in {**grouped, **copies}.items() if found} if copies else grouped


def _restated(
    stated: Mapping[int, tuple[Sentence, ...]], removed: Iterable[Item], added: Iterable[Item], changed: set[Key]
) -> Mapping[int, tuple[Sentence, ...]]:
    """`stated` without the sentences of `removed` and with those of `added`."""
    gone = [item.serial for item in removed if item.serial in stated]
    come = {item.serial: item.sentences for item in added if item.sentences and _states(item)}
    if not gone and not come:
        return stated
    changed.add(("stated", ""))
    return {serial: one for serial, one in stated.items() if serial not in gone} | come


def _states(item: Item) -> bool:
    """Whether the sentences of an item stand below a heading about assumptions; they all have the same headings."""
    return states_assumptions(item.sentences[0].path)


def _group(element: Element) -> Key | None:
    """What an element is looked up by, beside its name."""
    if element.kind is Kind.MITIGATION and "type" in element.fields:
        return ("typed", f"mitigation.{element.text('type')}")
    if element.kind is Kind.THREAT and "against" not in element.fields:
        return ("unplaced", "threat")
    if element.kind in (Kind.REVIEW, Kind.ASSUMPTION):
        return ("listed", element.kind.value)
    return None


def _stands_for_itself(element: Element) -> bool:
    """Whether an identifier means this element: not where it is a document's word on what a model records under it."""
    return bool(element.id) and element.id != element.tells_of


def _drop(table: dict[str, tuple[Element, ...]], name: str, element: Element) -> None:
    left = tuple(one for one in table.get(name, ()) if one is not element)
    if left:
        table[name] = left
    else:
        table.pop(name, None)


def _untitle(titled: dict[str, tuple[Words, ...]], words: Words) -> None:
    """Take one asset's title out; another asset may be called the same."""
    there = list(titled.get(words[0], ()))
    if words in there:
        there.remove(words)
    if there:
        titled[words[0]] = tuple(there)
    else:
        titled.pop(words[0], None)


def _count_text(counts: dict[Key, int], items: Iterable[Item], by: int, changed: set[Key]) -> None:
    """Count lines, and sections by their topic."""
    for item in items:
        keys = [(("long", ""), item.line_count, LONG)]
        keys += [(("section", head.topic), 1, 1) for head in item.sections if head.topic]
        keys += [(("pictured", ""), 1, 1)] if item.pictured else []
        for key, size, bound in keys:
            was = counts.get(key, 0)
            counts[key] = was + by * size
            if (was < bound) != (counts[key] < bound):
                changed.add(key)


def _count(counts: dict[Key, int], element: Element, by: int, changed: set[Key], scale: Scale) -> None:
    """Count the element's kind and its fields; a count that leaves or reaches zero changes what `any` answers."""
    keys = [] if element.tells_of else [("any", element.kind.value)]
    keys += [("any-field", f"{element.kind.value}.{name}") for name in element.fields]
    if element.id and not element.derived:
        keys.append(("any-written", element.kind.value))
    if element.id and not element.derived and (series := series_of(element.id)):
        keys.append(("series", f"{element.kind.value}.{series}"))
    if element.recorded:
        keys.append(("any-recorded", element.kind.value))
    if element.kind is Kind.THREAT and element.section is not None and "mitigations" in element.fields:
        keys.append(("answered-in", str(element.section.item)))
    if element.section is not None and tells_of_something_sensitive(element, scale):
        keys.append(("handles", ""))
    keys += [("lists", name) for name in listed_threats(element)]
    if element.kind is Kind.ASSET and (name := asset_type(element)):
        keys.append(("asset-of", name))
    for key in keys:
        was = counts.get(key, 0)
        counts[key] = was + by
        if (was == 0) != (was + by == 0):
            changed.add(key)
        if key[0] == "any" and (was < FEW) != (was + by < FEW):
            changed.add(("few", key[1]))
