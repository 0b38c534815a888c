"""How much modelling a system needs: light, standard, full or unclear, each with its reasons (rules.md).

- *full*: the system stores, issues or decides on something of class personal, payment or authentication. A way in that
  it only carries or holds (a session cookie, a key) is no reason, unless it is handed out to what nobody trusts by a
  system that left the paved path.
- *light*: on the paved path, and nothing of these classes.
- *unclear*: no asset is listed, or what the assets are is not known. It sorts next to *full*.
- *standard*: the rest.

The paved path counts only where the configuration describes it. What a text mentions and no asset says is not seen yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn.model import defaults
from forewarn.model.graph import graph_of
from forewarn.model.kinds import Kind
from forewarn.model.paved import is_own, names_of, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.graph import Graph
    from forewarn.model.index import Index
    from forewarn.model.scale import Scale

_HANDED_OUT = frozenset({"session-token", "access-token", "api-key"})
"""Ways in that whoever uses a system holds as well: they count where they are issued."""


class Level(StrEnum):
    """How much modelling."""

    LIGHT = "light"
    STANDARD = "standard"
    FULL = "full"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Need:
    """How much modelling a system needs, and why: whole sentences, the weightiest first."""

    level: Level
    reasons: tuple[str, ...]


@lru_cache(maxsize=4)
def need(index: Index) -> Need:
    """What the model behind `index` needs; made once for each state of it."""
    path = standing(index)
    assets = _assets(index)
    if not assets:
        return Need(Level.UNCLEAR, ("No asset is listed.", *path.reasons))
    sightings = _sightings(assets, graph_of(index), index)
    grave = tuple(_grave(assets, sightings, off_path=path.left))
    if grave:
        return Need(Level.FULL, (*grave, *path.reasons))
    scale = index.settings.scale
    unknown = [asset for asset in assets if not asset.text("type") and _may_be_grave(asset, scale)]
    nowhere = [asset for asset in assets if _is_grave(asset) and asset.id not in sightings.seen]
    if unknown or (nowhere and sightings.seen):
        doubts = (
            *_about(unknown, "Nothing says what sort of asset {names} {is} (`type:`)."),
            *_about(nowhere if sightings.seen else (), "No flow and no component says where {names} {goes}."),
        )
        return Need(Level.UNCLEAR, (*doubts, *path.reasons))
    nothing = "Nothing personal, no payment and no authentication is stored, issued or decided on."
    return Need(Level.LIGHT if path.on else Level.STANDARD, (nothing, *path.reasons))


def level(index: Index) -> Level:
    """How much modelling the model behind `index` needs, where it may be little: *standard* for all that is more."""
    return need(index).level if standing(index).on else Level.STANDARD


# -- assets
def _assets(index: Index) -> tuple[Element, ...]:
    return tuple(one for found in index.by_id.values() for one in found if one.kind is Kind.ASSET)


def _is_grave(asset: Element) -> bool:
    return bool(defaults.classes(asset))


def _may_be_grave(asset: Element, scale: Scale) -> bool:
    """Whether an asset without a type may be of a class that matters: it is not said, or it would do much harm."""
    known = defaults.sensitivity(asset, scale)
    return known is None or defaults.is_sensitive(asset, scale)


# -- what the system does with them
class _Sightings(NamedTuple):
    """Which assets, by identifier, the system keeps, takes in, and gives away; `exposed` to what nobody trusts.

    `seen` are all that any flow or component names.
    """

    kept: frozenset[str]
    taken: frozenset[str]
    given: frozenset[str]
    exposed: frozenset[str]
    seen: frozenset[str]


def _sightings(assets: Iterable[Element], graph: Graph, index: Index) -> _Sightings:
    wanted = {asset.id for asset in assets if _is_grave(asset)}
    own = {name for name, element in graph.elements.items() if element.kind is Kind.COMPONENT and is_own(element)}
    kept, taken, given, exposed, seen = (set[str]() for _ in range(5))
    for name, element in graph.elements.items():
        stores = {defaults.without_prefix(text) for text in element.texts("stores")}
        seen |= stores
        if name in own:
            kept |= stores & wanted
    untrusted = _untrusted(graph, index)
    for hop in graph.hops:
        there = {defaults.without_prefix(text) for text in hop.flow.texts("carries")}
        back = {defaults.without_prefix(text) for text in hop.flow.texts("returns")}
        seen |= there | back
        if hop.end in own:
            taken |= there & wanted
            given |= back & wanted
        if hop.start in untrusted or hop.end in untrusted:
            exposed |= (there | back) & wanted
    return _Sightings(*(frozenset(one) for one in (kept, taken, given, exposed, seen)))


def _untrusted(graph: Graph, index: Index) -> frozenset[str]:
    """Actors and components that lie, innermost, in a zone without any trust, and whoever means harm."""

    def trusts(name: str) -> str:
        zone = next((one for one in index.by_id.get(name, ()) if one.kind is Kind.ZONE), None)
        return zone.text("trust") if zone is not None else ""

    found = {name for name, element in graph.elements.items() if element.flag("hostile")}
    for name, zones in graph.zones.items():
        told = next((trust for zone in zones or () if (trust := trusts(zone))), "")
        if told == "none":
            found.add(name)
    return frozenset(found)


def _grave(assets: Iterable[Element], seen: _Sightings, *, off_path: bool) -> Iterator[str]:
    """Why the system needs everything: what it does, with which assets, of which class."""
    ways: dict[str, list[Element]] = {}
    for asset in assets:
        did = _did(asset, seen, off_path=off_path) if _is_grave(asset) else ""
        if did:
            ways.setdefault(did, []).append(asset)
    for did, held in ways.items():
        classes = dict.fromkeys(name for asset in held for name in defaults.classes(asset))
        yield f"It {did.format(names=names_of(held))} ({', '.join(classes)})."


def _did(asset: Element, seen: _Sightings, *, off_path: bool) -> str:
    """What the system does with an asset that makes it matter; empty if nothing."""
    name, way_in = asset.id, asset.text("type") in _HANDED_OUT
    if name in seen.kept and not way_in:
        return "stores {names}"
    if name in seen.given and "authentication" in defaults.classes(asset):
        return "issues {names}"
    if (name in seen.taken or name in seen.given) and not way_in:
        return "decides on {names}"
    if off_path and name in seen.exposed:
        return "exposes {names} off the paved path"
    if not seen.seen and not way_in:
        return "lists {names} among its assets"
    return ""


# -- words
def _about(elements: Iterable[Element], sentence: str) -> Iterator[str]:
    held = tuple(elements)
    if held:
        one = len(held) == 1
        yield sentence.format(names=names_of(held), **{"is": "is" if one else "are", "goes": "goes" if one else "go"})
