"""Which section an entry belongs to where a section's key is half typed, misspelt, or slipped among the entries.

In sound text that is the key above, and nothing here costs anything. While somebody types, one line can hide a whole
section: `thre:` for `threats:`, an element pasted at the left margin that seems to be a section of its own, a section
key indented like an entry. Then the entries below are read as what they plainly are; the line itself is reported by
the rules as it stands (FW001, FW002).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from forewarn.model.kinds import Kind
from forewarn.model.schema import schema
from forewarn.syntax.values import Empty, Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.syntax.values import Node
    from forewarn.syntax.yaml.reader import YamlItem

_LETTERS = re.compile(r"[^a-z]")
_LEAST = 2
"""So many letters must have been typed before they are taken for the beginning of a section's name."""


@dataclass(frozen=True, slots=True)
class Moved:
    """An item that is read as an entry of `section`, though it seems to stand somewhere else."""

    item: YamlItem
    section: str


def placed(items: tuple[YamlItem, ...]) -> tuple[YamlItem | Moved, ...]:
    """The items, those marked that belong to another section than the one they seem to stand in.

    Only worth asking where some item is `odd`.
    """
    names = {item.section for item in items}
    sections = _Sections(frozenset(names & schema().sections.keys()))
    return tuple(sections.follow(items))


def odd(item: YamlItem) -> bool:
    """Whether an item hints that it, or what is around it, stands in another section than it seems."""
    return item.section not in _sound() or bool(item.section and _is_section_key(item))


@cache
def _sound() -> frozenset[str]:
    """The names that entries may stand under: sections, and header fields that hold more than a text."""
    model = schema().kinds[Kind.MODEL]
    return frozenset({"", *schema().sections, *model.fields})


def _is_section_key(item: YamlItem) -> bool:
    """Whether an entry is a section's key without a value, one that slipped among the entries of another section."""
    if item.is_header or not isinstance(item.root, Mapping) or len(item.root.entries) != 1:
        return False
    entry = item.root.entries[0]
    return isinstance(entry.value, Empty) and isinstance(entry.key, Scalar) and entry.key.text in schema().sections


@dataclass(slots=True)
class _Sections:
    """Goes through the items in order. `present` are the known sections that the text has under their own names."""

    present: frozenset[str]
    _before: str = ""
    _instead: str = ""
    _under: str = ""

    def follow(self, items: Iterable[YamlItem]) -> Iterator[YamlItem | Moved]:
        for item in items:
            yield self._one(item)

    def _one(self, item: YamlItem) -> YamlItem | Moved:
        if item.section != self._under or item.is_header or not item.section:
            self._enter(item)
        if not item.section or item.is_header:
            return item
        if _is_section_key(item) and isinstance(item.root, Mapping) and isinstance(item.root.entries[0].key, Scalar):
            slipped = item.root.entries[0].key.text
            if slipped != item.section and slipped not in self.present:
                self._instead = slipped
                return Moved(item, "")
        moves = self._instead and self._instead != item.section and _holds_elements(item.root, self._instead)
        return Moved(item, self._instead) if moves else item

    def _enter(self, item: YamlItem) -> None:
        """A key at the left margin: see what the entries below it belong to."""
        if self._under in schema().sections or self._instead:
            self._before = self._instead or self._under
        self._under, self._instead = item.section, ""
        if not item.is_header or item.section in _sound():
            return
        self._instead = self._meant(item.section)

    def _meant(self, name: str) -> str:
        """The section that an unknown key stands for: the absent one that it begins, or else the one before it."""
        typed = _LETTERS.sub("", name.lower())
        if len(typed) >= _LEAST:
            absent = [section for section in schema().sections if section not in self.present]
            for section in absent:
                if section.startswith(typed) or typed.startswith(section.removesuffix("s")):
                    return section
        return self._before if _looks_like_element(name) else ""


def _looks_like_element(name: str) -> bool:
    """Whether a key at the left margin is an identifier rather than a word: `T7`, `M-12`."""
    return not name.startswith("x-") and any(sign.isdigit() for sign in name)


def _holds_elements(root: Node | None, section: str) -> bool:
    """Whether an entry looks like elements of `section`: names with mappings below them, or items of a list."""
    if schema().sections[section].listed:
        return isinstance(root, Sequence)
    return isinstance(root, Mapping) and all(isinstance(entry.value, Mapping | Empty) for entry in root.entries)
