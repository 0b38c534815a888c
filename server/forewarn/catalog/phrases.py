"""Phrases that tell something by themselves: text left over from templates, names of adversaries."""

from __future__ import annotations

from functools import cache, lru_cache

from forewarn.catalog.source import read
from forewarn.catalog.words import folded

_LONGEST = 200
"""Code points of a text that are looked at; no phrase of the data is longer."""


def is_template_residue(text: str) -> bool:
    """Tell whether a field, cell or item says nothing: `TBD`, a bare `N/A`, a template's own instruction.

    `N/A` with a reason after it, and anything else with content, is no residue (formats.md: "counts as empty").
    """
    # A leftover is short or begins like one: the rest of a long text need not be looked at.
    plain = _plain(text[:_LONGEST])
    if not plain:
        return False
    return plain in _residue("whole") or plain in _residue("reasoned") or plain.startswith(_beginnings())


def says_none(text: str) -> bool:
    """Tell whether a text is a bare `N/A`, `None` or dash: no content in a model, an answer in a document."""
    return _plain(text[:_LONGEST]) in _residue("reasoned")


def template_phrases() -> tuple[str, ...]:
    """Give the phrases that betray an unedited copy of a demo wherever they stand, in lower case."""
    return read("template-residue").texts("anywhere")


@lru_cache(maxsize=1024)
def is_hostile_name(name: str) -> bool:
    """Tell whether an actor's name says that the actor is an adversary: `card-thief`, `Malicious insider`."""
    words = f" {folded(name.replace('-', ' '))} "
    if any(f" {word} " in words for word in _hostile("never")):
        return False
    return any(f" {word} " in words for word in _hostile("always"))


def _plain(text: str) -> str:
    words = " ".join(text.strip("*_`\"' \t\r\n").casefold().split())
    return words.rstrip(".:!") or words


@cache
def _residue(key: str) -> frozenset[str]:
    return frozenset(_plain(phrase) for phrase in read("template-residue").texts(key))


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(_residue("beginning"))


@cache
def _hostile(key: str) -> tuple[str, ...]:
    return tuple(folded(word.replace("-", " ")) for word in read("hostile-words").texts(key))
