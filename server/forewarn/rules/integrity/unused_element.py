"""An element that nothing has to do with.

## Why it matters
A mitigation that answers no threat is work without a reason, or a threat that nobody wrote down. Data that nothing
stores, carries or threatens is somewhere all the same, and nobody knows where.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
components:
  desk: {type: internal-api}
  readers-db: {type: relational-database}
assets:
  reader-address: {type: personal-data}
  loan-history: {type: personal-data}  # want FW012
flows:
  look-up: {from: desk, to: readers-db, returns: [reader-address]}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
mitigations:
  M1:  # want FW012
    title: Show a reader their own record only
    status: active
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
components:
  desk: {type: internal-api}
  readers-db: {type: relational-database, stores: [loan-history]}
assets:
  reader-address: {type: personal-data}
  loan-history: {type: personal-data}
flows:
  look-up: {from: desk, to: readers-db, carries: [loan-history], returns: [reader-address, loan-history]}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
    mitigations: [M1]
mitigations:
  M1:
    title: Show a reader their own record only
    status: active
```

## Fix
Link the mitigation to a threat that has no answer yet, or take it out. For an asset, say which store keeps it.

## When it is wrong
When the control answers for something outside this model. Say so in `because`, and ignore the hint: nothing counts it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model.answers import Grade, answered
from forewarn.model.changes import AddToList, Fix, RemoveElement
from forewarn.model.kinds import Kind
from forewarn.rules.answers.proposals import usual_mitigations
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Rule, Severity, on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole
    from forewarn.rules.rule import Together

_KEPT = frozenset({"data", "credential"})
"""The groups of asset types that lie somewhere; money or a reputation does not."""
_GONE = frozenset({"retired", "rejected"})
_OFFERED = 3


def check(element: Element, facts: Facts) -> Iterator[Finding]:
    """A hint on a mitigation without a threat; a question on data that is nowhere."""
    if element.derived or not element.id:
        return
    if element.kind is Kind.ASSET:
        yield from _nowhere(element, facts)
    elif (
        not facts.references_to(element, "mitigations")
        and element.text("status") not in _GONE
        and facts.any(Kind.THREAT)
        and not (element.section and facts.named(element.id, Kind.THREAT))  # a document's "T3: pin the version"
    ):
        message = f"{called(element)} answers no threat yet. Which one does it stop?"
        # Nobody wants to see prose faded.
        yield on(
            element,
            element.anchor,
            message,
            subject=element.kind,
            severity=Severity.HINT,
            unused=element.section is None,
        )


def _nowhere(asset: Element, facts: Facts) -> Iterator[Finding]:
    kind = catalog.types().get(asset.text("type"))
    if kind is None or kind.group not in _KEPT:
        return
    if facts.any(Kind.FLOW) and not facts.references_to(asset, "stores", "carries", "returns", "against"):
        message = f"Where does {called(asset)} live? Nothing stores it, no flow carries it, no threat names it."
        yield on(asset, asset.anchor, message, subject=asset.kind)


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """For a mitigation, the threats that wait for an answer, best first, then removal; for data, stores."""
    element = finding.element
    if element is None or finding.together > 1:
        return  # which of them belongs where, nobody can tell for all
    if element.kind is Kind.ASSET:
        for store in list(_stores(model))[:_OFFERED]:
            change = AddToList(store, "stores", element.id)
            yield Fix(f"Say that {called(store)} keeps it", (change,))
        return
    for place, threat in enumerate(_waiting(element, model)[:_OFFERED]):
        change = AddToList(threat, "mitigations", element.id)
        yield Fix(f"Answer {called(threat)} with it", (change,), preferred=place == 0)
    yield Fix(f"Take {called(element)} out", (RemoveElement(element),))


def _stores(model: Whole) -> Iterator[Element]:
    for component in model.elements(Kind.COMPONENT):
        found = catalog.types().get(component.text("type"))
        if found and found.group == "store" and component.id and not component.derived:
            yield component


def _waiting(mitigation: Element, model: Whole) -> list[Element]:
    """The threats with no answer that holds, those that the catalogue answers with this sort of mitigation first."""
    own = mitigation.text("type")
    waiting = [one for one in model.elements(Kind.THREAT) if answered(one, model.facts).grade is Grade.OPEN]

    def is_other(threat: Element) -> bool:
        return own not in {offer.id for offer in usual_mitigations(threat)}

    return sorted(waiting, key=is_other)


def _wording(together: Together) -> str:
    if together.findings[0].subject != Kind.MITIGATION:
        return ""
    return f"{together.share} are linked to no threat. Which ones do they stop?"


RULE = Rule(
    "FW012",
    "unused-element",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.MITIGATION, Kind.ASSET),
    check=check,
    fixes=fixes,
    absent=True,
    wording=_wording,
    apart=True,
    once="{share} have to do with nothing else that is named here. What do they belong to?",
    not_at=frozenset({"draft"}),
)
