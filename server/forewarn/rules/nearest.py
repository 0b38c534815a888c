"""Did you mean: names that look like the one that was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALIKE = 0.7
"""How much two names must share to be taken for one another: 1 - edits / length (Damerau 1964, Levenshtein 1966)."""


def nearest(name: str, names: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """At most `limit` of `names` that look like `name`, the nearest first; upper and lower case count alike."""
    found = process.extract(
        name,
        [one for one in names if one != name],
        scorer=DamerauLevenshtein.normalized_similarity,
        processor=str.lower,
        score_cutoff=_ALIKE,
        limit=limit,
    )
    return tuple(match[0] for match in found)
