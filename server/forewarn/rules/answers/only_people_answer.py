"""A serious threat is answered by people alone: by approval, training, review or alerting.

## Why it matters
People are tired, new, on holiday, or fooled by a good story. What they do is worth having beside a control; alone, it
is one bad afternoon away from nothing. An alarm tells that it happened.

The catalogue marks the types of mitigations that are never enough on their own.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: A caller talks the desk into reading out an address
    type: support-impersonation
    against: [reader-address]
    severity: high
    mitigations: [M1, M2]  # want FW213
mitigations:
  M1:
    title: The desk is trained once a year
    type: security-training
    status: active
  M2:
    title: Ask before an address is read out
    type: server-side-authz
    status: suggested
```

## Silent
With a control beside it that somebody has taken, or where the threat is not critical or high.
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: A caller talks the desk into reading out an address
    against: [reader-address]
    severity: high
    mitigations: [M1, M2]
  T2:
    title: A caller learns when the desk is closed
    against: [reader-address]
    severity: low
    mitigations: [M1]
mitigations:
  M1:
    title: The desk is trained once a year
    type: security-training
    status: active
  M2:
    title: The desk sees no addresses
    status: planned
    ticket: CARD-4
```

## Fix
Add what the catalogue answers such a threat with, as a suggestion; the finding stays until somebody has taken it.

## When it is wrong
When a system enforces what the people do, so that nothing happens without them. Give that control a mitigation of its
own. Mitigations without a type are not judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model.answers import Grade, answered, names_unknown_answer
from forewarn.model.defaults import is_serious, severity
from forewarn.model.kinds import Kind
from forewarn.rules.answers.places import named_at
from forewarn.rules.answers.proposals import mitigate, usual_mitigations
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Related, Rule, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.changes import Fix
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole


def check(threat: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if all that counts as an answer is never enough on its own."""
    if "mitigations" not in threat.fields or not is_serious(threat):
        return ()
    state = answered(threat, facts)
    given = [answer.by for answer in state.answers if answer.grade is not Grade.OPEN]
    people = list(dict.fromkeys(one for one in given if one is not None and _is_people(one)))
    if not people or len(people) < len(given) or state.reopened or names_unknown_answer(threat, facts):
        return ()
    names = " and ".join(filter(None, (", ".join(map(called, people[:-1])), called(people[-1]))))
    message = (
        f"{called(threat)} is {severity(threat)}, and only people stand against it ({names}). "
        "What holds on the day they are fooled, busy or late?"
    )
    related = tuple(Related(one, one.anchor, "never enough on its own") for one in people if one.item != threat.item)
    return (on(threat, named_at(threat, people[0]), message, related=related),)


def _is_people(answer: Element) -> bool:
    known = catalog.mitigation_types().get(answer.text("type")) if answer.kind is Kind.MITIGATION else None
    return known is not None and not known.sole_answer


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """What the catalogue answers such a threat with, where it knows such a threat."""
    if finding.element is not None and usual_mitigations(finding.element):
        yield from mitigate(finding.element, model)


RULE = Rule(
    "FW213",
    "only-people-answer",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.THREAT,),
    check=check,
    fixes=fixes,
)
