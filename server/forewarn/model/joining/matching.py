"""Who is who: which element of a document is one that a native model records.

An identifier that both write means one element, if their titles have a word in common: documents and models that were
numbered apart do not. Without an identifier the whole title decides, and between flows the two ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forewarn.catalog.words import plain_words
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forewarn.model.joining.outline import Called, Outlined
    from forewarn.model.titles import Words

LIKE = {Kind.COMPONENT: (Kind.COMPONENT, Kind.ACTOR), Kind.ACTOR: (Kind.ACTOR, Kind.COMPONENT)}
"""Kinds that a document may take for each other: a box in a drawing may be a person."""
_SHORTEST = 4
"""Words of fewer characters say nothing about whether two titles mean the same."""


class At(NamedTuple):
    """An element's place: which part of the model, which item in it, which element there."""

    part: int
    item: int
    place: int


class Renamed(NamedTuple):
    """An element that a document calls `old` and its model `new`."""

    kind: Kind
    old: str
    new: str


class Records:
    """The elements that native models hold, by what they may be called."""

    def __init__(self, outlines: Sequence[Sequence[Outlined]]) -> None:
        """Take the outlines of the items, part by part."""
        self._by_id: dict[tuple[Kind, str], At] = {}
        self._by_title: dict[tuple[Kind, Words], At | None] = {}
        self._by_ends: dict[tuple[str, str], At | None] = {}
        self._called: dict[At, Called] = {}
        for part, items in enumerate(outlines):
            for item, outlined in enumerate(items):
                for called in outlined.records:
                    self._add(At(part, item, called.place), called)

    def _add(self, at: At, called: Called) -> None:
        self._called[at] = called
        if called.id:
            self._by_id.setdefault((called.kind, called.id), at)
        for words in dict.fromkeys((called.title, plain_words(called.id))):
            if words:
                # Two with one title: nobody can tell which is meant.
                known = self._by_title.get((called.kind, words), at)
                self._by_title[called.kind, words] = known if known == at else None
        if all(called.ends):
            self._by_ends[called.ends] = None if called.ends in self._by_ends else at

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._called)

    def id_at(self, at: At) -> str:
        """What the record there is called."""
        return self._called[at].id

    def same(self, told: Called) -> At | None:
        """The record of what a document tells, if there is one."""
        for kind in LIKE.get(told.kind, (told.kind,)):
            found = self._by_id.get((kind, told.id)) if told.id else None
            if found is not None and (told.derived or _alike(told.title, self._called[found].title)):
                return found
        for kind in LIKE.get(told.kind, (told.kind,)):
            found = self._by_title.get((kind, told.title)) if told.title else None
            if found is not None:
                return found
        return None

    def between(self, ends: tuple[str, str]) -> At | None:
        """The only flow between these two, in this direction."""
        return self._by_ends.get(ends) if all(ends) else None

    def named(self, name: str, kinds: Iterable[Kind]) -> tuple[Kind, str] | None:
        """The kind and the identifier of the record that a name in a document's row or column means."""
        for kind in kinds:
            if (kind, name) in self._by_id:
                return kind, name
        words = plain_words(name)
        for kind in kinds:
            found = self._by_title.get((kind, words)) if words else None
            if found is not None:
                return kind, self._called[found].id
        return None


def _alike(one: Words, other: Words) -> bool:
    """Whether two titles have a word in common that says something; where one of them is missing, they are."""
    telling = [{word for word in words if len(word) >= _SHORTEST} for words in (one, other)]
    return not all(telling) or bool(telling[0] & telling[1])
