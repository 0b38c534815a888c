"""The kinds of assets and components that the catalogue knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from forewarn.catalog.source import read
from forewarn.catalog.words import folded

Holder = Literal["asset", "component"]

_NEAR = 84.0
"""Likeness in per cent (rapidfuzz `ratio`) from which two names are near. Found by trying misspellings."""


@dataclass(frozen=True, slots=True)
class Type:
    """A kind of asset or component. Texts that do not apply are empty.

    `sensitivity`: what an asset of this type usually is. `classes`: of personal, payment, authentication.
    `retain`: `never` for what must not be stored. `mentions`: phrases that tell, in prose, that a design handles it.
    `threats`: ids of threat types, most telling first.
    """

    id: str
    group: str
    for_asset: bool
    for_component: bool
    label: str
    definition: str
    sensitivity: str
    priority: bool
    classes: tuple[str, ...]
    retain: str
    aliases: tuple[str, ...]
    mentions: tuple[str, ...]
    threats: tuple[str, ...]


@cache
def types() -> dict[str, Type]:
    """Give all types by id, in the order of the file: groups stay together."""
    return {
        name: Type(
            id=name,
            group=record.text("group"),
            for_asset="asset" in record.texts("for"),
            for_component="component" in record.texts("for"),
            label=record.text("label"),
            definition=record.text("definition"),
            sensitivity=record.text("sensitivity", ""),
            priority=record.flag("priority"),
            classes=record.texts("class"),
            retain=record.text("retain", ""),
            aliases=record.texts("aliases"),
            mentions=record.texts("mentions"),
            threats=record.texts("threats"),
        )
        for name, record in read("types").records()
    }


@cache
def types_for(holder: Holder) -> tuple[Type, ...]:
    """Give the types that may stand on an asset or on a component, in the order of the file."""
    return tuple(entry for entry in types().values() if (entry.for_asset if holder == "asset" else entry.for_component))


@lru_cache(maxsize=1024)
def nearest_type(text: str, holder: Holder | None = None) -> Type | None:
    """Give the type that `text` most likely means, None if none is near.

    It is found by id, label or alias, else by an alias within the text (`our s3 bucket`), else by likeness.

    >>> nearest_type("postgres").id, nearest_type("session-tokn").id, nearest_type("unicorn")
    ('relational-database', 'session-token', None)
    """
    found = type_named_in(text, holder)
    names, wanted = _names(holder), folded(text)
    if found is not None or not wanted:
        return found
    # Imported here: it costs some 20 ms, and only a misspelt type needs it.
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - see above

    near = process.extractOne(wanted, names.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return types()[names[near[0]]] if near else None


@lru_cache(maxsize=1024)
def type_named_in(text: str, holder: Holder | None = None) -> Type | None:
    """Give the type that `text` calls by its id, label or alias, the longest name in it; None if it calls none.

    >>> type_named_in("A stolen card number").id, type_named_in("A stolen unicorn")
    ('payment-card-data', None)
    """
    names, wanted = _names(holder), folded(text).split()
    runs = (
        " ".join(wanted[start : start + length])
        for start in range(len(wanted))
        for length in range(1, min(_longest(holder), len(wanted) - start) + 1)
    )
    within = [run for run in runs if run in names]
    return types()[names[max(within, key=len)]] if within else None


@cache
def _longest(holder: Holder | None) -> int:
    """How many words the longest name has."""
    return max(len(name.split()) for name in _names(holder))


@cache
def _names(holder: Holder | None) -> dict[str, str]:
    """Give folded names → type id; ids win over labels, labels over aliases, earlier types over later ones."""
    chosen = types().values() if holder is None else types_for(holder)
    names: dict[str, str] = {}
    for words in (
        [(entry.id, entry.id) for entry in chosen],
        [(entry.label, entry.id) for entry in chosen],
        [(alias, entry.id) for entry in chosen for alias in entry.aliases],
    ):
        for word, name in words:
            names.setdefault(folded(word), name)
    return names
