"""What a day brings by itself: a date has passed, or soon will (rules.md, *Clocks*)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

AHEAD = timedelta(days=14)
"""How long before its day something is announced."""


class Clock(StrEnum):
    """How a day stands to today, where that alone is what there is to say."""

    PASSED = "passed"
    """The day is over."""
    AHEAD = "ahead"
    """It is today, or within the next two weeks: announced, and not yet anybody's omission."""


def clock(day: date, today: date) -> Clock | None:
    """Whether `day`, the last on which something holds, has passed or soon will; None while it is far."""
    if day < today:
        return Clock.PASSED
    return Clock.AHEAD if day - today <= AHEAD else None


def how_soon(day: date, today: date) -> str:
    """How far off `day` is, to stand behind it and a comma: today, tomorrow, in 9 days."""
    left = (day - today).days
    return {0: "today", 1: "tomorrow"}.get(left, f"in {left} days")


def after(day: date, days: int) -> date:
    """So many days after `day`, or the last day that there is."""
    return day + timedelta(days=min(days, date.max.toordinal() - day.toordinal()))
