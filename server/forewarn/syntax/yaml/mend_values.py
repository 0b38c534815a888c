"""What stands behind a key's colon or a dash in a broken slice, and on the lines that it takes."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from forewarn.syntax.problem import Problem, ProblemKind
from forewarn.syntax.yaml.flow import mend_flow, quoted
from forewarn.syntax.yaml.lines import (
    BLANKS,
    CLOSERS,
    CONFLICT,
    DASH,
    NO_LINE,
    NOTHING,
    Kind,
    indentation,
    looks_like_entry,
    next_content,
    unclosed,
    value_of,
)

if TYPE_CHECKING:
    from forewarn.syntax.yaml.flow import FlowMend
    from forewarn.syntax.yaml.patch import Patch

_COMMENT = re.compile(r"[ \t]+#.*$")
_BARE_ANCHOR = re.compile(r"[ \t]*(?:![^ \t]*[ \t]+)*&(?=[ \t]|$)")
_INNER_COLON = re.compile(r":(?=[ \t]|$)")
_VALUE = re.compile(r"[ \t]*(?:[&!][^ \t]*[ \t]+)*(?P<value>[^ \t].*?)(?P<comment>[ \t]+#.*)?[ \t]*$")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]{0,2}(?:[ \t]+#.*|[ \t]*)$")
_ALIAS = re.compile(r"\*[^ \t\r\n,\[\]{}]+$")
_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_SINGLE = re.compile(r"'(?:[^']|'')*'", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands: behind `column` of line `number`, whose key or dash is indented by `indent`.

    `own` says that the key is the item's own, with nothing around it; `bare` that it takes no value on its line at
    all; `whole` that the value is a whole document.
    """

    number: int
    column: int
    indent: int
    kind: Kind
    is_dash: bool = False
    own: bool = False
    bare: bool = False
    whole: bool = False


class Taken(NamedTuple):
    """The last line that a value takes, and what it turned out to be."""

    last: int
    kind: Kind


def mend_value(patch: Patch, spot: Spot) -> Taken:
    """Mend the value at `spot`."""
    number, column = spot.number, spot.column
    line = patch.lines[number]
    if spot.kind is Kind.EMPTY:
        bare = _BARE_ANCHOR.match(line, column)
        if bare is not None:
            at = bare.end() - 1
            patch.report(number, at, at + 1, "An anchor needs a name.", (at, at + 1, ""), "Remove it")
            patch.shadow.replace(number, at, at + 1, "")
        return Taken(number, Kind.EMPTY)
    match = _VALUE.match(line, column)
    if match is None:
        return Taken(number, spot.kind)
    start, end = match.span("value")
    if _is_stray(patch, spot, start):
        stop = len(line.rstrip(BLANKS))
        message = "Something stands here, though lines below are the value."
        patch.report(number, start, stop, message, (column, stop, ""), "Remove it")
        patch.shadow.replace(number, column, len(line), "")
        return Taken(number, Kind.EMPTY)
    if line[start] in "[{":
        return mend_flow_value(patch, spot, start)
    if line[start] in "\"'":
        return Taken(_quoted(patch, spot, start), Kind.TEXT)
    return Taken(number, _plain(patch, spot, start, end))


def _is_stray(patch: Patch, spot: Spot, start: int) -> bool:
    """Whether the value of a key is its lines below, and what stands on its own line was typed by mistake."""
    if spot.bare:
        return True
    lines = patch.lines
    line = lines[spot.number]
    following = patch.following(spot.number)
    if spot.is_dash or following is NO_LINE or following.indent <= spot.indent:
        return False
    if spot.kind is Kind.BLOCK and _BLOCK_HEADER.match(line, start):
        return False
    below = lines[following.number]
    is_list = DASH.match(below) is not None
    if not looks_like_entry(below) or below.rstrip(BLANKS).endswith(","):
        return False
    if line[start] in "[{" and line.rstrip(BLANKS).endswith(","):
        return False
    if line[start] in "\"'":
        if spot.kind is Kind.OPEN and not _stays_open(patch, spot, start):
            return False
    elif is_list and spot.kind is Kind.TEXT:
        return False
    if spot.own:
        return spot.kind is not Kind.FLOW or ":" not in line[start:]
    if value_of(below) is Kind.EMPTY and not is_list:
        return False
    after = next_content(lines, following.number + 1, len(lines))
    return after is not NO_LINE and after.indent >= following.indent and following.indent > spot.indent + 1


