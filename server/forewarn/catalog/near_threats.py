"""Which kind of threat a title in somebody's own words means, where that is plain to see."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from math import log

from forewarn.catalog.threat_types import ThreatType, threat_types
from forewarn.catalog.words import plain_words

_TELLING = 1.5
"""A word that more than one threat in five has tells nothing: ln(1 / 0.22)."""
_TWO = 2
"""So many telling words of a threat type's title or id are in a title that means it."""
_NEAR = 0.72
_AHEAD = 0.1
"""How near, and how much nearer than the next: chosen on titles from public threat models, for few and right."""
_OWN_SHARE = 0.25
"""What it counts that a threat type's title is matched whole, beside the share of the words that are looked up."""


@lru_cache(maxsize=1024)
def threat_near(title: str) -> ThreatType | None:
    """Give the threat type whose title, id and question share most with `title`; None unless one stands out.

    Words count by how rare they are in the catalogue (inverse document frequency, Spärck Jones 1972).
    """
    words = frozenset(plain_words(title))
    whole = sum(map(_weight, words))
    ranked: list[tuple[float, str]] = []
    for name, (own, all_words) in _words().items():
        shared = words & own
        if sum(_weight(word) >= _TELLING for word in shared) >= _TWO:
            share = sum(map(_weight, words & all_words)) / whole
            ranked.append((share + _OWN_SHARE * sum(map(_weight, shared)) / sum(map(_weight, own)), name))
    ranked.sort(reverse=True)
    if not ranked or ranked[0][0] < _NEAR or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _AHEAD):
        return None
    return threat_types()[ranked[0][1]]


@cache
def _words() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """The words of each threat type's title and id, and these with the words of its question."""
    found: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for name, entry in threat_types().items():
        own = frozenset(plain_words(f"{entry.title} {name}"))
        found[name] = own, own.union(plain_words(entry.ask))
    return found


@cache
def _frequencies() -> Counter[str]:
    return Counter(word for _, words in _words().values() for word in words)


def _weight(word: str) -> float:
    """How much a word tells; one that no threat type has tells most."""
    return log((len(_words()) + 1) / (_frequencies()[word] or 0.5))
