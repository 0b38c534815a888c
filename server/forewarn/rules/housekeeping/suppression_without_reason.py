"""A comment waives a rule and does not say why.

## Why it matters
Who reads the model next year cannot tell a decision from somebody in a hurry.

## Finds
```yaml
threat-model: Library cards
assets:
  # forewarn: ignore FW101  # want FW902
  reader-address: {type: personal-data}
```

## Silent
```yaml
threat-model: Library cards
assets:
  # forewarn: ignore FW101 because the library has no teams
  reader-address: {type: personal-data}
```

## Fix
None: only a person knows the reason. It stands behind `because`.

## When it is wrong
When the reason stands in another comment beside it. forewarn reads the one behind `because`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.waivers import waiver
from forewarn.rules.rule import Finding, Layer, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.reading import Item


def read(item: Item) -> Iterator[Finding]:
    """A finding on each comment that waives something without a reason."""
    for remark in item.remarks:
        said = waiver(remark)
        if said is not None and said.rules and not said.reason:
            names = " and ".join(f"`{one.text}`" for one in said.rules)
            message = f"Why does {names} not matter here? Write the reason behind `because`."
            yield Finding(item.serial, said.span, message)


RULE = Rule(
    "FW902",
    "suppression-without-reason",
    Layer.INTEGRITY,
    __doc__ or "",
    read=read,
    severity=Severity.INFORMATION,
)
