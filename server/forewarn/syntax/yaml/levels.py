"""Where the fields of a mapping stand, when its lines do not agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.syntax.yaml.lines import KEY, NO_LINE, NOTHING, Kind, indentation, next_content, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOK_AHEAD = 60


def level_below(lines: Sequence[str], first: int, parent: int) -> int:
    """The indentation of the mapping whose first key is in line `first`, below a key indented by `parent`.

    It is that line's own, unless this line alone has slipped: to the right, if later keys agree on standing further
    left; to the left, if the next key stands deeper than a complete value allows.
    """
    own = indentation(lines[first])
    following = next_content(lines, first + 1, first + _LOOK_AHEAD)
    if following is NO_LINE or following.indent == own or not KEY.match(lines[following.number]):
        following_left = NO_LINE
    else:
        following_left = following
    if (
        following_left is not NO_LINE
        and following_left.indent > own
        and value_of(lines[first]) in (Kind.TEXT, Kind.FLOW)
    ):
        return following_left.indent
    counts: dict[int, int] = {}
    for number in range(first + 1, min(len(lines), first + _LOOK_AHEAD)):
        line = lines[number]
        if NOTHING.match(line):
            continue
        indent = indentation(line)
        if indent <= parent:
            break
        if indent < own and KEY.match(line):
            counts[indent] = counts.get(indent, 0) + 1
        elif indent == own and counts and number > first + 1 and _is_sibling(lines, number, own):
            counts[own] = counts.get(own, 0) + 1
    if not counts:
        return own
    least = min(counts)
    if counts[least] >= max(2, counts.get(own, 0)) or (following.indent == least and not counts.get(own)):
        return least
    return own


def _is_sibling(lines: Sequence[str], number: int, own: int) -> bool:
    """Whether the key in line `number` cannot be the child of the line above it, and so is at the level `own`."""
    if not KEY.match(lines[number]):
        return False
    above = lines[number - 1]
    return indentation(above) < own and value_of(above) in (Kind.TEXT, Kind.FLOW)