def _stays_open(patch: Patch, spot: Spot, start: int) -> bool:
    last = _reach(patch, spot, flow=False)
    return bool(unclosed("\n".join(patch.lines[spot.number : last + 1])[start:]))


def _reach(patch: Patch, spot: Spot, *, flow: bool) -> int:
    """The last line that an open value may reach to."""
    lines = patch.lines
    if spot.whole:
        return len(lines) - 1
    last = spot.number
    for number in range(spot.number + 1, len(lines)):
        line = lines[number]
        if NOTHING.match(line):
            continue
        if flow and CLOSERS.match(line):
            last = number
            continue
        if CONFLICT.match(line) or indentation(line) <= spot.indent:
            break
        if looks_like_entry(line):
            before = _COMMENT.sub("", lines[last]).rstrip(BLANKS)
            if not flow or before[-1:] not in ",[{:" or DASH.match(line):
                break
        last = number
    return last


# -- flow collections -------------------------------------------------------------------------------------------------


def mend_flow_value(patch: Patch, spot: Spot, start: int) -> Taken:
    """Mend the flow collection that begins at column `start`."""
    number = spot.number
    last = _reach(patch, spot, flow=True)
    text = "\n".join(patch.lines[number : last + 1])
    mended = mend_flow(text, start, len(text))
    end = _apply(patch, number, last, mended)
    for inner in range(number + 1, last + 1):
        if inner > end:
            return Taken(inner - 1, Kind.FLOW)
        if indentation(patch.lines[inner]) == 0 and CLOSERS.match(patch.lines[inner]) and not spot.whole:
            patch.shadow.indent(inner, spot.indent + 1)
    return Taken(last, Kind.FLOW)


def _apply(patch: Patch, first: int, last: int, mended: FlowMend) -> int:
    """Report and make the edits of a flow collection in lines `first` to `last`; the line in which it ends."""
    starts = [0, *accumulate(len(line) + 1 for line in patch.lines[first:last])]

    def place(offset: int) -> tuple[int, int]:
        row = bisect_right(starts, offset) - 1
        return first + row, offset - starts[row]

    for problem in mended.problems:
        mend = problem.mend
        change = (patch.between(place(mend.start), place(mend.end)), mend.text) if mend is not None else None
        span = patch.between(place(problem.start), place(problem.end))
        patch.problems.append(Problem(ProblemKind.SYNTAX, span, problem.message, change, problem.title))
    end, column = place(mended.end)
    _rest(patch, end, column)
    for edit in reversed(mended.edits):
        line, column = place(edit.start)
        if edit.hide:
            patch.shadow.hide(line, column)
        else:
            patch.shadow.replace(line, column, column + edit.end - edit.start, edit.text)
    return end


def _rest(patch: Patch, number: int, column: int) -> None:
    """What stands behind a value that has ended: nothing may, but a comment."""
    line = patch.lines[number]
    rest = line[column:]
    if NOTHING.match(rest) and (not rest.strip(BLANKS) or rest[0] in " \t"):
        return
    start, end = column + len(rest) - len(rest.lstrip(BLANKS)), len(line.rstrip(BLANKS))
    patch.report(number, start, end, "The value has ended before this.", (column, end, ""), "Remove it")
    patch.shadow.replace(number, column, len(line), "")


# -- scalars ----------------------------------------------------------------------------------------------------------


