"""Sentences that protect everything except something: a plain rule, no classifier."""

from __future__ import annotations

import re
from functools import cache

from forewarn.catalog.source import read
from forewarn.prose.constructions import silent
from forewarn.prose.folding import LONGEST, fold

_HINTS = re.compile(r"except|unless|apart from|exempt|with the exception|other than|save for|exclud", re.IGNORECASE)


def exception_in(text: str) -> str:
    """The words with which a sentence excepts something from a protection; empty where it does not.

    >>> exception_in("All traffic is encrypted except the calls to the archive.")
    'except the calls to the archive'
    """
    if len(text) > LONGEST or not _HINTS.search(text):
        return ""
    folded = fold(text)
    for pattern in _patterns():
        found = pattern.search(folded)
        if found and not silent(folded):
            return " ".join(found["exception"].replace("codetok", "…").split()).rstrip(" .,;:")
    return ""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    file = read("prose-constructions")
    parts = file.record("exceptions")
    pieces = {name: "|".join(parts.texts(name)) for name in parts.names() if name != "sentences"}
    filled = (re.sub(r"(?<!P)<([a-z]+)>", lambda found: pieces[found[1]], one) for one in parts.texts("sentences"))
    return tuple(re.compile(one) for one in filled)
