"""What a status in a document's own words says of a threat's answer (the `statuses` of the heading synonyms)."""

from __future__ import annotations

from functools import cache

from forewarn.catalog.source import read

_EDGES = " \t\n*_`.:;!()[]|"


def meaning_of_status(text: str) -> str:
    """Give what a status says: `mitigated`, `planned`, `accepted`, `open`, `transferred`, `excluded`; empty if unclear.

    The whole text decides, else the longest known beginning.

    >>> meaning_of_status("Mitigated by M1"), meaning_of_status("won't fix"), meaning_of_status("purple")
    ('mitigated', 'accepted', '')
    """
    words = text.casefold().strip(_EDGES)
    whole = _meanings("words").get(words)
    if whole:
        return whole
    for beginning in sorted(_meanings("beginning"), key=len, reverse=True):
        if words.startswith(beginning) and not words[len(beginning) : len(beginning) + 1].isalpha():
            return _meanings("beginning")[beginning]
    return ""


@cache
def _meanings(part: str) -> dict[str, str]:
    statuses = read("heading-synonyms").record("statuses")
    return {word: meaning for meaning, record in statuses.records() for word in record.texts(part)}
