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
    Next,
    indentation,
    is_content,
    is_marker,
    key_of,
    next_content,
    unclosed,
    without_junk,
)
from forewarn.syntax.yaml.shapes import Shape, shape_below
from forewarn.syntax.yaml.slips import NO_SECTION, Item, Role, Section, judge, knows
from forewarn.syntax.yaml.watched import Watched

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOK_AHEAD = 200
"""How many lines one look ahead may take in. A decision may need a few of them (see `Cut.reach`)."""
_PROPERTIES_ALONE = re.compile(r"[&!][^ \t\r\n]*(?:[ \t]+[&!][^ \t\r\n]*)*[ \t]*(?:[ \t]#[^\r\n]*)?[\r\n]*\Z")
_NAME = re.compile(r"[A-Za-z][\w-]*")
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
    section: Section = NO_SECTION
    role: Role = Role.TOP


START = Place()
"""Where every text begins."""

_ANCHORED = re.compile(r":[ \t]+(?:!\S*[ \t]+)?&[^\s,\[\]{}]")
"""A key whose value has an anchor."""


class ItemKind(Enum):
    """What an item is."""

    NOTHING = "blanks, comments, a document marker"
    TOP = "a top-level key that is not split"
    HEADER = "the key line of a section"
    ENTRY = "an entry of a section"
    WHOLE = "a document that is not a block mapping"


class Cut(NamedTuple):
    """One item: it ends before line `end`; `after` is the place there. No line from `reach` on has a say in that."""

    end: int
    kind: ItemKind
    document: int
    section: str
    after: Place
    reach: int = 0


def cut(lines: tuple[str, ...], first: int, place: Place) -> Cut:
    """The item that starts at line `first`, where `place` is the case."""
    watched = Watched(lines)
    end, kind, document, section, after, _ = _cut(watched, first, place)
    return Cut(end, kind, document, section, after, max(end, watched.farthest) + 1)


def _cut(lines: Watched, first: int, place: Place) -> Cut:
    total = len(lines)
    content = first
    while content < total and not is_content(lines, content):
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
    while end < len(lines) and not is_content(lines, end):
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
    if MARKER.match(line) or _PROPERTIES_ALONE.match(line):
        return False
    if KEY.match(line) and line[0] not in " \t":
        return True
    # Half-typed, or slipped: what the lines without indentation are tells what the document is.
    keys = dashes = 0
    for number in range(content, min(len(lines), content + LOOK_AHEAD)):
        other = lines[number].removeprefix("\ufeff")
        if is_marker(lines, number) and number > content:
            break
        if other[0:1] in " \t#\r\n":
            continue
        if DASH.match(other):
            dashes += 1
        elif other[0] not in "\"'" and KEY.match(other):
            if other.rstrip(BLANKS).endswith(","):
                return False
            keys += 1
    least = 2 if line.lstrip(" \t")[:1] in ("{", "[", "|", ">") else 1
    return keys >= least and keys > dashes


def _whole(lines: Sequence[str], content: int, number: int) -> Cut:
    """A document that is one item: it reaches to the next marker."""
    end = content + 1
    while end < len(lines) and not is_marker(lines, end):
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


def _entry(lines: Watched, content: int, place: Place) -> Cut:
    """One entry at top level or in a section, with all lines that belong to it."""
    item = Item.at(lines, content)
    here = place.section if place.role is Role.ENTRY else NO_SECTION
    total = len(lines)
    raw = lines.lines
    if place.role is Role.TOP:
        header = _header(lines, content, place, item)
        if header is not None:
            return header
    number = content + 1
    role: Role | None = None
    deep = " " * max(item.depth, here.indent + 1)
    while number < total:
        line = raw[number]
        if line.startswith(deep) and item.sure:
            number += 1
            continue
        if not line.lstrip(" ")[:1].isalnum():
            if NOTHING.match(line) or CONFLICT.match(line) or CLOSERS.match(line):
                number += 1
                continue
            if MARKER.match(line):
                if is_marker(lines, number):
                    break
                number += 1
                continue
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
    section = here if role is Role.ENTRY else NO_SECTION
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
    key = rf" {{{indent}}}(?![ #?\-])"
    return re.compile(rf"^{key}[^\n]*:[ \t]*(?:[ \t]#[^\n]*)?\r?\n(?={key})", re.MULTILINE)


def _header(lines: Sequence[str], content: int, place: Place, item: Item) -> Cut | None:
    """The item of a section's key line, if the top-level line at `content` is one."""
    first = next_content(lines, content + 1, content + LOOK_AHEAD)
    if first is NO_LINE or first.indent < item.indent:
        return None
    text = lines[content].removeprefix("\ufeff")
    key = key_of(text) or key_of(without_junk(text))
    if key == "?" or (key is None and not _is_lone_word(text)):
        return None
    if _ANCHORED.search(text):
        # An alias elsewhere may stand for the whole value: it is read in one piece.
        return None
    if item.value in (Kind.BLOCK, Kind.FLOW) or (item.value is Kind.OPEN and not _stays_open(lines, content, item)):
        return None
    if item.value is not Kind.EMPTY and first.indent == item.indent:
        return None
    shape = shape_below(lines, first, item.indent)
    if shape is None or (key is None and shape.indent == item.indent):
        return None
    if item.value in (Kind.TEXT, Kind.OPEN) and not _has_lines_below(lines, first, item, shape):
        return None
    name = key
    if name is None:
        match = _NAME.search(text)
        name = match[0] if match else text.strip(BLANKS)
    end = _attached(lines, content + 1, shape.first)
    section = Section(name, shape.indent, shape.dashes)
    return Cut(end, ItemKind.HEADER, place.document, name, Place(place.mode, place.document, section, Role.ENTRY))


def _is_lone_word(text: str) -> bool:
    return len(text.strip(BLANKS).split(" ")) == 1


def _stays_open(lines: Sequence[str], content: int, item: Item) -> bool:
    """Whether the quote or bracket that a key's value opens is closed nowhere in the lines that it may reach to."""
    text = lines[content].removeprefix("\ufeff")
    match = KEY.match(text)
    if match is None:
        return False
    value = [text[match.end() :].lstrip(" \t")]
    for number in range(content + 1, min(len(lines), content + LOOK_AHEAD)):
        line = lines[number]
        if not NOTHING.match(line) and indentation(line) <= item.indent and not CLOSERS.match(line):
            break
        value.append(line)
    return bool(unclosed("".join(value)))


def _has_lines_below(lines: Sequence[str], first: Next, item: Item, shape: Shape) -> bool:
    """Whether what was typed behind a key's colon stands in the way of the key's own lines.

    One line alone that is indented below a complete value is a slip of that line.
    """
    if shape.dashes or shape.indent == item.indent:
        return False
    after = next_content(lines, first.number + 1, first.number + LOOK_AHEAD)
    return after is not NO_LINE and after.indent >= first.indent
