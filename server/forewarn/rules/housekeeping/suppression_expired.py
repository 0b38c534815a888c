"""The last day of a waiver has passed, or soon will.

## Why it matters
Somebody wanted to look again by then. From that day on the finding is shown as if nothing had been waived. Two weeks
ahead it is announced.

## Finds
The day is 2026-11-26 in these examples.
```yaml
threat-model: Library cards
owner: reading-room
assets:
  # forewarn: ignore FW102 because the review is in October until 2026-11-01  # want FW903
  reader-address: {type: personal-data}
```
```yaml
threat-model: Library cards
assets:
  # forewarn: ignore FW101 because the library has no teams until 2026-12-01  # want FW903
  reader-address: {type: personal-data}
```

## Silent
```yaml
threat-model: Library cards
assets:
  # forewarn: ignore FW101 because the library has no teams until 2027-11-01
  reader-address: {type: personal-data}
```

## Fix
Takes the comment out.

## When it is wrong
When the clock of the machine is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.changes import Fix, ReplaceText
from forewarn.model.clock import Clock, clock, how_soon
from forewarn.rules.rule import Finding, Layer, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.waivers import Judged
    from forewarn.model.whole import Whole


def waived(judged: Judged) -> Iterator[Finding]:
    """A finding on a last day that has passed, or soon will, or that no calendar has."""
    until = judged.waiver.until
    if until is None:
        return
    if judged.last_day is None:
        message = f"`{until.text}` is no day of a calendar, so this holds without end. Which day is meant?"
        yield Finding(judged.item.serial, until.span, message)
        return
    state = clock(judged.last_day, judged.today)
    if state is Clock.PASSED:
        change = ReplaceText(judged.item.serial, judged.removal[""], "", raw=True)
        mend = Fix("Remove the comment", (change,), preferred=True)
        message = f"This was waived until {until.text}. Who looks again?"
        yield Finding(judged.item.serial, until.span, message, mend=mend, clock=state)
    elif state is Clock.AHEAD and judged.used - judged.protected:
        message = f"This is waived until {judged.last_day}, {how_soon(judged.last_day, judged.today)}. Who looks again?"
        yield Finding(judged.item.serial, until.span, message, severity=Severity.INFORMATION, clock=state)


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """Taking it out."""
    del model
    if finding.mend:
        yield finding.mend


RULE = Rule(
    "FW903",
    "suppression-expired",
    Layer.INTEGRITY,
    __doc__ or "",
    waived=waived,
    fixes=fixes,
    clock=True,
    severity=Severity.WARNING,
)
