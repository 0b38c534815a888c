"""Something sensitive goes along a flow that is not encrypted.

## Why it matters
Whoever shares a piece of the way reads along, and nobody notices: a neighbour on the wireless network, a hosting
company, a machine that was broken into for something else.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
components:
  desk: {type: app-server}
  archive: {type: app-server}
assets:
  reader-address: {type: personal-data}
flows:
  file: {from: desk, to: archive, carries: [reader-address], protocol: http}  # want FW401
  print: {from: archive, to: desk, carries: [reader-address], protocol: ipp, encrypted: false}  # want FW401
```

## Silent
Unknown is FW103's question; a threat that the model lists is not listed again.
```yaml
threat-model: Library cards
owner: reading-room
components:
  desk: {type: app-server}
  archive: {type: app-server}
assets:
  opening-hours: {type: public-content}
  reader-address: {type: personal-data}
flows:
  hang: {from: desk, to: archive, carries: [opening-hours], protocol: http}
  ask: {from: desk, to: archive, carries: [reader-address], protocol: https}
  call: {from: desk, to: archive, carries: [reader-address], protocol: ipp}
  send: {from: archive, to: desk, carries: [reader-address], encrypted: false, because: A cable of three metres.}
  file: {from: desk, to: archive, carries: [reader-address], protocol: http, considered: [cleartext-transit]}
```

## Fix
Add the threat, or extend the one of that type that is there; or correct the flow, if it is encrypted after all.

## When it is wrong
When the network below encrypts (`encrypted: true`, with `because:`), or when nobody else can get at the wire: say so
in `because:` beside `encrypted: false`. Of what is only read out of a diagram nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.catalog.flow_judgements import pairs_of
from forewarn.model.changes import Fix, ReplaceText
from forewarn.model.defaults import called_sensitivity, encrypted, ends, said, sensitive_load, without_prefix
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.flows.concerns import add_threat, is_listed
from forewarn.rules.flows.silence import LISTED, without_load
from forewarn.rules.rule import Finding, Layer, Related, Reply, Rule, State, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_THREATS = ("cleartext-transit", "in-transit-tampering")


def check(flow: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if the flow is known not to be encrypted, takes something sensitive along, and no threat says so."""
    known = encrypted(flow)
    if known is None or known.value or (flow.section and not known.stated):
        return ()
    if flow.text("from") == flow.text("to") or (known.stated and said(flow, "because")):
        return ()
    asset = sensitive_load(flow, facts)
    if asset is None or is_listed(facts, (flow, asset, *ends(flow, facts)), *_THREATS):
        return ()
    place = flow.texts("encrypted" if known.stated else "protocol")[0].span
    verb = "carries" if asset.id in map(without_prefix, flow.texts("carries")) else "returns"
    word = called_sensitivity(asset, facts.scale)
    how = "unencrypted" if known.stated else f"over {known.source}, which is not encrypted"
    message = f"{called(flow)} {verb} {called(asset)} ({word}) {how}. Who could read along?"
    return (on(flow, place, message, related=(Related(asset, asset.anchor, "what goes along"),)),)


def silence(flow: Element, facts: Facts) -> Reply:
    """What keeps it from being said: nothing sensitive, encryption, or a fact that is not known."""
    found = without_load(flow, facts)
    if found is not None:
        return found
    known = encrypted(flow)
    if known is None or (flow.section and not known.stated):
        return Reply(State.CANNOT_TELL, "whether it is encrypted is not said (FW103 asks)")
    if known.value:
        how = "it says that it is encrypted" if known.stated else f"it goes over {known.source}, which is encrypted"
        return Reply(State.ANSWERED, how)
    if known.stated and said(flow, "because"):
        return Reply(State.ANSWERED, "`because:` says why it need not be encrypted")
    return LISTED


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """The threat; then the fact, if it is the fact that is wrong."""
    flow = finding.element
    asset = sensitive_load(flow, model.facts) if flow is not None else None
    if flow is None or asset is None:
        return
    yield from add_threat(flow, _THREATS[0], (asset, flow), model)
    if flow.texts("encrypted"):
        yield Fix(
            "Correct the flow: it is encrypted", (ReplaceText(flow.item, flow.texts("encrypted")[0].span, "true"),)
        )
        return
    secured = pairs_of("secured").get(flow.text("protocol").lower())
    if secured:
        text = flow.texts("protocol")[0]
        yield Fix(f"Correct the flow: it goes over {secured}", (ReplaceText(flow.item, text.span, secured),))


RULE = Rule(
    "FW401",
    "sensitive-flow-unencrypted",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.FLOW,),
    check=check,
    silence=silence,
    fixes=fixes,
    once="{share} take something sensitive along unencrypted. Who could read along?",
)
