"""A risk was accepted until a day that has passed, or soon will.

## Why it matters
The date was set because the reason might not hold for ever. Somebody looks again and decides anew; until then the
threat is answered by a promise only. Two weeks ahead it is announced.

## Finds
The day is 2026-11-26 in these examples.
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
    decision:
      kind: accept
      by: Ines Roth, Head of the reading room
      until: 2026-06-30  # want FW206
      reason: The list hangs in the hall anyway.
  T2:
    title: A lost card borrows books
    against: [reader-address]
    decision:
      kind: transfer
      by: Ines Roth, Head of the reading room
      until: 2026-12-01  # want FW206
      reason: The insurance pays for lost books.
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
    decision:
      kind: accept
      by: Ines Roth, Head of the reading room
      until: 2027-06-30
      reason: The list hangs in the hall anyway.
```

## Fix
Reopen the threat (`status: open`; the record stays), or empty the date so that somebody sets a new one.

## When it is wrong
When the decision was renewed and only the date was left behind. Then the date is what to mend.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.answers import decision_kind, decision_until
from forewarn.model.changes import BLANK, AddField, Fix, ReplaceText
from forewarn.model.clock import Clock, clock, how_soon
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Reply, Rule, Severity, State, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element, Text
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_PASSING = {"accept": "acceptance", "transfer": "transfer"}


def check(threat: Element, facts: Facts) -> Iterable[Finding]:
    """A warning once the day has passed, which the text itself says; information in the two weeks before."""
    if "decision" not in threat.fields:
        return ()
    kind, until, written = decision_kind(threat), decision_until(threat), _until(threat)
    if kind not in _PASSING or until is None or written is None or threat.text("status") == "open":
        return ()
    state, what = clock(until, facts.today), f"The {_PASSING[kind]} of {called(threat)}"
    if state is Clock.PASSED:
        message = f"{what} ended on {until}. Who looks again, and decides anew?"
        return (on(threat, written.span, message, stated=True, clock=state),)
    if state is Clock.AHEAD:
        message = f"{what} ends on {until}, {how_soon(until, facts.today)}. Who looks again before then?"
        return (on(threat, written.span, message, severity=Severity.INFORMATION, clock=state),)
    return ()


def _until(threat: Element) -> Text | None:
    record = threat.record("decision")
    field = record.fields.get("until") if record else None
    return field.texts[0] if field and field.texts else None


def silence(threat: Element, _facts: Facts) -> Reply:
    """What keeps it from being said: nothing was accepted, or it has time yet."""
    if decision_kind(threat) not in _PASSING:
        return Reply(State.NOT_APPLICABLE, "it is neither accepted nor transferred")
    until = decision_until(threat)
    if until is None:
        return Reply(State.CANNOT_TELL, "until when, is not said (FW205 asks)")
    return Reply(State.ANSWERED, f"it holds until {until}")


def fixes(finding: Finding, _model: Whole) -> Iterator[Fix]:
    """Reopen, or make a place for a new date. forewarn sets none itself: a date is a person's word."""
    threat = finding.element
    if threat is None:
        return
    if "status" not in threat.fields:
        yield Fix("Reopen the threat", (AddField(threat, "status", "open"),))
    written = _until(threat)
    if written is not None:
        yield Fix("Set a new date", (ReplaceText(threat.item, written.span, BLANK, raw=True),), stub=True)


RULE = Rule(
    "FW206",
    "acceptance-expired",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.THREAT,),
    check=check,
    silence=silence,
    fixes=fixes,
    once="{share} were accepted until a day that has passed or soon will. Who looks again?",
    clock=True,
)
