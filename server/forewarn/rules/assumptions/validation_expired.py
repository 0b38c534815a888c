"""The confirmation of an assumption has run out, or soon will.

## Why it matters
What held last year was held by a configuration that people have changed since. Once the day has passed, the threats
that the assumption rules out are answered by a promise only. Two weeks ahead it is announced.

## Finds
The day is 2026-11-26 in these examples.
```yaml
threat-model: Library cards
owner: reading-room
assumptions:
  A1:
    statement: The archive cannot be reached from outside.
    validation:
      method: pentest
      result: held
      date: 2025-10-04
      until: 2026-10-04  # want FW305
  A2:
    statement: Only the head of the reading room has the key.
    validation:
      method: review
      result: held
      until: 2026-12-01  # want FW305
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
assumptions:
  A1:
    statement: The archive cannot be reached from outside.
    validation: {method: pentest, result: held, date: 2026-10-04, until: 2027-10-04}
  A2:
    statement: Only the head of the reading room has the key.
    validation: {method: review, result: broken, until: 2026-06-30}
```

## Fix
None: somebody has to look again.

## When it is wrong
When it was confirmed anew and only the date was left behind. Then the date is what to mend.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.clock import Clock, clock, how_soon
from forewarn.model.elements import parse_date
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.rule import Layer, Rule, Severity, on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.rules.rule import Finding


def check(assumption: Element, facts: Facts) -> Iterable[Finding]:
    """A warning once the day has passed, information in the two weeks before."""
    record = assumption.record("validation") if "validation" in assumption.fields else None
    field = record.fields.get("until") if record else None
    if record is None or field is None or not field.texts:
        return ()
    stated = assumption.text("validity")
    if stated in ("rejected", "unconfirmed") or (stated != "confirmed" and record.text("result") != "held"):
        return ()
    until = parse_date(field.texts[0].text)
    state = clock(until, facts.today) if until is not None else None
    if until is None or state is None:
        return ()
    span = assumption.anchor if assumption.section else field.texts[0].span
    if state is Clock.PASSED:
        message = f"{called(assumption)} was confirmed until {until}. Who checks again whether it holds?"
        return (on(assumption, span, message, stated=True, clock=state),)
    soon = how_soon(until, facts.today)
    message = f"The confirmation of {called(assumption)} ends on {until}, {soon}. Who checks again before then?"
    return (on(assumption, span, message, severity=Severity.INFORMATION, clock=state),)


RULE = Rule(
    "FW305",
    "validation-expired",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.ASSUMPTION,),
    check=check,
    once="{share} were confirmed until a day that has passed or soon will. Who checks again?",
    clock=True,
)
