"""Data flow as a hierarchy of calls: what flows into a component, actor, zone or flow, and what flows out of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forewarn.features.names import meant_at, own_name
from forewarn.model.graph import graph_of
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.analysis.engine import Analysis
    from forewarn.features.view import View
    from forewarn.model.elements import Element
    from forewarn.model.graph import Hop
    from forewarn.text.position import Position, Span

_ENDS = (Kind.COMPONENT, Kind.ACTOR)
KINDS = (*_ENDS, Kind.ZONE, Kind.FLOW)
"""What has flows, or is one."""


@dataclass(frozen=True, slots=True)
class Node:
    """One end of flows, or a flow, in the file `path`: its name stands at `span`, all of it in `whole`."""

    kind: Kind
    name: str
    detail: str
    path: str
    span: Span
    whole: Span


@dataclass(frozen=True, slots=True)
class Call:
    """What is at the other end, and where the flows between stand: in the file `sender`, that of who sends them."""

    node: Node
    sender: str
    places: tuple[Span, ...]


def nodes_at(view: View, position: Position) -> tuple[Node, ...]:
    """What flows can be asked of at a place: what is named there, or the element around it."""
    meant = meant_at(view, position)
    found: list[Node] = []
    if meant is not None:
        found = [
            node
            for analysis in view.analyses
            for element in analysis.index.by_id.get(meant.name, ())
            if element.kind in KINDS and meant.fits(element) and (node := _node(view, analysis, element))
        ]
    around = None if found else view.element_at(position)
    if around and around[0].kind in KINDS and around[0].id:
        name = around[0].tells_of or around[0].id
        found = [node for analysis in view.analyses if (node := node_called(view, analysis, around[0].kind, name))]
    return tuple(dict.fromkeys(found))


def node_called(view: View, analysis: Analysis, kind: Kind, name: str) -> Node | None:
    """The element of this kind and name; None if there is none."""
    element = next((one for one in analysis.index.by_id.get(name, ()) if one.kind is kind), None)
    return _node(view, analysis, element) if element else None


def incoming(view: View, kind: Kind, name: str) -> tuple[Call, ...]:
    """Who sends something here, each with the flows in between."""
    return tuple(call for analysis in view.analyses for call in _calls(view, analysis, kind, name, back=True))


def outgoing(view: View, kind: Kind, name: str) -> tuple[Call, ...]:
    """To whom something is sent from here, each with the flows in between."""
    return tuple(call for analysis in view.analyses for call in _calls(view, analysis, kind, name, back=False))


def _calls(view: View, analysis: Analysis, kind: Kind, name: str, *, back: bool) -> Iterator[Call]:
    graph, own = graph_of(analysis.index), node_called(view, analysis, kind, name)
    if own is None:
        return
    others: dict[str, list[Hop]] = {}
    for hop in _hops(analysis, kind, name, back=back):
        others.setdefault(hop.start if back else hop.end, []).append(hop)
    for other, hops in others.items():
        node = _node(view, analysis, graph.elements[other])
        if node is not None:
            sender = node if back else own
            places = _places(view, analysis, hops, sender)
            yield Call(replace(node, detail=_told(hop.flow for hop in hops)), sender.path, places)


def _hops(analysis: Analysis, kind: Kind, name: str, *, back: bool) -> Iterator[Hop]:
    graph = graph_of(analysis.index)
    if kind is Kind.FLOW:
        yield from (hop for hop in graph.hops if hop.flow.id == name)
        return
    own = graph.members(name) if kind is Kind.ZONE else frozenset({name})
    for hop in graph.hops:
        here, there = (hop.end, hop.start) if back else (hop.start, hop.end)
        # What stays inside a zone neither comes nor goes.
        if here in own and (there not in own or kind is not Kind.ZONE):
            yield hop


def _node(view: View, analysis: Analysis, element: Element) -> Node | None:
    path, start = analysis.places({element.item}).get(element.item, ("", 0))
    if not path or path not in view.readings:
        return None
    span = own_name(element, start, view.readings[path].document).span
    whole = element.span.down(start)
    whole = type(whole)(min(whole.start, span.start), max(whole.end, span.end))
    return Node(element.kind, element.id, _detail(element), path, span, whole)


def _detail(element: Element) -> str:
    if element.kind is Kind.FLOW:
        return f"{element.text('from')} → {element.text('to')}"
    return " · ".join(filter(None, (element.text("type") or str(element.kind), element.text("zone"))))


def _told(flows: Iterable[Element]) -> str:
    """The flows with what they carry: `pay: card-number, order`."""
    told = (": ".join(filter(None, (flow.name, ", ".join(flow.names("carries"))))) for flow in flows)
    return " · ".join(dict.fromkeys(told))


def _places(view: View, analysis: Analysis, hops: Iterable[Hop], sender: Node) -> tuple[Span, ...]:
    """Where the flows stand in the sender's file; the sender's own place if they stand elsewhere."""
    flows = list(dict.fromkeys(hop.flow for hop in hops))
    places = analysis.places({flow.item for flow in flows})
    found = [
        own_name(flow, places[flow.item][1], view.readings[sender.path].document).span
        for flow in flows
        if places[flow.item][0] == sender.path
    ]
    return tuple(found) or (sender.span,)
