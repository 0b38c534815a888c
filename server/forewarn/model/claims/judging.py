"""Whether a claim holds on the model's own flows: proved, contradicted, or undecided.

What a claim means is documented in docs/claims.md. Absent facts are unknown, never false: a claim that hangs on one
waits for it. Flows whose ends are not known are FW006's and FW004's; they say nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from forewarn.model import defaults
from forewarn.model.claims.language import Form
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from forewarn.model.claims.language import Claim
    from forewarn.model.elements import Element
    from forewarn.model.graph import Graph, Hop


class Verdict(StrEnum):
    """How a claim stands."""

    PROVED = "proved"
    CONTRADICTED = "contradicted"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a claim stands, and on what.

    `hops` are a shortest counter-example, gone along in order; `holds` an element that contradicts it otherwise (a
    component that stores the asset). `waits` are the facts that are unknown: elements, each with the field it lacks.
    `through` is a chain that is no contradiction and yet worth a thought: "reached through `web`".
    """

    verdict: Verdict
    hops: tuple[Hop, ...] = ()
    holds: Element | None = None
    waits: tuple[tuple[Element, str], ...] = ()
    through: tuple[Hop, ...] = ()


_PROVED = Judgement(Verdict.PROVED)


def judge(claim: Claim, graph: Graph) -> Judgement:
    """Judge a claim whose names all mean something."""
    names = [name.text for name in claim.names]
    match claim.form:
        case Form.NO_DIRECT:
            return _no_direct(graph, names[0], names[1])
        case Form.NO_PATH:
            return _no_path(graph, names[0], names[1])
        case Form.ONLY_VIA:
            return _only_via(graph, *names[:3])
        case Form.ENCRYPTED:
            return _all(graph.between(graph.members(names[0]), graph.members(names[1])), _encrypted, "encrypted")
        case Form.AUTHENTICATED:
            hops = graph.between(graph.members(names[0]), graph.members(names[1]))
            return _all(hops, _authenticated, "authentication")
        case Form.ENCRYPTED_ASSET:
            return _all(_carrying(graph, names[0]), _encrypted, "encrypted")
        case Form.STAYS_IN:
            return _stays_in(graph, names[0], names[1])
        case Form.ONLY_FOR:
            return _only_for(graph, names[0], names[1:])


def _contradicted(*hops: Hop) -> Judgement:
    return Judgement(Verdict.CONTRADICTED, hops)


def _undecided(waits: Iterable[tuple[Element, str]]) -> Judgement:
    return Judgement(Verdict.UNDECIDED, waits=tuple(dict.fromkeys(waits)))


def _homes(graph: Graph, names: Collection[str]) -> frozenset[str]:
    """The nodes that may lie in one of these names: those without a zone, where one of the names is a zone."""
    return graph.homeless() if any(name not in graph.zones for name in names) else frozenset()


def _zone_of(graph: Graph, nodes: Iterable[str]) -> list[tuple[Element, str]]:
    return [(graph.elements[node], "zone") for node in nodes]


def _no_direct(graph: Graph, one: str, other: str) -> Judgement:
    starts, ends = graph.members(one), graph.members(other)
    lost = _homes(graph, (one, other))
    waits: list[str] = []
    for hop in graph.hops:
        if hop.start in starts and hop.end in ends:
            return _contradicted(hop)
        if (hop.start in starts and hop.end in lost and other not in graph.zones) or (
            hop.end in ends and hop.start in lost and one not in graph.zones
        ):
            waits.append(hop.end if hop.start in starts else hop.start)
    if waits:
        return _undecided(_zone_of(graph, waits))
    return Judgement(Verdict.PROVED, through=graph.path(starts, ends) or ())


def _no_path(graph: Graph, one: str, other: str) -> Judgement:
    starts, ends = graph.members(one), graph.members(other)
    found = graph.path(starts, ends)
    if found:
        return _contradicted(*found)
    lost = _homes(graph, (one, other))
    maybe = [node for node in sorted(lost) if node not in starts and node not in ends]
    possible = graph.path(
        {*starts, *(maybe if one not in graph.zones else ())}, {*ends, *(maybe if other not in graph.zones else ())}
    )
    if possible:
        ends_of = {possible[0].start, possible[-1].end}
        return _undecided(_zone_of(graph, [node for node in maybe if node in ends_of]))
    return _PROVED


def _only_via(graph: Graph, one: str, other: str, via: str) -> Judgement:
    starts, ends, gate = graph.members(one), graph.members(other), graph.members(via)
    found = graph.path(starts - gate, ends - gate, gate)
    if found is None:
        return _PROVED
    lost = _homes(graph, (via,))
    waiting = [hop.end for hop in found[:-1] if hop.end in lost]
    return _undecided(_zone_of(graph, waiting)) if waiting else _contradicted(*found)


def _all(hops: Iterable[Hop], state: Callable[[Element], bool | None], field: str) -> Judgement:
    """Whether something is so of every flow."""
    waits: list[tuple[Element, str]] = []
    for hop in hops:
        known = state(hop.flow)
        if known is False:
            return _contradicted(hop)
        if known is None:
            waits.append((hop.flow, field))
    return _undecided(waits) if waits else _PROVED


def _encrypted(flow: Element) -> bool | None:
    known = defaults.encrypted(flow)
    return known.value if known is not None else None


def _authenticated(flow: Element) -> bool | None:
    stated = flow.text("authentication")
    return None if not stated else stated.lower() != "none"


def _carrying(graph: Graph, asset: str) -> list[Hop]:
    """The flows that carry or return an asset, each once."""
    seen: set[int] = set()
    found: list[Hop] = []
    for hop in graph.hops:
        if id(hop.flow) not in seen and _takes(hop.flow, asset):
            seen.add(id(hop.flow))
            found.append(hop)
    return found


def _takes(flow: Element, asset: str) -> bool:
    return any(defaults.without_prefix(text) == asset for field in ("carries", "returns") for text in flow.texts(field))


def _stays_in(graph: Graph, asset: str, zone: str) -> Judgement:
    inside, lost = graph.members(zone), graph.homeless()
    waits: list[str] = []
    for hop in _carrying(graph, asset):
        outside = [node for node in (hop.start, hop.end) if node not in inside]
        if any(node not in lost for node in outside):
            return _contradicted(hop)
        waits += outside
    for name, element in graph.elements.items():
        if element.kind is Kind.COMPONENT and asset in map(defaults.without_prefix, element.texts("stores")):
            if name in inside:
                continue
            if name not in lost:
                return Judgement(Verdict.CONTRADICTED, holds=element)
            waits.append(name)
    return _undecided(_zone_of(graph, waits)) if waits else _PROVED


def _only_for(graph: Graph, target: str, allowed: list[str]) -> Judgement:
    ends = graph.members(target)
    may = frozenset[str]().union(*map(graph.members, allowed)) | ends
    lost = _homes(graph, allowed)
    waits: list[str] = []
    for hop in graph.hops:
        if hop.end in ends and hop.start not in may:
            if hop.start not in lost:
                return _contradicted(hop)
            waits.append(hop.start)
    return _undecided(_zone_of(graph, waits)) if waits else _PROVED
