"""Did you mean: names that look like the one that was written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALIKE = 0.7
"""How much two names must share to be taken for one another: 1 - edits / length (Damerau 1964, Levenshtein 1966)."""
_FORM = re.compile(r"[\W_]+")


def nearest(name: str, names: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """At most `limit` of `names` that look like `name`, the nearest first; upper and lower case count alike."""
    # Imported here: it costs some 20 ms, and only a misspelt name needs it.
    from rapidfuzz import process  # noqa: PLC0415 - see above
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415 - see above

    found = process.extract(
        name,
        [one for one in names if one != name],
        scorer=DamerauLevenshtein.normalized_similarity,
        processor=str.lower,
        score_cutoff=_ALIKE,
        limit=limit,
    )
    return tuple(match[0] for match in found)


def same_but_for_form(one: str, other: str) -> bool:
    """Whether two names differ only in case and in what parts their words: `RuledOutBy`, `ruled_out_by`."""
    return _FORM.sub("", one).casefold() == _FORM.sub("", other).casefold()
