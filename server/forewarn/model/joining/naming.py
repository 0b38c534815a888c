"""Assets that the threats of documents name in their text: "A stolen signing key …" is against the signing key.

The whole title (or what is left of it without an aside in parentheses) has to stand in the threat's title or
description, in any case and number. A title of one everyday word, such as "Orders", is no name in running text: there
it has to stand in back-ticks.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn.catalog.source import read
from forewarn.catalog.words import plain_word
from forewarn.model.joining.joined import with_name
from forewarn.model.kinds import Kind
from forewarn.model.titles import titles_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forewarn.model.reading import Item, Wording
    from forewarn.model.titles import Words
    from forewarn.text.position import Span

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[\s\-_/'’`*]+")
"""What may stand between two words of a name."""
_WHY = "named in the text"


class _Title(NamedTuple):
    """What an asset is called, and its identifier."""

    words: Words
    id: str


class _Word(NamedTuple):
    """A word of running text, in the form that is compared, and where it stands there."""

    word: str
    start: int
    end: int


class _Named(NamedTuple):
    """An asset's identifier, and where a threat names it."""

    at: Span
    id: str
    span: Span


class _Called(NamedTuple):
    """An item, and what its assets are called."""

    item: Item
    titles: tuple[_Title, ...]


class _Kept(NamedTuple):
    """An item with what its threats name; `words` are all the words in which it tells threats."""

    item: Item
    words: frozenset[str]
    named: tuple[_Named, ...]
    made: Item


Titles = dict[str, tuple[_Title, ...]]
"""The titles of assets by their first word."""


@dataclass(slots=True)
class Namer:
    """Finds names again and again while a model is edited; an item in which nothing new is named stays the same."""

    _called: dict[int, _Called] = field(default_factory=dict[int, "_Called"])
    _titles: Titles = field(default_factory=Titles)
    _kept: dict[int, _Kept] = field(default_factory=dict[int, _Kept])

    def name(self, parts: list[Sequence[Item]]) -> list[Sequence[Item]]:
        """The items of each part, with what their threats name."""
        self._called = {item.serial: self._look(item) for items in parts for item in items}
        titles = _by_first_word(self._called)
        changed = _changed(self._titles, titles)
        kept, self._kept, self._titles = self._kept, {}, titles
        if not titles:
            return parts
        return [self._part(items, kept, changed) for items in parts]

    def _look(self, item: Item) -> _Called:
        known = self._called.get(item.serial)
        return known if known is not None and known.item is item else _called(item)

    def _part(self, items: Sequence[Item], kept: Mapping[int, _Kept], changed: Sequence[Words]) -> Sequence[Item]:
        if not any(item.wordings for item in items):
            return items
        return [self._item(item, kept.get(item.serial), changed) if item.wordings else item for item in items]

    def _item(self, item: Item, before: _Kept | None, changed: Sequence[Words]) -> Item:
        same = before is not None and before.item is item
        if before is None or not same or any(before.words.issuperset(words) for words in changed):
            named = tuple(_names_in(item, self._titles))
            if before is None or not same or before.named != named:
                words = before.words if before is not None and same else _words_in(item)
                before = _Kept(item, words, named, _with_names(item, named) if named else item)
        self._kept[item.serial] = before
        return before.made


def _changed(old: Titles, new: Titles) -> list[Words]:
    """The titles that came or went."""
    if old == new:
        return []
    found: set[_Title] = set()
    for first in old.keys() | new.keys():
        before, now = old.get(first, ()), new.get(first, ())
        if before != now:
            # The same ones in another order: another of two assets with one title is the first.
            found |= set(before) ^ set(now) or set(now)
    return [title.words for title in found]


def _words_in(item: Item) -> frozenset[str]:
    texts = (wording.passage.text for wording in item.wordings)
    return frozenset(plain_word(one[0]) for text in texts for one in _WORD.finditer(text))


def _called(item: Item) -> _Called:
    titles = tuple(
        _Title(words, element.id)
        for element in item.elements
        if element.kind is Kind.ASSET and element.id
        for words in titles_of(element)
    )
    return _Called(item, titles)


def _by_first_word(called: Mapping[int, _Called]) -> Titles:
    found: defaultdict[str, list[_Title]] = defaultdict(list)
    for one in called.values():
        for title in one.titles:
            found[title.words[0]].append(title)
    return {first: tuple(titles) for first, titles in found.items()}


@cache
def _everyday() -> frozenset[str]:
    return frozenset(map(plain_word, read("heading-synonyms").texts("everyday-words")))


def _names_in(item: Item, titles: Titles) -> Iterator[_Named]:
    for wording in item.wordings:
        yield from _names(wording, titles)


def _names(wording: Wording, titles: Titles) -> Iterator[_Named]:
    text = wording.passage.text
    words = [_Word(plain_word(one[0]), one.start(), one.end()) for one in _WORD.finditer(text)]
    place = 0
    while place < len(words):
        found = max(
            (title for title in titles.get(words[place].word, ()) if _stands_at(title.words, words, place, text)),
            key=lambda title: len(title.words),
            default=None,
        )
        if found is None:
            place += 1
            continue
        last = place + len(found.words) - 1
        yield _Named(wording.at, found.id, wording.span(words[place].start, words[last].end))
        place = last + 1


def _stands_at(title: Words, words: Sequence[_Word], place: int, text: str) -> bool:
    here = words[place : place + len(title)]
    if len(here) < len(title) or any(one.word != other for one, other in zip(here, title, strict=True)):
        return False
    if any(not _BETWEEN.fullmatch(text, a.end, b.start) for a, b in itertools.pairwise(here)):
        return False
    if len(title) > 1 or not _everyday().issuperset(title):
        return True
    return text[: here[0].start].endswith("`") and text[here[0].end :].startswith("`")


def _with_names(item: Item, named: Sequence[_Named]) -> Item:
    elements = list(item.elements)
    for place, element in enumerate(elements):
        own = [one for one in named if element.kind is Kind.THREAT and one.at == element.span]
        if own:
            fields = dict(element.fields)
            for one in own:
                fields["against"] = with_name(fields.get("against"), "against", one.id, one.span, _WHY)
            elements[place] = replace(element, fields=fields)
    return replace(item, elements=tuple(elements))
