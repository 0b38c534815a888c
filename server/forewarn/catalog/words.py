"""How the catalogue compares words: without case, mark-up, numbering and punctuation."""

from __future__ import annotations

import re
from functools import lru_cache

_PARENTHESIS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NOISE = re.compile(r"[^\w/.+&:]+")
_BLANKS = re.compile(r"\s+")
_BETWEEN = re.compile(r"[\W_]+")
_SHORTEST_PLURAL = 4


def folded(text: str) -> str:
    """Give `text` in lower case, words parted by single blanks, without parentheses, mark-up and outer punctuation.

    >>> folded("**Highly-Confidential** (tier 1)")
    'highly confidential'
    """
    without = _PARENTHESIS.sub(" ", text)
    # Text that stands in parentheses altogether is not an aside.
    kept = without if without.strip() else text
    return _BLANKS.sub(" ", _NOISE.sub(" ", kept.replace("_", " ")).casefold()).strip(" .:/&+")


@lru_cache(maxsize=4096)
def plain_words(text: str) -> tuple[str, ...]:
    """Give the words of `text` so that case, hyphens and the `s` of a plural make no difference.

    >>> plain_words("API-Keys of third parties")
    ('api', 'key', 'of', 'third', 'party')
    """
    return tuple(_singular(word) for word in _BETWEEN.split(text.casefold()) if word)


@lru_cache(maxsize=4096)
def plain_word(word: str) -> str:
    """Give one word so that case and the `s` of a plural make no difference."""
    return _singular(word.casefold())


def _singular(word: str) -> str:
    """One form for a word and its plural; it need not be the one that a dictionary has (cookie and cookies: cooky)."""
    if len(word) < _SHORTEST_PLURAL:
        return word
    if word.endswith(("sses", "xes")):
        return word[:-2]
    stem = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    return f"{stem[:-2]}y" if stem.endswith("ie") else stem
