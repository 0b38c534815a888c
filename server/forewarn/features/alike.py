"""Whether a model would be read as it is now, but for one name, after the texts of its files have changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forewarn.model.elements import Record
from forewarn.model.joining import Joiner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forewarn.analysis.engine import Analysis
    from forewarn.model.elements import Element, Field, Value
    from forewarn.model.kinds import Kind
    from forewarn.model.reading import Item, Part, Reading

_NAME = "\0"
"""Stands for the name in both texts."""
_TARGET = re.compile(r"\]\(#[^)\s]*\)")
"""Where a link within a document leads: the address of a heading changes with its words."""


class Renamed(NamedTuple):
    """Elements of `kinds` that were called `old` are called `new`."""

    kinds: frozenset[Kind]
    old: str
    new: str


class Place(NamedTuple):
    """Where something would be read otherwise: in lines `first` to before `end` of a file."""

    path: str
    first: int
    end: int


def difference(
    analysis: Analysis, before: Mapping[str, Reading], after: Mapping[str, Reading], name: Renamed
) -> Place | None:
    """Where a model would be read otherwise, in a document if in any; None if all would be as it is.

    `before` and `after` are the readings of the files by path; a file that is not in `after` stays as it is.
    """
    parts: list[Part] = []
    for part, path in zip(analysis.parts, analysis.paths, strict=True):
        now = _now(part, path, before, after)
        if now is None or now.starts != part.starts:
            return Place(path, 0, len(before[path].document.lines))
        parts.append(now)
    pairs = [
        (Place(path, start, start + old.line_count), old, new)
        for path, part, olds, news in zip(
            analysis.paths, parts, analysis.joined, Joiner(analysis.index.settings.scale).join(parts), strict=True
        )
        for old, new, start in zip(olds, news, part.starts, strict=True)
    ]
    names = _Names(name, [(old, new) for _, old, new in pairs])
    found = [place for place, old, new in pairs if not names.same_items(old, new)]
    return next((one for one in found if before[one.path].dialect == "markdown"), found[0] if found else None)


def _now(part: Part, path: str, before: Mapping[str, Reading], after: Mapping[str, Reading]) -> Part | None:
    """The part as it is read afterwards."""
    if path not in after:
        return part
    number = next((number for number, own in enumerate(before[path].parts) if own is part), None)
    return after[path].parts[number] if number is not None and number < len(after[path].parts) else None


class _Names:
    """What elements are called before and after. Names that forewarn makes up follow from words, and may change."""

    def __init__(self, name: Renamed, items: Sequence[tuple[Item, Item]]) -> None:
        self._renamed = name
        self._made = {
            one.id: other.id
            for old, new in items
            for one, other in zip(old.elements, new.elements, strict=False)
            if one.derived and other.derived and one.id != other.id
        }
        words = "|".join(re.escape(one) for one in (name.old, name.new))
        self._either = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")

    def same_items(self, one: Item, other: Item) -> bool:
        """Whether an item says what it said, but for the name."""
        return one is other or (
            len(one.elements) == len(other.elements) and all(map(self._same, one.elements, other.elements))
        )

    def _same(self, one: Element, other: Element) -> bool:
        if one.kind is not other.kind or one.derived is not other.derived or one.fields.keys() != other.fields.keys():
            return False
        if not one.derived and other.id not in self._called(one):
            return False
        if not self._alike(one.tells_of, other.tells_of):
            return False
        return all(self._same_field(field, other.fields[name]) for name, field in one.fields.items())

    def _called(self, element: Element) -> tuple[str, ...]:
        """What an element may be called now: one that has the name for itself, by the new one."""
        name = self._renamed
        if element.id != name.old:
            return (element.id,)
        if element.tells_of:
            return (name.new,) if element.tells_of == name.old else (name.old,)
        return (name.new,) if element.kind in name.kinds else (name.old,)

    def _same_field(self, one: Field, other: Field) -> bool:
        before, after = list(_texts(one)), list(_texts(other))
        return len(before) == len(after) and all(map(self._alike, before, after))

    def _alike(self, one: str, other: str) -> bool:
        return one == other or self._made.get(one, one) == other or self._levelled(one) == self._levelled(other)

    def _levelled(self, text: str) -> str:
        return self._either.sub(_NAME, _TARGET.sub("](#)", text))


def _texts(field: Field) -> Iterator[str]:
    for value in field.content if isinstance(field.content, tuple) else (field.content,):
        yield from _value(value)


def _value(value: Value) -> Iterator[str]:
    if isinstance(value, Record):
        for name, inner in value.fields.items():
            yield name
            yield from _texts(inner)
    else:
        yield value.text
