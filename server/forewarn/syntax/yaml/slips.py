"""To which item a line belongs that does not simply stand deeper than the item above it.

Where no well-formed text has such a line, it is half typed or has slipped by a few columns. The reading chosen then is
the one that keeps what stands on the other lines with the element it was written for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from forewarn.syntax.yaml.levels import level_below
from forewarn.syntax.yaml.lines import (
    BLANKS,
    DASH,
    GLUED_DASH,
    KEY,
    NO_LINE,
    NOTHING,
    Kind,
    Next,
    indentation,
    key_of,
    look,
    looks_like_entry,
    next_content,
    tab_widths,
    unclosed,
    without_junk,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOK_AHEAD = 100
_STEM = re.compile(r"([A-Za-z_-]*)\d+")
_EXPLICIT_INDENT = re.compile(r"[|>][-+]?[1-9][-+]?[ \t]*(?:#[^\r\n]*)?[\r\n]*\Z")
_FLOW_KEY = re.compile(r"[{,][ \t]*([^ \t\r\n:,{}\[\]]+)[ \t]*:")


class Role(Enum):
    """What the line that ends an item starts."""

    TOP = "a key at top level"
    ENTRY = "an entry of the section"


@dataclass(frozen=True, slots=True)
class Section:
    """A section that is split: its key, the indentation of its entries, whether they are list elements.

    `indent` is -1 where there is no section.
    """

    name: str = ""
    indent: int = -1
    dashes: bool = False


NO_SECTION = Section()


@dataclass(frozen=True, slots=True)
class Item:
    """The item that is being cut: its first line with content, and what is known of it.

    `depth`: a line indented by as much surely belongs to it, if `sure`. `fields` is the indentation of its fields, -1
    while unknown.
    """

    content: int
    indent: int
    value: Kind
    dash: bool
    fields: int
    depth: int
    sure: bool

    @staticmethod
    def at(lines: Sequence[str], content: int) -> Item:
        """The item whose first content is line `content`."""
        line = without_junk(lines[content].removeprefix("\ufeff"))
        indent, is_dash, key, value = look(line)
        dash = DASH.match(line) if is_dash else None
        if dash is None:
            sure = value in (Kind.BLOCK, Kind.OPEN) or key == "?"
            return Item(content, indent, value, dash=False, fields=-1, depth=indent + 1, sure=sure)
        rest = line[dash.end() :]
        if value is not Kind.EMPTY and (KEY.match(rest) or DASH.match(rest)):
            fields = indent + 1 + indentation(rest)
            return Item(content, indent, Kind.EMPTY, dash=True, fields=fields, depth=fields, sure=True)
        # The text of a list element may go on in lines that look like anything.
        sure = value in (Kind.BLOCK, Kind.OPEN, Kind.TEXT)
        return Item(content, indent, value, dash=True, fields=-1, depth=indent + 1, sure=sure)


class Line:
    """A line under judgement, with what its place alone tells."""

    __slots__ = ("_following", "indent", "is_dash", "key", "lines", "number", "value")

    def __init__(self, lines: Sequence[str], number: int) -> None:
        self.lines = lines
        self.number = number
        self.indent, self.is_dash, self.key, self.value = look(without_junk(lines[number]))
        self._following: Next | None = None

    @property
    def following(self) -> Next:
        """The next line with content, if it is near."""
        if self._following is None:
            self._following = next_content(self.lines, self.number + 1, self.number + _LOOK_AHEAD)
        return self._following

    @property
    def deeper(self) -> bool:
        """Whether the next line with content is indented more."""
        return self.following.indent > self.indent

    @property
    def before_fields(self) -> bool:
        """Whether the next line with content holds a key or a dash and stands deeper: no scalar goes on so."""
        return self.deeper and looks_like_entry(self.lines[self.following.number])


def judge(lines: Sequence[str], number: int, item: Item, section: Section) -> tuple[Role | None, Item]:
    """What line `number`, which has content, starts; None if it belongs to `item`, which may be known better then."""
    line = Line(lines, number)
    if "\t" in lines[number] and line.value is not Kind.EMPTY and item.fields in tab_widths(lines[number]):
        line.indent = item.fields  # A tab is as wide as what fits: a field stands where fields stand.
    if section.indent < 0:
        return _below_top(line, item)
    if line.indent == section.indent:
        if line.is_dash and not section.dashes and item.value is Kind.EMPTY and item.fields < 0:
            # The item is a list that stands as far left as its key: all that is deeper belongs to it.
            item = replace(item, value=Kind.OPEN, depth=line.indent + 1, sure=True)
        return _beside(line, item, section), item
    if line.indent == 0:
        return _at_margin(line, item, section), item
    if line.indent < section.indent:
        return _left(line, item, section), item
    return _right(line, item, section)


def _is_glued_dash(line: Line) -> bool:
    """Whether `line` is a list element whose dash lacks its space."""
    return line.key is not None and GLUED_DASH.match(line.lines[line.number]) is not None


def _below_top(line: Line, item: Item) -> tuple[Role | None, Item]:
    """A line after a top-level key that is no section."""
    if line.indent <= item.indent:
        if line.is_dash or _is_colon(line) or (line.key is None and (_is_open(line, item) or _is_prose(line, item))):
            return None, item
        return Role.TOP, item
    if line.key is not None and item.value in (Kind.FLOW, Kind.TEXT):
        # A key cannot stand below a value that is complete: this one has slipped to the right.
        return Role.TOP, item
    return None, _with_fields(line, item, -1)


def _is_prose(line: Line, item: Item) -> bool:
    """Whether `line` is words that slipped out of the block scalar that `item` is."""
    return item.value is Kind.BLOCK and len(line.lines[line.number].strip(BLANKS).split(" ")) > 1


def _with_fields(line: Line, item: Item, least: int) -> Item:
    """`item` with the indentation of its fields, if `line` is the first of them."""
    if item.value is Kind.EMPTY and item.fields < 0 and (line.is_dash or line.key is not None):
        fields = line.indent if line.is_dash else level_below(line.lines, line.number, max(item.indent, least))
        return Item(item.content, item.indent, item.value, item.dash, fields, depth=fields, sure=True)
    return item


def _is_colon(line: Line) -> bool:
    """The value of an explicit key (`? key`, then `: value`)."""
    text = line.lines[line.number].strip(BLANKS)
    return text == ":" or text.startswith(": ")


def _is_open(line: Line, item: Item) -> bool:
    """Whether a quote or a bracket is open where `line` begins."""
    match = KEY.match(line.lines[item.content]) or DASH.match(line.lines[item.content])
    far = line.number - item.content > 2 * _LOOK_AHEAD
    if match is None or item.value is not Kind.OPEN or far:
        return False
    text = "".join(line.lines[item.content : line.number])
    return bool(unclosed(text[match.end() :].lstrip(" \t")))


def _knows(line: Line, item: Item, number: int) -> bool:
    """Whether `item` has the key of line `number` among its fields already."""
    return knows(line.lines, item, line.number, number)


def knows(lines: Sequence[str], item: Item, end: int, number: int) -> bool:
    """Whether `item`, which ends before line `end`, has the key of line `number` among its fields."""
    key = key_of(lines[number])
    if key is None or item.fields < 0:
        return False
    first = lines[item.content]
    dash = DASH.match(first)
    if dash and key_of(first[dash.end() :]) == key:
        return True
    return any(
        indentation(text) == item.fields and key_of(text) == key
        for text in lines[max(item.content + 1, end - 2 * _LOOK_AHEAD) : end]
        if key in text
    )


def _beside(line: Line, item: Item, section: Section) -> Role | None:
    """A line that stands where the entries of the section stand."""
    if _is_colon(line):
        return None
    if line.is_dash:
        return Role.ENTRY if section.dashes else None
    if section.dashes:
        if section.indent == 0 and (line.key is not None or not _is_open(line, item)):
            return Role.TOP
        return Role.ENTRY if _is_glued_dash(line) or _knows(line, item, line.number) else None
    if line.key is None:
        if _is_open(line, item):
            return None
        if line.before_fields:
            return Role.ENTRY if item.fields < 0 or _knows(line, item, line.following.number) else None
        return Role.ENTRY
    if not line.deeper:
        tabbed = line.value is Kind.EMPTY and "\t" in line.lines[line.number]
        is_section = tabbed and line.following.indent == line.indent and not _same_kind(line, item, section)
        return Role.TOP if is_section else Role.ENTRY
    if item.fields < 0:
        # Below the key of an element, the first of its fields may have slipped to the left.
        is_field = line.value is Kind.TEXT or (line.value is Kind.FLOW and not _braced(line))
        return None if is_field and item.value is Kind.EMPTY and line.before_fields else Role.ENTRY
    if line.value in (Kind.EMPTY, Kind.BLOCK):
        return None if _is_field_with_lines(line, item) else Role.ENTRY
    if line.value is Kind.TEXT and line.before_fields:
        # Either a field that has slipped to the left, or an entry with something typed behind its colon.
        return Role.ENTRY if _knows(line, item, line.following.number) else None
    return Role.ENTRY


def _repeats_fields(line: Line, item: Item) -> bool:
    """Whether what stands below `line` has fields that `item` has already, or the item has none: another element."""
    if item.fields < 0:
        return True
    inner = line.following.indent
    for number in range(line.following.number, min(len(line.lines), line.following.number + _LOOK_AHEAD)):
        text = line.lines[number]
        if NOTHING.match(text):
            continue
        indent = indentation(text)
        if indent < inner:
            return False
        if indent == inner and _knows(line, item, number):
            return True
    return False


def _is_deeper_than_fields(line: Line, item: Item) -> bool:
    """Whether what stands below `line` stands deeper than fields do, so that `line` is a field itself."""
    inner = line.following.indent
    return 0 <= item.fields < inner or (
        inner == item.fields and DASH.match(line.lines[line.following.number]) is not None
    )


def _is_field_with_lines(line: Line, item: Item) -> bool:
    """Whether `line`, a key without a value on its line, is a field of `item`: below its own lines, more fields follow.

    In well-formed text a line never returns to an indentation between a key's and that of its first line below.
    """
    inner = line.following.indent
    if line.value is Kind.BLOCK and _EXPLICIT_INDENT.search(line.lines[line.number]):
        return False
    dashes = line.value is Kind.EMPTY and DASH.match(line.lines[line.following.number]) is not None
    if inner < item.fields or (inner == item.fields and not dashes):
        return False
    number = line.following.number + 1
    stop = line.number + _LOOK_AHEAD
    while True:
        following = next_content(line.lines, number, stop)
        if following is NO_LINE or following.indent < item.fields:
            return False
        is_dash = DASH.match(line.lines[following.number]) is not None
        if following.indent == item.fields and not (dashes and is_dash and inner == item.fields):
            return True
        number = following.number + 1


def _at_margin(line: Line, item: Item, section: Section) -> Role | None:
    """A line without indentation, though the section's entries are indented."""
    if _is_colon(line):
        return None
    if line.is_dash:
        return Role.ENTRY if section.dashes else None
    inner = line.following.indent
    if line.key is None:
        if _is_open(line, item) or inner > section.indent:
            return None
        if 0 < inner == section.indent and looks_like_entry(line.lines[line.following.number]):
            return None if _same_kind(line, item, section) else Role.TOP
        return Role.TOP
    if line.value is Kind.EMPTY:
        returned = _returns(line, section) if inner > section.indent else NO_LINE
        is_section = _is_after_blank(line.lines, line.number) and not _is_after_blank(line.lines, item.content)
        if returned is not NO_LINE and not is_section and _same_kind(line, item, section, returned.number):
            if _is_deeper_than_fields(line, item) or _is_field_with_lines(line, item):
                return None
            return Role.ENTRY if _repeats_fields(line, item) else None
        return Role.TOP
    if line.value in (Kind.BLOCK, Kind.OPEN) and _is_field_with_lines(line, item):
        return None
    if inner <= 0 or line.value not in (Kind.TEXT, Kind.FLOW):
        return Role.TOP
    if line.value is Kind.TEXT and not line.before_fields:
        return Role.TOP
    if inner > section.indent and item.value is Kind.EMPTY:
        return None
    if line.value is Kind.FLOW:
        return Role.ENTRY if _braced(line) and item.fields < 0 else None
    return None if _same_kind(line, item, section) else Role.TOP


