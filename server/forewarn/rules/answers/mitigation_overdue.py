"""A planned mitigation should be in place by a day that has passed, or soon will.

## Why it matters
The threat was counted as answered because somebody promised this by that day. Either it is in place and nobody said so,
or the threat has been open longer than everybody believes. Two weeks ahead it is announced.

It is asked of systems that are being built or are live (`stage:`).

## Finds
The day is 2026-11-26 in these examples.
```yaml
threat-model: Library cards
owner: reading-room
stage: building
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
    mitigations: [M1, M2]
mitigations:
  M1:
    title: Show a reader their own record only
    status: planned
    owner: desk-team
    due: 2026-10-31  # want FW210
  M2:
    title: Ask for the date of birth
    due: 2026-12-01  # want FW210
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
stage: building
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
    mitigations: [M1, M2]
mitigations:
  M1:
    title: Show a reader their own record only
    status: active
    due: 2026-10-31
  M2:
    title: Ask for the date of birth
    due: 2027-03-01
```

## Fix
None: whether it is in place, or by when it will be, is a person's word.

## When it is wrong
When it is in place and only the status was left behind. Then the status is what to mend.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.answers import mitigation_status
from forewarn.model.clock import Clock, clock, how_soon
from forewarn.model.elements import parse_date
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Rule, Severity, on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts


def check(mitigation: Element, facts: Facts) -> Iterable[Finding]:
    """A warning once the day has passed, information in the two weeks before."""
    written = mitigation.texts("due")
    due = parse_date(written[0].text) if written else None
    if due is None or mitigation_status(mitigation) not in ("", "planned"):
        return ()
    state = clock(due, facts.today)
    if state is Clock.PASSED:
        message = f"{called(mitigation)} was due on {due}. Is it in place, or by when will it be?"
        return (on(mitigation, written[0].span, message, stated=True, clock=state),)
    if state is Clock.AHEAD:
        message = f"{called(mitigation)} is due on {due}, {how_soon(due, facts.today)}. Will it be in place by then?"
        return (on(mitigation, written[0].span, message, severity=Severity.INFORMATION, clock=state),)
    return ()


RULE = Rule(
    "FW210",
    "mitigation-overdue",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.MITIGATION,),
    check=check,
    once="{share} were due on a day that has passed or soon will. Which of them are in place?",
    not_at=frozenset({"draft", "design"}),
    clock=True,
)
