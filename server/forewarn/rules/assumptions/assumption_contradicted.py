"""An assumption that the model's own flows disprove.

## Why it matters
Threats were ruled out because this was taken to be true. The model itself says that it is not.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
zones:
  internet: {trust: none}
  office: {trust: medium}
actors:
  reader: {zone: internet}
components:
  desk: {zone: office}
  card-store: {zone: office}
flows:
  ask: {from: reader, to: desk, protocol: https, authentication: session-cookie}
  export: {from: card-store, to: reader, protocol: https, authentication: api-key}
assumptions:
  A1:
    statement: What is in the card store never leaves the office by itself.
    check: no-direct card-store -> internet  # want FW302
```

## Silent
A way through other components is no contradiction of `no-direct`; and where a fact is unknown nothing is claimed.
```yaml
threat-model: Library cards
owner: reading-room
zones:
  internet: {trust: none}
  office: {trust: medium}
actors:
  reader: {zone: internet}
components:
  desk: {zone: office}
  card-store: {zone: office}
flows:
  ask: {from: reader, to: desk, protocol: https, authentication: session-cookie}
  look-up: {from: desk, to: card-store, protocol: postgres, authentication: service account}
assumptions:
  A1:
    statement: Nobody on the internet can reach the card store.
    check: no-direct internet -> card-store
```

## Fix
None: either the flow or the assumption is wrong, and only people know which.

## When it is wrong
When a flow in the model is drawn wider than it is. Correct the flow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.answers import validity
from forewarn.model.claims import Claim, Verdict, judge, parse
from forewarn.model.kinds import Kind
from forewarn.model.references import CHECK
from forewarn.rules.calling import called
from forewarn.rules.rule import Layer, Related, Reply, Rule, State, on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.claims import Judgement
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.rules.rule import Finding

_LISTED = 4
"""So many hops of a counter-example are told in the message; all of them are related places."""


def check(assumption: Element, facts: Facts) -> Iterator[Finding]:
    """A finding for a claim with a counter-example; one that hangs on an unknown fact waits for it."""
    if CHECK not in assumption.fields or validity(assumption, facts) == "rejected":
        return
    for text in assumption.texts(CHECK):
        claim = parse(text.text)
        if not isinstance(claim, Claim) or not _all_known(claim, facts):
            continue  # FW003, FW006 and FW007 ask about it
        found = judge(claim, facts.graph)
        if found.verdict is Verdict.CONTRADICTED:
            related = tuple(Related(hop.flow, hop.flow.anchor, f"{hop.start} → {hop.end}") for hop in found.hops)
            if found.holds is not None:
                related = (Related(found.holds, found.holds.anchor, "where it is kept"),)
            yield on(assumption, text.span, f"{called(assumption)} does not hold: {_why(found)}.", related=related)


def _all_known(claim: Claim, facts: Facts) -> bool:
    return all(facts.named(name.text, *name.kinds) for name in claim.names)


def _why(found: Judgement) -> str:
    if found.holds is not None:
        return f"{called(found.holds)} keeps it"
    hops = found.hops
    if len(hops) == 1:
        return f"{called(hops[0].flow)} goes from `{hops[0].start}` to `{hops[0].end}`"
    way = [hops[0].start, *(hop.end for hop in hops)]
    shown = way if len(way) <= _LISTED + 1 else [*way[:_LISTED], "…", way[-1]]
    return f"there is a way from {' to '.join(f'`{node}`' if node != '…' else node for node in shown)}"


def silence(assumption: Element, facts: Facts) -> Reply:
    """How its claim stands: it has none, it waits for a fact, or the flows prove it."""
    claim = parse(assumption.text(CHECK)) if assumption.text(CHECK) else None
    if claim is None:
        return Reply(State.NOT_APPLICABLE, "it has no `check:`")
    if not isinstance(claim, Claim) or not _all_known(claim, facts):
        return Reply(State.CANNOT_TELL, "its `check:` cannot be read")
    found = judge(claim, facts.graph)
    if found.verdict is Verdict.UNDECIDED:
        waits = ", ".join(f"{called(element)} says no `{field}:`" for element, field in found.waits[:_LISTED])
        return Reply(State.CANNOT_TELL, waits)
    return Reply(State.ANSWERED, "its claim holds on the flows of this model")


RULE = Rule(
    "FW302",
    "assumption-contradicted",
    Layer.INTEGRITY,
    __doc__ or "",
    kinds=(Kind.ASSUMPTION,),
    check=check,
    silence=silence,
)
