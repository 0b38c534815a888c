"""What kinds of harm there are: the STRIDE categories, the LINDDUN categories, and `other`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from forewarn.catalog.source import read
from forewarn.catalog.words import folded

LINDDUN_PREFIX = "linddun:"


@dataclass(frozen=True, slots=True)
class Category:
    """A category as models write it (`id`), with its letter (STRIDE only) and what it means in plain words."""

    id: str
    scheme: str
    letter: str
    title: str
    violates: str
    plain: str
    synonyms: tuple[str, ...]


@cache
def categories() -> dict[str, Category]:
    """Give all categories by id, in the order of their schemes' letters."""
    return {
        name: Category(
            id=name,
            scheme=record.text("scheme"),
            letter=record.text("letter", ""),
            title=record.text("title"),
            violates=record.text("violates"),
            plain=record.text("plain"),
            synonyms=record.texts("synonyms"),
        )
        for name, record in read("categories").records()
    }


def stride() -> tuple[str, ...]:
    """Give the ids of the six STRIDE categories, in the order of the letters."""
    return tuple(name for name, entry in categories().items() if entry.scheme == "stride")


@lru_cache(maxsize=1024)
def category(text: str) -> str | None:
    """Give the id of the category that `text` names: a STRIDE word or letter, `linddun:<name>`, `other`, a synonym.

    >>> category("I"), category("Privilege Escalation"), category("LINDDUN: Linkability")
    ('information-disclosure', 'elevation-of-privilege', 'linddun:linking')
    """
    words = folded(text)
    if words.startswith("linddun"):
        return _linddun_names().get(words.removeprefix("linddun").lstrip(" :"))
    return _names().get(words)


def category_title(name: str) -> str:
    """Give the name of a category for running text; the id itself where it is unknown."""
    entry = categories().get(name)
    return entry.title if entry else name


@cache
def _names() -> dict[str, str]:
    # A word that STRIDE and LINDDUN share (non-repudiation) is STRIDE's unless the text says otherwise.
    names: dict[str, str] = {}
    for entry in categories().values():
        own = entry.id.removeprefix(LINDDUN_PREFIX)
        for word in (own, entry.letter, *entry.synonyms):
            if word:
                names.setdefault(folded(word), entry.id)
    return names


@cache
def _linddun_names() -> dict[str, str]:
    return {
        folded(word): entry.id
        for entry in categories().values()
        if entry.scheme == "linddun"
        for word in (entry.id.removeprefix(LINDDUN_PREFIX), *entry.synonyms)
    }
