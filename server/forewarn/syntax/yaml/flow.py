"""What is wrong in a flow collection (`[…]`, `{…}`), and the smallest edits that let the rest of it be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from forewarn.syntax.yaml.lines import BLANKS

_TOKEN = re.compile(
    r"""(?P<blank>[ \t\n]+)|(?P<comment>(?:^|(?<=[ \t\n]))\#[^\n]*)|(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')|"""
    r"""(?P<opener>[\[{])|(?P<closer>[\]}])|(?P<comma>,)|(?P<colon>:(?=[ \t\n,\[\]{}]|$))|(?P<quote>["'])|"""
    r"""(?P<plain>(?:[^ \t\r\n,\[\]{}"':\#]|:(?=[^ \t\r\n,\[\]{}])|\#)"""
    r"""(?:[^ \t\r\n,\[\]{}:\#]|:(?=[^ \t\r\n,\[\]{}])|(?<=[^ \t\r\n])\#|[ \t]+(?![ \t\#]))*)""",
    re.DOTALL,
)
_MOST_PROBLEMS = 50
"""Problems in one collection after which the rest of it is not looked at: it is something else."""
_DELIMITER = re.compile(r"[,\]}\n]|$")
_CLOSES = {"[": "]", "{": "}"}
_NAMES = {"[": "bracket", "{": "brace", '"': "quote", "'": "quote"}


@dataclass(frozen=True, slots=True)
class FlowEdit:
    """Write `text` in place of what stands from offset `start` to `end`. `hide`: put a stand-in there instead."""

    start: int
    end: int
    text: str
    hide: bool = False


@dataclass(frozen=True, slots=True)
class FlowProblem:
    """What is wrong from offset `start` to `end`, and the edit that mends it, if one does."""

    start: int
    end: int
    message: str
    mend: FlowEdit | None = None
    title: str = ""


@dataclass(slots=True)
class FlowMend:
    """Edits in the order of the text, what they are for, and where the collection ends."""

    end: int
    edits: list[FlowEdit] = field(default_factory=list[FlowEdit])
    problems: list[FlowProblem] = field(default_factory=list[FlowProblem])


@dataclass(slots=True)
class _Open:
    """A collection that is open: where, by which character, and what stands in its current entry."""

    start: int
    opener: str
    colons: int = 0
    node: str = ""
    """The token kind of the last node of the entry: "", "plain", "quoted", "closer"."""
    node_start: int = 0
    node_end: int = 0

    def next_entry(self) -> None:
        """Start the next entry."""
        self.colons, self.node = 0, ""


def mend_flow(text: str, start: int, stop: int) -> FlowMend:
    """What to do with the flow collection that starts at offset `start` of `text` and may reach to `stop`."""
    result = FlowMend(stop)
    stack: list[_Open] = []
    at = start
    last = start + 1
    while at < stop and len(result.problems) < _MOST_PROBLEMS:
        match = _TOKEN.match(text, at, stop)
        if match is None:
            at += 1
            continue
        kind = match.lastgroup or ""
        token_start, at = match.span()
        if kind in ("blank", "comment"):
            continue
        if kind == "opener":
            if stack:
                _node(result, stack[-1], text, "closer", token_start, token_start + 1)
            stack.append(_Open(token_start, match[0]))
            last = at
            continue
        here = stack[-1]
        if kind == "closer":
            at = _closer(result, stack, text, token_start)
            if not stack:
                result.end = at
                return result
        elif kind == "comma":
            if not here.node and not here.colons:
                _stray_comma(result, token_start)
            here.next_entry()
        elif kind == "colon":
            _colon(result, here, text, token_start)
        elif kind == "quote":
            delimiter = _DELIMITER.search(text, at, stop)
            end = delimiter.start() if delimiter else stop
            end = token_start + len(text[token_start:end].rstrip(BLANKS))
            _unclosed(result, text[token_start], token_start, end)
            _node(result, here, text, "quoted", token_start, end)
            at = end
        else:
            _node(result, here, text, kind, token_start, at)
            if kind == "plain":
                _plain(result, text, token_start, at)
        last = at
    _close_all(result, stack, last)
    return result


def _close_all(result: FlowMend, stack: list[_Open], end: int) -> None:
    """Close at `end` what is open there; said once, for the outermost."""
    if stack:
        closers = "".join(_CLOSES[left.opener] for left in reversed(stack))
        start = stack[0].start
        message = f"This {_NAMES[stack[0].opener]} is never closed."
        edit = FlowEdit(end, end, closers)
        result.problems.append(FlowProblem(start, start + 1, message, edit, f"Add `{closers}`"))
        result.edits.append(edit)
    result.end = end