def _braced(line: Line) -> bool:
    """Whether the value on the line is a flow mapping, as elements in one line are written."""
    text = line.lines[line.number]
    match = KEY.match(text)
    return match is not None and text[match.end() :].lstrip(" \t").startswith("{")


def _is_after_blank(lines: Sequence[str], number: int) -> bool:
    """Whether there is a blank line above line `number` and its comments."""
    while number > 0 and lines[number - 1].lstrip(BLANKS)[:1] == "#":
        number -= 1
    return number == 0 or not lines[number - 1].strip(BLANKS)


def _returns(line: Line, section: Section) -> Next:
    """Where, below what stands deeper than the section's entries, the section goes on; NO_LINE if it does not."""
    number = line.following.number
    stop = line.number + _LOOK_AHEAD
    while True:
        following = next_content(line.lines, number, stop)
        if following is NO_LINE or following.indent == 0:
            return NO_LINE
        if following.indent <= section.indent:
            return following
        number = following.number + 1


def _same_kind(line: Line, item: Item, section: Section, number: int = -1) -> bool:
    """Whether the entry below `line` goes on with the section that `item` is in, or is the first of another one.

    `number` is the line of that entry, that of the next line with content if it is -1. Numbered identifiers tell it by
    their letters, other entries by having a field in common.
    """
    following = line.following.number if number < 0 else number
    before, after = line.lines[item.content], line.lines[following]
    if section.dashes or DASH.match(after):
        return section.dashes == (DASH.match(after) is not None) and bool(
            _field_names(line.lines, item.content) & _field_names(line.lines, following)
        )
    stem, other = _STEM.fullmatch(key_of(before) or ""), _STEM.fullmatch(key_of(after) or "")
    if stem and other:
        return stem[1] == other[1]
    return bool(_field_names(line.lines, item.content) & _field_names(line.lines, following))


