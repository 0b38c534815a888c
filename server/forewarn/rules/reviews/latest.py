"""The review that counts: the latest one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.changes import BLANK, AddElement, Fix
from forewarn.model.elements import Record, parse_date
from forewarn.model.kinds import Kind
from forewarn.rules.nearest import same_but_for_form

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts


def day_of(review: Element) -> date | None:
    """When it was, or None if it does not say."""
    return parse_date(review.text("date"))


def latest(facts: Facts) -> Element | None:
    """The review of the latest day; None if none says its day, or two are of the same."""
    found: dict[date, list[Element]] = {}
    for review in facts.reviews():
        day = day_of(review)
        if day is not None:
            found.setdefault(day, []).append(review)
    last = found[max(found)] if found else []
    return last[0] if len(last) == 1 else None


def people(review: Element) -> list[Record]:
    """Who was there."""
    field = review.fields.get("participants")
    return [one for one in field.values if isinstance(one, Record)] if field else []


def was_there(owner: str, review: Element) -> bool | None:
    """Whether the team or person `owner` took part; None where a participant's team is not said."""
    those = people(review)
    if not those:
        return None
    if any(same_but_for_form(owner, one.text(name)) for one in those for name in ("team", "name") if one.text(name)):
        return True
    return False if all(one.text("team") for one in those) else None


def record_review(title: str) -> Iterator[Fix]:
    """A place for the record of a review."""
    fields = (("date", BLANK), ("outcome", BLANK))
    yield Fix(title, (AddElement(Kind.REVIEW, "", fields),), stub=True)
