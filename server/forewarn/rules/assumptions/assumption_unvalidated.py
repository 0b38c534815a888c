"""Something much rests on an assumption that nobody has checked.

## Why it matters
A threat that an assumption rules out is answered for as long as the assumption holds. Where the threat is serious, or
what it is against is sensitive, the belief is worth an afternoon: somebody tries to prove it wrong.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
zones:
  internet: {trust: none}
  house: {trust: medium}
components:
  archive: {type: relational-database, zone: house}
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody reads addresses in the archive from outside
    against: [reader-address]
    ruled-out-by: [A1]
assumptions:
  A1:  # want FW304
    statement: The archive is not reachable from the internet.
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
assets:
  opening-hours: {type: public-content}
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody reads addresses in the archive from outside
    against: [reader-address]
    ruled-out-by: [A1]
  T2:
    title: Somebody scribbles on the opening hours
    against: [opening-hours]
    severity: low
    ruled-out-by: [A2]
  T3:
    title: Somebody carries the card index away
    against: [reader-address]
    ruled-out-by: [A2]
    mitigations: [M1]
mitigations:
  M1:
    title: The card index is chained to the desk
    status: active
assumptions:
  A1:
    statement: The archive cannot be reached from outside.
    validation: {method: pentest, result: held, date: 2026-10-04, by: Example Pentest Ltd}
  A2:
    statement: Readers behave.
```

## Fix
Insert a `validation:` with places for how it was checked, what came out, when and by whom. Where the statement says in
plain words what a claim says, the claim is offered as `check:` (docs/claims.md): then the model's own flows are asked.
Either leaves the finding until somebody has confirmed the assumption.

## When it is wrong
When it was checked and the model does not know of it. Then the validation is what to write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.answers import Grade, Lack, answered, assumption_answer
from forewarn.model.changes import BLANK, AddField, Fix, NewRecord
from forewarn.model.claims.prose import claim_in
from forewarn.model.defaults import called_sensitivity, is_sensitive, is_serious, severity, without_prefix
from forewarn.model.elements import parse_date
from forewarn.model.kinds import Kind
from forewarn.model.references import CHECK
from forewarn.rules.calling import called, titled
from forewarn.rules.rule import Finding, Layer, Related, Rule, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_BLANKS = NewRecord((("method", BLANK), ("result", BLANK), ("date", BLANK), ("by", BLANK)))


def check(assumption: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if it is unconfirmed, and a serious threat, or one against something sensitive, rests on it alone."""
    if assumption_answer(assumption, facts).lack is not Lack.UNCONFIRMED or _ran_out(assumption, facts):
        return ()
    for threat in (one.element for one in facts.references_to(assumption, "ruled-out-by")):
        if answered(threat, facts).grade is Grade.HELD:
            continue
        reason = _reason(threat, facts)
        if reason:
            message = f"{called(assumption)} rules out {reason}, and nobody has confirmed it. Who checks it?"
            related = (Related(threat, threat.anchor, f"{titled(threat)}: what it rules out"),)
            return (on(assumption, assumption.anchor, message, related=related),)
    return ()


def _ran_out(assumption: Element, facts: Facts) -> bool:
    """Whether it was confirmed once: FW305 says so."""
    record = assumption.record("validation")
    until = parse_date(record.text("until")) if record else None
    confirmed = (record is not None and record.text("result") == "held") or assumption.text("validity") == "confirmed"
    return confirmed and until is not None and until < facts.today


def _reason(threat: Element, facts: Facts) -> str:
    """Why it matters that the threat is ruled out, to go on after "rules out"; empty where it matters little."""
    if is_serious(threat):
        return f"{called(threat)} ({severity(threat)})"
    for text in threat.texts("against"):
        for asset in facts.named(without_prefix(text), Kind.ASSET):
            if is_sensitive(asset, facts.scale):
                word = called_sensitivity(asset, facts.scale)
                return f"{called(threat)}, which is against {called(asset)} ({word})"
    return ""


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """A place for the validation; and the claim, where the statement is one in plain words."""
    assumption = finding.element
    if assumption is None or finding.together > 1:
        return
    if "validation" not in assumption.fields:
        yield Fix("Make a place for the validation", (AddField(assumption, "validation", _BLANKS),), stub=True)
    claim = claim_in(assumption.text("statement"), model) if CHECK not in assumption.fields else ""
    if claim:
        yield Fix(f"Check it on the model's flows: {claim}", (AddField(assumption, CHECK, claim),), stub=True)


RULE = Rule(
    "FW304",
    "assumption-unvalidated",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.ASSUMPTION,),
    check=check,
    fixes=fixes,
    once="{share} rule out serious threats, and nobody has confirmed them. Who checks the first?",
)