def _stray_comma(result: FlowMend, start: int) -> None:
    edit = FlowEdit(start, start + 1, "")
    problem = FlowProblem(start, start + 1, "There is nothing before this comma.", edit, "Remove the comma")
    result.problems.append(problem)
    result.edits.append(FlowEdit(start, start + 1, " "))


def _unclosed(result: FlowMend, quote: str, start: int, end: int) -> None:
    edit = FlowEdit(end, end, quote)
    result.problems.append(FlowProblem(start, start + 1, "This quote is never closed.", edit, "Close the quote"))
    result.edits.append(edit)


def _closer(result: FlowMend, stack: list[_Open], text: str, start: int) -> int:
    """A closing bracket or brace: closes what it is for, and what was left open inside of that."""
    closer = text[start]
    fitting = next((n for n in range(len(stack) - 1, -1, -1) if _CLOSES[stack[n].opener] == closer), None)
    if fitting is None:
        right = _CLOSES[stack[-1].opener]
        edit = FlowEdit(start, start + 1, right)
        message = f"`{closer}` cannot close `{stack[-1].opener}`."
        result.problems.append(FlowProblem(start, start + 1, message, edit, f"Write `{right}`"))
        result.edits.append(edit)
        stack.pop()
    else:
        while len(stack) - 1 > fitting:
            left = stack.pop()
            edit = FlowEdit(start, start, _CLOSES[left.opener])
            message = f"This {_NAMES[left.opener]} is never closed."
            title = f"Add `{_CLOSES[left.opener]}`"
            result.problems.append(FlowProblem(left.start, left.start + 1, message, edit, title))
            result.edits.append(edit)
        stack.pop()
    if stack:
        stack[-1].node_end = start + 1
    return start + 1


def _node(result: FlowMend, here: _Open, text: str, kind: str, start: int, end: int) -> None:
    """A scalar or collection: it needs a comma or a colon between itself and the node before it."""
    if kind == "plain" and text[start] in "&!" and not re.search(r"[ \t\r\n]", text[start:end].rstrip(BLANKS)):
        return  # An anchor or a tag of the node that follows.
    if here.node and here.node_end <= start:
        if here.node == "plain" and kind == "plain":
            here.node_end = end  # A plain scalar that goes on in the next line.
            return
        edit = FlowEdit(here.node_end, here.node_end, ",")
        result.problems.append(FlowProblem(start, end, "A comma is missing before this.", edit, "Add the comma"))
        result.edits.append(edit)
        here.next_entry()
    here.node, here.node_start, here.node_end = kind, start, end


def _colon(result: FlowMend, here: _Open, text: str, start: int) -> None:
    """A colon: one for each entry."""
    if not here.colons:
        here.colons = 1
        here.node = ""
        return
    before = text[here.node_start : start].rstrip(BLANKS) if here.node == "plain" else ""
    cut = max(before.rfind(" "), before.rfind("\n"))
    if cut > 0:
        # `{a: b c: d}`: the word before the colon is the next key.
        place = here.node_start + len(before[:cut].rstrip(BLANKS))
        edit = FlowEdit(place, place, ",")
        key = here.node_start + cut + 1
        message = "A comma is missing before this."
        result.problems.append(FlowProblem(key, here.node_start + len(before), message, edit, "Add the comma"))
        result.edits.append(edit)
        here.next_entry()
        here.colons = 1
        return
    message = "A second colon in one entry: put quotes around the value."
    result.problems.append(FlowProblem(start, start + 1, message))
    result.edits.append(FlowEdit(start, start + 1, "", hide=True))


def _plain(result: FlowMend, text: str, start: int, end: int) -> None:
    """A plain scalar must not begin with a character that means something else."""
    first = text[start]
    following = text[start + 1 : start + 2]
    bare = following in ("", " ", "\t", "\n", ",", "]", "}")
    if first in "@`%|>" or (first in "*&-?" and bare):
        written = text[start:end].rstrip(BLANKS)
        message = f"A value cannot start with `{first}`: put quotes around it."
        edit = FlowEdit(start, start + len(written), quoted(written))
        result.problems.append(FlowProblem(start, start + len(written), message, edit, "Put quotes around it"))
        result.edits.append(FlowEdit(start, start + 1, "", hide=True))


def quoted(text: str) -> str:
    """`text` as a quoted scalar: double quotes, single ones where it has double quotes or backslashes in it."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
