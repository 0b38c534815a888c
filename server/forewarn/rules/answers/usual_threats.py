"""The catalogue's usual threats to an asset, as fixes: one at a time, or the first few together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model.changes import AddElement, AddToList, Fix
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    """A fix for each of the first `limit` usual threats, and (`together`) one for all of them."""
    yield from add_each(usual_threats(asset)[:limit], (asset.name,), asset, model, together=together)


def add_each(
    offers: Sequence[ThreatType], against: tuple[str, ...], near: Element, model: Whole, *, together: bool = True
) -> Iterator[Fix]:
    """A fix for each of `offers`, a threat against what `against` names, and (`together`) one for all of them.

    A threat of this type that the model has already is extended instead.
    """
    present = {e.text("type"): e for e in model.elements(Kind.THREAT) if e.text("type") and not e.derived}
    changes: list[Change] = []
    new = 0
    for place, offer in enumerate(offers):
        there = present.get(offer.id)
        if there is not None and against:
            change: Change = AddToList(there, "against", against[0])
            yield Fix(f"Let `{there.id}` be against it too: {there.title}", (change,), preferred=place == 0)
            changes.append(change)
        else:
            only = _threat(offer, against, near, _free_id(model, 0))
            yield Fix(f"Add threat: {offer.title}", (only,), preferred=place == 0)
            changes.append(_threat(offer, against, near, _free_id(model, new)))
            new += 1
    if together and len(changes) > 1:
        yield Fix(f"Add these {len(changes)} threats", tuple(changes))


def _threat(offer: ThreatType, against: tuple[str, ...], near: Element, name: str) -> AddElement:
    fields: tuple[tuple[str, str | tuple[str, ...]], ...] = (("title", offer.title), ("type", offer.id))
    fields += (("against", against),) if against else ()
    return AddElement(Kind.THREAT, name, fields, near=near)


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
