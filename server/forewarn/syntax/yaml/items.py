"""Cut a text into items, by indentation alone.

A line belongs to the item above it unless it stands at, or left of, that item's own indentation. Nothing that is open
(a quote, a bracket) therefore reaches further than its item. `forewarn.syntax.yaml.slips` judges the lines that stand
where no line of well-formed YAML can stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn.syntax.yaml.lines import (
    BARE_MARKER,
    BLANKS,
    CLOSERS,
    CONFLICT,
    DASH,
    KEY,
    MARKER,
    NO_LINE,
    NOTHING,
    Kind,
    indentation,
    is_content,
    key_of,
    next_content,
)
from forewarn.syntax.yaml.slips import Item, Role, Section, judge, knows

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOK_AHEAD = 200
"""How many lines a decision may look ahead. An edit makes the splitter start again at least as far above it."""
_SHORTEST_WITH_SLIP = 4
"""Lines of an item that holds one field, and another entry with the same field."""


class Mode(Enum):
    """How far into a document the splitter is."""

    FRESH = "nothing was there yet, not even a marker"
    START = "after `---`"
    MAPPING = "in a block mapping at top level"
    WHOLE = "in a document that is one item"
    ENDED = "after `...`"


@dataclass(frozen=True, slots=True)
class Place:
    """All that the splitter knows at the first line of an item. Equal places and equal lines give equal items."""

    mode: Mode = Mode.FRESH
    document: int = 0
    section: Section = Section()
    role: Role = Role.TOP


class ItemKind(Enum):
    """What an item is."""

    NOTHING = "blanks, comments, a document marker"
    TOP = "a top-level key that is not split"
    HEADER = "the key line of a section"
    ENTRY = "an entry of a section"
    WHOLE = "a document that is not a block mapping"


class Cut(NamedTuple):
    """One item: it ends before line `end`; `after` is the place there."""

    end: int
    kind: ItemKind
    document: int
    section: str
    after: Place


def cut(lines: Sequence[str], first: int, place: Place) -> Cut:
    """The item that starts at line `first`, where `place` is the case."""
    total = len(lines)
    content = first
    while content < total and not is_content(lines[content]):
        content += 1
    if content == total:
        return Cut(total, ItemKind.NOTHING, place.document, place.section.name, place)
    line = lines[content]
    if MARKER.match(line):
        if content > first:
            return Cut(content, ItemKind.NOTHING, place.document, place.section.name, place)
        return _marker(lines, first, place)
    if place.mode is Mode.MAPPING:
        return _entry(lines, content, place)
    start = _attached(lines, first, content)
    if start > first:
        return Cut(start, ItemKind.NOTHING, place.document, "", place)
    if line.startswith("%"):
        return Cut(content + 1, ItemKind.NOTHING, place.document, "", place)
    number = place.document + (place.mode is Mode.ENDED)
    if _is_mapping(lines, content):
        return _entry(lines, content, Place(Mode.MAPPING, number))
    return _whole(lines, content, number)


def _marker(lines: Sequence[str], first: int, place: Place) -> Cut:
    """The item of a `---` or `...` and what follows without content."""
    end = first + 1
    while end < len(lines) and not is_content(lines[end]):
        end += 1
    end = _attached(lines, first + 1, end)
    if lines[first].startswith("..."):
        after = place if place.mode is Mode.FRESH else Place(Mode.ENDED, place.document)
        return Cut(end, ItemKind.NOTHING, place.document, "", after)
    number = place.document + (place.mode is not Mode.FRESH)
    if not BARE_MARKER.match(lines[first]):
        return _whole(lines, first, number)
    return Cut(end, ItemKind.NOTHING, number, "", Place(Mode.START, number))


def _is_mapping(lines: Sequence[str], content: int) -> bool:
    """Whether the document whose first content is at `content` is a block mapping at top level."""
    line = lines[content].removeprefix("\ufeff")
    if MARKER.match(line) or DASH.match(line):
        return False
    if KEY.match(line) and line[0] not in " \t":
        return True
    if line.lstrip(" \t")[:1] in ("{", "[", '"', "'", "|", ">", "&", "!", "*"):
        return False
    for number in range(content + 1, min(len(lines), content + LOOK_AHEAD)):
        other = lines[number]
        if MARKER.match(other):
            break
        if other[0:1] not in " \t#\r\n" and KEY.match(other):
            return True
    return False


def _whole(lines: Sequence[str], content: int, number: int) -> Cut:
    """A document that is one item: it reaches to the next marker."""
    end = content + 1
    while end < len(lines) and not MARKER.match(lines[end]):
        end += 1
    return Cut(end, ItemKind.WHOLE, number, "", Place(Mode.WHOLE, number))


def _attached(lines: Sequence[str], least: int, number: int) -> int:
    """The first line of the comment block directly above line `number` that belongs to it; not before `least`."""
    if number >= len(lines) or MARKER.match(lines[number]):
        return number
    indent = indentation(lines[number])
    while number > least:
        line = lines[number - 1]
        if line.lstrip(" \t")[:1] != "#" or indentation(line) != indent:
            break
        number -= 1
    return number


def _entry(lines: Sequence[str], content: int, place: Place) -> Cut:
    """One entry at top level or in a section, with all lines that belong to it."""
    item = Item.at(lines, content)
    here = place.section if place.role is Role.ENTRY else Section()
    total = len(lines)
    if place.role is Role.TOP:
        header = _header(lines, content, place, item)
        if header is not None:
            return header
    number = content + 1
    role: Role | None = None
    deep = " " * max(item.depth, here.indent + 1)
    while number < total:
        line = lines[number]
        if line.startswith(deep) and item.sure:
            number += 1
            continue
        if NOTHING.match(line) or CONFLICT.match(line) or (CLOSERS.match(line) and item.indent >= 0):
            number += 1
            continue
        if MARKER.match(line):
            if _is_stray_marker(lines, number, place):
                number += 1
                continue
            break
        role, item = judge(lines, number, item, here)
        if role is not None:
            break
        deep = " " * max(item.depth, here.indent + 1)
        number += 1
    slipped = _entry_among_fields(lines, content, number, item) if here.indent >= 0 else None
    if slipped is not None:
        number, role = slipped, Role.ENTRY
    end = _attached(lines, content + 1, number)
    kind = ItemKind.ENTRY if place.role is Role.ENTRY else ItemKind.TOP
    section = here if role is Role.ENTRY else Section()
    return Cut(end, kind, place.document, here.name, Place(place.mode, place.document, section, role or Role.TOP))


def _entry_among_fields(lines: Sequence[str], content: int, end: int, item: Item) -> int | None:
    """The line of an entry that slipped to the depth of the fields, its own and those of the item above it.

    Well-formed text has no such entry: it repeats the fields of the item.
    """
    if item.fields < 0 or item.dash or end - content < _SHORTEST_WITH_SLIP:
        return None
    text = "".join(lines[content:end])
    for match in _empty_key_and_sibling(item.fields).finditer(text):
        number = content + text.count("\n", 0, match.start())
        if knows(lines, item, number, number + 1) and not knows(lines, item, number, number):
            return number
    return None


@cache
def _empty_key_and_sibling(indent: int) -> re.Pattern[str]:
    """A key without a value, right above another key with the same indentation."""
    key = rf" {{{indent}}}(?![ #\-])"
    return re.compile(rf"^{key}[^\n]*:[ \t]*(?:[ \t]#[^\n]*)?\r?\n(?={key})", re.MULTILINE)


def _is_stray_marker(lines: Sequence[str], number: int, place: Place) -> bool:
    """Whether the `---` at `number` was typed into the middle of a section: what follows is indented as the section is.

    A document of its own may be indented too, but then nothing in it stands further left.
    """
    if not BARE_MARKER.match(lines[number]) or place.section.indent <= 0:
        return False
    following = next_content(lines, number + 1, number + LOOK_AHEAD)
    if following is NO_LINE or following.indent < place.section.indent:
        return False
    for later in range(following.number, min(len(lines), number + LOOK_AHEAD)):
        line = lines[later]
        if MARKER.match(line):
            return False
        if line[0:1] not in " \t#\r\n" and KEY.match(line):
            return True
    return False


def _header(lines: Sequence[str], content: int, place: Place, item: Item) -> Cut | None:
    """The item of a section's key line, if the top-level line at `content` is one."""
    following = next_content(lines, content + 1, content + LOOK_AHEAD)
    if following is NO_LINE:
        return None
    line = lines[following.number]
    dash = DASH.match(line) is not None
    if following.indent < item.indent + (not dash) or not (dash or KEY.match(line)):
        return None
    text = lines[content].removeprefix("\ufeff")
    key = key_of(text)
    if key is None:
        if following.indent == item.indent or len(text.strip(BLANKS).split(" ")) > 1:
            return None
        key = text.strip(BLANKS)
    elif key == "?" or item.value not in (Kind.EMPTY, Kind.TEXT):
        return None
    elif item.value is Kind.TEXT:
        # Something was typed behind the colon of a section. One line alone that is indented is a slip of that line.
        after = next_content(lines, following.number + 1, content + LOOK_AHEAD)
        if following.indent == item.indent or dash or after.indent < following.indent or after is NO_LINE:
            return None
    end = _attached(lines, content + 1, following.number)
    section = Section(key, following.indent, dash)
    return Cut(end, ItemKind.HEADER, place.document, key, Place(place.mode, place.document, section, Role.ENTRY))
