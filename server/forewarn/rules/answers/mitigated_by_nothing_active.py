"""The text says that a threat is mitigated, and no mitigation is active.

## Why it matters
A reader stops at the word "mitigated". If what does it is only planned, the document says more than is true.

## Finds
```markdown
---
stage: building
---
# Threat model of the reading room

## Threats

### T1: Somebody lists all addresses <!-- want FW207 -->

Status: mitigated
Mitigations: M1

## Mitigations

- M1: Show a reader their own record only
  - Status: planned
```

## Silent
In YAML a threat has no such status: it is computed from the answers. In a document it may stand beside a mitigation
that is active, or beside one of which the document does not say how far it is.
```yaml
threat-model: Library cards
stage: building
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
    mitigations: [M1]
mitigations:
  M1:
    title: Show a reader their own record only
    status: planned
    ticket: CARD-7
```

## Fix
Say that the mitigation is active, or that the threat is open.

## When it is wrong
When something else than the named mitigations answers the threat. Name it beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.answers import Lack, answered, mitigation_status, stated_status
from forewarn.model.changes import Fix, ReplaceText
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Related, Rule, Severity, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_NOT_ACTIVE = frozenset({Lack.SUGGESTED, Lack.PLANNED, Lack.UNOWNED, Lack.GONE, Lack.PLACEHOLDER})


def check(threat: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if the text says mitigated and every answer it names is said not to be active (yet).

    Where nothing at all is named the text does not contradict itself; it is only asked.
    """
    if "status" not in threat.fields or not threat.section or stated_status(threat) != "mitigated":
        return ()
    answers = answered(threat, facts).answers
    named = [answer for answer in answers if answer.by is not None]
    if not named:
        if any(answer.lack is not Lack.NO_STATUS for answer in answers) or threat.names("mitigations"):
            return ()
        message = f"{called(threat)} says mitigated and names nothing that does it. What stops it?"
        return (on(threat, threat.anchor, message, severity=Severity.INFORMATION),)
    if len(named) < len(answers) or any(answer.lack not in _NOT_ACTIVE for answer in named):
        return ()
    states = dict.fromkeys((called(one.by), _state(one.by)) for one in named if one.by is not None)
    parts = [f"{name} is {state}" for name, state in states]
    what = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    related = tuple(Related(one.by, one.by.anchor, _state(one.by)) for one in named if one.by is not None)
    message = f"{called(threat)} says mitigated; {what}. Which of the two is true?"
    return (on(threat, threat.anchor, message, related=related),)


def _state(mitigation: Element) -> str:
    status = mitigation_status(mitigation)
    return f"still {status}" if status == "planned" else status or "still to be written"


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """Each mitigation made active, or the threat made open."""
    threat = finding.element
    if threat is None:
        return
    for answer in answered(threat, model.facts).answers:
        status = answer.by.texts("status") if answer.by is not None and answer.by.kind is Kind.MITIGATION else ()
        if answer.by is not None and status:
            yield Fix(
                f"Say that {called(answer.by)} is active", (ReplaceText(answer.by.item, status[0].span, "active"),)
            )
    for text in threat.texts("status"):
        yield Fix("The threat is open", (ReplaceText(threat.item, text.span, "open"),))


RULE = Rule(
    "FW207",
    "mitigated-by-nothing-active",
    Layer.INTEGRITY,
    __doc__ or "",
    kinds=(Kind.THREAT,),
    check=check,
    fixes=fixes,
    not_at=frozenset({"draft", "design"}),
)
