"""A mitigation that a serious threat rests on is said to be in place, and nothing shows it.

## Why it matters
"It is active" is a claim like any other. A test, a page or a ticket that shows it makes the difference between
believing and knowing, and tells the next reader where to look when it changes.

It is asked of systems that are being built or are live (`stage:`), and only of what answers critical or high threats.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
stage: live
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
    severity: critical
    mitigations: [M1]
mitigations:
  M1:  # want FW211
    title: Show a reader their own record only
    status: active
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
stage: live
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
    severity: critical
    mitigations: [M1]
  T2:
    title: A lost card borrows books
    against: [reader-address]
    severity: low
    mitigations: [M2]
mitigations:
  M1:
    title: Show a reader their own record only
    status: active
    evidence: [./tests/test_cards.py]
  M2:
    title: A reader can lock the card
    status: active
```

## Fix
None: where the evidence is, only its owner knows.

## When it is wrong
When the evidence is written in the mitigation's title, or beside the threat. Name it under `evidence:` as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.answers import mitigation_status
from forewarn.model.defaults import is_serious, said, severity
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Rule, on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts


def check(mitigation: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if it is active, answers a critical or high threat, and names no evidence."""
    if mitigation_status(mitigation) != "active" or said(mitigation, "evidence"):
        return ()
    for reference in facts.references_to(mitigation, "mitigations"):
        threat = reference.element
        if threat.kind is Kind.THREAT and is_serious(threat):
            message = (
                f"{called(mitigation)} is said to hold {called(threat)} ({severity(threat)}). "
                "What shows that it works: a test, a page, a ticket?"
            )
            return (on(mitigation, mitigation.anchor, message),)
    return ()


RULE = Rule(
    "FW211",
    "mitigation-without-evidence",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.MITIGATION,),
    check=check,
    absent=True,
    once="{share} are said to hold serious threats, and nothing shows it. Where is that tested?",
    not_at=frozenset({"draft", "design"}),
)
