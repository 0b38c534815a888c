"""Which constructions a sentence has (`catalog/data/prose-constructions.yaml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from forewarn.catalog.source import read
from forewarn.prose.folding import Cues, Words, fold, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.catalog.source import Record
    from forewarn.prose.folding import Word

_FRAGMENT = re.compile(r"<([A-Z]+)>")


@dataclass(frozen=True, eq=False)
class Construction:
    """A way to build a sentence. `kind` is that of the assumption it points to; empty for mere forms."""

    name: str
    kind: str
    says: str
    written: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What is looked for: compiled when a sentence first has its cues, as most sessions meet few of all."""
        return re.compile(self.written)


class Folded:
    """A sentence, folded: its words, and its constructions that point to an assumption.

    Without one of them nothing is taken for granted, and nobody asks how else the sentence is built.
    """

    __slots__ = ("_bits", "_has", "telling", "text", "words")

    def __init__(self, text: str, words: tuple[Word, ...], telling: tuple[Construction, ...], bits: int) -> None:
        """Take the folded text, its words, its constructions, and the cues that it has."""
        self.text = text
        self.words = words
        self.telling = telling
        self._bits = bits
        self._has: tuple[Construction, ...] | None = None

    @property
    def has(self) -> tuple[Construction, ...]:
        """All its constructions, with those that only tell how it is built; none where none points to an assumption."""
        if self._has is None:
            self._has = (*self.telling, *_grammar().forms(self.text, self._bits)) if self.telling else ()
        return self._has


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
        listed: list[tuple[int, Construction]] = []
        free = 1
        for name, record in (*file.record("constructions").records(), *file.record("forms").records()):
            bit = 0
            for text in (record.text("cues", ""), record.text("with", "")):
                for cue in text.split():
                    cues.add(cue, free)
                if text:
                    bit |= free
                    free <<= 1
            written = "|".join(f"(?:{_filled(one, file)})" for one in record.texts("patterns"))
            listed.append((bit, Construction(name, record.text("kind", ""), record.text("says", ""), written)))
        self._telling = [(bit, one) for bit, one in listed if one.kind]
        self._forms = [(bit, one) for bit, one in listed if not one.kind]
        self._words = Words(cues)

    def read(self, text: str) -> Folded:
        """The sentence, folded, with the constructions that it has."""
        flat = fold(text)
        words = self._words.of(tokens(flat))
        bits = 0
        for word in words:
            bits |= word.cues
        telling = tuple(one for bit, one in self._telling if bits & bit == bit and one.pattern.search(flat))
        return Folded(flat, tuple(words), telling, bits)

    def forms(self, flat: str, bits: int) -> Iterator[Construction]:
        """How a folded sentence with these cues is built."""
        return (one for bit, one in self._forms if bits & bit == bit and one.pattern.search(flat))


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
