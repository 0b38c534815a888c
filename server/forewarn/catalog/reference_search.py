"""Reference ids to offer while somebody types one: by number or by words of the title."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from forewarn.catalog.external_lists import external_list
from forewarn.catalog.mitigation_types import mitigation_types
from forewarn.catalog.source import read
from forewarn.catalog.threat_types import threat_types

_WRITTEN = {"cwe": "CWE-{}", "attack": "ATT&CK {}"}


@dataclass(frozen=True, slots=True)
class Offer:
    """An id as models write it, with its title (empty where we have none)."""

    written: str
    title: str


@cache
def known_references() -> tuple[Offer, ...]:
    """Give every id in force that we can name: first those that the catalogue uses, then the complete lists."""
    titles = dict(_listed()) | dict(_own_titles())
    used = sorted({reference for entry in _entries() for reference in entry})
    return tuple(Offer(written, titles.get(written, "")) for written in dict.fromkeys((*used, *titles)))


def search(text: str, limit: int = 50) -> tuple[Offer, ...]:
    """Give the ids that `text` may mean, at most `limit`: all its words stand in the id or its title.

    Ids that begin with the text come first, then those that the catalogue uses.

    >>> [offer.written for offer in search("session fixation")]
    ['CAPEC-61', 'CWE-384']
    """
    words = text.casefold().split()
    found = [offer for offer in known_references() if _has_all(offer, words)]
    typed = text.strip().casefold()
    found.sort(key=lambda offer: not offer.written.casefold().startswith(typed))
    return tuple(found[:limit])


def _has_all(offer: Offer, words: list[str]) -> bool:
    held = f"{offer.written} {offer.title}".casefold()
    return all(word in held for word in words)


def _listed() -> list[tuple[str, str]]:
    return [
        (form.format(listed.id), listed.title)
        for name, form in _WRITTEN.items()
        for listed in external_list(name).entries()
        if not listed.status
    ]


def _own_titles() -> list[tuple[str, str]]:
    titles = read("reference-details").record("titles")
    return [(name, titles.text(name)) for name in titles.names()]


def _entries() -> list[tuple[str, ...]]:
    return [entry.references for entry in threat_types().values()] + [
        entry.references for entry in mitigation_types().values()
    ]
