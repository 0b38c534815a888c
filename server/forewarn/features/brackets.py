"""Flow style: which brackets are open at the cursor, and what stands in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from forewarn.features.token import bare, comment_start, signs
from forewarn.text.position import Position

if TYPE_CHECKING:
    from forewarn.text.document import Document

_LOOK_BACK = 50
"""How many lines upwards an open bracket is looked for."""
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[^\s:,\[\]{}"'][^:,\[\]{}]*?)\s*:(?=\s|$|[\["{])""")
_QUOTED_KEY = re.compile(r"""\s*("[^"]*"|'[^']*')\s*:""")
_LINE_WITH_KEY = re.compile(r"""\s*(?:- +)*("[^"]*"|'[^']*'|[^\s#:'"\[\]{},-][^:#]*?)[ \t]*:(?=\s|$)""")


@dataclass(frozen=True, slots=True)
class Inside:
    """The innermost bracket around the cursor.

    `path` are the keys that lead to it from the outermost one; `start` is the offset at which the entry at the cursor
    begins: its value, where it has a key (`key`, None otherwise). `done` are the entries of a list, or the keys of a
    mapping, that stand beside it.
    """

    path: tuple[str, ...]
    in_list: bool
    start: int
    key: str | None
    done: tuple[str, ...]


@dataclass(slots=True)
class _Level:
    """An open bracket: the entries that are complete, and the offset at which the next begins."""

    bracket: str
    start: int
    done: list[str]


def opened_at(document: Document, position: Position, first: int) -> tuple[Position, str] | None:
    """The outermost bracket that is open at the cursor, and the text from it to the cursor; None if none is open."""
    for number in range(position.line, max(first - 1, position.line - _LOOK_BACK), -1):
        text = document.line(number)
        if number == position.line:
            text = text[: position.column]
        opened = _unclosed(_without_comment(text))
        if opened is not None:
            lines = [_without_comment(document.line(one)) for one in range(number, position.line)]
            joined = "\n".join((*lines, document.line(position.line)[: position.column]))[opened:]
            return (Position(number, opened), joined) if _unclosed(joined) == 0 else None
        if _LINE_WITH_KEY.match(text):
            break
    return None


def _without_comment(line: str) -> str:
    comment = comment_start(line)
    return line if comment is None else line[:comment]


def _unclosed(text: str) -> int | None:
    """The offset of the outermost bracket in `text` that is not closed, None if all are."""
    stack: list[int] = []
    for offset, sign in signs(text):
        if sign in "[{" and (stack or offset == 0 or text[offset - 1] in " \t-:"):
            stack.append(offset)
        elif sign in "]}" and stack:
            stack.pop()
    return stack[0] if stack else None


def innermost(text: str, rest: str = "") -> Inside:
    """What is open at the end of `text`, which begins with an open bracket; `rest` is what follows on the line."""
    levels = [_Level(text[:1], 1, [])]
    for offset, sign in signs(text):
        level = levels[-1]
        if offset == 0:
            continue
        if sign in "[{":
            levels.append(_Level(sign, offset + 1, []))
        elif sign in "]}" and len(levels) > 1:
            levels.pop()
        elif sign == ",":
            level.done.append(text[level.start : offset])
            level.start = offset + 1
    path = tuple(key for level in levels[:-1] if (key := _key(text, level)) is not None)
    last = levels[-1]
    last.done += _following(rest)
    if last.bracket == "[":
        return Inside(path, in_list=True, start=last.start, key=None, done=tuple(map(bare, last.done)))
    found = _entry(text, last.start)
    keys = tuple(bare(one[1]) for entry in last.done if (one := _entry(entry, 0)))
    if found is None:
        return Inside(path, in_list=False, start=last.start, key=None, done=keys)
    return Inside(path, in_list=False, start=found.end(), key=bare(found[1]), done=keys)


def _following(rest: str) -> list[str]:
    """The entries behind the one at the cursor, up to where its bracket closes."""
    depth, commas, end = 0, list[int](), len(rest)
    for offset, sign in signs(rest):
        if sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
            if depth < 0:
                end = offset
                break
        elif sign == "," and not depth:
            commas.append(offset)
    return [rest[begin + 1 : stop] for begin, stop in pairwise([*commas, end])]


def _entry(text: str, start: int) -> re.Match[str] | None:
    """The key of the entry that begins at `start`."""
    return _KEY.match(text, start) or _QUOTED_KEY.match(text, start)


def _key(text: str, level: _Level) -> str | None:
    """The key of the entry in which a further bracket is open; None in a list."""
    found = _entry(text, level.start) if level.bracket == "{" else None
    return bare(found[1]) if found else None
