"""Sentences that accept a risk and give no reason: a plain rule, no classifier."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn.catalog.source import read
from forewarn.prose.folding import LONGEST, fold

if TYPE_CHECKING:
    from forewarn.prose.features import Place

_DENIED = 20
"""So many characters before an acceptance a `not` or an `if` denies it."""
_HINT = re.compile(r"accept|tolerat|live with|known", re.IGNORECASE)


def accepted_in(text: str, place: Place) -> str:
    """The words with which a sentence accepts a risk; empty where it does not, or says why, or a neighbour does.

    Only below a heading about threats, risks or security: elsewhere other things are accepted.
    """
    if len(text) > LONGEST or not _HINT.search(text) or not any(_about_risk(heading) for heading in place.path):
        return ""
    patterns, flat = _patterns(), fold(text)
    if patterns.reasons.search(flat) or patterns.reasons.search(fold(place.behind[:LONGEST])):
        return ""
    for pattern in patterns.accepts:
        found = pattern.search(flat)
        if found and not patterns.denies.search(flat, max(0, found.start() - _DENIED), found.end()):
            return " ".join(found[0].replace("codetok", "…").split()).strip(" .,;:")
    return ""


class _Patterns(NamedTuple):
    """The patterns of the data file."""

    accepts: tuple[re.Pattern[str], ...]
    reasons: re.Pattern[str]
    denies: re.Pattern[str]
    headings: re.Pattern[str]


@lru_cache(maxsize=1024)
def _about_risk(heading: str) -> bool:
    return _patterns().headings.search(heading.casefold()) is not None


@cache
def _patterns() -> _Patterns:
    record = read("prose-constructions").record("accepting")
    return _Patterns(
        tuple(re.compile(one) for one in record.texts("accepts")),
        re.compile(record.text("reasons")),
        re.compile(record.text("denies")),
        re.compile(record.text("headings")),
    )
