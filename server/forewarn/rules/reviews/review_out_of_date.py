"""The last review is so long ago that the system has hardly stayed the same.

## Why it matters
Systems change every week, models when somebody thinks of it. A yearly look at what needs a full model is what card
payments ask for as well (PCI DSS v4.0.1, requirement 12.3.1); what needs less is looked at less often.

## Finds
The day is 2026-11-26 in these examples. Personal data is stored here, so the model is looked at every year; it is
announced two weeks ahead.
```yaml
threat-model: Library cards
owner: reading-room
stage: live
assets:
  reader-address: {type: personal-data}
reviews:
  - date: 2025-09-12  # want FW602
```
```yaml
threat-model: Library cards
owner: reading-room
stage: live
assets:
  reader-address: {type: personal-data}
reviews:
  - date: 2025-12-04  # want FW602
```

## Silent
Only the last review counts.
```yaml
threat-model: Library cards
owner: reading-room
stage: live
assets:
  reader-address: {type: personal-data}
reviews:
  - date: 2024-09-12
  - date: 2026-09-12
```

What holds nothing personal, no payment and no authentication is looked at every second year. `review-ages` in the
configuration says otherwise.
```yaml
threat-model: Opening hours
owner: reading-room
stage: live
assets:
  hours: {type: public-content}
reviews:
  - date: 2025-09-12
```

## Fix
A place for the record of the next review.

## When it is wrong
When nothing has changed. Then looking again takes ten minutes, and the record is its proof.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.clock import Clock, after, clock, how_soon
from forewarn.model.configuration.ages import review_age
from forewarn.model.kinds import Kind
from forewarn.model.need import Level
from forewarn.rules.reviews.latest import day_of, latest, record_review
from forewarn.rules.rule import Finding, Layer, Rule, Severity, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.changes import Fix
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_WHY = {
    Level.LIGHT: "The system needs a light model",
    Level.STANDARD: "The system needs a standard model",
    Level.FULL: "The system needs a full model",
    Level.UNCLEAR: "How much of a model the system needs is unclear",
}


def check(review: Element, facts: Facts) -> Iterable[Finding]:
    """A warning on the day of the last review once it is too old, information in the two weeks before."""
    day, texts = day_of(review), review.texts("date")
    if day is None or not texts or latest(facts) is not review:
        return ()
    level = facts.need.level
    end = after(day, review_age(level, facts.settings.review_ages))
    state = clock(end, facts.today)
    if state is Clock.PASSED:
        message = f"The last review was on {day}. {_WHY[level]}. Who looks again?"
        return (on(review, texts[0].span, message, severity=Severity.WARNING, clock=state),)
    if state is Clock.AHEAD:
        soon = how_soon(end, facts.today)
        message = f"This review is out of date after {end}, {soon}. {_WHY[level]}. Who looks again before then?"
        return (on(review, texts[0].span, message, severity=Severity.INFORMATION, clock=state),)
    return ()


def fixes(_finding: Finding, _model: Whole) -> Iterator[Fix]:
    """A place for the record of the next one."""
    yield from record_review("Record another review")


RULE = Rule(
    "FW602",
    "review-out-of-date",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.REVIEW,),
    check=check,
    fixes=fixes,
    not_at=frozenset({"draft", "design"}),
    clock=True,
)
