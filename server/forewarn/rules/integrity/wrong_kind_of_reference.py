"""A name that exists, but is not what is asked for here.

## Why it matters
A threat against a zone is against nothing that anybody owns, and a flow that starts at an asset starts nowhere. Mostly
two names were mixed up.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
zones:
  reading-room: {trust: medium}
components:
  desk: {type: internal-api, zone: reading-room}
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address, reading-room]  # want FW007
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
zones:
  reading-room: {trust: medium}
components:
  desk: {type: internal-api, zone: reading-room}
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address, desk]
```

## Fix
None: only the author knows which element is meant.

## When it is wrong
Never: the field takes elements of some kinds, and the only elements of this name are of another kind. In the prose of
a document only numbered identifiers count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.kinds import Kind
from forewarn.model.references import references
from forewarn.model.schema import words
from forewarn.model.series import series_of
from forewarn.rules.integrity.wording import a
from forewarn.rules.rule import Finding, Layer, Related, Rule, on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts


def check(element: Element, facts: Facts) -> Iterator[Finding]:
    """A finding for every name whose bearers are all of other kinds; a name without bearers is FW006's."""
    for reference in references(element):
        there = facts.named(reference.name)
        if not there or there[0].kind in reference.kinds or any(one.kind in reference.kinds for one in there):
            continue
        if element.section and not series_of(reference.name):
            continue
        other = there[0]
        yield on(
            element,
            reference.text.span,
            f"`{reference.name}` is {a(other.kind)}. Which {words(reference.kinds)} is meant?",
            subject=reference.name,
            related=(Related(other, other.anchor, f"the {other.kind} `{reference.name}`"),),
        )


RULE = Rule("FW007", "wrong-kind-of-reference", Layer.INTEGRITY, __doc__ or "", kinds=tuple(Kind), check=check)
