"""A native file as one sees it when writing into it: collections, their entries in order, and where each ends.

All positions are absolute. Sections whose entries were read one by one look like any other mapping here.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from forewarn.dialects.native.read import yaml_of
from forewarn.model.kinds import Kind
from forewarn.model.schema import schema
from forewarn.syntax.values import Alias, Empty, Mapping, Scalar, Sequence, Style
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element
    from forewarn.model.reading import Part, Reading
    from forewarn.syntax.values import Node
    from forewarn.syntax.yaml.reader import YamlItem

_BLANKS = " \t"
_BOM = "\ufeff"
_DASH = re.compile(r"-(?:[ \t]|$)")


class UnwritableError(Exception):
    """The place is not as a writer needs it: half typed, shared by an alias, or something else stands there."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One entry of a collection.

    `start` is where its key begins, in a block list its dash; `end` the end of its value. `value` counts from line
    `first`. Nothing from line `stop` on belongs to it. `in_flow` tells that it stands in brackets or braces, `quoted`
    that its key is in double quotes. `entries` are those of a section that was read entry by entry.
    """

    name: str
    key: Span | None
    value: Node
    start: Position
    end: Position
    first: int
    stop: int
    in_flow: bool = False
    quoted: bool = False
    entries: tuple[Slot, ...] = ()

    @property
    def place(self) -> Span:
        """Where its value stands."""
        return self.value.span.down(self.first)

    @property
    def is_empty(self) -> bool:
        """Whether there is no value: nothing, or a plain word for nothing."""
        if self.entries:
            return False
        value = self.value
        if isinstance(value, Scalar):
            return value.style is Style.PLAIN and value.text in ("~", "null")
        return isinstance(value, Empty)


@dataclass(frozen=True, slots=True)
class Collection:
    """A mapping or a list. `span` is that of a flow collection, brackets included; None for a block."""

    slots: tuple[Slot, ...]
    span: Span | None = None
    listed: bool = False

    def named(self, name: str) -> Slot | None:
        """The entry with this key: of two, the first, as everywhere."""
        return next((slot for slot in self.slots if slot.name == name), None)


class Outline:
    """The collections of one part of a reading."""

    def __init__(self, reading: Reading, part: Part) -> None:
        self.document = reading.document
        self.part = part
        items = _yaml_items(reading, part)
        self._items = {item.serial: (y, start) for item, (y, start) in zip(part.items, items, strict=True)}
        self._texts = [y.text for y, _ in items] if any(y.anchors for y, _ in items) else []
        self.first = part.starts[0] if part.starts else 0
        self.stop = part.starts[-1] + part.items[-1].line_count if part.items else len(self.document.lines)
        self._collections: dict[int, tuple[Slot, Collection | None]] = {}
        self._places: dict[int, tuple[Collection, dict[Span | Position, Slot]]] = {}
        self.is_model = True
        """Whether the text is a mapping, or nothing yet."""
        self.top = self._top(items)

    def _top(self, items: list[tuple[YamlItem, int]]) -> Collection:
        tops: list[Slot] = []
        entries: dict[int, list[Slot]] = {}
        for item, start in items:
            root, stop = item.root, start + item.line_count
            if item.section and not item.is_header:
                inner = self._collection(root, start, stop)
                if inner and tops:
                    entries.setdefault(len(tops) - 1, []).extend(inner.slots)
                if tops:
                    tops[-1] = replace(tops[-1], stop=stop)
            elif isinstance(root, Mapping):
                if root.flow:
                    return self._of_mapping(root, start, stop)
                tops += self._of_mapping(root, start, stop).slots
            elif root is not None and not isinstance(root, Empty):
                self.is_model = False
        for place, slots in entries.items():
            tops[place] = replace(tops[place], entries=tuple(slots))
        return Collection(tuple(tops))

    def collection(self, slot: Slot) -> Collection | None:
        """The mapping or list that is the value of `slot`."""
        known = self._collections.get(id(slot))
        if known is None or known[0] is not slot:
            known = self._collections[id(slot)] = slot, self._inside(slot)
        return known[1]

    def _inside(self, slot: Slot) -> Collection | None:
        if slot.entries:
            return Collection(slot.entries, listed=slot.entries[0].key is None)
        return self._collection(slot.value, slot.first, slot.stop)

    def _collection(self, node: Node | None, first: int, stop: int) -> Collection | None:
        if isinstance(node, Mapping):
            return self._of_mapping(node, first, stop)
        if isinstance(node, Sequence):
            return self._of_sequence(node, first, stop)
        return None

    def _of_mapping(self, node: Mapping, first: int, stop: int) -> Collection:
        slots: list[Slot] = []
        for entry in node.entries:
            key = entry.key
            span = entry.span.down(first)
            name = key.text if isinstance(key, Scalar) else ""
            quoted = isinstance(key, Scalar) and key.style is Style.DOUBLE
            own = key.span.down(first)
            slots.append(Slot(name, own, entry.value, span.start, span.end, first, stop, node.flow, quoted))
        return Collection(_bounded(slots), node.span.down(first) if node.flow else None)

    def _of_sequence(self, node: Sequence, first: int, stop: int) -> Collection:
        slots: list[Slot] = []
        column = node.span.start.column
        for value in node.items:
            span = value.span.down(first)
            start = span.start if node.flow else self._dash(span.start, column)
            slots.append(Slot("", None, value, start, span.end, first, stop, node.flow))
        return Collection(_bounded(slots), node.span.down(first) if node.flow else None, listed=True)

    def _dash(self, start: Position, column: int) -> Position:
        """The dash in front of the list's value at `start`."""
        for line in range(start.line, self.first - 1, -1):
            if _DASH.match(self.document.line(line), column):
                return Position(line, column)
        return start

    def locate(self, element: Element) -> tuple[Slot, Collection] | None:
        """The entry that `element` was read from, and the collection it stands in."""
        found = self._items.get(element.item)
        if found is None:
            return None
        item, start = found
        if item.section and not item.is_header:
            for slot in self.top.slots:
                if slot.name == item.section and slot.entries and slot.start.line < start < slot.stop:
                    return self._holding(self.collection(slot), element, start)
            return None
        if element.kind is Kind.MODEL:
            return self._holding(self.top, element, start)
        section = self.top.named(schema().kinds[element.kind].section)
        for slot in self.top.slots if section else ():
            if slot.name == schema().kinds[element.kind].section:
                hit = self._holding(self.collection(slot), element, start)
                if hit:
                    return hit
        return None

    def _holding(self, inner: Collection | None, element: Element, start: int) -> tuple[Slot, Collection] | None:
        """The entry of `inner` that `element` was read from: by where its key stands, or where it begins."""
        if inner is None:
            return None
        known = self._places.get(id(inner))
        if known is None or known[0] is not inner:
            places: dict[Span | Position, Slot] = {}
            for slot in inner.slots:
                for place in (slot.key, slot.start, slot.place.start):
                    if place is not None:
                        places.setdefault(place, slot)
            known = self._places[id(inner)] = inner, places
        at = element.id_span.down(start) if element.id_span is not None else element.span.start.down(start)
        slot = known[1].get(at)
        return (slot, inner) if slot else None

    @cached_property
    def identified(self) -> frozenset[tuple[Kind, str]]:
        """The kind and the identifier of every element."""
        return frozenset((element.kind, element.id) for element, _ in self.part.elements())

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of which there is any."""
        return frozenset(kind for kind, _ in self.identified)

    def item(self, serial: int) -> tuple[YamlItem, int] | None:
        """The item with this serial, and its first line."""
        return self._items.get(serial)

    def located(self, element: Element) -> tuple[Slot, Collection]:
        """The same; raises UnwritableError where the element's text is not here, or only by an alias."""
        found = self.locate(element)
        if found is None:
            raise UnwritableError
        return found

    def refuse_shared(self, slot: Slot) -> None:
        """Raises UnwritableError if the value of `slot` is said in other places as well, through an anchor."""
        value = slot.value
        if isinstance(value, Alias) or (value.anchor and self._is_named_by_alias(value.anchor)):
            raise UnwritableError

    def _is_named_by_alias(self, anchor: str) -> bool:
        """Whether what is anchored so is said in another place as well."""
        alias = re.compile(rf"\*{re.escape(anchor)}(?![^\s,\]}}])")
        return any(alias.search(text) for text in self._texts)

    def indent(self, position: Position) -> int:
        """How many columns of its line stand before `position`; a byte order mark is none."""
        return position.column - self.document.line(position.line)[: position.column].count(_BOM)

    def lead(self, position: Position) -> str:
        """The blanks that put another line's text below `position`."""
        before = self.document.line(position.line)[: position.column].replace(_BOM, "")
        return "".join(character if character in _BLANKS else " " for character in before)

    def common_lead(self, slots: tuple[Slot, ...]) -> str:
        """The blanks before most of the entries of a block: one of them may have slipped."""
        leads = Counter(self.lead(slot.start) for slot in slots)
        return max(leads, key=lambda lead: (leads[lead], -len(lead)))

    def end_of_line(self, line: int) -> Position:
        """The place behind the last character of `line`."""
        return Position(line, len(self.document.line(line)))

    def last_line(self, slot: Slot) -> int:
        """The last line that belongs to a block entry: half-typed lines and comments further in are its own."""
        if slot.entries:
            return self.last_line(slot.entries[-1])
        indent = self.indent(slot.start)
        last = slot.end.line
        for number in range(last + 1, slot.stop):
            line = self.document.line(number)
            bare = line.lstrip(_BLANKS)
            if not bare:
                continue
            deeper = len(line) - len(bare)
            dashed = slot.key is not None and deeper == indent and _DASH.match(bare)
            if deeper <= indent and not (dashed and isinstance(slot.value, Sequence | Empty)):
                break
            last = number
        return self._kept_blanks(slot, last)

    def _kept_blanks(self, slot: Slot, last: int) -> int:
        """Blank lines that are part of a block scalar with the indicator `+` (YAML 1.2.2, 8.1.1.2)."""
        node = _last_leaf(slot.value)
        if isinstance(node, Scalar) and node.style in (Style.LITERAL, Style.FOLDED):
            header = self.document.line(node.span.start.line + slot.first)[node.span.start.column :]
            if "+" in header.split("#")[0] and node.span.end.line + slot.first == last:
                while last + 1 < slot.stop and not self.document.line(last + 1).strip(_BLANKS):
                    last += 1
                if last == len(self.document.lines) - 1 and not self.document.lines[last]:
                    last -= 1
        return last

    def is_first_on_line(self, position: Position) -> bool:
        """Whether only blanks stand before `position` on its line."""
        return not self.document.line(position.line)[: position.column].replace(_BOM, "").strip(_BLANKS)

    def comments_above(self, slot: Slot) -> int:
        """The first line of the comments that stand directly above `slot` and at its own indentation."""
        line = slot.start.line
        indent = self.indent(slot.start)
        while line - 1 >= self.first:
            above = self.document.line(line - 1).replace(_BOM, "")
            bare = above.lstrip(_BLANKS)
            if not bare.startswith("#") or len(above) - len(bare) != indent:
                break
            line -= 1
        return line

    @cached_property
    def json(self) -> bool:
        """Whether this is JSON: braces around everything, and every key in double quotes."""
        return self.top.span is not None and all(slot.quoted for slot in self.top.slots)

    def sections(self) -> Iterator[tuple[Slot, Collection]]:
        """The sections that hold anything."""
        for slot in self.top.slots:
            if slot.name in schema().sections:
                inner = self.collection(slot)
                if inner and inner.slots:
                    yield slot, inner


@lru_cache(maxsize=4)
def outline(reading: Reading, part: Part) -> Outline:
    """The outline of `part`, remembered while somebody looks through the fixes of one reading."""
    return Outline(reading, part)


def _yaml_items(reading: Reading, part: Part) -> list[tuple[YamlItem, int]]:
    """The YAML items of the part with their first lines."""
    yaml = yaml_of(reading)
    if yaml is None:
        raise UnwritableError
    at = dict(zip(yaml.starts, yaml.items, strict=True))
    return [(at[start], start) for start in part.starts]


def _bounded(slots: list[Slot]) -> tuple[Slot, ...]:
    """The slots, each ending no later than the next begins."""
    ends = [
        replace(slot, stop=min(slot.stop, max(after.start.line, slot.end.line + 1))) for slot, after in pairwise(slots)
    ]
    return (*ends, *slots[-1:])


def _last_leaf(node: Node) -> Node:
    while True:
        if isinstance(node, Mapping) and node.entries and not node.flow:
            node = node.entries[-1].value
        elif isinstance(node, Sequence) and node.items and not node.flow:
            node = node.items[-1]
        else:
            return node
