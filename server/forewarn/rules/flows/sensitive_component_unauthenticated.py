"""A component gives out something sensitive, or takes it in, without asking who is calling.

## Why it matters
What answers everybody answers whoever reaches it: a stranger on the internet, or the next machine that was broken into.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
zones:
  house: {trust: medium}
actors:
  reader: {}
components:
  desk: {type: app-server, zone: house}
  archive: {type: internal-api, zone: house}
assets:
  reader-address: {type: personal-data}
flows:
  look-up: {from: reader, to: desk, returns: [reader-address], authentication: none}  # want FW402
  file: {from: desk, to: archive, carries: [reader-address], authentication: none}  # want FW402
```

## Silent
A person who is not known yet may log in, register, or send a form; what is unknown is FW104's question.
```yaml
threat-model: Library cards
owner: reading-room
zones:
  house: {trust: medium}
actors:
  reader: {}
components:
  desk: {type: app-server, zone: house}
  archive: {type: internal-api, zone: house}
assets:
  opening-hours: {type: public-content}
  reader-address: {type: personal-data}
  pin: {type: user-password}
  visit: {type: session-token}
flows:
  hang: {from: desk, to: reader, returns: [opening-hours], authentication: none}
  log-in: {from: reader, to: desk, carries: [pin], returns: [visit], authentication: none}
  register: {from: reader, to: desk, carries: [reader-address], authentication: none}
  look-up: {from: reader, to: desk, returns: [reader-address]}
  file: {from: desk, to: archive, carries: [reader-address], authentication: service account}
threats:
  T1:
    title: Anybody who finds the port of the desk reads addresses
    against: [desk]
    references: [CWE-306]
```

## Fix
Add the threat, or extend the one of that type that is there; or correct the flow, and say how the caller is known.

## When it is wrong
When something before the component asks, such as a gateway. Say so: `authentication: at the gateway`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.changes import BLANK, Fix, ReplaceText
from forewarn.model.defaults import called_sensitivity, ends
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.flows.concerns import add_threat, is_listed
from forewarn.rules.flows.parties import (
    asks_nobody,
    is_client,
    is_credential,
    is_outside,
    is_untrusted,
    load,
    sensitive,
)
from forewarn.rules.flows.silence import LISTED, without_ends, without_load, without_strangers_call
from forewarn.rules.rule import Finding, Layer, Related, Reply, Rule, State, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_THREAT = "missing-authentication"


def check(flow: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if the text says that nobody is asked, something sensitive is at stake, and no threat says so."""
    if not asks_nobody(flow):
        return ()
    start, end = ends(flow, facts)
    if start is None or end is None or start is end or end.kind is not Kind.COMPONENT or is_outside(end):
        return ()
    asset, verb = _at_stake(flow, start, facts)
    if asset is None or is_listed(facts, (flow, asset, start, end), _THREAT, "service-impersonation"):
        return ()
    word = called_sensitivity(asset, facts.scale)
    message = (
        f"{called(end)} {verb} {called(asset)} ({word}) in {called(flow)} without asking who "
        "calls. What stops a stranger?"
    )
    related = (Related(end, end.anchor, "what is called"), Related(asset, asset.anchor, "what is at stake"))
    return (on(flow, flow.texts("authentication")[0].span, message, related=related),)


def _at_stake(flow: Element, start: Element, facts: Facts) -> tuple[Element | None, str]:
    """What could be had or forged here, and what the component does with it.

    Whoever brings a credential proves by it who they are; what people send of their own accord they may send.
    """
    carried = load(flow, "carries", facts)
    if any(is_credential(asset) for asset in carried):
        return None, ""
    returned = sensitive(load(flow, "returns", facts), facts)
    if returned is not None:
        return returned, "gives out"
    if is_client(start) or is_untrusted(start, facts):
        return None, ""
    return sensitive(carried, facts), "takes"


def silence(flow: Element, facts: Facts) -> Reply:
    """What keeps it from being said: a known caller, nothing at stake, or a fact that is not known."""
    found = without_strangers_call(flow) or without_ends(flow, facts) or without_load(flow, facts)
    if found is not None:
        return found
    start, end = ends(flow, facts)
    if start is None or end is None or end.kind is not Kind.COMPONENT or is_outside(end):
        return Reply(State.NOT_APPLICABLE, "what is called is no component of this system")
    if start is end or _at_stake(flow, start, facts)[0] is None:
        return Reply(State.NOT_APPLICABLE, "what goes along is the caller's own, or proves who calls")
    return LISTED


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """The threat; then a place to say how the caller is known after all."""
    flow = finding.element
    start, end = ends(flow, model.facts) if flow is not None else (None, None)
    if flow is None or start is None or end is None:
        return
    asset, _ = _at_stake(flow, start, model.facts)
    if asset is not None:
        yield from add_threat(flow, _THREAT, (asset, end), model)
    span = flow.texts("authentication")[0].span
    yield Fix(
        "Correct the flow: say how the caller is known", (ReplaceText(flow.item, span, BLANK, raw=True),), stub=True
    )


RULE = Rule(
    "FW402",
    "sensitive-component-unauthenticated",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.FLOW,),
    check=check,
    silence=silence,
    fixes=fixes,
    once="{share} take something sensitive along, and nobody is asked who calls. What stops a stranger?",
)
