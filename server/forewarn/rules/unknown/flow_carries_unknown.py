"""A flow of which nobody says what it takes along.

## Why it matters
What a flow carries decides whether it has to be encrypted and who may ask for it. An arrow without a load hides the
one question that threat modelling begins with: what is worth stealing here?

## Finds
```yaml
threat-model: Library cards
owner: reading-room
components:
  kiosk: {title: Where readers renew their cards}
  desk: {title: Where the librarians sit}
assets:
  loan: {title: Who borrowed which book, sensitivity: confidential}
flows:
  renew: {from: kiosk, to: desk}  # want FW107
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
components:
  kiosk: {title: Where readers renew their cards}
  desk: {title: Where the librarians sit}
assets:
  loan: {title: Who borrowed which book, sensitivity: confidential}
flows:
  renew: {from: kiosk, to: desk, returns: [loan]}
  knock: {from: desk, to: kiosk, carries: []}
```

## Fix
Name the asset that goes along; the ones that an end of the flow stores are offered first.

## When it is wrong
When nothing worth protecting goes along. `carries: []` says so. In a document's prose or diagram an arrow's own label
is taken for an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.catalog.words import plain_words
from forewarn.model.changes import AddToList, Fix
from forewarn.model.defaults import ends
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Rule, on
from forewarn.rules.unknown.asking import leave_blank, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_OFFERED = 4
_JOINING = frozenset({"to", "from", "and", "into", "via"})


def check(flow: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if the flow names neither what it carries nor what it returns. An empty list is an answer."""
    fields = flow.fields
    if ("carries" in fields and _tells(flow, "carries")) or ("returns" in fields and _tells(flow, "returns")):
        return ()
    if flow.section and _says_something(flow, facts):
        return ()
    return (on(flow, place(flow, "carries"), f"What does {called(flow)} carry?", subject="carries"),)


def _says_something(flow: Element, facts: Facts) -> bool:
    """Whether a document's arrow has words of its own, beside the names of its ends: "raw frames", "signed order"."""
    own = {word for word in plain_words(flow.title) if any(letter.isalpha() for letter in word)} - _JOINING
    names = [flow.text("from"), flow.text("to"), *(end.title for end in ends(flow, facts) if end is not None)]
    return bool(own - {word for name in names for word in plain_words(name)})


def _tells(flow: Element, field: str) -> bool:
    found = flow.field(field)
    return found is not None and (bool(found.texts) or isinstance(found.content, tuple))


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """The assets that an end of the flow stores first, then the others; a place for it where there are none."""
    flow = finding.element
    if flow is None:
        return
    assets = dict.fromkeys((*_stored(flow, model), *model.names(Kind.ASSET)))
    if finding.together == 1:
        for name in list(assets)[:_OFFERED]:
            yield Fix(f"It carries `{name}`", (AddToList(flow, "carries", name),))
    if not assets or finding.together > 1:
        yield from leave_blank(finding, "carries", "Say what it carries")


def _stored(flow: Element, model: Whole) -> Iterator[str]:
    known = set(model.names(Kind.ASSET))
    for end in reversed(ends(flow, model.facts)):
        if end is not None:
            yield from (name for name in end.names("stores") if name in known)


RULE = Rule(
    "FW107",
    "flow-carries-unknown",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.FLOW,),
    check=check,
    fixes=fixes,
    absent=True,
    once="{share} do not say what they carry. What is worth stealing on the way?",
    once_none="None of the {total} {plural} says what it carries. What is worth stealing on the way?",
)