def _quoted(patch: Patch, spot: Spot, start: int) -> int:
    """Mend a quoted scalar; the last line it takes."""
    number = spot.number
    lines = patch.lines
    quote = lines[number][start]
    last = _reach(patch, spot, flow=False)
    text = "\n".join(lines[number : last + 1])
    match = (_DOUBLE if quote == '"' else _SINGLE).match(text, start)
    if match is None:
        end = len(lines[last].rstrip(BLANKS))
        span = patch.between((number, start), (number, start + 1))
        mend = (patch.between((last, end), (last, end)), quote)
        message = "This quote is never closed."
        patch.problems.append(Problem(ProblemKind.SYNTAX, span, message, mend, "Close the quote"))
        escaped = (end - len(lines[last][:end].rstrip("\\"))) % 2 == 1 and quote == '"'
        patch.shadow.replace(last, end, len(lines[last]), (" " if escaped else "") + quote)
        return last
    head = text[: match.end()]
    row = head.count("\n")
    column = len(head) - (head.rfind("\n") + 1)
    rest = _COMMENT.sub("", lines[number + row][column:]).rstrip(BLANKS)
    bare = rest.lstrip(BLANKS)
    if row == 0 and bare and (bare[-1] == quote or bare[0].isalnum()):
        # 'it's' or "a "b" c": the quotes are part of the text.
        end = column + len(rest)
        inner = lines[number][start + 1 : end - (bare[-1] == quote)]
        message = "The quote ends here, and the text goes on."
        patch.report(number, column - 1, column, message, (start, end, _requoted(inner)), "Quote the whole text")
        patch.shadow.hide(number, start)
        _hide_colons(patch, number, start, end)
        return number
    _rest(patch, number + row, column)
    return number + row


def _requoted(text: str) -> str:
    return "'" + text.replace("''", "'").replace("'", "''") + "'" if '"' in text else f'"{text}"'


def _hide_colons(patch: Patch, number: int, start: int, end: int) -> None:
    """Let colons be ordinary characters."""
    patch.shadow.hide_all(number, start, end, _INNER_COLON)


def _plain(patch: Patch, spot: Spot, start: int, end: int) -> Kind:
    """Mend a plain scalar, an alias or the header of a block scalar; what it is."""
    number = spot.number
    line = patch.lines[number]
    value = line[start:end]
    first = value[0]
    if first in "|>" and spot.kind is Kind.BLOCK and _BLOCK_HEADER.match(value):
        return Kind.BLOCK
    if first == "*" and _ALIAS.match(value):
        return Kind.TEXT
    bad = first in "@`%|>,]}*" or (first in "-?:&" and value[1:2] in ("", " ", "\t"))
    mend = (start, end, quoted(value))
    if bad:
        message = f"A value cannot start with `{first}`: put quotes around it."
        patch.report(number, start, end, message, mend, "Put quotes around it")
        patch.shadow.hide(number, start)
    inner = _INNER_COLON.search(line, start, end)
    if inner is not None:
        if not bad:
            message = "A second colon in one line: put quotes around the value."
            patch.report(number, inner.start(), inner.end(), message, mend, "Put quotes around it")
        _hide_colons(patch, number, start, end)
    return Kind.TEXT


def mend_block_text(patch: Patch, number: int, parent: int) -> int:
    """Mend the text of a block scalar from line `number` on, whose header's key is indented by `parent`.

    The last line of the text; less than `number` if there is none.
    """
    lines = patch.lines
    least = -1
    last = number - 1
    for n in range(number, len(lines)):
        line = lines[n]
        content = line.lstrip(" ")
        if not content.strip(BLANKS) and "\t" not in content:
            continue
        indent = len(line) - len(content)
        tabbed = content.startswith("\t")
        if indent <= parent and not tabbed and _ends_text(line, prose_may_follow=least >= 0 or indent == parent):
            break
        if least < 0:
            least = _text_indent(lines, n, parent)
        if tabbed and indent < least:
            patch.untab(n, least)
        elif indent < least:
            message = "This line stands further left than the text that it belongs to."
            patch.report(n, 0, indent or 1, message, (0, indent, " " * least), "Indent it")
            patch.shadow.indent(n, least)
        last = n
    return last


def _ends_text(line: str, *, prose_may_follow: bool) -> bool:
    """Whether a line that is not indented enough is no part of the text above it."""
    if looks_like_entry(line) or CLOSERS.match(line) or CONFLICT.match(line) or NOTHING.match(line):
        return True
    return not prose_may_follow


def _text_indent(lines: list[str], number: int, parent: int) -> int:
    """The indentation of a block scalar's text: that of its first line that is indented enough."""
    for line in lines[number:]:
        indent = len(line) - len(line.lstrip(" "))
        if indent > parent and line.strip(BLANKS):
            return indent
        if line.strip(BLANKS) and looks_like_entry(line):
            break
    return parent + 2
