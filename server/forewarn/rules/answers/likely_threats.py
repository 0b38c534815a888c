"""Which of the catalogue's threats are likely for an element of a model, most relevant first.

An asset's come with its type; how many of them matter depends on how sensitive it is. A component's come with its type,
what it stores and who can reach it. A flow's come with its condition. What the model states against a threat takes it
off: where callers prove who they are, nobody is asked whether they do.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from forewarn import catalog
from forewarn.model import defaults
from forewarn.model.kinds import Kind
from forewarn.rules.calling import within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts

MANY = 3
"""So many are asked about at an element, however many its type has."""
_ONE = 1
_LOOKED_AT = 20
"""So many flows to a component are enough to tell how it is reached."""
_CONFIDENTIAL = catalog.sensitivity_rank("confidential")
_UNTRUSTED = ("none", "low")
_CALLER = frozenset({"missing-authentication", "service-impersonation"})
"""Threats that a stated authentication speaks of."""
_WIRE = frozenset({"cleartext-transit", "in-transit-tampering"})
"""Threats that a stated encryption speaks of."""


class Likely(NamedTuple):
    """Threat types by id, most relevant first, and why they are likely: "a session token", "it crosses …"."""

    threats: tuple[str, ...]
    because: str


NONE = Likely((), "")
_NOTHING: frozenset[str] = frozenset()


def likely_threats(element: Element, facts: Facts) -> Likely:
    """What is likely for an asset, component or flow, listed or not."""
    if element.kind is Kind.FLOW:
        return _of_flow(element, facts)
    entry = catalog.types().get(element.text("type"))
    if entry is None:
        return NONE
    chosen = _of_asset(element, facts) if element.kind is Kind.ASSET else _of_component(element, facts)
    return Likely(tuple(chosen), within(entry.label))


def _of_asset(asset: Element, facts: Facts) -> list[str]:
    """The first of its type: three of what is restricted or more, one of what is confidential, none of the public."""
    known = defaults.sensitivity(asset, facts.scale)
    rank = catalog.sensitivity_rank(known.value) if known else -1
    number = MANY if rank >= defaults.RESTRICTED else _ONE if rank >= _CONFIDENTIAL else 0
    stated = _all_speak_of(_flows(asset, facts, "carries", "returns")) & _WIRE
    return [name for name in _usual(asset) if name not in stated][:number] if number else []


def _usual(element: Element) -> tuple[str, ...]:
    return tuple(entry.id for entry in catalog.threats_for_type(element.text("type")))


def _of_component(component: Element, facts: Facts) -> list[str]:
    """Three where strangers reach it or something sensitive lies in it, and what strangers do comes first.

    One where nobody says how it is reached, or it is somebody else's; none where all that is known is harmless.
    """
    incoming = _flows(component, facts, "to")
    stated = _all_speak_of(incoming) | (_all_speak_of(_flows(component, facts, "from", "to")) & _WIRE)
    usual = [name for name in _usual(component) if name not in stated]
    known = defaults.trust(component, facts)
    if _is_third_party(component) or (known is None and not incoming):
        return usual[:_ONE]
    exposed = (known is not None and known.value in _UNTRUSTED) or any(_is_from_strangers(f, facts) for f in incoming)
    if exposed:
        strangers = frozenset(catalog.flow_threats()["from-untrusted"])
        usual.sort(key=lambda name: name not in strangers)
    return usual[:MANY] if exposed or _keeps_something_sensitive(component, facts) else []


def _flows(element: Element, facts: Facts, *fields: str) -> tuple[Element, ...]:
    """Flows that name it in these fields: the first few, which are enough to tell."""
    named = (reference.element for reference in facts.references_to(element, *fields))
    return tuple(islice((one for one in named if one.kind is Kind.FLOW), _LOOKED_AT))


def _all_speak_of(flows: tuple[Element, ...]) -> frozenset[str]:
    """The threats that each of these flows states something against."""
    spoken = [frozenset(_spoken_of(flow)) for flow in flows]
    return spoken[0].intersection(*spoken) if spoken else _NOTHING


def _keeps_something_sensitive(component: Element, facts: Facts) -> bool:
    named = (facts.named(defaults.without_prefix(text), Kind.ASSET) for text in component.texts("stores"))
    return any(defaults.is_sensitive(asset, facts.scale) for assets in named for asset in assets)


def _is_from_strangers(flow: Element, facts: Facts) -> bool:
    start = flow.text("from")
    found = facts.first(start, Kind.COMPONENT, Kind.ACTOR) if start else None
    if found is None:
        return False
    known = defaults.trust(found, facts)
    return found.flag("hostile") is True or (known is not None and known.value == "none")


def _spoken_of(flow: Element) -> Iterator[str]:
    """The threats that what a flow states speaks of."""
    told = defaults.said(flow, "authentication")
    if told and told.lower() != "none":
        yield from _CALLER
    known = defaults.encrypted(flow)
    if known is not None and known.value:
        yield from _WIRE
    if flow.text("authorization") in ("per-record", "tenant"):
        yield "broken-object-authz"


def _of_flow(flow: Element, facts: Facts) -> Likely:
    """By its first condition that anything is likely for.

    Where a sensitive asset goes unencrypted or to anybody, that is a finding of its own (FW401, FW402); where the
    component at its end has a type, the type brings what strangers do.
    """
    spoken_of = frozenset(_spoken_of(flow))
    for condition, because in _conditions(flow, facts):
        found = tuple(name for name in catalog.flow_threats()[condition] if name not in spoken_of)
        if condition == "to-third-party":
            found = tuple(name for name in found if catalog.category_of(name) == "information-disclosure")
        if found:
            return Likely(found[:MANY], because)
    return NONE


def _conditions(flow: Element, facts: Facts) -> Iterator[tuple[str, str]]:
    start, end = defaults.ends(flow, facts)
    if start is None or end is None:
        return
    load = defaults.sensitive_load(flow, facts)
    if load is not None and _is_third_party(end):
        yield "to-third-party", f"a flow that takes `{load.name}` to a third party"
    crossed = defaults.crossing(flow, facts)
    if not crossed:
        return
    zone = (*crossed.entered, *crossed.left)[0]
    known = defaults.encrypted(flow)
    if load is None and known is not None and not known.value:
        yield "unencrypted", f"an unencrypted flow across the border of `{zone.name}`"
    if load is None and flow.text("authentication").lower() == "none":
        yield "unauthenticated", f"a flow across the border of `{zone.name}` that nobody signs in for"
    if end.kind is Kind.COMPONENT and not end.text("type"):
        if _is_from_strangers(flow, facts):
            yield "from-untrusted", f"a flow from where anybody may be, `{start.name}`"
        yield "crosses-boundary", f"a flow across the border of `{zone.name}`"


def _is_third_party(end: Element) -> bool:
    """Whether its type is one of those that run elsewhere: the first that goes wrong there is a leak, or an outage."""
    return bool(end.text("type")) and "third-party-leak" in _usual(end)[:2]
