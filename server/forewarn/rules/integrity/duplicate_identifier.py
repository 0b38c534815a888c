"""Two elements with one name, or one key twice.

## Why it matters
A threat that says `mitigations: [M1]` means one of the two, and nobody can tell which. Of a key that stands twice, only
the first counts, while readers see both.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
mitigations:
  M1:
    title: Show a reader their own record only
    status: active
  M1:  # want FW005
    title: Count how many records a desk opens in an hour
    status: planned
    status: active  # want FW005
```

```markdown
# Threat model: library cards

## Threats

- **T1**: Somebody lists all addresses.
- **T1**: A card is used after it was reported lost. <!-- want FW005 -->
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
components:
  reader-address: {type: relational-database, stores: [asset:reader-address]}
assets:
  reader-address: {type: personal-data}
mitigations:
  M1:
    title: Show a reader their own record only
    status: active
  M2:
    title: Count how many records a desk opens in an hour
    status: active
```

Two items of a document may name the same entry of a public catalogue:

```markdown
# Threat model: library cards

## Threats

- **CWE-521**: Cards have a number of four digits.
- **CWE-521**: Nobody changes the number that the card came with.
```

## Fix
Give the later one the next free identifier. What names the first one goes on doing so.

## When it is wrong
In Markdown, where a summary names a threat and a section below tells it at length: the two count as one if their titles
agree. An asset and a component may share a name anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.catalog import reference_ids
from forewarn.catalog.words import folded
from forewarn.model.changes import Fix, ReplaceText
from forewarn.model.kinds import Kind
from forewarn.rules.integrity.wording import a
from forewarn.rules.rule import Finding, Layer, Related, Rule, Severity, on
from forewarn.syntax.problem import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.reading import Item
    from forewarn.model.whole import Whole

_SHARING = {Kind.ASSET, Kind.COMPONENT}

_COMPARED = 50
"""An element is compared with so many that have its name already; more of them would tell nothing new."""


def read(item: Item) -> Iterator[Finding]:
    """A finding for every key that a mapping has already; identifiers are looked at over all items, by `check`."""
    identifiers = {element.id_span for element in item.elements}
    for problem in item.problems:
        if problem.kind is ProblemKind.DUPLICATE_KEY and problem.span not in identifiers:
            yield Finding(item.serial, problem.span, problem.message)


def check(element: Element, facts: Facts) -> Iterator[Finding]:
    """A finding if an element further up has this identifier already."""
    if element.derived or not element.id or (element.section and reference_ids.parse(element.id)):
        return
    namesakes = facts.named(element.id)
    if len(namesakes) == 1:
        return
    for other in namesakes[:_COMPARED]:
        if other is element:
            return
        if not other.derived and clash(element, other):
            yield on(
                element,
                element.anchor,
                f"`{element.id}` is the name of {a(other.kind)} already. What should this {element.kind} be called?",
                subject=element.id,
                related=(Related(other, other.anchor, f"the first `{element.id}`"),),
                severity=Severity.INFORMATION if element.section else None,
            )
            return


def clash(one: Element, other: Element) -> bool:
    """Whether two elements cannot both have the name they have.

    A document and the model it belongs to speak of the same element; within each, a name belongs to one. In a document
    every kind has names of its own, and one element may be told twice: in a summary and at length.
    """
    if (one.section is None) != (other.section is None):
        return False
    if one.section is None:
        return {one.kind, other.kind} != _SHARING
    return one.kind is other.kind and not _same_title(folded(one.title), folded(other.title))


def _same_title(one: str, other: str) -> bool:
    return one in other or other in one


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """Rename the later one."""
    element = finding.element
    if element is None or element.id_span is None or element.id_span != finding.span:
        return
    name = model.free_id(element.kind)
    yield Fix(f"Call this one `{name}`", (ReplaceText(element.item, element.id_span, name),), preferred=True)


RULE = Rule(
    "FW005",
    "duplicate-identifier",
    Layer.INTEGRITY,
    __doc__ or "",
    kinds=tuple(kind for kind in Kind if kind not in (Kind.MODEL, Kind.QUESTION, Kind.REVIEW)),
    check=check,
    read=read,
    fixes=fixes,
    once="{share} have an identifier that another one has as well. Which is meant by it?",
)
