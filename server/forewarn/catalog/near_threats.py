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


_MOST = 0.6
"""So much of a threat type's title, by weight, is most of it."""


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


@lru_cache(maxsize=4096)
def threats_mentioned(title: str) -> frozenset[str]:
    """Give the ids of all threat types that `title` seems to speak of: whether somebody thought of them already.

    More generous than `threat_near`: an alias, all words of an id, or most of a type's own title are enough.

    >>> sorted(threats_mentioned("XSS or SQL injection through the search box"))
    ['cross-site-scripting', 'sql-injection']
    """
    words = plain_words(title)
    found = {
        name
        for place, word in enumerate(words)
        for alias, name in _aliases().get(word, ())
        if words[place : place + len(alias)] == alias
    }
    telling: Counter[str] = Counter(name for word in set(words) for name in _telling_words().get(word, ()))
    for name, number in telling.items():
        of_id, of_title, least = _own_words()[name]
        if number >= _TWO and (of_id.issubset(words) or sum(map(_weight, of_title.intersection(words))) >= least):
            found.add(name)
    return frozenset(found)


@cache
def _aliases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The aliases and ids, as words, with the threat type they mean, by their first word."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, entry in threat_types().items():
        for alias in (*entry.aliases, name):
            words = plain_words(alias)
            found.setdefault(words[0], []).append((words, name))
    return {word: tuple(entries) for word, entries in found.items()}


@cache
def _own_words() -> dict[str, tuple[frozenset[str], frozenset[str], float]]:
    """The words of each threat type's id, those of its title, and how much of the title's weight is most of it."""
    found: dict[str, tuple[frozenset[str], frozenset[str], float]] = {}
    for name, entry in threat_types().items():
        of_title = frozenset(plain_words(entry.title))
        found[name] = frozenset(plain_words(name)), of_title, _MOST * sum(map(_weight, of_title))
    return found


@cache
def _telling_words() -> dict[str, tuple[str, ...]]:
    """The threat types that have a word in id or title, for each word that tells anything."""
    found: dict[str, list[str]] = {}
    for name, (of_id, of_title, _) in _own_words().items():
        for word in of_id | of_title:
            if _weight(word) >= _TELLING:
                found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}


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


@lru_cache(maxsize=8192)
def _weight(word: str) -> float:
    """How much a word tells; one that no threat type has tells most."""
    return log((len(_words()) + 1) / (_frequencies()[word] or 0.5))
