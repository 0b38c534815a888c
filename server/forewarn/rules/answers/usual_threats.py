"""The catalogue's usual threats to an asset, as fixes: one at a time, or the first few together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model.changes import AddElement, AddToList, Fix
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.catalog import ThreatType
    from forewarn.model.changes import Change
    from forewarn.model.elements import Element
    from forewarn.model.whole import Whole

_NUMBERED = re.compile(r"(.*?)(\d+)$")


def usual_threats(asset: Element) -> tuple[ThreatType, ...]:
    """What usually goes wrong with assets of its type, without what the author considered and set aside."""
    considered = set(asset.names("considered"))
    return tuple(threat for threat in catalog.threats_for_type(asset.text("type")) if threat.id not in considered)


def add_threats(asset: Element, model: Whole, limit: int, *, together: bool = True) -> Iterator[Fix]:
    """A fix for each of the first `limit` usual threats, and (`together`) one for all of them.

    A threat of this type that the model has already is extended to this asset instead.
    """
    present = {e.text("type"): e for e in model.elements(Kind.THREAT) if e.text("type") and not e.derived}
    offers = usual_threats(asset)[:limit]
    changes: list[Change] = []
    new = 0
    for place, offer in enumerate(offers):
        there = present.get(offer.id)
        if there is not None:
            change: Change = AddToList(there, "against", asset.name)
            yield Fix(f"Let `{there.id}` be against it too: {there.title}", (change,), preferred=place == 0)
            changes.append(change)
        else:
            yield Fix(f"Add threat: {offer.title}", (_threat(offer, asset, model, 0),), preferred=place == 0)
            changes.append(_threat(offer, asset, model, new))
            new += 1
    if together and len(changes) > 1:
        yield Fix(f"Add these {len(changes)} threats", tuple(changes))


def _threat(offer: ThreatType, asset: Element, model: Whole, place: int) -> AddElement:
    fields = (("title", offer.title), ("type", offer.id), ("against", (asset.name,)))
    return AddElement(Kind.THREAT, _free_id(model, place), fields, near=asset)


def _free_id(model: Whole, place: int) -> str:
    """The identifier that is free once `place` new threats have taken theirs."""
    name = model.free_id(Kind.THREAT)
    found = _NUMBERED.match(name)
    if not place or not found:
        return name
    number, width = int(found[2]), len(found[2])
    while place:
        number += 1
        name = f"{found[1]}{number:0{width}}"
        place -= name not in model.index.by_id
    return name
