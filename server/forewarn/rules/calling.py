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
    return f"“{_short(name)}”"


def titled(element: Element) -> str:
    """The element's name where it stands alone: as `called`, an identifier with the beginning of its title behind."""
    title = element.title
    if element.derived or not element.id or not title or title == element.id:
        return called(element)
    return f"{called(element)} {_short(title)}"


def within(label: str) -> str:
    """A label within a sentence: its first letter is small, unless it begins with an abbreviation (API key)."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rsplit(' ', 1)[0] or text[:_LONGEST]} …"
