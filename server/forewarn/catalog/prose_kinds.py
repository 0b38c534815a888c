"""What each kind of assumption takes for granted, what to ask about it, and how to prove it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn.catalog.source import read

if TYPE_CHECKING:
    from collections.abc import Mapping


class ProseKind(NamedTuple):
    """A kind of assumption. `taken` goes on after "This takes for granted"."""

    taken: str
    ask: str
    prove: str


@cache
def prose_kinds() -> Mapping[str, ProseKind]:
    """All kinds, by the names that the schema gives them."""
    return {
        name: ProseKind(record.text("taken"), record.text("ask"), record.text("prove"))
        for name, record in read("prose-kinds").records()
    }
