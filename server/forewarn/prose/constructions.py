"""Which constructions a sentence has (`catalog/data/prose-constructions.yaml`)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn.catalog.source import read
from forewarn.prose.folding import Cues, Words, fold, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.catalog.source import Record
    from forewarn.prose.folding import Word

_FRAGMENT = re.compile(r"<([A-Z]+)>")


class Construction(NamedTuple):
    """A way to build a sentence. `kind` is that of the assumption it points to; empty for mere forms."""

    name: str
    kind: str
    says: str
    pattern: re.Pattern[str]


class Folded(NamedTuple):
    """A sentence, folded: its words, and the constructions it has."""

    text: str
    words: tuple[Word, ...]
    has: tuple[Construction, ...]

    @property
    def tells(self) -> bool:
        """Whether one of its constructions points to an assumption: without one, nothing is taken for granted."""
        return bool(self.has)


@lru_cache(maxsize=8192)
def folded(text: str) -> Folded:
    """The sentence `text`, folded."""
    return _grammar().read(text)


def phrase(sentence: Folded, construction: Construction) -> str:
    """The words of the sentence that are this construction, or an empty text."""
    found = construction.pattern.search(sentence.text)
    return " ".join(found[0].replace("codetok", "…").split()) if found else ""


@lru_cache(maxsize=8192)
def silent(text: str) -> str:
    """What makes a folded sentence one that takes nothing for granted (`assume`, `recommend` …), or an empty text."""
    return next((name for name, pattern in _silent() if pattern.search(text)), "")


@lru_cache(maxsize=2048)
def topics(heading: str) -> tuple[str, ...]:
    """What a heading is about, as far as it matters here: `security`, `risks`."""
    text = heading.casefold()
    return tuple(name for name, pattern in _headings() if pattern.search(text))


class _Grammar:
    """All constructions, tried only on sentences that have one of their cues."""

    def __init__(self) -> None:
        file = read("prose-constructions")
        cues = Cues()
        self._always = 0
        listed: list[tuple[int, Construction]] = []
        for place, (name, record) in enumerate(
            (*file.record("constructions").records(), *file.record("forms").records())
        ):
            bit = 1 << place
            text = record.text("cues", "")
            for cue in text.split():
                cues.add(cue, bit)
            if not text:
                self._always |= bit
            pattern = re.compile("|".join(f"(?:{_filled(one, file)})" for one in record.texts("patterns")))
            listed.append((bit, Construction(name, record.text("kind", ""), record.text("says", ""), pattern)))
        self._telling = [(bit, one) for bit, one in listed if one.kind]
        self._forms = [(bit, one) for bit, one in listed if not one.kind]
        self._words = Words(cues)

    def read(self, text: str) -> Folded:
        """The sentence, folded, with the constructions that it has."""
        flat = fold(text)
        words = self._words.of(tokens(flat))
        bits = self._always
        for word in words:
            bits |= word.cues
        has = tuple(one for bit, one in self._telling if bits & bit and one.pattern.search(flat))
        if has:  # how it is built matters only where it may take something for granted
            has += tuple(one for bit, one in self._forms if bits & bit and one.pattern.search(flat))
        return Folded(flat, tuple(words), has)


def _filled(pattern: str, file: Record) -> str:
    """The pattern with its fragments in place."""
    return _FRAGMENT.sub(lambda found: file.record("fragments").text(found[1]), pattern)


@cache
def _grammar() -> _Grammar:
    return _Grammar()


@cache
def _silent() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_patterns(read("prose-constructions"), "silent"))


@cache
def _headings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_patterns(read("prose-constructions"), "headings"))


def _patterns(file: Record, key: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    record = file.record(key)
    for name in record.names():
        yield name, re.compile(_filled(record.text(name), file))