def _field_names(lines: Sequence[str], number: int) -> set[str]:
    """The names of the fields of the entry at line `number`."""
    first = lines[number]
    names = set(_FLOW_KEY.findall(first))
    dash = DASH.match(first)
    if dash:
        names.add(key_of(first[dash.end() :]) or "")
    indent = indentation(first)
    fields = -1
    for below in range(number + 1, min(len(lines), number + _LOOK_AHEAD)):
        text = lines[below]
        if NOTHING.match(text):
            continue
        depth = indentation(text)
        if depth <= indent:
            break
        fields = depth if fields < 0 else fields
        if depth == fields:
            names.add(key_of(text) or "")
    return names - {""}


def _left(line: Line, item: Item, section: Section) -> Role | None:
    """A line between the margin and the section's entries."""
    if line.is_dash:
        return Role.ENTRY if section.dashes else None
    if line.key is None:
        return None
    inner = line.following.indent
    if line.value is Kind.EMPTY:
        if inner == section.indent:
            return Role.TOP
        if inner > section.indent and (_is_field_with_lines(line, item) or not _repeats_fields(line, item)):
            return None
        return Role.ENTRY
    if line.value is Kind.FLOW and _braced(line) and item.fields < 0:
        return Role.ENTRY
    if inner == 0 and item.fields < 0:
        return Role.TOP
    return None


