"""Where in a native model the cursor stands, told from the lines alone, so that it works on half-typed text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.features.brackets import innermost, opened_at
from forewarn.features.token import Token, bare, token_at

if TYPE_CHECKING:
    from forewarn.text.document import Document
    from forewarn.text.position import Position

_LINE = re.compile(
    r"""^(?P<indent>[ \t]*)(?P<dashes>(?:-(?:[ \t]+|$))*)"""
    r"""(?:(?P<key>"[^"]*"|'[^']*'|[^\s#:'"\[\]{},&*!|>%@`-][^:#]*?)[ \t]*:(?=\s|$))?"""
)
"""A line of block style: its indentation, the dashes of the lists that it goes on with, its key."""
_GLUED = re.compile(r"([a-z][a-z-]*):(?=\S*$)")
"""A key whose colon lacks the blank behind it."""
_BORDER = re.compile(r"^(?:---|\.\.\.)(?:\s|$)")
"""Where one YAML document ends and the next begins."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the cursor stands.

    `path` are the keys around it, the outermost first. In a value, the last of them is that value's key (`in_value`);
    otherwise a key of the mapping that `path` names is being typed. `token` is the word under the cursor. `listed` are
    the values already in the list at the cursor, `keys` those in its mapping. `at_item` tells that it stands where an
    item of a block list begins, `in_item` that it is at a further key of one, `flow` that it stands inside brackets.
    """

    path: tuple[str, ...]
    in_value: bool
    token: Token
    flow: bool = False
    at_item: bool = False
    in_item: bool = False
    listed: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


def cursor_at(document: Document, position: Position, first: int = 0) -> Cursor:
    """The cursor's place. `first` is the line at which the YAML text begins (a block in Markdown)."""
    first = _begin(document, position.line, first)
    inside = opened_at(document, position, first)
    if inside is not None:
        return _in_brackets(document, position, inside[0], inside[1], first)
    line = document.line(position.line)
    before = line[: position.column]
    found = _LINE.match(before)
    if found is None:
        return Cursor((), in_value=False, token=token_at(line, position, 0))
    indent = _width(found)
    outer = _outer(document, position.line, line, indent, first)
    token = token_at(line, position, found.end())
    if found["key"] is not None:
        return Cursor((*outer, bare(found["key"])), in_value=True, token=token)
    glued = _GLUED.match(before, found.end())
    if glued:
        return Cursor((*outer, glued[1]), in_value=True, token=token_at(line, position, glued.end()))
    below = _keys_below(document, position.line, indent)
    if found["dashes"] and outer:
        listed = tuple(_items(document, position.line, len(found["indent"]), first))
        return Cursor(outer, in_value=True, token=token, at_item=True, listed=listed, keys=tuple(below))
    listed = tuple(_items(document, position.line, indent, first)) if outer else ()
    above, in_item = _keys_above(document, position.line, indent, first)
    return Cursor(outer, in_value=False, token=token, in_item=in_item, listed=listed, keys=(*above, *below))


def _begin(document: Document, line: int, first: int) -> int:
    """The line at which the YAML document around `line` begins."""
    for number in range(line - 1, first - 1, -1):
        if document.lines[number][:1] in "-." and _BORDER.match(document.lines[number]):
            return number + 1
    return first


def _width(found: re.Match[str]) -> int:
    """The column at which what the line says begins."""
    return len(found["indent"]) + len(found["dashes"])


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" \t"))


def _outer(document: Document, line: int, text: str, indent: int, first: int) -> tuple[str, ...]:
    """The keys of the lines that hold this one: going up, each line that is indented less than all below it."""
    keys: list[str] = []
    # A list item may stand at its key's own indentation.
    limit = _indent(text) + 1 if text.lstrip(" \t").startswith("-") else indent
    for number in range(line - 1, first - 1, -1):
        if limit == 0:
            break
        above = document.lines[number]
        if _indent(above) >= limit or above.isspace():
            continue
        found = _LINE.match(above)
        if not found:
            continue
        own = _width(found)
        if found["key"] is not None and own < limit:
            keys.append(bare(found["key"]))
            limit = own if not found["dashes"] else len(found["indent"]) + 1
        elif found["dashes"] and found["key"] is not None:
            # The line begins the list item that this one is in; its key is a sibling or stands deeper.
            limit = min(limit, len(found["indent"]) + 1)
    return tuple(reversed(keys))


def _items(document: Document, line: int, indent: int, first: int) -> list[str]:
    """The other items of the block list that `line` is part of."""
    found: list[str] = []
    for step in (-1, 1):
        number = line + step
        while first <= number < len(document.lines):
            text = document.line(number)
            words = text.strip()
            if words and _indent(text) <= indent and not words.startswith("-"):
                break
            if words.startswith("- ") and _indent(text) == indent:
                found.append(words[2:].strip())
            number += step
    return found


def _keys_above(document: Document, line: int, indent: int, first: int) -> tuple[list[str], bool]:
    """The keys above `line` in the mapping that begins at column `indent`, and whether it is an item of a list."""
    keys: list[str] = []
    for number in range(line - 1, first - 1, -1):
        text = document.lines[number]
        if _indent(text) > indent or text.isspace() or text.lstrip().startswith("#"):
            continue
        found = _LINE.match(text)
        if not found or _width(found) > indent:
            continue
        if _width(found) < indent:
            break
        if found["key"] is not None:
            keys.append(bare(found["key"]))
        if found["dashes"]:
            return keys, True
    return keys, False


def _keys_below(document: Document, line: int, indent: int) -> list[str]:
    """The keys below `line` in the mapping that begins at column `indent`."""
    keys: list[str] = []
    for number in range(line + 1, len(document.lines)):
        text = document.lines[number]
        if _indent(text) > indent or text.isspace() or text.lstrip().startswith("#"):
            continue
        found = _LINE.match(text)
        if not found or _indent(text) < indent or _BORDER.match(text):
            break
        if found["dashes"]:
            continue  # a list that stands at the indentation of its key
        if found["key"] is not None:
            keys.append(bare(found["key"]))
    return keys


def _in_brackets(document: Document, position: Position, start: Position, inside: str, first: int) -> Cursor:
    """The cursor inside brackets: follow them from the outermost to the innermost."""
    text = document.line(start.line)
    found = _LINE.match(text[: start.column])
    path: list[str] = []
    if found:
        path += _outer(document, start.line, text, _width(found), first)
        if found["key"] is not None:
            path.append(bare(found["key"]))
    line = document.line(position.line)
    here = innermost(inside, line[position.column :])
    path += here.path
    # The entry begins behind a sign on this line, or where the line begins.
    rest = inside[here.start :]
    column = position.column - len(rest.rpartition("\n")[2])
    token = token_at(line, position, column)
    if here.in_list:
        return Cursor(tuple(path), in_value=True, token=token, flow=True, listed=here.done)
    if here.key is not None:
        return Cursor((*path, here.key), in_value=True, token=token, flow=True, keys=here.done)
    return Cursor(tuple(path), in_value=False, token=token, flow=True, keys=here.done)
