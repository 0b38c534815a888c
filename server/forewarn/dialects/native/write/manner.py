"""How the author of a file writes: indentation, lists, quotes, blank lines. What is added follows what is there."""

from __future__ import annotations

from collections import Counter
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from forewarn.model.elements import Record, Text
from forewarn.model.kinds import Kind
from forewarn.model.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.dialects.native.write.outline import Collection, Outline, Slot
    from forewarn.model.elements import Element, Field
    from forewarn.text.position import Position

_LOOKED_AT = 200
"""So many neighbours tell how somebody writes; a long file is not read to its end for it."""
_INLINE = frozenset({Kind.ZONE, Kind.ACTOR, Kind.COMPONENT, Kind.ASSET, Kind.FLOW})
"""The kinds that are short facts, written in one line where there is no neighbour to follow."""


class Manner:
    """The habits of one part of a file. Everything is looked up when it is asked for."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self._document = outline.document
        self._quotes: dict[tuple[Kind | None, str], tuple[str, bool]] = {}
        self._sample: dict[Kind | None, tuple[tuple[Element, int], ...]] = {}

    @property
    def newline(self) -> str:
        """The line ending of the file."""
        return self._document.newline

    def at(self, position: Position) -> str:
        """The character at `position`."""
        return self._document.line(position.line)[position.column : position.column + 1]

    def _elements(self, kind: Kind | None) -> tuple[tuple[Element, int], ...]:
        """The part's elements, the last ones of `kind` first, then others."""
        if kind not in self._sample:
            self._sample[kind] = self._neighbours(kind)
        return self._sample[kind]

    def _neighbours(self, kind: Kind | None) -> tuple[tuple[Element, int], ...]:
        own: list[tuple[Element, int]] = []
        others: list[tuple[Element, int]] = []
        for element, start in reversed(self.outline.part.elements()):
            if element.kind is kind and len(own) < _LOOKED_AT:
                own.append((element, start))
            elif element.kind is not Kind.MODEL and len(others) < _LOOKED_AT:
                others.append((element, start))
        return (*own, *others)

    def _fields(self, kind: Kind | None, name: str) -> Iterator[tuple[Field, int]]:
        """Fields as neighbours write them: those of this name first."""
        others: list[tuple[Field, int]] = []
        for element, start in self._elements(kind):
            for field in element.fields.values():
                if field.key == field.span:
                    continue  # came from elsewhere by a merge
                if field.name == name:
                    yield field, start
                else:
                    others.append((field, start))
        yield from others

    @cached_property
    def _dominant_step(self) -> int:
        steps = Counter(step for element, start in self._elements(None) if (step := self._own_step(element, start)))
        if steps:
            return steps.most_common(1)[0][0]
        for _, inner in self.outline.sections():
            slot = inner.slots[0]
            if inner.span is None and slot.key and self.outline.is_first_on_line(slot.start):
                steps[self.outline.indent(slot.start) - self._top_indent] += 1
        steps.pop(0, None)
        return steps.most_common(1)[0][0] if steps else 2

    def _own_step(self, element: Element, start: int) -> int:
        """How far in the fields of `element` stand from its identifier; 0 if they stand in braces or there are none."""
        if element.id_span is None:
            return 0
        for field in element.fields.values():
            key = field.key.start.down(start)
            if (
                field.key != field.span
                and self.outline.is_first_on_line(key)
                and key.line > element.id_span.end.line + start
            ):
                line = self._document.line(element.id_span.end.line + start)
                if line[element.id_span.end.column :].lstrip(": \t")[:1] in ("{", "["):
                    return 0
                return max(0, key.column - self.outline.indent(element.id_span.start.down(start)))
        return 0

    @property
    def _top_indent(self) -> int:
        slots = self.outline.top.slots
        return self.outline.indent(slots[0].start) if slots else 0

    def step(self, kind: Kind | None = None) -> int:
        """Columns from one level to the next."""
        for element, start in self._elements(kind):
            if element.kind is kind and (step := self._own_step(element, start)):
                return step
        return self._dominant_step

    def list_step(self, kind: Kind | None, name: str) -> int | None:
        """How far in a block list's dashes stand from its key; None if such a list is written in brackets."""
        for field, start in self._fields(kind, name):
            if isinstance(field.content, tuple):
                place = field.span.start.down(start)
                if self.at(place) == "-":
                    return max(0, place.column - field.key.start.column)
                if self.at(place) == "[":
                    return None
        return None

    def section_step(self, *, listed: bool) -> int:
        """How far in the entries of a section stand from its key."""
        other: int | None = None
        for slot, inner in self.outline.sections():
            if inner.span is None and self.outline.is_first_on_line(inner.slots[0].start):
                step = self.outline.indent(inner.slots[0].start) - self.outline.indent(slot.start)
                if inner.listed == listed:
                    return max(0, step)
                other = step
        if not listed:
            return self._dominant_step
        for field, start in self._fields(None, ""):
            if isinstance(field.content, tuple) and self.at(field.span.start.down(start)) == "-":
                return max(0, field.span.start.column - field.key.start.column)
        return other or self._dominant_step

    def tall_lists(self, kind: Kind | None, name: str) -> bool:
        """Whether lists in brackets have one value to a line."""
        for field, start in self._fields(kind, name):
            if isinstance(field.content, tuple) and len(field.content) and self.at(field.span.start.down(start)) == "[":
                return field.span.start.line != field.span.end.line
        return False

    def quote(self, kind: Kind | None, name: str) -> tuple[str, bool]:
        """The quotes to use where some are needed, and whether every text of this field has them."""
        if (kind, name) not in self._quotes:
            self._quotes[kind, name] = self._quote(kind, name)
        return self._quotes[kind, name]

    def _quote(self, kind: Kind | None, name: str) -> tuple[str, bool]:
        counts: Counter[str] = Counter()
        own: Counter[str] = Counter()
        for field, start in self._fields(kind, name):
            for value in field.values:
                if isinstance(value, Text):
                    mark = self.at(value.span.start.down(start))
                    mark = mark if mark in ("'", '"') else ""
                    counts[mark] += 1
                    if field.name == name:
                        own[mark] += 1
        doubles, singles = counts['"'], counts["'"]
        quote = "'" if singles > doubles else '"'
        always = len(own) == 1 and "" not in own and own.total() > 1
        return next(iter(own)) if always else quote, always

    def inline_record(self, kind: Kind, name: str) -> bool:
        """Whether neighbours write this record in braces."""
        for element, start in self._elements(kind):
            field = element.field(name) if element.kind is kind else None
            if field and isinstance(field.content, Record):
                return self.at(field.span.start.down(start)) == "{"
        return False

    def inline_element(self, kind: Kind) -> bool:
        """Whether elements of this kind are written in one line."""
        inline, seen = 0, 0
        for element, start in self._elements(kind):
            if element.kind is not kind or element.id_span is None:
                continue
            line = self._document.line(element.id_span.end.line + start)
            seen += 1
            inline += line[element.id_span.end.column :].lstrip(":\"' \t")[:1] == "{"
        return inline * 2 > seen if seen else kind in _INLINE

    def has(self, kind: Kind) -> bool:
        """Whether the part holds an element of this kind."""
        return any(element.kind is kind for element, _ in self._elements(kind))

    def gap(self, inner: Collection) -> int:
        """Blank lines between the entries of a section; where one entry cannot tell, as in other sections like it."""
        if len(inner.slots) > 1:
            return self._blank_lines(inner.slots[-2], inner.slots[-1])
        return self.usual_gap

    @cached_property
    def usual_gap(self) -> int:
        """Blank lines between entries of several lines, anywhere in the part."""
        for _, inner in self.outline.sections():
            if inner.span is None and len(inner.slots) > 1:
                before, after = inner.slots[-2:]
                if before.start.line != before.end.line:
                    return self._blank_lines(before, after)
        return 0

    def _blank_lines(self, before: Slot, after: Slot) -> int:
        lines = range(self.outline.last_line(before) + 1, after.start.line)
        return sum(not self._document.line(number).strip() for number in lines)

    @cached_property
    def section_gap(self) -> int:
        """Blank lines above a section; one where the file has no habit yet."""
        slots = self.outline.top.slots
        gaps = Counter[int]()
        for before, after in pairwise(slots):
            if after.name in schema().sections:
                gaps[self._blank_lines(before, after)] += 1
        return gaps.most_common(1)[0][0] if gaps else 1

    @cached_property
    def json_is_tall(self) -> bool:
        """Whether a text in braces as a whole has its entries on lines of their own."""
        top = self.outline.top
        return bool(top.slots) and top.span is not None and top.slots[0].start.line > top.span.start.line

    @cached_property
    def json_step(self) -> str:
        """What indents one level of a text in braces as a whole."""
        top = self.outline.top
        return self.outline.lead(top.slots[0].start) if self.json_is_tall else "  "

    @cached_property
    def json_colon(self) -> str:
        """What stands between a key and its value in a text in braces as a whole."""
        for slot in self.outline.top.slots:
            if slot.key and slot.key.end.line == slot.place.start.line:
                between = self._document.line(slot.key.end.line)[slot.key.end.column : slot.place.start.column]
                if between.strip() == ":":
                    return between
        return ": "


@lru_cache(maxsize=4)
def manner(outline: Outline) -> Manner:
    """The habits seen in `outline`."""
    return Manner(outline)
