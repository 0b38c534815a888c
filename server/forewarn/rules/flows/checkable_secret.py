"""Anybody may try whether a card, a code or a password is right, as often as they like.

## Why it matters
An answer of yes or no is an oracle. With a list of stolen cards, or all codes of six digits, a program only has to
keep asking.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
zones:
  street: {trust: none}
actors:
  reader: {zone: street}
components:
  desk: {type: app-server}
assets:
  pin: {type: user-password}
flows:
  log-in: {from: reader, to: desk, carries: [pin], authentication: none}  # want FW409
```

## Silent
A limit that is in place, or that somebody has taken on, answers it; so does a threat that speaks of it.
```yaml
threat-model: Library cards
owner: reading-room
zones:
  street: {trust: none}
  house: {trust: medium}
actors:
  reader: {zone: street}
  librarian: {zone: house}
components:
  desk: {type: app-server}
assets:
  pin: {type: user-password}
  library-card: {type: payment-card-data}
flows:
  log-in: {from: reader, to: desk, carries: [pin], authentication: none}
  pay: {from: reader, to: desk, carries: [library-card], authentication: session-cookie}
  open: {from: librarian, to: desk, carries: [pin], authentication: none}
threats:
  T1:
    title: Somebody tries all pins of a reader
    type: password-guessing
    against: [pin]
```

## Fix
Add the threat, or extend the one of that type that is there; or correct the flow, and say how the caller is known.

## When it is wrong
When a limit stands before it and the model does not know of it. Add it as a mitigation of that type (`auth-throttling`,
`rate-limits`), and it counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.catalog.flow_judgements import pairs_of, types_that_are
from forewarn.model.changes import BLANK, Fix, ReplaceText
from forewarn.model.defaults import ends
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.flows.concerns import add_threat, is_limited, is_listed
from forewarn.rules.flows.parties import asks_nobody, is_outside, is_untrusted, load
from forewarn.rules.flows.silence import LISTED, without_ends, without_stranger, without_strangers_call
from forewarn.rules.rule import Finding, Layer, Related, Reply, Rule, State, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole


def check(flow: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if anybody may bring something to try, is not asked who they are, and nothing limits them."""
    if not asks_nobody(flow):
        return ()
    asset = _tried(flow, facts)
    if asset is None:
        return ()
    start, end = ends(flow, facts)
    if start is None or end is None or end.kind is not Kind.COMPONENT or is_outside(end):
        return ()
    if not is_untrusted(start, facts) or is_limited(facts, sorted(types_that_are("tries"))):
        return ()
    if is_listed(facts, (flow, asset, start, end), *sorted(set(pairs_of("checkable").values())), "credential-stuffing"):
        return ()
    message = (
        f"{called(flow)} tells anybody whether {called(asset)} is right, and nothing limits how often they try. "
        "How many tries does a program get?"
    )
    related = (Related(asset, asset.anchor, "what is tried"),)
    return (on(flow, flow.texts("authentication")[0].span, message, related=related),)


def _tried(flow: Element, facts: Facts) -> Element | None:
    checkable = pairs_of("checkable")
    return next((asset for asset in load(flow, "carries", facts) if asset.text("type") in checkable), None)


def silence(flow: Element, facts: Facts) -> Reply:
    """What keeps it from being said: nothing to try, a known caller, a limit, or a fact that is not known."""
    if _tried(flow, facts) is None:
        return Reply(State.NOT_APPLICABLE, "no card, code or password is tried by it")
    found = without_strangers_call(flow) or without_ends(flow, facts)
    start, end = ends(flow, facts)
    if found is not None or start is None or end is None:
        return found or Reply(State.CANNOT_TELL, "where it begins and ends is not said")
    if end.kind is not Kind.COMPONENT or is_outside(end):
        return Reply(State.NOT_APPLICABLE, "what is called is no component of this system")
    found = without_stranger(start, facts)
    if found is not None:
        return found
    if is_limited(facts, sorted(types_that_are("tries"))):
        return Reply(State.ANSWERED, "a mitigation limits how often somebody tries")
    return LISTED


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """The threat; then a place to say how the caller is known after all."""
    flow = finding.element
    asset = _tried(flow, model.facts) if flow is not None else None
    if flow is None or asset is None:
        return
    _, end = ends(flow, model.facts)
    against = (asset, end) if end is not None else (asset,)
    yield from add_threat(flow, pairs_of("checkable")[asset.text("type")], against, model)
    span = flow.texts("authentication")[0].span
    yield Fix(
        "Correct the flow: say how the caller is known", (ReplaceText(flow.item, span, BLANK, raw=True),), stub=True
    )


RULE = Rule(
    "FW409",
    "checkable-secret",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.FLOW,),
    check=check,
    silence=silence,
    fixes=fixes,
    once="{share} tell anybody whether a card, a code or a password is right. How many tries does a program get?",
)
