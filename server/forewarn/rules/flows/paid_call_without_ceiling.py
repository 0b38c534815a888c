"""Anybody can cause calls that cost money, and nothing says where the ceiling is.

## Why it matters
Whoever can make the system send messages or ask a model can spend its owner's money while everybody sleeps. Some earn
by it: they own the numbers that the codes are sent to.

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
  texts: {type: email-sms-channel}  # want FW408
flows:
  ask-for-code: {from: reader, to: desk, authentication: none}
  send-code: {from: desk, to: texts}
```

## Silent
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
  back-office: {type: app-server}
  texts: {type: email-sms-channel}
  letters: {type: email-sms-channel}
flows:
  ask-for-code: {from: reader, to: desk, authentication: none}
  send-code: {from: desk, to: texts}
  remind: {from: librarian, to: back-office}
  send-letter: {from: back-office, to: letters}
mitigations:
  M1:
    title: Three codes a day for each number
    type: business-limits
    status: active
```

## Fix
Add the threat, or extend the one of that type that is there.

It is a warning where the caller is known to be asked for nothing; else, and where a rate limit (`rate-limits`) says how
fast calls may come, it is a question: what is allowed every second adds up.

## When it is wrong
When the contract has a ceiling, or the price does not depend on the number of calls. Add the ceiling as a mitigation
(`spend-limits`), or write `considered:` with the threat's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.catalog.flow_judgements import pairs_of, types_that_are
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.flows.concerns import add_threat, is_limited, is_listed
from forewarn.rules.flows.parties import asks_nobody, is_untrusted
from forewarn.rules.flows.silence import LISTED
from forewarn.rules.rule import Finding, Layer, Related, Reply, Rule, Severity, State, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.changes import Fix
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_STEPS = 3
"""So many flows lead from a caller to what it pays for with somebody else's money: the door, a service, the call."""
_MOST = 64
"""So many flows are looked at; where more lead to a component, those are enough to ask by."""
_THREATS = ("bill-shock", "sms-pumping", "model-cost-exhaustion")


def check(component: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if somebody untrusted can cause calls of a component that is paid for by the call, without a limit."""
    if "type" not in component.fields or component.text("type") not in pairs_of("metered"):
        return ()
    way = _way_in(component, facts)
    if not way:
        return ()
    if is_limited(facts, sorted(types_that_are("ceilings"))) or is_listed(facts, (component, *way), *_THREATS):
        return ()
    door = way[0]
    caller = facts.first(door.text("from"), Kind.ACTOR, Kind.COMPONENT)
    message = (
        f"{called(component)} costs money for each call, and {called(caller) if caller else 'anybody'} can cause calls "
        f"by {called(door)}. Where is the ceiling?"
    )
    related = tuple(Related(flow, flow.anchor, f"{flow.text('from')} → {flow.text('to')}") for flow in way)
    paced = is_limited(facts, sorted(types_that_are("rates")))
    if paced:
        message = message.replace(
            "Where is the ceiling?", "A rate limit says how fast. What does a night at that rate cost?"
        )
    if asks_nobody(door) and not component.section and not paced:
        return (on(component, component.anchor, message, related=related),)
    return (
        on(
            component,
            component.anchor,
            message,
            related=related,
            severity=Severity.INFORMATION,
            layer=Layer.COMPLETENESS,
        ),
    )


def _way_in(component: Element, facts: Facts) -> tuple[Element, ...]:
    """A shortest chain of flows from somebody untrusted to the component; one whose caller is not asked comes first."""
    waiting: list[tuple[Element, tuple[Element, ...]]] = [(component, ())]
    seen = {component.id}
    best: tuple[Element, ...] = ()
    looked = 0
    while waiting:
        node, way = waiting.pop(0)
        for one in facts.references_to(node, "to"):
            flow, looked = one.element, looked + 1
            if looked > _MOST:
                return best
            caller = facts.first(flow.text("from"), Kind.ACTOR, Kind.COMPONENT)
            if caller is None:
                continue
            here = (flow, *way)
            if is_untrusted(caller, facts):
                if asks_nobody(flow):
                    return here
                best = best or here
            elif len(here) < _STEPS and caller.id not in seen:
                seen.add(caller.id)
                waiting.append((caller, here))
    return best


def silence(component: Element, facts: Facts) -> Reply:
    """What keeps it from being said: it is not metered, nobody untrusted gets there, or there is a ceiling."""
    if component.text("type") not in pairs_of("metered"):
        return Reply(State.NOT_APPLICABLE, "it is of no type that is paid for by the call")
    if not _way_in(component, facts):
        return Reply(State.NOT_APPLICABLE, "nobody untrusted is known to cause calls of it")
    if is_limited(facts, sorted(types_that_are("ceilings"))):
        return Reply(State.ANSWERED, "a mitigation sets a ceiling")
    return LISTED


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """The threat that comes of it."""
    component = finding.element
    if component is not None:
        yield from add_threat(component, pairs_of("metered")[component.text("type")], (component,), model)


RULE = Rule(
    "FW408",
    "paid-call-without-ceiling",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.COMPONENT,),
    check=check,
    silence=silence,
    fixes=fixes,
    once="{share} cost money for each call, and anybody can cause calls. Where is the ceiling?",
)
