"""A sensitive asset that no threat is against.

## Why it matters
What is worth protecting is worth stealing. An asset that is restricted or secret and appears in no threat has usually
been forgotten, not made safe.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}  # want FW202
  loan: {title: Who borrowed which book, sensitivity: confidential}
threats:
  T1:
    title: A neighbour learns who reads what
    against: [loan]
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
  loan: {title: Who borrowed which book, sensitivity: confidential}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
```

## Fix
Add the threats that usually belong to assets of its type, one by one or the first three together.

## When it is wrong
When its threats were thought about and do not apply here. List them under `considered:`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model.changes import BLANK, AddElement, Fix
from forewarn.model.defaults import RESTRICTED, sensitivity
from forewarn.model.kinds import Kind
from forewarn.rules.answers.usual_threats import add_threats, usual_threats
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Reply, Rule, State, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_OFFERED = 3


def check(asset: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if the asset is restricted or more, by its text or its type, and no threat names it.

    In a document whose threats name no assets at all, the question is FW208's.
    """
    known = sensitivity(asset, facts.scale)
    if known is None or catalog.sensitivity_rank(known.value) < RESTRICTED:
        return ()
    if facts.references_to(asset, "against"):
        return ()
    if "considered" in asset.fields and not usual_threats(asset):
        return ()
    if asset.section and not facts.any_field(Kind.THREAT, "against"):
        return ()
    message = (
        f"No threat is against {called(asset)} ({facts.scale.shown(known.value)}) yet. "
        "Who would want it, and how would they get at it?"
    )
    return (on(asset, asset.anchor, message),)


def silence(asset: Element, facts: Facts) -> Reply:
    """What keeps it from being said: it is not so sensitive, or threats are against it."""
    known = sensitivity(asset, facts.scale)
    if known is None:
        return Reply(State.CANNOT_TELL, "how sensitive it is, is not said (FW102 asks)")
    if catalog.sensitivity_rank(known.value) < RESTRICTED:
        return Reply(State.NOT_APPLICABLE, f"it is {facts.scale.shown(known.value)}")
    threats = facts.references_to(asset, "against")
    if threats:
        return Reply(State.ANSWERED, f"{called(threats[0].element)} is against it")
    if "considered" in asset.fields:
        return Reply(State.ANSWERED, "the usual threats were considered")
    return Reply(State.NOT_APPLICABLE, "the document's threats name no assets at all (FW208 asks)")


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """The catalogue's first three threats for its type, then all three; a blank one where the type is not known."""
    asset = finding.element
    if asset is None:
        return
    if usual_threats(asset):
        yield from add_threats(asset, model, _OFFERED)
    else:
        fields = (("title", BLANK), ("against", (asset.name,)))
        yield Fix("Add a threat", (AddElement(Kind.THREAT, model.free_id(Kind.THREAT), fields, near=asset),), stub=True)


RULE = Rule(
    "FW202",
    "sensitive-asset-without-threat",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.ASSET,),
    check=check,
    silence=silence,
    fixes=fixes,
    absent=True,
    once="{share} are sensitive, and no threat is against them yet. Who would want them?",
)
