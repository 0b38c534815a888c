"""What a section looks like below its key line: how its entries are indented, and whether they are list elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forewarn.syntax.yaml.lines import DASH, KEY, NO_LINE, Kind, Next, next_content, value_of, without_junk

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOK_AHEAD = 60


class Shape(NamedTuple):
    """The indentation of a section's entries, whether they are list elements, and the line of the first."""

    indent: int
    dashes: bool
    first: int


class _Outer(NamedTuple):
    """A line that no line above it, below the section's key, is less indented than."""

    number: int
    indent: int
    dash: bool


def shape_below(lines: Sequence[str], first: Next, parent: int) -> Shape | None:
    """The shape of the section whose first line with content is `first`, below a key indented by `parent`.

    None if that is no section: nothing, or a scalar. If the first entry has slipped, the others tell.
    """
    if first.indent == parent:
        if DASH.match(lines[first.number]):
            return Shape(first.indent, dashes=True, first=first.number)
        return _below_slipped(lines, first, parent)
    outer = _outer_lines(lines, first, parent)
    entries = [line for line in outer if _is_entry(lines, line)]
    if not entries:
        return None
    if not _is_entry(lines, outer[0]) and len(entries) == 1 and not _has_fields(lines, entries[0]):
        return None  # One may be part of a text.
    indent = _indent(lines, entries)
    return Shape(
        indent,
        _are_dashes(lines, [line for line in entries if line.indent == indent]),
        next(line.number for line in outer if line.indent >= indent and _is_entry(lines, line)),
    )


def _are_dashes(lines: Sequence[str], level: list[_Outer]) -> bool:
    """Whether the section is a list: as its first entry is, unless that cannot stand beside most of the others.

    A key without a value may have a list below it that stands as far left as the key.
    """
    first = level[0]
    dashes = sum(line.dash for line in level)
    if first.dash:
        return dashes * 2 >= len(level)
    return value_of(lines[first.number]) is not Kind.EMPTY and dashes * 2 > len(level) and level[1].dash


def _is_entry(lines: Sequence[str], line: _Outer) -> bool:
    """Whether a line may start an entry: it has a dash or a key, or words with a key's lines below."""
    if line.dash or KEY.match(without_junk(lines[line.number])):
        return True
    return _has_fields(lines, line)


def _has_fields(lines: Sequence[str], line: _Outer) -> bool:
    below = next_content(lines, line.number + 1, line.number + _LOOK_AHEAD)
    return below.indent > line.indent and KEY.match(lines[below.number]) is not None


def _outer_lines(lines: Sequence[str], first: Next, parent: int) -> list[_Outer]:
    """The lines at, or left of, the first one's indentation, as far as they are near and in the section."""
    found: list[_Outer] = []
    line = first
    stop = first.number + _LOOK_AHEAD
    least = first.indent
    while line is not NO_LINE and line.indent > parent:
        if line.indent <= first.indent:
            found.append(_Outer(line.number, line.indent, DASH.match(lines[line.number]) is not None))
            least = min(least, line.indent)
        line = next_content(lines, line.number + 1, stop)
    return found


def _indent(lines: Sequence[str], entries: list[_Outer]) -> int:
    """The indentation of the entries: the least that is not one line's alone, or whose line holds the others."""
    own = entries[0].indent
    counts: dict[int, int] = {}
    for line in entries:
        counts[line.indent] = counts.get(line.indent, 0) + 1
    for indent in sorted(counts):
        if indent == own or counts[indent] > 1:
            return indent
        line = next(line for line in entries if line.indent == indent)
        below = next_content(lines, line.number + 1, line.number + _LOOK_AHEAD)
        holds = value_of(lines[line.number]) is Kind.EMPTY and below.indent > indent and counts.get(below.indent, 0) > 1
        if holds and _is_slipped_or_field(lines, entries[0]):
            return indent
    return own


def _is_slipped_or_field(lines: Sequence[str], line: _Outer) -> bool:
    """Whether a section's first line is a field without its entry's key, or an entry at the depth of its fields."""
    value = value_of(lines[line.number])
    if value is Kind.EMPTY:
        below = next_content(lines, line.number + 1, line.number + _LOOK_AHEAD)
        return below.indent <= line.indent
    return value is Kind.TEXT


def _below_slipped(lines: Sequence[str], first: Next, parent: int) -> Shape | None:
    """The shape of a section whose first entry stands where the section's key stands.

    It does if what follows cannot follow it there: lines below a complete value, or lines that are neither its children
    nor its siblings.
    """
    text = without_junk(lines[first.number])
    below = next_content(lines, first.number + 1, first.number + _LOOK_AHEAD)
    if below.indent <= parent:
        return None
    value = value_of(text)
    if not KEY.match(text) or (value is Kind.TEXT and KEY.match(lines[below.number])):
        return shape_below(lines, below, parent)  # The line between was typed by mistake.
    if value is Kind.FLOW and KEY.match(lines[below.number]):
        return Shape(below.indent, dashes=False, first=first.number)
    if value is not Kind.EMPTY:
        return None
    line = below
    while line is not NO_LINE and line.indent > parent:
        if line.indent < below.indent:
            return Shape(line.indent, DASH.match(lines[line.number]) is not None, first.number)
        line = next_content(lines, line.number + 1, first.number + _LOOK_AHEAD)
    return None
