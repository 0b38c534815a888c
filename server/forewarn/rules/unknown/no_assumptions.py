"""A model lists threats and not one assumption.

## Why it matters
Every model takes something for granted: that the network is closed, that a provider checks, that nobody shares a login.
Written down, it can be proved wrong before an attacker does, and what it rules out is known.

## Finds
```yaml
threat-model: Library cards  # want FW109
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
  T2:
    title: A lost card borrows books
    against: [reader-address]
  T3:
    title: A librarian looks up a neighbour
    against: [reader-address]
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
  T2:
    title: A lost card borrows books
    against: [reader-address]
  T3:
    title: A librarian looks up a neighbour
    against: [reader-address]
assumptions:
  A1:
    statement: Only librarians know the password of the desk.
```

One or two threats are a beginning.
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
A place for the first one.

A long document that handles something sensitive is asked for all the sections that it lacks in one question (FW110),
and one that lists no asset is not asked for assumptions first.

## When it is wrong
When the assumptions stand in a document that no `documents:` names. Name it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.changes import BLANK, AddElement, Fix
from forewarn.model.kinds import Kind
from forewarn.rules.rule import Finding, Layer, Rule, on
from forewarn.rules.unknown.lacking import lacking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_TITLE = "threat-model"


def check(header: Element, facts: Facts) -> Iterable[Finding]:
    """A finding on the title of a model with some threats and no assumption."""
    title = header.fields.get(_TITLE)
    if title is None or facts.header(_TITLE) is not header or facts.few(Kind.THREAT):
        return ()
    if facts.any(Kind.ASSUMPTION) or facts.any_section("assumptions"):
        return ()
    if title.key == title.span and (lacking(facts) or not facts.any(Kind.ASSET)):
        return ()  # a design document with a few risks is no threat model yet
    span = title.texts[0].span if title.texts else title.key
    message = "No assumption is written down. What has to be true for the threats that are not listed to be impossible?"
    return (on(header, span, message),)


def fixes(_finding: Finding, model: Whole) -> Iterator[Fix]:
    """A place for the first one."""
    name = model.free_id(Kind.ASSUMPTION)
    yield Fix("Write down the first one", (AddElement(Kind.ASSUMPTION, name, (("statement", BLANK),)),), stub=True)


RULE = Rule(
    "FW109",
    "no-assumptions",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.MODEL,),
    check=check,
    fixes=fixes,
    absent=True,
)
