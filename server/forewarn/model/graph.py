"""The model's flows as a graph: who sends to whom, and who is in which zone."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from forewarn.model.elements import Element
    from forewarn.model.index import Index

_NODES = (Kind.COMPONENT, Kind.ACTOR)
_DEPTH = 50
"""How many zones are followed outwards before the nesting counts as endless."""


@dataclass(frozen=True, slots=True)
class Hop:
    """A flow as it is gone along: from `start` to `end`, which for one that goes both ways may be backwards."""

    flow: Element
    start: str
    end: str


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Components and actors with the flows between them.

    `zones` says for each of them, by identifier, in which zones it lies, the innermost first; None where it does not
    say in which. `hops` are all flows whose two ends are known, `after` those that begin at each node.
    """

    zones: Mapping[str, tuple[str, ...] | None]
    hops: tuple[Hop, ...]
    after: Mapping[str, tuple[Hop, ...]]
    elements: Mapping[str, Element]

    def members(self, name: str) -> frozenset[str]:
        """The nodes that a name means: itself, or all that lies in the zone of that name."""
        if name in self.zones:
            return frozenset({name})
        return frozenset(node for node, zones in self.zones.items() if zones and name in zones)

    def homeless(self) -> frozenset[str]:
        """The nodes that do not say in which zone they lie."""
        return frozenset(node for node, zones in self.zones.items() if zones is None)

    def path(
        self, starts: Collection[str], ends: Collection[str], without: Collection[str] = ()
    ) -> tuple[Hop, ...] | None:
        """A shortest chain of flows from one of `starts` to one of `ends` that touches none of `without`; or None."""
        came: dict[str, Hop | None] = {start: None for start in starts if start not in without}
        waiting = deque(came)
        while waiting:
            node = waiting.popleft()
            for hop in self.after.get(node, ()):
                if hop.end in without or hop.end in came:
                    continue
                came[hop.end] = hop
                if hop.end in ends:
                    return _back(came, hop)
                waiting.append(hop.end)
        return None

    def between(self, starts: Collection[str], ends: Collection[str]) -> tuple[Hop, ...]:
        """Every flow on some chain from one of `starts` to one of `ends` that leads neither back nor beyond."""
        before: dict[str, list[Hop]] = {}
        after: dict[str, list[Hop]] = {}
        onwards = [hop for hop in self.hops if hop.end not in starts and hop.start not in ends]
        for hop in onwards:
            before.setdefault(hop.end, []).append(hop)
            after.setdefault(hop.start, []).append(hop)
        down = _reached(starts, lambda node: (hop.end for hop in after.get(node, ())))
        up = _reached(ends, lambda node: (hop.start for hop in before.get(node, ())))
        return tuple(hop for hop in onwards if hop.start in down and hop.end in up)


def _back(came: Mapping[str, Hop | None], last: Hop) -> tuple[Hop, ...]:
    hops = [last]
    while (hop := came[hops[-1].start]) is not None:
        hops.append(hop)
    return tuple(reversed(hops))


def _reached(nodes: Iterable[str], following: _Following) -> set[str]:
    seen = set(nodes)
    waiting = list(seen)
    while waiting:
        for node in following(waiting.pop()):
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return seen


@lru_cache(maxsize=4)
def graph_of(index: Index) -> Graph:
    """The graph of a model; made once for each state of it."""
    elements: dict[str, Element] = {}
    zones: dict[str, Element] = {}
    flows: list[Element] = []
    for name, found in index.by_id.items():
        for element in found:
            if element.kind in _NODES:
                elements.setdefault(name, element)
            elif element.kind is Kind.ZONE:
                zones.setdefault(name, element)
            elif element.kind is Kind.FLOW:
                flows.append(element)
    hops = tuple(hop for flow in flows for hop in _hops(flow, elements))
    after: dict[str, list[Hop]] = {}
    for hop in hops:
        after.setdefault(hop.start, []).append(hop)
    around = {name: _around(element.text("zone"), zones) for name, element in elements.items()}
    return Graph(around, hops, {node: tuple(found) for node, found in after.items()}, elements)


def _hops(flow: Element, nodes: Mapping[str, Element]) -> Sequence[Hop]:
    start, end = flow.text("from"), flow.text("to")
    if start not in nodes or end not in nodes:
        return ()
    there = Hop(flow, start, end)
    return (there, Hop(flow, end, start)) if flow.flag("both-ways") else (there,)


def _around(name: str, zones: Mapping[str, Element]) -> tuple[str, ...] | None:
    """The zones that hold something, the innermost first; None where it says none that there is."""
    found: list[str] = []
    while name in zones and name not in found and len(found) < _DEPTH:
        found.append(name)
        name = zones[name].text("in")
    return tuple(found) or None


if TYPE_CHECKING:
    from collections.abc import Callable

    _Following = Callable[[str], Iterable[str]]
