"""An asset that nobody answers for.

## Why it matters
When something happens to it, somebody has to decide within minutes. If nobody knows who that is, the decision is made
by whoever happens to be awake.

## Finds
```yaml
threat-model: Library cards
assets:
  reader-address: {type: personal-data}  # want FW101
```

```markdown
# Threat model of the reading room

## Assets

- Reader addresses <!-- want FW101 -->
```

## Silent
The model's owner answers for all assets that name no other.
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
```

```yaml
threat-model: Library cards
assets:
  reader-address: {type: personal-data, owner: front-desk}
```

## Fix
Name an owner of this asset, or one for the whole model.

## When it is wrong
When ownership is written down elsewhere, in a service catalogue for instance. Then `owner:` may name that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.changes import BLANK, AddField, Fix
from forewarn.model.defaults import said
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Rule, on
from forewarn.rules.unknown.asking import leave_blank, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole


def check(asset: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if neither the asset nor the model says whose it is."""
    if "owner" in asset.fields and said(asset, "owner"):
        return ()
    header = facts.header("owner")
    if header is not None and said(header, "owner"):
        return ()
    message = f"{called(asset)} has no owner. Which team answers for it? Name it here, or once for the whole model."
    return (on(asset, place(asset, "owner"), message, subject="owner"),)


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """A place for the asset's own owner, then one for the model's."""
    yield from leave_blank(finding, "owner", "Name its owner")
    header = model.facts.header("threat-model")
    if header is not None and model.facts.header("owner") is None:
        yield Fix("Name one owner for the whole model", (AddField(header, "owner", BLANK),), stub=True)


RULE = Rule(
    "FW101",
    "asset-owner-unknown",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.ASSET,),
    check=check,
    fixes=fixes,
    absent=True,
    once="{share} have no owner. Which team answers for them?",
    once_none="None of the {total} {plural} has an owner. Which team answers for them?",
)
