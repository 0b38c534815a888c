"""What a document states as an assumption, and whether a sentence says the same as one that it states."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from forewarn.catalog.source import read
from forewarn.catalog.words import plain_words

_NEAR = 0.6
"""So much of all words of two statements has to be the same, in count, for them to say the same."""
_WITHIN = 0.8
"""Or so much of the words of the shorter one, if it has some."""
_SOME = 4


@lru_cache(maxsize=1024)
def states_assumptions(path: tuple[str, ...]) -> bool:
    """Whether a heading says that what stands below it is assumed."""
    return any(_heading().search(heading.casefold()) for heading in path)


def say_the_same(one: str, other: str) -> bool:
    """Whether two statements say the same in near the same words.

    >>> say_the_same("The card index is not reachable from outside.", "From outside the card index isn't reachable")
    True
    """
    left, right = content_words(one), content_words(other)
    if not left or not right:
        return False
    both = len(left & right)
    shorter = min(len(left), len(right))
    return both >= _NEAR * len(left | right) or (shorter >= _SOME and both >= _WITHIN * shorter)


@lru_cache(maxsize=4096)
def content_words(text: str) -> frozenset[str]:
    """The words of a statement that say what it is about."""
    return frozenset(word for word in plain_words(text) if word not in _small() and len(word) > 1)


@cache
def _small() -> frozenset[str]:
    return frozenset(read("prose-constructions").text("small-words").split())


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(read("prose-constructions").record("headings").text("stated"))
