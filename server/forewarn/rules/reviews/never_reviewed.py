"""A system is being built or in use, and nobody has looked at its threat model as a group.

## Why it matters
One person's list of threats has that person's blind spots. Half an hour with those who build and run the system finds
the threats that everybody knew of and nobody wrote down, and tells whether most are confident enough to go on.

## Finds
```yaml
threat-model: Library cards  # want FW601
owner: reading-room
stage: building
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
stage: building
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
reviews:
  - date: 2026-09-12
    participants:
      - {name: ines, team: reading-room}
      - {name: tom, team: web-team}
```

While the system is being designed, and as long as the model lists no threat, there is nothing to look at yet.
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
```

## Fix
A place for the record: when it was, and what came of it.

## When it is wrong
When the review is recorded elsewhere: name the day here, and where the record is. Documents are not asked, as reviews
are not read out of prose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.kinds import Kind
from forewarn.rules.reviews.latest import record_review
from forewarn.rules.rule import Finding, Layer, Rule, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.changes import Fix
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_TITLE = "threat-model"


def check(header: Element, facts: Facts) -> Iterable[Finding]:
    """A finding on the title of a model that lists threats and no review."""
    title = header.fields.get(_TITLE)
    if title is None or title.key == title.span or not facts.any(Kind.THREAT) or facts.any(Kind.REVIEW):
        return ()
    span = title.texts[0].span if title.texts else title.key
    message = "No review of this model is recorded. Who builds and runs the system, and could look at it together?"
    return (on(header, span, message),)


def fixes(_finding: Finding, _model: Whole) -> Iterator[Fix]:
    """A place for the record."""
    yield from record_review("Record a review")


RULE = Rule(
    "FW601",
    "never-reviewed",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.MODEL,),
    check=check,
    fixes=fixes,
    absent=True,
    not_at=frozenset({"draft", "design"}),
)
