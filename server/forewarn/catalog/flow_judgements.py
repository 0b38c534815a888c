"""What the rules on flows know of types: which are stores, which can be guessed at, which cost money per call."""

from __future__ import annotations

from functools import cache
from typing import Literal

from forewarn.catalog.source import read

_FILE = "flow-judgements"
Group = Literal["stores", "links", "copies", "clients", "outside", "tries", "ceilings", "rates"]
Pairs = Literal["checkable", "metered", "secured"]


@cache
def types_that_are(group: Group) -> frozenset[str]:
    """The type ids of a group (the head of the data file says what each is)."""
    return frozenset(read(_FILE).texts(group))


@cache
def pairs_of(name: Pairs) -> dict[str, str]:
    """A type id, and the threat that comes of it; for `secured` a protocol, and its encrypted twin."""
    record = read(_FILE).record(name)
    return {key: record.text(key) for key in record.names()}


def integrity_names() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """All ids that the data names: of types, of threats, of mitigations. For the test of the data."""
    groups: tuple[Group, ...] = ("stores", "links", "copies", "clients", "outside")
    named = [name for group in groups for name in types_that_are(group)]
    return (
        (*named, *pairs_of("checkable"), *pairs_of("metered")),
        (*pairs_of("checkable").values(), *pairs_of("metered").values()),
        (*types_that_are("tries"), *types_that_are("ceilings"), *types_that_are("rates")),
    )
