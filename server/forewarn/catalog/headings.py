"""What the headings, table heads, labels and status words of Markdown threat models mean."""

from __future__ import annotations

import re
from functools import cache

from forewarn.catalog.source import read
from forewarn.catalog.words import folded

_NUMBERING = re.compile(
    r"^\s*(?:(?:section|chapter|step|phase|appendix)\s+)?(?:\d+(?:\.\d+)*[.):]?|[ivx]+[.)]|[a-z][.)])\s+", re.IGNORECASE
)
_DECORATION = re.compile(r"[*_`~#]+")


def section_of_heading(heading: str) -> str | None:
    """Give the kind of section that a heading opens (`threats`, `assets`, `nothing` …); None where it does not tell.

    A heading that names one element ("Threat: a stolen cookie") is of no kind.

    >>> section_of_heading("3.2 Threats & Mitigations"), section_of_heading("Out-of-scope threats")
    ('threats-and-mitigations', 'out-of-scope')
    """
    phrases = _sections()
    words = _words(heading)
    if words in phrases:
        return phrases[words]
    padded = f" {words} "
    whole = _whole()
    within = [
        (len(phrase), padded.rfind(f" {phrase} "), phrase)
        for phrase in phrases
        if f" {phrase} " in padded and phrase not in whole
    ]
    return phrases[max(within)[2]] if within else None


def section_phrases() -> dict[str, tuple[str, ...]]:
    """Give the phrases by kind of section, as written in the data."""
    return _lists("sections")


def field_of_head(head: str) -> str | None:
    """Give the field or kind of element that a table column with this head holds; None where it does not tell."""
    return _meaning("heads", head)


def field_of_label(label: str) -> str | None:
    """Give the field or kind of element that a label ("Severity") introduces; None where it does not tell."""
    return _meaning("labels", label)


def meaning_of_status(text: str) -> str | None:
    """Give what a status cell says: `mitigated`, `open`, `accepted` … ; None where it does not tell.

    The whole text decides; else the longest word of the data at its beginning ("Mitigated by M1", "open — see #12").
    """
    words = _words(text)
    known = _inverse("statuses")
    if words in known:
        return known[words]
    begins = [word for word in known if words.startswith(f"{word} ")]
    return known[max(begins, key=len)] if begins else None


def _meaning(part: str, text: str) -> str | None:
    return _inverse(part).get(_words(text))


@cache
def _sections() -> dict[str, str]:
    return _inverse("sections")


@cache
def _whole() -> frozenset[str]:
    return frozenset(_words(phrase) for phrase in read("heading-synonyms").texts("whole"))


@cache
def _inverse(part: str) -> dict[str, str]:
    meanings: dict[str, str] = {}
    for meaning, phrases in _lists(part).items():
        for phrase in phrases:
            meanings.setdefault(_words(phrase), meaning)
    return meanings


@cache
def _lists(part: str) -> dict[str, tuple[str, ...]]:
    record = read("heading-synonyms").record(part)
    return {name: record.texts(name) for name in record.names()}


def _words(text: str) -> str:
    """Fold a text; one that is only signs (`#`, `✅`) stays as it is."""
    plain = _NUMBERING.sub("", _DECORATION.sub("", text.replace("&amp;", "&")) if text.strip() != "#" else text)
    words = folded(re.sub(r"[-:/–—]", " ", plain)).replace(" & ", " and ")
    return words or text.strip().casefold()
