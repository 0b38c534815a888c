"""What one line of YAML looks like, judged by itself: the words that the splitter and the repair think in."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_PROPERTIES = r"(?:[&!][^ \t\r\n]*[ \t]+)*"
_QUOTED = r""""(?:[^"\\\r\n]|\\.)*"|'(?:[^'\r\n]|'')*'"""
_PLAIN = r"""(?:[^ \t\r\n\-?:,\[\]{}#&*!|>'"%@`]|[-?:](?=[^ \t\r\n]))(?:[^:#\r\n]|:(?=[^ \t\r\n])|(?<![ \t])\#)*?"""
BLANKS = " \t\r\n"
"""What YAML takes for blank (YAML 1.2.2, 5.5): fewer characters than `str.strip` does."""
KEY = re.compile(
    rf"[ \t]*{_PROPERTIES}(?P<key>(?:{_QUOTED})(?=[ \t]*:(?:[ \t\r\n]|$))|\*[^ \t\r\n]+(?=[ \t]+:(?:[ \t\r\n]|$))|"
    rf"{_PLAIN}(?=:(?:[ \t\r\n]|$))|[?](?=[ \t\r\n]|$))(?:[ \t]*:)?"
)
"""A line that holds a key with its colon (or an explicit key, `?`); the value starts where the match ends."""
DASH = re.compile(r"[ \t]*-(?=[ \t\r\n]|$)")
"""A line that is an element of a list."""
GLUED_DASH = re.compile(r"[ \t]*-(?=[A-Za-z\"'])")
"""A dash that lacks its space."""
NOTHING = re.compile(r"[ \t]*(?:#[^\r\n]*)?[\r\n]*\Z")
"""A line that is blank or holds a comment only."""
NO_VALUE = re.compile(r"[ \t]*(?:[&!][^ \t\r\n]*(?:[ \t]+|(?=[\r\n]|\Z)))*(?:(?<![^ \t])#[^\r\n]*)?[\r\n]*\Z")
"""What follows a colon or dash that has no value on its own line: at most an anchor, a tag, a comment."""
CLOSERS = re.compile(r"[ \t]*[\]}][\]}, \t]*(?:#[^\r\n]*)?[\r\n]*\Z")
"""A line that only closes brackets."""
MARKER = re.compile(r"(?:---|\.\.\.)(?=[ \t\r\n]|\Z)")
"""The start or end of a document (YAML 1.2.2, 9.1)."""
BARE_MARKER = re.compile(r"(?:---|\.\.\.)[ \t]*(?:(?<=[ \t])#[^\r\n]*)?[\r\n]*\Z")
CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?:[ ][^\r\n]*)?[\r\n]*\Z|={7}[\r\n]*\Z")
"""What git writes into a file that two people changed (git-merge, "How conflicts are presented")."""
_TRICKY = re.compile(r"[\"'#\n]|[\]}][^,\]} ]")
_LEAD = re.compile(r"[ \t]*")
_FLOW_TOKEN = re.compile(
    r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[\[\]{}"']|(?:^|(?<=[ \t\r\n]))#[^\n]*|"""
    r"""[^ \t\r\n,\[\]{}"'#:](?:[^,\[\]{}:#]|:(?=[^ \t\r\n,\[\]{}])|(?<=[^ \t\r\n])#)*""",
    re.DOTALL,
)


_JUNK = re.compile(r"(?P<lead>[ \t]*)(?P<junk>[\]\[{}\"'*&!@%`|>,]+)(?=[A-Za-z][\w-]*:(?:[ \t\r\n]|$))")
_LATER = 200
"""How many lines to look for what tells a stray document marker from one that is meant."""


class Kind(Enum):
    """What stands where a value could stand on a key's or dash's own line."""

    EMPTY = "nothing"
    BLOCK = "the header of a block scalar"
    OPEN = "a quote or bracket that does not end on this line"
    FLOW = "a whole flow collection"
    TEXT = "a whole plain or quoted scalar, or an alias"


class Next(NamedTuple):
    """A line with content: its number and indentation, -1 for both where there is none."""

    number: int
    indent: int


NO_LINE = Next(-1, -1)


def indentation(line: str) -> int:
    """How many columns `line` is indented; a tab reaches to the next multiple of two."""
    content = line.lstrip(" ")
    if content[:1] != "\t":
        return len(line) - len(content)
    return tab_widths(line)[0]


def tab_widths(line: str) -> tuple[int, ...]:
    """How many columns `line` is indented for each width that tabs may have; () if no tab indents it."""
    lead = _LEAD.match(line)
    blanks = lead[0] if lead else ""
    return tuple(len(blanks.expandtabs(size)) for size in (2, 4, 8)) if "\t" in blanks else ()


def is_content(lines: Sequence[str], number: int) -> bool:
    """Whether a line holds more than blanks, a comment, a conflict marker or a stray document marker."""
    line = lines[number]
    if NOTHING.match(line) is not None or CONFLICT.match(line) is not None:
        return False
    return MARKER.match(line) is None or is_marker(lines, number)


def is_marker(lines: Sequence[str], number: int) -> bool:
    """Whether a line starts or ends a document.

    `---` and `...` that were typed into the middle of a mapping do not: what follows is indented, and later lines
    without indentation tell that this is not how a document begins.
    """
    if not MARKER.match(lines[number]):
        return False
    if number == 0 or not BARE_MARKER.match(lines[number]):
        return True
    inside = False
    for n in range(number + 1, min(len(lines), number + _LATER)):
        line = lines[n]
        if NOTHING.match(line) or CONFLICT.match(line):
            continue
        if MARKER.match(line):
            return True
        if line[0] in " \t":
            inside = True
        else:
            return not inside or KEY.match(line) is None
    return True


def without_junk(line: str) -> str:
    """`line` without the characters that make no sense in front of its key, if they are all that is wrong with it."""
    if line.lstrip(" \t")[:1].isalnum():
        return line
    match = _JUNK.match(line)
    if match is None or KEY.match(line) or DASH.match(line) or line.rstrip(BLANKS)[-1] in "]}":
        return line
    return match["lead"] + line[match.end() :]


def next_content(lines: Sequence[str], number: int, stop: int) -> Next:
    """The first line with content from `number` on, before `stop` and before the document ends."""
    for n in range(number, min(stop, len(lines))):
        line = lines[n]
        content = line.lstrip(" ")
        if content[:1].isalnum():
            return Next(n, len(line) - len(content))
        if NOTHING.match(line) is not None:
            continue
        if MARKER.match(line):
            if is_marker(lines, n):
                return NO_LINE
            continue
        if CONFLICT.match(line) is None:
            return Next(n, indentation(line))
    return NO_LINE


def key_of(line: str) -> str | None:
    """The key that `line` holds, without quotes; None if it holds none."""
    match = KEY.match(line)
    if match is None:
        return None
    return match["key"].strip(BLANKS).strip("\"'")


class Look(NamedTuple):
    """What can be seen of one line: its indentation, whether it has a dash, its key, and what stands behind those."""

    indent: int
    is_dash: bool
    key: str | None
    value: Kind


@lru_cache(maxsize=8)
def look(line: str) -> Look:
    """What can be seen of `line`. A line is judged several times in a row, so the last few are remembered."""
    indent = indentation(line)
    dash = DASH.match(line)
    if dash is not None:
        return Look(indent, is_dash=True, key=None, value=value_kind(line[dash.end() :]))
    match = KEY.match(line)
    if match is None:
        return Look(indent, is_dash=False, key=None, value=Kind.EMPTY)
    key = match["key"].strip(BLANKS).strip("\"'")
    return Look(indent, is_dash=False, key=key, value=value_kind(line[match.end() :]))


def value_kind(rest: str) -> Kind:
    """What `rest`, the text after a key's colon or a dash, is."""
    if NO_VALUE.match(rest):
        return Kind.EMPTY
    value = rest.lstrip(" \t")
    while value[:1] in ("&", "!"):
        _, _, value = value.partition(" ")
        value = value.lstrip(" \t")
    first = value[:1]
    if first in ("|", ">"):
        return Kind.BLOCK
    if first in ("{", "[", '"', "'"):
        if unclosed(value):
            return Kind.OPEN
        return Kind.FLOW if first in "{[" else Kind.TEXT
    return Kind.TEXT


def unclosed(value: str) -> str:
    """The quote or the brackets that `value`, which starts with one, leaves open: "" if none."""
    first = value[:1]
    end = value.rstrip(BLANKS)
    if (
        first in ("[", "{")
        and end[-1] in "]}"
        and not _TRICKY.search(end)
        and end.count("[") == end.count("]")
        and end.count("{") == end.count("}")
    ):
        return ""  # Most flow collections are whole and simple.
    if first in "\"'":
        match = _FLOW_TOKEN.match(value)
        return "" if match is not None and len(match[0]) > 1 else first
    depth: list[str] = []
    for match in _FLOW_TOKEN.finditer(value):
        token = match[0]
        if token in ("[", "{"):
            depth.append(token)
        elif token in ("]", "}"):
            if depth:
                depth.pop()
            if not depth:
                return ""
        elif token in ('"', "'"):
            return token
    return "".join(depth)


def value_of(line: str) -> Kind:
    """What stands on `line` behind its key or dash."""
    return look(line).value


def looks_like_entry(line: str) -> bool:
    """Whether `line` holds a key or a dash."""
    return DASH.match(line) is not None or KEY.match(line) is not None
