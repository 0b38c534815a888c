"""What could be read of a slice that is broken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forewarn.syntax.problem import Problem, ProblemKind
from forewarn.syntax.values import Empty, Mapping, Sequence
from forewarn.syntax.yaml.items import ItemKind
from forewarn.syntax.yaml.lines import BLANKS, DASH, KEY, NOTHING, indentation
from forewarn.syntax.yaml.mend import Mender
from forewarn.syntax.yaml.patch import Patch
from forewarn.syntax.yaml.tree import Parsed
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from forewarn.syntax.yaml.shadow import Shadow
    from forewarn.syntax.yaml.tree import Values

_ROUNDS = 8
_LARGE = 2_000
"""Lines from which on a slice gets fewer rounds: each parses all of it."""


class Repaired(NamedTuple):
    """The values that were read, None if none could be, and what is wrong."""

    values: Values | None
    problems: tuple[Problem, ...]


def fits(values: Values, kind: ItemKind, *, in_list: bool) -> bool:
    """Whether an item's root is what an item of its kind is: a list element, or entries of a mapping."""
    if values.extra:
        return False
    if kind is ItemKind.WHOLE:
        return True
    if in_list:
        return isinstance(values.root, Sequence) and len(values.root.items) == 1
    root = values.root
    if not isinstance(root, Mapping):
        return False
    if kind is ItemKind.HEADER and not isinstance(root.entries[-1].value, Empty):
        return False
    return kind is ItemKind.TOP or len(root.entries) == 1


def repair(shadow: Shadow, kind: ItemKind, expected: int, *, in_list: bool) -> Repaired:
    """Read a slice that is broken: mend its lines, then take out what still derails the parser, line by line.

    `expected` is the indentation that the slice's first line should have.
    """
    patch = Patch(shadow)
    Mender(patch, kind, in_list, expected).run()
    problems = patch.problems
    rounds = _ROUNDS if len(shadow.lines) < _LARGE else 2
    for _ in range(rounds):
        parsed = Parsed(shadow)
        if not parsed.broken:
            values = parsed.values()
            if values.root is None or fits(values, kind, in_list=in_list):
                return Repaired(values, tuple(problems))
        line = _culprit(parsed)
        if line is None:
            break
        problems.append(_removed(shadow, line))
    parsed = Parsed(shadow)
    if not parsed.broken:
        values = parsed.values()
        if values.root is None or fits(values, kind, in_list=in_list):
            return Repaired(values, tuple(problems))
    if not problems:
        problems.append(_unreadable(shadow))
    return Repaired(None, tuple(problems))


def _culprit(parsed: Parsed) -> int | None:
    """The line that breaks the slice: where PyYAML gives up, else the first that tree-sitter does not understand."""
    lines = parsed.shadow.lines
    candidates = [line for line in (_pyyaml_line(parsed), parsed.first_error_line()) if line is not None]
    for line in candidates:
        for number in range(min(line, len(lines) - 1), -1, -1):
            if not NOTHING.match(lines[number]):
                return number
    return next((number for number in range(len(lines) - 1, -1, -1) if not NOTHING.match(lines[number])), None)


def _pyyaml_line(parsed: Parsed) -> int | None:
    import yaml  # noqa: PLC0415 - costs 15 ms, which only broken text pays

    try:
        for _ in yaml.parse(parsed.places.text, yaml.CSafeLoader):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return None if mark is None else parsed.places.line(min(mark.index, len(parsed.places.text)))
    except (yaml.YAMLError, ValueError):
        return None
    return None


def _removed(shadow: Shadow, number: int) -> Problem:
    """Take a line out of the shadow, but keep a key for the lines below it."""
    line = shadow.lines[number]
    start = len(line) - len(line.lstrip(BLANKS))
    end = len(line.rstrip(BLANKS))
    span = Span(Position(number, shadow.column(number, start)), Position(number, shadow.column(number, end)))
    match = KEY.match(line)
    below = next((n for n in range(number + 1, len(shadow.lines)) if not NOTHING.match(shadow.lines[n])), None)
    has_lines = below is not None and indentation(shadow.lines[below]) > start
    if match is not None and not DASH.match(line) and match.end() < end and has_lines:
        shadow.replace(number, match.end(), len(line), "")
    else:
        shadow.blank(number)
    return Problem(ProblemKind.SYNTAX, span, "This cannot be read as YAML here.")


def _unreadable(shadow: Shadow) -> Problem:
    number = next((n for n, line in enumerate(shadow.lines) if re.search(r"[^ \t\r\n]", line)), 0)
    width = len(shadow.lines[number].rstrip(BLANKS)) if shadow.lines else 0
    span = Span(Position(number, shadow.column(number, 0)), Position(number, shadow.column(number, width)))
    return Problem(ProblemKind.SYNTAX, span, "This cannot be read as YAML here.")
