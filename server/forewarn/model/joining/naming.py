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
from forewarn.model.titles import Words, titles_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forewarn.model.reading import Item, Wording
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


Titles = dict[Words, tuple[_Title, ...]]
"""The titles of assets by their words."""
Lengths = dict[str, tuple[int, ...]]
"""How many words the titles have that begin with a word, the longest first: what is to be tried where it stands."""


@dataclass(slots=True)
class Namer:
    """Finds names again and again while a model is edited; an item in which nothing new is named stays the same."""

    _called: dict[int, _Called] = field(default_factory=dict[int, "_Called"])
    _titles: Titles = field(default_factory=Titles)
    _lengths: Lengths = field(default_factory=Lengths)
    _kept: dict[int, _Kept] = field(default_factory=dict[int, _Kept])

    def name(self, parts: list[Sequence[Item]]) -> list[Sequence[Item]]:
        """The items of each part, with what their threats name."""
        self._called = {item.serial: self._look(item) for items in parts for item in items}
        titles = _by_words(self._called)
        changed = _changed(self._titles, titles)
        kept, self._kept, self._titles = self._kept, {}, titles
        if changed:
            self._lengths = _lengths(titles)
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
            named = tuple(_names_in(item, self._titles, self._lengths))
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
    for words in old.keys() | new.keys():
        before, now = old.get(words, ()), new.get(words, ())
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


def _by_words(called: Mapping[int, _Called]) -> Titles:
    found: defaultdict[Words, list[_Title]] = defaultdict(list)
    for one in called.values():
        for title in one.titles:
            found[title.words].append(title)
    return {words: tuple(titles) for words, titles in found.items()}


def _lengths(titles: Titles) -> Lengths:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for words in titles:
        found[words[0]].add(len(words))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


@cache
def _everyday() -> frozenset[str]:
    return frozenset(map(plain_word, read("heading-synonyms").texts("everyday-words")))


def _names_in(item: Item, titles: Titles, lengths: Lengths) -> Iterator[_Named]:
    for wording in item.wordings:
        yield from _names(wording, titles, lengths)


def _names(wording: Wording, titles: Titles, lengths: Lengths) -> Iterator[_Named]:
    text = wording.passage.text
    words = [_Word(plain_word(one[0]), one.start(), one.end()) for one in _WORD.finditer(text)]
    place = 0
    while place < len(words):
        found = _found_at(words, place, text, titles, lengths)
        if found is None:
            place += 1
            continue
        last = place + len(found.words) - 1
        yield _Named(wording.at, found.id, wording.span(words[place].start, words[last].end))
        place = last + 1


def _found_at(words: Sequence[_Word], place: int, text: str, titles: Titles, lengths: Lengths) -> _Title | None:
    """The longest title that stands here; the first of several that are the same."""
    for length in lengths.get(words[place].word, ()):
        here = words[place : place + length]
        same = titles.get(tuple(one.word for one in here))
        if same and _is_meant(here, text):
            return same[0]
    return None


def _is_meant(here: Sequence[_Word], text: str) -> bool:
    """Whether these words stand together, and an everyday word between backticks."""
    if any(not _BETWEEN.fullmatch(text, a.end, b.start) for a, b in itertools.pairwise(here)):
        return False
    if len(here) > 1 or here[0].word not in _everyday():
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
