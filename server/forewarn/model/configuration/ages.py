"""After how many days a review is out of date, by how much modelling a system needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

USUAL_AGES = {"full": 365, "standard": 730, "light": 1095}
"""Days, where an organisation says nothing, from what needs most to what needs least. A yearly look is what card
payments ask for as well (PCI DSS v4.0.1, requirement 12.3.1)."""


def review_age(need: str, ages: Mapping[str, int]) -> int:
    """The age in days for `need`: what an organisation says (`ages`), else the usual one.

    What needs more is never looked at less often than what needs less: a usual age gives way to a shorter one of those
    after it. Where it is unclear what a system needs, it counts as *full*.
    """
    levels = list(USUAL_AGES)
    level = need if need in USUAL_AGES else levels[0]
    if level in ages:
        return ages[level]
    less = levels[levels.index(level) + 1 :]
    return min(USUAL_AGES[level], *(ages[one] for one in less if one in ages), USUAL_AGES[level])
