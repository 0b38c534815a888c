"""Where in a native model the cursor stands, told from the lines alone, so that it works on half-typed text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from forewarn.text.document import Document

_KEY = re.compile(
    r"""^(?P<indent>[ \t]*)(?P<dashes>(?:-[ \t]+)*)"""
    r"""(?:(?P<key>"[^"]*"|'[^']*'|[^\s#:'"\[\]{},&*!|>%@`-][^:#]*?)[ \t]*:(?=\s|$))?"""
)
_WORD = re.compile(r"""[^\s,\[\]{}:"'#]*$""")
_LOOK_BACK = 2_000
"""How many lines upwards the keys around the cursor are looked for."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the cursor stands.

    `path` are the keys around it, the outermost first. In a value, the last of them is that value's key (`in_value`);
    otherwise a key of the mapping that `path` names is being typed. `word` is what is typed so far, `span` its place
    up to the cursor. `listed` are the values already in the list at the cursor, `keys` those in its mapping. `flow`
    tells that it stands inside brackets, `indent` how many columns the line is indented.
    """

    path: tuple[str, ...]
    in_value: bool
    word: str
    span: Span
    flow: bool
    indent: int
    listed: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


def cursor_at(document: Document, position: Position, first: int = 0) -> Cursor:
    """The cursor's place. `first` is the line at which the YAML text begins (a block in Markdown)."""
    line = document.line(position.line)
    before = line[: position.column]
    word = _word(before)
    span = Span(Position(position.line, position.column - len(word)), position)
    start, inside = _open_brackets(document, position, first)
    if inside:
        return _in_flow(document, start, inside, word, span, first)
    found = _KEY.match(before)
    indent = len(found["indent"]) + len(found["dashes"]) if found else 0
    outer = _outer(document, position.line, indent, first)
    if found and found["key"] is not None:
        return Cursor((*outer, _bare(found["key"])), in_value=True, word=word, span=span, flow=False, indent=indent)
    if found and found["dashes"] and outer:
        listed = tuple(_items(document, position.line, len(found["indent"])))
        return Cursor(outer, in_value=True, word=word, span=span, flow=False, indent=indent, listed=listed)
    if not before.strip() and outer and _is_list_key(document, position.line, indent, first):
        return Cursor(outer, in_value=True, word=word, span=span, flow=False, indent=indent)
    keys = tuple(_siblings(document, position.line, indent, first))
    return Cursor(outer, in_value=False, word=word, span=span, flow=False, indent=indent, keys=keys)


def _word(before: str) -> str:
    found = _WORD.search(before)
    return found[0] if found else ""


def _key(entry: str) -> str:
    """The key of `key: value` as written in a flow mapping."""
    return _bare(entry.partition(":")[0])


def _bare(key: str) -> str:
    return key.strip().strip("\"'")


def _outer(document: Document, line: int, indent: int, first: int) -> tuple[str, ...]:
    """The keys of the lines that hold this one: going up, each line that is indented less than all below it."""
    keys: list[str] = []
    # A list item may stand at its key's own indentation.
    text = document.line(line)
    dash = text.lstrip().startswith("-")
    limit = len(text) - len(text.lstrip()) + 1 if dash else indent
    for number in range(line - 1, max(first - 1, line - _LOOK_BACK), -1):
        if limit == 0:
            break
        found = _KEY.match(document.line(number))
        if not found or found["key"] is None:
            continue
        own = len(found["indent"]) + len(found["dashes"])
        if own < limit and not document.line(number).lstrip().startswith("#"):
            keys.append(_bare(found["key"]))
            limit = own if not found["dashes"] else len(found["indent"]) + 1
            if own == 0:
                break
    return tuple(reversed(keys))


def _items(document: Document, line: int, indent: int) -> list[str]:
    """The other items of the block list that `line` is part of."""
    found: list[str] = []
    for step in (-1, 1):
        number = line + step
        while 0 <= number < len(document.lines):
            text = document.line(number)
            bare = text.strip()
            if bare and len(text) - len(text.lstrip()) <= indent and not bare.startswith("-"):
                break
            if bare.startswith("- ") and len(text) - len(text.lstrip()) == indent:
                found.append(bare[2:].strip())
            number += step
    return found


def _is_list_key(document: Document, line: int, indent: int, first: int) -> bool:
    """Whether the nearest line above that says anything is an item of a list at this indentation."""
    for number in range(line - 1, first - 1, -1):
        text = document.line(number)
        if text.strip():
            return text.startswith(" " * indent + "- ") and ":" not in text
    return False


def _siblings(document: Document, line: int, indent: int, first: int) -> list[str]:
    """The keys of the mapping that a line with this indentation belongs to."""
    keys: list[str] = []
    for step in (-1, 1):
        number = line + step
        while first <= number < len(document.lines):
            text = document.line(number)
            found = _KEY.match(text)
            if found and text.strip() and not text.lstrip().startswith("#"):
                own = len(found["indent"]) + len(found["dashes"])
                if own < indent:
                    break
                if own == indent and found["key"] is not None:
                    keys.append(_bare(found["key"]))
                if found["dashes"] and own == indent and step < 0:
                    break
            number += step
    return keys


_BRACKETS = {"]": "[", "}": "{"}


def _open_brackets(document: Document, position: Position, first: int) -> tuple[Position, str]:
    """Where the outermost bracket that is open at the cursor begins, and the text from there; empty if none is."""
    for number in range(position.line, max(first - 1, position.line - 50), -1):
        text = document.line(number)
        if number == position.line:
            text = text[: position.column]
        opened = _unclosed(text)
        if opened is not None:
            rest = [document.line(n) for n in range(number, position.line)] + [
                document.line(position.line)[: position.column]
            ]
            joined = "\n".join(rest)[opened:]
            if _unclosed(joined) is not None:
                return Position(number, opened), joined
            return position, ""
        found = _KEY.match(text)
        if found and found["key"] is not None:
            break
    return position, ""


def _unclosed(text: str) -> int | None:
    """The offset of the outermost bracket in `text` that is not closed, None if all are. Quotes are minded."""
    stack: list[int] = []
    quote = ""
    for offset, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and (offset == 0 or text[offset - 1] in " [{,:"):
            quote = sign
        elif sign in "[{" and (stack or offset == 0 or text[offset - 1] in " \t-"):
            stack.append(offset)
        elif sign in "]}" and stack:
            stack.pop()
        elif sign == "#" and offset and text[offset - 1] == " " and not stack:
            break
    return stack[0] if stack else None


def _in_flow(document: Document, start: Position, inside: str, word: str, span: Span, first: int) -> Cursor:
    """The cursor inside brackets: follow them from the outermost to the innermost."""
    head = document.line(start.line)[: start.column]
    found = _KEY.match(head)
    indent = len(found["indent"]) + len(found["dashes"]) if found else 0
    path = list(_outer(document, start.line, indent, first))
    if found and found["key"] is not None:
        path.append(_bare(found["key"]))
    levels: list[tuple[str, list[str], str]] = []
    text = ""
    for sign in inside:
        if sign in "[{":
            if levels and levels[-1][0] == "{" and ":" in text:
                path.append(_key(text))
            elif levels:
                path.append("")
            levels.append((sign, [], ""))
            text = ""
        elif sign in "]}" and levels:
            levels.pop()
            text = path.pop() + ":" if levels else ""
        elif sign == ",":
            if levels:
                levels[-1][1].append(text.strip())
            text = ""
        else:
            text += sign
    bracket, done, _ = levels[-1] if levels else ("[", [], "")
    clean = tuple(key for key in path if key)
    if bracket == "[":
        return Cursor(clean, in_value=True, word=word, span=span, flow=True, indent=indent, listed=tuple(done))
    keys = tuple(_key(entry) for entry in done)
    if re.search(r":\s", text) or text.rstrip().endswith(":"):
        return Cursor((*clean, _key(text)), in_value=True, word=word, span=span, flow=True, indent=indent, keys=keys)
    return Cursor(clean, in_value=False, word=word, span=span, flow=True, indent=indent, keys=keys)
