"""What to call an element in a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forewarn.model.elements import Element

_LONGEST = 60
"""So many characters of a title are enough to tell which element is meant."""


def called(element: Element) -> str:
    """The element's name for a sentence: its identifier as code, else the beginning of its title in quotes."""
    name = element.name
    if element.id and not element.derived:
        return f"`{name}`"
    if not name:
        return f"the {element.kind} here"
    if len(name) <= _LONGEST:
        return f"“{name}”"
    cut = name[:_LONGEST].rsplit(" ", 1)[0] or name[:_LONGEST]
    return f"“{cut} …”"
