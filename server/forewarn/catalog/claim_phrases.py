"""Claims in plain words: which sentence says which claim, and what stands in it for the names."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn.catalog.source import read
from forewarn.catalog.words import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE = "claim-phrases"
_BLANKS = re.compile(r"\s+")
_SLOT = re.compile(r"\\\{(\w+)\\\}")
_LONGEST = 300
"""Code points of a statement that is looked at; a longer one says more than a claim."""


class Phrase(NamedTuple):
    """A claim with slots (`no-direct {x} -> {y}`), and what stands in the statement for each of them."""

    claim: str
    slots: dict[str, str]


def phrases_in(statement: str) -> Iterator[Phrase]:
    """Every reading of a whole statement as a claim.

    >>> next(phrases_in("The orders database isn't directly reachable from the internet."))
    Phrase(claim='no-direct {x} -> {y}', slots={'y': 'the orders database', 'x': 'the internet'})
    """
    if len(statement) > _LONGEST:
        return
    text = _plain(statement)
    for claim, pattern in _patterns():
        found = pattern.fullmatch(text)
        if found:
            yield Phrase(claim, found.groupdict())


@cache
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name or of what a sentence calls something, so that articles and short forms make no difference.

    >>> name_words("the orders database") == name_words("orders-db")
    True
    """
    words = list(plain_words(name))
    while len(words) > 1 and words[0] in _words("articles"):
        del words[0]
    record = read(_FILE).record("short")
    return tuple(record.text(word, word) for word in words)


def _plain(statement: str) -> str:
    """A statement in small letters, without what it says the same without."""
    text = _BLANKS.sub(" ", statement.replace("’", "'").replace("`", "").casefold()).strip().rstrip(".!").strip()
    for record_key, meaning in _same():
        text = re.sub(rf"(?<!\w){re.escape(record_key)}(?!\w)", meaning, text)
    for word in read(_FILE).texts("dropped"):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", text)
    return _BLANKS.sub(" ", text).strip(" ,")


@cache
def _same() -> tuple[tuple[str, str], ...]:
    record = read(_FILE).record("same")
    return tuple((key, record.text(key)) for key in record.names())


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(read(_FILE).texts(key))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    claims = read(_FILE).record("claims")
    return tuple((claim, _pattern(sentence)) for claim in claims.names() for sentence in claims.texts(claim))


def _pattern(sentence: str) -> re.Pattern[str]:
    """A sentence of the data as an expression: names are few words without punctuation."""
    text = re.escape(sentence)
    for mark in "()|":
        text = text.replace(f"\\{mark}", mark)
    text = text.replace("(", "(?:").replace(r"|)\ ", r"|)\ ?").replace(r"\ (?:", r"\ ?(?:")
    return re.compile(_SLOT.sub(r"(?P<\1>[\\w' /-]{2,60}?)", text))
