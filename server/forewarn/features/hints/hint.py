"""What a hint is, and the sorts there are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from forewarn.text.position import Position

if TYPE_CHECKING:
    from forewarn.features.view import View


class Sort(StrEnum):
    """What a hint tells, as the setting `hints` calls it. Of two for one line the one that stands first here wins."""

    ANSWERS = "answers"
    """How a threat is answered."""
    SECTIONS = "sections"
    """What the section below a heading was taken for, and what was found there."""
    PRIORITY = "priority"
    """How much modelling the system needs, and how many of its threats are open."""
    DEFAULTS = "defaults"
    """What counts because nothing else is said."""
    ZONES = "zones"
    """The zone around a zone, and what it passes on."""
    NAMES = "names"
    """What numbered identifiers stand for."""


USUAL = frozenset({Sort.ANSWERS, Sort.SECTIONS, Sort.PRIORITY, Sort.NAMES})
"""What is shown where nobody chose. The others say what hovering says as well, beside many lines."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A text to show at `position`, a blank before it; `about` are places at which hovering says more."""

    position: Position
    text: str
    sort: Sort
    about: tuple[Position, ...] = ()


def line_end(view: View, line: int) -> Position:
    """Where a hint of a line stands."""
    return Position(line, len(view.document.line(line).rstrip()))
