"""What an author waives in a comment: `forewarn: ignore FW203 because the lockers are sold until 2027-01-01`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forewarn.model.directives import IGNORE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from forewarn.model.elements import Text
    from forewarn.model.reading import Item, Remark
    from forewarn.text.position import Span

_BECAUSE = "because"
_UNTIL = "until"
_DAY = re.compile(r"\d+-\d+-\d+")


class Waiver(NamedTuple):
    """A comment that waives `rules` (codes or names), and why. `until` is the last day on which it holds, as written.

    `span` is the comment, `verb` its word `ignore`.
    """

    rules: tuple[Text, ...]
    reason: str
    until: Text | None
    span: Span
    verb: Text


class Judged(NamedTuple):
    """A waiver, judged: which of its rules had something to say there (`used`), which of them nobody may waive.

    `known`, `protected` and `used` hold rules as the waiver names them, `known` all that there are; `removal` maps
    each, and the empty name for all of the comment, to the text to take out. `holds` tells that it is in force: not run
    out.
    """

    waiver: Waiver
    item: Item
    known: frozenset[str]
    used: frozenset[str]
    protected: frozenset[str]
    removal: Mapping[str, Span]
    last_day: date | None
    today: date

    @property
    def holds(self) -> bool:
        """Whether it has not run out."""
        return self.last_day is None or self.today <= self.last_day


def waiver(remark: Remark) -> Waiver | None:
    """What a comment waives; None for any other comment."""
    words = remark.words
    if not words or words[0].text.casefold() != IGNORE:
        return None
    rest = list(words[1:])
    until = None
    for number in range(len(rest) - 1, 0, -1):
        if rest[number - 1].text.casefold() == _UNTIL and _DAY.fullmatch(rest[number].text.rstrip(".")):
            until = rest[number]
            del rest[number - 1 : number + 1]
            break
    place = next((number for number, word in enumerate(rest) if word.text.casefold() == _BECAUSE), len(rest))
    reason = " ".join(word.text for word in rest[place + 1 :])
    return Waiver(tuple(rest[:place]), reason, until, remark.span, words[0])
