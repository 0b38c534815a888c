"""An asset of which nobody says how sensitive it is.

## Why it matters
Sensitivity decides what is asked next: which flows have to be encrypted, which threats cannot wait. Without it
everything looks equally important, which means that nothing does.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
assets:
  loan: {title: Who borrowed which book}  # want FW102
```

## Silent
A catalogue type brings the sensitivity that such assets usually have.
```yaml
threat-model: Library cards
owner: reading-room
assets:
  loan: {title: Who borrowed which book, sensitivity: confidential}
  reader-address: {type: personal-data}
```

## Fix
State one of the four sensitivities.

## When it is wrong
When the asset is worth something for another reason than who may see it, money or reputation for instance. Say how
much harm its loss does all the same; the words fit well enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.defaults import usual_sensitivity
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


def check(asset: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if neither the text nor the type says how sensitive it is. An unknown word is FW003's."""
    if usual_sensitivity(asset) is not None or asset.text("sensitivity"):
        return ()
    message = f"How much harm would it do if {called(asset)} got out? ({', '.join(facts.scale.words)})"
    return (on(asset, place(asset, "sensitivity"), message, subject="sensitivity"),)


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """Each of the sensitivities, the harmful ones first: guessing too low is the costlier slip."""
    names = list(model.facts.scale.words)[::-1]
    yield from choose(finding, "sensitivity", names, "Say how sensitive: {value}")
    if finding.together > 1:
        yield from leave_blank(finding, "sensitivity", "Make a place for the sensitivity")


RULE = Rule(
    "FW102",
    "asset-sensitivity-unknown",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.ASSET,),
    check=check,
    fixes=fixes,
    absent=True,
    once="{share} do not say how sensitive they are. Which of them would do the most harm if they got out?",
    once_none="None of the {total} {plural} says how sensitive it is. Which would do the most harm if it got out?",
)
