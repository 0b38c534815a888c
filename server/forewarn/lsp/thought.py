"""Not in the middle of a thought: what an element lacks is not said while the element is being typed.

A *thought* is a run of edits in one item. While it lasts, findings of rules about what is absent (`Rule.absent`) are
held back from that item if they are new since it began; what was shown before stays, so that nothing flickers. It ends
when another item is edited, when the file is saved, and after `PAUSE` seconds without an edit (rules.md).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.analysis.settling import held_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forewarn.analysis.findings import Placed
    from forewarn.lsp.texts import Touched
    from forewarn.model.reading import Item, Reading

TICK = 0.001
"""Seconds that a clock may be early."""

About = tuple[str, str, str]
"""A finding by its rule's code, and its element's kind and name, or the sentence it is about."""


@dataclass(frozen=True, slots=True)
class Thought:
    """A run of edits. The item being edited has the serial `item` and stands in lines `first` to `last`.

    `before` are the findings about something absent that were shown when it began; `until` is when it ends by itself,
    in seconds of the loop's clock.
    """

    path: str
    item: int
    first: int
    last: int
    before: frozenset[About]
    until: float

    def goes_on(self, path: str, touched: Sequence[Touched], now: float) -> bool:
        """Whether edits to these lines, at this moment, belong to the same thought."""
        if path != self.path or now > self.until:
            return False
        last = self.last
        for one in touched:
            if not self.first <= one.first <= last:
                return False
            last += one.now_last - one.last
        return True

    def holds_back(self, found: Sequence[Placed]) -> frozenset[int]:
        """Places in `found` of the findings that are better not shown yet.

        An element that was renamed keeps the findings it had: where one about another name is gone, this one replaces
        it.
        """
        new = [
            place
            for place, one in enumerate(found)
            if held_back(one.raised, (self.item,)) and about(one) not in self.before
        ]
        if not new:
            return frozenset()
        gone = Counter(one[:2] for one in self.before - {about(one) for one in found if one.raised.rule.absent})
        held: list[int] = []
        for place in new:
            kind = about(found[place])[:2]
            if gone[kind]:
                gone[kind] -= 1
            else:
                held.append(place)
        return frozenset(held)


def about(placed: Placed) -> About:
    """What a finding is about, wherever it stands."""
    finding = placed.raised.finding
    element = finding.element
    return (placed.code, element.kind if element else "", element.name if element else finding.subject)


def absences(shown: Iterable[Placed]) -> frozenset[About]:
    """What is shown of things that are absent."""
    return frozenset(about(one) for one in shown if one.raised.rule.absent)


def item_around(reading: Reading, line: int) -> tuple[Item, int] | None:
    """The item that holds `line`, and its first line."""
    for part in reading.parts:
        place = bisect_right(part.starts, line) - 1
        if place >= 0 and line < part.starts[place] + part.items[place].line_count:
            return part.items[place], part.starts[place]
    return None
