"""A zone inside itself.

## Why it matters
Zones nest, and what crosses their borders is where most threats come from. Where a zone lies in itself, nobody can say
what is inside and what is outside.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
zones:
  building: {in: network, trust: low}  # want FW008
  network: {in: reading-room, trust: medium}
  reading-room: {in: building, trust: medium}
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
zones:
  building: {trust: low}
  network: {in: reading-room, trust: medium}
  reading-room: {in: building, trust: medium}
```

## Fix
None: only the author knows which of the zones is the outermost.

## When it is wrong
Never: following `in` from this zone leads back to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.kinds import Kind
from forewarn.rules.rule import Finding, Layer, Related, Rule, on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts

_DEEPEST = 100
"""How many zones one inside another are followed: what bounds the work on a hostile file."""


def check(zone: Element, facts: Facts) -> Iterator[Finding]:
    """One finding for each ring of zones, on the zone of it whose name comes first in the alphabet."""
    around = zone.texts("in")
    if not around or not zone.id:
        return
    ring = [zone]
    above = facts.first(around[0].text.strip(), Kind.ZONE)
    while above is not None and above not in ring and len(ring) < _DEEPEST:
        ring.append(above)
        above = facts.first(above.text("in"), Kind.ZONE)
    if above is not zone or any(other.id < zone.id for other in ring):
        return
    names = " in ".join(f"`{one.id}`" for one in (*ring, zone))
    message = "Which of them is the outermost?" if len(ring) > 1 else "Which zone is around it?"
    related = tuple(
        Related(one, field.span, f"`{one.id}` lies in `{one.text('in')}`")
        for one in ring[1:]
        if (field := one.field("in"))
    )
    yield on(zone, around[0].span, f"{names}: a zone cannot lie in itself. {message}", related=related)


RULE = Rule("FW008", "zone-cycle", Layer.INTEGRITY, __doc__ or "", kinds=(Kind.ZONE,), check=check)
