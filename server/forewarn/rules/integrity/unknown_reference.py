"""A name that no element has.

## Why it matters
A threat against an asset that does not exist protects nothing, and a mitigation that is not there answers nothing.
Usually the name was mistyped, or the element was renamed and this place was left behind.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-adress]  # want FW006
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
```

## Fix
Change the name to the nearest one that exists, or create the element with this name.

## When it is wrong
Never: the name stands in a field that names elements, and nothing is called so. In the prose of a document only
numbered identifiers (`T1`, `[A-02]`) count, and only where the document numbers its own elements that way; other words
are no references.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.model.changes import BLANK, AddElement, Fix, ReplaceText
from forewarn.model.kinds import Kind
from forewarn.model.references import references
from forewarn.model.schema import schema, words
from forewarn.rules.integrity.places import stands_alone
from forewarn.rules.nearest import nearest
from forewarn.rules.rule import Finding, Layer, Rule, on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
"""What an element may be called (formats.md, *Native YAML*)."""
_WORD = re.compile(r"\w")


def check(element: Element, facts: Facts) -> Iterator[Finding]:
    """A finding for every reference to nothing at all; what exists but is of the wrong kind is FW007's."""
    for reference in references(element):
        # A sign alone is somebody who is still typing; that it cannot be read is said already.
        if facts.named(reference.name) or not _WORD.search(reference.name):
            continue
        if not element.section or facts.any_in_series(reference.name, reference.kinds):
            yield on(
                element,
                reference.text.span,
                f"Nothing is called `{reference.name}`. Which {words(reference.kinds)} is meant?",
                subject=reference.name,
            )


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """The nearest names first, then creating the element."""
    element = finding.element
    if element is None:
        return
    for reference in references(element):
        field = element.field(reference.field)
        if reference.text.span != finding.span or field is None or not stands_alone(field, finding.span):
            continue
        prefix = reference.text.text[: -len(reference.name)] if reference.text.text.endswith(reference.name) else ""
        for place, name in enumerate(nearest(reference.name, model.names(*reference.kinds))):
            change = ReplaceText(element.item, finding.span, prefix + name)
            yield Fix(f"Change to `{name}`", (change,), preferred=place == 0)
        if not _IDENTIFIER.fullmatch(reference.name):
            continue
        kind = reference.kinds[0]
        required = tuple((field, BLANK) for field in schema().kinds[kind].required)
        new = AddElement(kind, reference.name, required, near=element)
        yield Fix(f"Create the {kind} `{reference.name}`", (new,), stub=bool(required))


RULE = Rule("FW006", "unknown-reference", Layer.INTEGRITY, __doc__ or "", kinds=tuple(Kind), check=check, fixes=fixes)
