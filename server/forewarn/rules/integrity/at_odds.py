"""Values that may each stand where they stand, and cannot both be true."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forewarn.model.defaults import without_prefix
from forewarn.model.elements import parse_date
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element, Text
    from forewarn.text.position import Span

_DATED = ("decision", "validation")
_OPPOSITES = {("confirmed", "broken"), ("rejected", "held")}


class Odds(NamedTuple):
    """What is at odds: where, in words, and whether it only raises a question."""

    span: Span
    message: str
    asks: bool = False


def at_odds(element: Element) -> Iterator[Odds]:
    """Everything in an element of a native model that contradicts itself."""
    if element.kind is Kind.FLOW:
        yield from _leads_nowhere(element)
    if element.kind is Kind.ASSUMPTION and "validity" in element.fields:
        yield from _validated_otherwise(element)
    for name in _DATED:
        if name in element.fields:
            yield from _ends_before_it_begins(element, name)


def _leads_nowhere(flow: Element) -> Iterator[Odds]:
    starts, ends = flow.texts("from"), flow.texts("to")
    if starts and ends and without_prefix(starts[0]) == without_prefix(ends[0]):
        name = without_prefix(ends[0])
        message = f"{called(flow)} leads from `{name}` back to `{name}`. Which component or actor is at the other end?"
        yield Odds(ends[0].span, message, asks=True)


def _validated_otherwise(assumption: Element) -> Iterator[Odds]:
    validity, record = assumption.texts("validity"), assumption.record("validation")
    result = record.text("result") if record else ""
    if validity and (validity[0].text, result) in _OPPOSITES:
        message = (
            f"{called(assumption)} is said to be {validity[0].text}, and its validation says `{result}`. Which is it?"
        )
        yield Odds(validity[0].span, message)


def _ends_before_it_begins(element: Element, name: str) -> Iterator[Odds]:
    record = element.record(name)
    dates: list[Text] = []
    for key in ("date", "until"):
        field = record.fields.get(key) if record else None
        dates += field.texts[:1] if field else ()
    days = [parse_date(text.text) for text in dates]
    match days:
        case [begin, end] if begin is not None and end is not None and end < begin:
            yield Odds(dates[1].span, f"`until: {end}` is before `date: {begin}`. Which of them is right?")
        case _:
            pass
