"""Words as messages need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def a(noun: str) -> str:
    """The noun with its article: "a threat", "an asset"."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def either(names: Iterable[str]) -> str:
    """The names to choose from: "low, medium or high"."""
    *head, last = names
    return f"{', '.join(head)} or {last}" if head else last