def _right(line: Line, item: Item, section: Section) -> tuple[Role | None, Item]:
    """A line that stands deeper than the section's entries, but maybe not as deep as the item's fields."""
    if item.fields >= 0 and line.indent < item.fields:
        return _before_fields(line, item, section), item
    if item.fields >= 0 or item.value is Kind.EMPTY:
        return None, _with_fields(line, item, section.indent)
    if line.is_dash:
        return (Role.ENTRY if section.dashes and item.value is Kind.FLOW else None), item
    if line.key is None or section.dashes:
        return None, item
    if line.value is Kind.EMPTY and line.following.indent == section.indent and not _same_kind(line, item, section):
        return Role.TOP, item
    slipped = line.indent == item.indent + 1 or (item.value is Kind.FLOW and line.value is Kind.FLOW and _braced(line))
    return (Role.ENTRY if slipped else None), item


def _before_fields(line: Line, item: Item, section: Section) -> Role | None:
    """A line between the indentation of the entries and that of the item's fields."""
    if line.is_dash:
        return Role.ENTRY if section.dashes else None
    if section.dashes:
        return None
    inner = line.following.indent
    at_fields = inner == item.fields and DASH.match(line.lines[line.following.number]) is None
    if line.key is None:
        return Role.ENTRY if at_fields and _knows(line, item, line.following.number) else None
    if line.value is Kind.EMPTY:
        return Role.ENTRY if at_fields and _repeats_fields(line, item) else None
    return Role.ENTRY if at_fields and _knows(line, item, line.following.number) else None
