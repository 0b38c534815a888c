"""A mitigation is named that does not stop a threat of this type, and nothing else is.

## Why it matters
Some controls are good at one thing and are written down against another: a database that encrypts its files decrypts
them for whoever may ask. The threat then looks answered, and nobody looks for what would stop it.

The catalogue lists such pairs one by one, with the reason. Nothing is concluded from STRIDE letters.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody asks the search box for everybody's address
    type: sql-injection
    against: [reader-address]
    mitigations: [M1]  # want FW204
mitigations:
  M1:
    title: The disks of the card index are encrypted
    type: encryption-at-rest
    status: active
```

## Silent
With another mitigation beside it, or where the catalogue does not know the threat or the mitigation.
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody asks the search box for everybody's address
    type: sql-injection
    against: [reader-address]
    mitigations: [M1, M2]
  T2:
    title: Somebody carries the disk away
    type: cleartext-at-rest
    against: [reader-address]
    mitigations: [M1]
mitigations:
  M1:
    title: The disks of the card index are encrypted
    type: encryption-at-rest
    status: active
  M2:
    title: The search goes through one reviewed query
    status: planned
    ticket: CARD-9
```

## Fix
Add what the catalogue answers such a threat with, as a suggestion; a mitigation of the model comes first if it fits.

## When it is wrong
When the mitigation does more than its type says, or the threat's type is only near. Then change the type, or leave it
out: what has no type is not judged here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model.answers import Answer, Lack, answered, names_unknown_answer
from forewarn.model.defaults import without_prefix
from forewarn.model.kinds import Kind
from forewarn.rules.answers.places import named_at
from forewarn.rules.answers.proposals import mitigate
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Related, Reply, Rule, State, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.changes import Fix
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_NO_ANSWER = (Lack.GONE, Lack.PLACEHOLDER)


def check(threat: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if each mitigation of the threat is one that the catalogue says does not stop its type."""
    kind = threat.text("type")
    if not kind or "mitigations" not in threat.fields or "decision" in threat.fields:
        return ()
    state = answered(threat, facts)
    given = [one for one in state.answers if one.lack not in _NO_ANSWER]
    if not given or state.reopened or any(_why(one, kind) is None for one in given):
        return ()
    if names_unknown_answer(threat, facts):
        return ()  # FW006 asks for it first, and it may be the one that answers
    mitigations = list(dict.fromkeys(one.by for one in given if one.by is not None))
    reason = _why(given[0], kind) or ""
    if len(mitigations) == 1:
        message = f"{called(mitigations[0])} alone does not stop {called(threat)}. {reason} What would?"
    else:
        names = f"{', '.join(map(called, mitigations[:-1]))} and {called(mitigations[-1])}"
        message = f"{names} do not stop {called(threat)}. Of {called(mitigations[0])}: {reason} What would?"
    related = tuple(
        Related(one, one.anchor, _why_of(one, kind) or "") for one in mitigations if one.item != threat.item
    )
    return (on(threat, named_at(threat, mitigations[0]), message, related=related),)


def _why(answer: Answer, kind: str) -> str | None:
    return _why_of(answer.by, kind) if answer.by is not None and answer.by.kind is Kind.MITIGATION else None


def _why_of(mitigation: Element, kind: str) -> str | None:
    return catalog.why_it_does_not_stop(mitigation.text("type"), kind)


def silence(threat: Element, facts: Facts) -> Reply:
    """What keeps it from being said: a type that is not stated, or a mitigation that may well answer."""
    if not threat.text("type"):
        return Reply(State.CANNOT_TELL, "of which type it is, is not said")
    if "mitigations" not in threat.fields or "decision" in threat.fields:
        return Reply(State.NOT_APPLICABLE, "it is not answered by mitigations alone")
    named = [one for text in threat.texts("mitigations") for one in facts.named(without_prefix(text), Kind.MITIGATION)]
    untyped = next((one for one in named if not one.text("type")), None)
    if untyped is not None:
        return Reply(State.CANNOT_TELL, f"of which type {called(untyped)} is, is not said")
    return Reply(State.ANSWERED, "not all of its mitigations are known to miss it")


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """What the catalogue answers such a threat with."""
    if finding.element is not None:
        yield from mitigate(finding.element, model)


RULE = Rule(
    "FW204",
    "mitigation-does-not-answer",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.THREAT,),
    check=check,
    silence=silence,
    fixes=fixes,
)
