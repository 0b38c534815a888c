"""Where the fields of a mapping stand, when its lines do not agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.syntax.yaml.lines import KEY, NO_LINE, NOTHING, Kind, indentation, next_content, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOK_AHEAD = 60
_COMPLETE = (Kind.TEXT, Kind.FLOW)


def level_below(lines: Sequence[str], first: int, parent: int) -> int:
    """The indentation of the mapping whose first key is in line `first`, below a key indented by `parent`.

    It is that line's own, unless this line alone has slipped: to the right, if later keys stand further left; to the
    left, if all later keys stand deeper than its complete value allows.
    """
    own = indentation(lines[first])
    following = next_content(lines, first + 1, first + _LOOK_AHEAD)
    if following is NO_LINE or following.indent == own:
        return own
    left: dict[int, int] = {}
    agreeing = 1
    inside_left = False
    for number in range(first + 1, min(len(lines), first + _LOOK_AHEAD)):
        line = lines[number]
        if NOTHING.match(line):
            continue
        indent = indentation(line)
        if indent <= parent:
            break
        if indent > own or not KEY.match(line):
            continue
        if indent == own:
            agreeing += not inside_left
            continue
        left[indent] = left.get(indent, 0) + 1
        below = next_content(lines, number + 1, number + _LOOK_AHEAD)
        inside_left = below.indent == own and value_of(line) is Kind.EMPTY
    if left:
        total = sum(left.values())
        return min(left) if total >= agreeing else own
    deeper = following.indent > own and KEY.match(lines[following.number]) is not None
    return following.indent if deeper and agreeing == 1 and value_of(lines[first]) in _COMPLETE else own
