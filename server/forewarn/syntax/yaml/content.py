"""What stands in an item: its values, comments, anchors and problems."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forewarn.syntax.limits import MAX_LINE, slice_refusal
from forewarn.syntax.problem import Problem, ProblemKind
from forewarn.syntax.values import Empty, Entry, Mapping, Scalar, Sequence
from forewarn.syntax.yaml.items import ItemKind
from forewarn.syntax.yaml.lines import BLANKS, CONFLICT, NOTHING, indentation
from forewarn.syntax.yaml.mend import CONFLICT_MESSAGE
from forewarn.syntax.yaml.repair import fits, repair
from forewarn.syntax.yaml.shadow import Shadow
from forewarn.syntax.yaml.tree import Parsed
from forewarn.text.document import split_lines
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.syntax.values import Comment, Node
    from forewarn.syntax.yaml.slips import Section

_NAME = re.compile(r"[A-Za-z][\w-]*")


class Content(NamedTuple):
    """What was read in an item."""

    root: Node | None
    problems: tuple[Problem, ...]
    comments: tuple[Comment, ...]
    anchors: dict[str, Node]


def content(text: str, line_count: int, kind: ItemKind, section: Section) -> Content:
    """Read the text of an item of some kind in some section."""
    refusal = slice_refusal(text, line_count)
    if refusal is not None:
        return Content(None, (refused(text, refusal),), (), {})
    try:
        return _content(text, kind, section)
    except RecursionError:
        return Content(None, (refused(text, "Too much stands inside each other here."),), (), {})


def refused(text: str, message: str) -> Problem:
    """The problem of a text that is beyond the limits. It stands at the first line."""
    first, _, _ = text[:MAX_LINE].partition("\n")
    span = Span(Position(0, 0), Position(0, len(first.rstrip("\r"))))
    return Problem(ProblemKind.LIMIT, span, message)


def _content(text: str, kind: ItemKind, section: Section) -> Content:
    shadow = Shadow.of(text)
    in_list = kind is ItemKind.ENTRY and section.dashes
    parsed = Parsed(shadow)
    has_markers = kind is not ItemKind.WHOLE and _has_conflict(text)
    if kind is ItemKind.NOTHING:
        return _nothing(parsed, shadow, has_markers=has_markers)
    has_markers = has_markers or (kind is not ItemKind.WHOLE and _has_marker_inside(parsed.places.text))
    values = None if parsed.broken or has_markers else parsed.values()
    problems: tuple[Problem, ...] = ()
    if values is None or not fits(values, kind, in_list=in_list):
        values, problems = repair(shadow, kind, _expected(kind, section), in_list=in_list)
    if values is None or (values.root is None and kind is ItemKind.HEADER):
        comments = () if values is None else tuple(values.comments)
        return Content(_bare_header(text) if kind is ItemKind.HEADER else None, problems, comments, {})
    root = values.root
    if kind is not ItemKind.WHOLE:
        problems = (*_slipped(shadow, kind, section), *problems)
    if root is not None and values.repeats and not has_markers:
        problems = (*problems, *repeated_keys(root))
    return Content(root, problems, tuple(values.comments), values.anchors)


def _bare_header(text: str) -> Node | None:
    """The key of a section whose line could not be read: the first word there is."""
    for number, line in enumerate(split_lines(text)):
        match = _NAME.search(line)
        if match is not None and not NOTHING.match(line) and not CONFLICT.match(line):
            start, end = Position(number, match.start()), Position(number, match.end())
            entry = Entry(Scalar(Span(start, end), match[0]), Empty(Span(end, end)), Span(start, end))
            return Mapping(entry.span, (entry,))
    return None


def _has_marker_inside(text: str) -> bool:
    return "\n---" in text or "\n..." in text


def _has_conflict(text: str) -> bool:
    return ("<<<<<<<" in text or "=======" in text or ">>>>>>>" in text) and any(map(CONFLICT.match, split_lines(text)))


def _nothing(parsed: Parsed, shadow: Shadow, *, has_markers: bool) -> Content:
    """An item without content may still hold comments and conflict markers."""
    problems: list[Problem] = []
    if has_markers:
        for number, line in enumerate(shadow.lines):
            if CONFLICT.match(line):
                span = Span(Position(number, 0), Position(number, len(line.rstrip(BLANKS))))
                problems.append(Problem(ProblemKind.SYNTAX, span, CONFLICT_MESSAGE))
                shadow.blank(number)
        parsed = Parsed(shadow)
    return Content(None, tuple(problems), tuple(parsed.values().comments), {})


def _expected(kind: ItemKind, section: Section) -> int:
    return section.indent if kind is ItemKind.ENTRY else 0


def _slipped(shadow: Shadow, kind: ItemKind, section: Section) -> tuple[Problem, ...]:
    """The problem of an item whose first line does not stand where its neighbours stand."""
    expected = _expected(kind, section)
    first = shadow.lines[0]
    if first[expected : expected + 1].isalnum() and not first[:expected].strip(" "):
        return ()  # Nearly always.
    for number, line in enumerate(shadow.lines):
        if NOTHING.match(line):
            continue
        indent = indentation(line)
        if indent == expected:
            return ()
        lead = len(line) - len(line.lstrip(" \t"))
        left, right = shadow.column(number, lead), shadow.column(number, len(line.rstrip(BLANKS)))
        span = Span(Position(number, left), Position(number, right))
        message = f"This line is indented by {indent}, where {expected} would fit the lines around it."
        mend = (Span(Position(number, 0), Position(number, left)), " " * expected)
        return (Problem(ProblemKind.SYNTAX, span, message, mend, f"Indent by {expected}"),)
    return ()


def repeated_keys(root: Node) -> Iterator[Problem]:
    """A problem for each key that its mapping has already."""
    stack: list[Node] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Sequence):
            stack.extend(reversed(node.items))
        elif isinstance(node, Mapping):
            seen: set[str] = set()
            for entry in node.entries:
                if isinstance(entry.key, Scalar):
                    if entry.key.text in seen and entry.key.text != "<<":
                        message = f"`{entry.key.text}` stands here a second time; the first one counts."
                        yield Problem(ProblemKind.DUPLICATE_KEY, entry.key.span, message)
                    seen.add(entry.key.text)
            stack.extend(entry.value for entry in reversed(node.entries))
