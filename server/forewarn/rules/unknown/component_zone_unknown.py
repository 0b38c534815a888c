"""A component of which nobody says where it runs, in a model that has zones.

## Why it matters
Without its zone nobody can tell which of its flows cross a trust boundary, and those are where most threats come in.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
zones:
  house: {trust: medium}
components:
  desk: {zone: house}
  kiosk: {title: Where readers renew their cards}  # want FW105
```

## Silent
A model without zones is not asked for them here.
```yaml
threat-model: Library cards
owner: reading-room
components:
  kiosk: {title: Where readers renew their cards}
```

## Fix
Name one of the model's zones.

## When it is wrong
When the component runs everywhere, a library for instance. Then it is rather part of the components that hold it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.defaults import said
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Rule, on
from forewarn.rules.unknown.asking import choose, leave_blank, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.changes import Fix
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_OFFERED = 5
"""From this many zones on a person types the name; completion helps with it."""


def check(component: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if the component has no zone and the model has some."""
    if ("zone" in component.fields and said(component, "zone")) or not facts.any(Kind.ZONE):
        return ()
    return (on(component, place(component, "zone"), f"Which zone does {called(component)} run in?", subject="zone"),)


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """Each zone where there are few, else a place for its name."""
    zones = model.names(Kind.ZONE)
    if len(zones) <= _OFFERED:
        yield from choose(finding, "zone", zones, "It runs in `{value}`")
    if len(zones) > _OFFERED or finding.together > 1:
        yield from leave_blank(finding, "zone", "Say where it runs")


RULE = Rule(
    "FW105",
    "component-zone-unknown",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.COMPONENT,),
    check=check,
    fixes=fixes,
    absent=True,
    once="{share} do not say which trust zone they run in. Which of them stand where anybody may knock?",
    once_none="None of the {total} {plural} says which trust zone it runs in. Which stand where anybody may knock?",
)
