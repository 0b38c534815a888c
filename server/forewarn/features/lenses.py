"""A line of text above an element: the threats to it and how many are open; on the first line need and review.

Only in native models and embedded blocks: between the rows of a table such a line would tear it apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.features.names import own_name
from forewarn.features.navigation import Target
from forewarn.features.view import is_silent
from forewarn.model.answers import Grade, answered
from forewarn.model.elements import parse_date
from forewarn.model.kinds import Kind
from forewarn.model.need import Level, need

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from forewarn.analysis.engine import Analysis
    from forewarn.features.view import View
    from forewarn.model.elements import Element
    from forewarn.text.position import Span

_HELD = (Kind.ASSET, Kind.COMPONENT)


@dataclass(frozen=True, slots=True)
class Lens:
    """A text above the line of `span`, and the places that it speaks of."""

    span: Span
    text: str
    places: tuple[Target, ...] = ()


def lenses(view: View) -> tuple[Lens, ...]:
    """All lenses of a file, from top to bottom."""
    found: list[Lens] = []
    for part in view.reading.parts:
        analysis = view.analysis_of(part)
        if analysis is None or is_silent(analysis):
            continue
        threats = _threats(analysis)
        for element, start in analysis.understood(part):
            if element.kind is Kind.MODEL:
                found += _of_model(view, analysis, element, start)
            elif element.recorded and element.kind in _HELD and element.id:
                held = threats.get((element.kind, element.id))
                if held:
                    span = own_name(element, start, view.document).span
                    found.append(Lens(span, _counted(held, analysis), _places(view, analysis, held)))
    return tuple(sorted(found, key=lambda one: one.span.start))


# -- threats
def _threats(analysis: Analysis) -> Mapping[tuple[Kind, str], list[Element]]:
    """The threats against each asset and component, each threat once."""
    found: dict[tuple[Kind, str], list[Element]] = {}
    for name, references in analysis.index.by_name.items():
        for one in references:
            if one.field == "against" and one.element.kind is Kind.THREAT and not one.element.tells_of:
                for kind in one.kinds:
                    held = found.setdefault((kind, name), [])
                    if one.element not in held:
                        held.append(one.element)
    return found


def _counted(threats: list[Element], analysis: Analysis) -> str:
    """`3 threats · 1 open`."""
    still = sum(answered(one, analysis.whole.facts).grade is Grade.OPEN for one in threats)
    count = f"{len(threats)} threat{'s' if len(threats) > 1 else ''}"
    return f"{count} · {still or 'none'} open" if len(threats) > 1 or not still else f"{count} · open"


def _places(view: View, analysis: Analysis, elements: list[Element]) -> tuple[Target, ...]:
    found: list[Target] = []
    places = analysis.places({one.item for one in elements})
    for element in elements:
        path, start = places[element.item]
        span = own_name(element, start, view.readings[path].document).span
        found.append(Target(path, span, element.span.down(start)))
    return tuple(found)


# -- the model
def _of_model(view: View, analysis: Analysis, model: Element, start: int) -> Iterator[Lens]:
    """What is said above the model's title."""
    title = model.fields.get("threat-model")
    if title is None or not title.texts or title.key.start >= title.key.end:
        return
    span = title.key.down(start)
    needed = need(analysis.index)
    if needed.level is Level.UNCLEAR and not model.recorded:
        return  # no document tells what sort of thing its assets are, and none need say so
    why = f" · {needed.reasons[0].replace('`', '')}" if needed.level is not Level.STANDARD and needed.reasons else ""
    yield Lens(span, f"need: {needed.level}{why}")
    reviews = [(day, one) for one in analysis.whole.elements(Kind.REVIEW) if (day := parse_date(one.text("date")))]
    if reviews:
        day, last = max(reviews, key=lambda one: one[0])
        yield Lens(span, _ago(day, analysis.today), _places(view, analysis, [last]))


def _ago(day: date, today: date) -> str:
    days = (today - day).days
    if days < 0:
        return f"review on {day.isoformat()}"
    return {0: "reviewed today", 1: "reviewed yesterday"}.get(days, f"reviewed {days} days ago")
