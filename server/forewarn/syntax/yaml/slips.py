"""To which item a line belongs that does not simply stand deeper than the item above it.

Where no well-formed text has such a line, it is half typed or has slipped by a few columns. The reading chosen then is
the one that keeps what stands on the other lines with the element it was written for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from forewarn.syntax.yaml.lines import DASH, KEY, NO_LINE, Kind, Next, indentation, key_of, next_content, value_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOK_AHEAD = 100
_STEM = re.compile(r"([A-Za-z_-]*)\d+")
_FLOW_KEY = re.compile(r"[{,][ \t]*([^\s:,{}\[\]]+)[ \t]*:")


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
    def at(lines: Sequence[str], content: int, section: Section) -> Item:
        """The item whose first content is line `content`."""
        line = lines[content].removeprefix("\ufeff")
        indent = indentation(line)
        dash = DASH.match(line)
        match = dash or KEY.match(line)
        value = value_kind(line[match.end() :]) if match else Kind.EMPTY
        fields = -1
        if dash:
            rest = line[dash.end() :]
            if value is not Kind.EMPTY and (KEY.match(rest) or DASH.match(rest)):
                value = Kind.EMPTY
                fields = indentation(" " * indent + " " + rest.rstrip("\r\n"))
        depth = fields if fields >= 0 else indent + 1
        sure = value in (Kind.BLOCK, Kind.OPEN) or fields >= 0
        return Item(content, indent, value, dash is not None, fields, depth, sure)


def judge(lines: Sequence[str], number: int, item: Item, section: Section) -> tuple[Role | None, Item]:
    """What line `number`, which has content, starts; None if it belongs to `item`, which may be known better then."""
    line = lines[number]
    indent = indentation(line)
    if indent == 0 and section.indent <= 0:
        if section.indent == 0 and DASH.match(line):
            return Role.ENTRY, item
        if DASH.match(line) or line.startswith((": ", ":\n")):
            return None, item
        return Role.TOP, item
    if indent == 0:
        return Role.TOP, item
    if indent <= section.indent:
        return Role.ENTRY, item
    if item.value is Kind.EMPTY and item.fields < 0:
        return None, replace(item, fields=indent, depth=indent, sure=True)
    return None, item
