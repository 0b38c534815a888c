"""An asset is declared less sensitive than its type usually is.

## Why it matters
Sensitivity decides what is asked of flows, stores and threats. Declared too low it switches questions off, and nobody
notices that they were never asked.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data, sensitivity: confidential}  # want FW405
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data, sensitivity: confidential, because: Only the town is kept.}
  loan: {type: personal-data, sensitivity: restricted}
```

## Fix
Declare it as its type usually is, or say in `because:` what makes it less.

## When it is wrong
When the asset holds only a harmless part of what its type is about. `because:` is the place to say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model.changes import Fix, ReplaceText
from forewarn.model.defaults import said, sensitivity, usual_sensitivity
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Rule, on
from forewarn.rules.unknown.asking import leave_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole


def check(asset: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if the sensitivity stated is below the type's, and no reason is given."""
    if "sensitivity" not in asset.fields or "type" not in asset.fields:
        return ()
    known, usual, scale = sensitivity(asset, facts.scale), usual_sensitivity(asset), facts.scale
    if known is None or usual is None or not known.stated:
        return ()
    if catalog.sensitivity_rank(known.value) >= catalog.sensitivity_rank(usual.value) or said(asset, "because"):
        return ()
    label = catalog.types()[usual.source].label
    message = (
        f"{called(asset)} is declared {scale.shown(known.value)}; its type ({label}) usually is "
        f"{scale.shown(usual.value)}. What makes it less?"
    )
    return (on(asset, asset.texts("sensitivity")[0].span, message),)


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """What the type usually is, or a place for the reason."""
    asset = finding.element
    usual = usual_sensitivity(asset) if asset is not None else None
    if asset is None or usual is None:
        return
    text = asset.texts("sensitivity")[0]
    word = model.facts.scale.shown(usual.value)
    yield Fix(f"Declare it {word}", (ReplaceText(asset.item, text.span, word),), preferred=True)
    yield from leave_blank(finding, "because", "Say what makes it less")


RULE = Rule(
    "FW405",
    "asset-below-its-type",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.ASSET,),
    check=check,
    fixes=fixes,
)
