"""The hints of some lines: each sort by its own function, one for a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.features.hints.facts import by_default, by_zone
from forewarn.features.hints.headings import headings
from forewarn.features.hints.hint import USUAL, Hint, Sort
from forewarn.features.hints.names import names
from forewarn.features.hints.standing import standing
from forewarn.features.hints.threats import threats
from forewarn.features.hover import hover

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from forewarn.features.view import View
    from forewarn.text.position import Span

_MOST_TOLD = 3
"""So many things are told of at once where somebody asks more of a hint."""
_MADE: Mapping[Sort, Callable[[View, Span], Iterator[Hint]]] = {
    Sort.ANSWERS: threats,
    Sort.SECTIONS: headings,
    Sort.PRIORITY: standing,
    Sort.DEFAULTS: by_default,
    Sort.ZONES: by_zone,
    Sort.NAMES: names,
}


def hints(view: View, span: Span, sorts: Collection[Sort] = USUAL) -> tuple[Hint, ...]:
    """The hints of these sorts for the lines of `span`, from top to bottom, at most one a line."""
    found: dict[int, Hint] = {}
    for sort in Sort:
        for hint in _MADE[sort](view, span) if sort in sorts else ():
            found.setdefault(hint.position.line, hint)
    return tuple(found[line] for line in sorted(found))


def about(view: View, hint: Hint) -> str:
    """More about a hint, in Markdown: what hovering says of what it speaks of; empty if there is nothing."""
    told = (hover(view, place) for place in hint.about[:_MOST_TOLD])
    return "\n\n---\n\n".join(one.text for one in told if one is not None)
