"""An asset that a component stores and no flow brings there.

## Why it matters
What is stored came from somewhere. The way that is missing in the model is a way that nobody has looked at: an import
at night, a form that somebody fills in by hand, a copy of another database.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
components:
  desk: {type: internal-api}
  readers-db: {type: relational-database, stores: [reader-address, loan-history]}  # want FW014
assets:
  reader-address: {type: personal-data}
  loan-history: {type: personal-data}
flows:
  sign-up: {from: desk, to: readers-db, carries: [reader-address]}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address, loan-history]
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
components:
  desk: {type: internal-api}
  readers-db: {type: relational-database, stores: [reader-address, loan-history]}
assets:
  reader-address: {type: personal-data}
  loan-history: {type: personal-data}
flows:
  sign-up: {from: desk, to: readers-db, carries: [reader-address]}
  lend: {from: desk, to: readers-db, carries: [loan-history]}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address, loan-history]
```

## Fix
Say that a flow which leads there brings it as well, or add the flow, whose start only the author knows.

## When it is wrong
When the component makes the asset itself, and hands it to nobody. Say so in `because`, and ignore the question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.changes import BLANK, AddElement, AddToList, Fix
from forewarn.model.kinds import Kind
from forewarn.model.references import references
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Rule, on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_OFFERED = 3


def check(component: Element, facts: Facts) -> Iterator[Finding]:
    """A question for every stored asset that travels on no flow from or to the component.

    What leaves it may have been made there. Where a flow that leads to it does not say what it carries, it may be that
    one: FW107 asks.
    """
    if "stores" not in component.fields or not component.id or not facts.any(Kind.FLOW):
        return
    flows = [reference.element for reference in facts.references_to(component, "from", "to")]
    if any(not flow.texts("carries") and not flow.texts("returns") for flow in flows):
        return
    here = {
        reference.name for flow in flows for reference in references(flow) if reference.field in ("carries", "returns")
    }
    for reference in references(component):
        if (
            reference.field == "stores"
            and reference.name not in here
            and facts.first(reference.name, Kind.ASSET) is not None
        ):
            message = f"{called(component)} keeps `{reference.name}`, but no flow brings it there. How does it get in?"
            yield on(component, reference.text.span, message, subject=reference.name)


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """The flows that lead there already, then a new one."""
    component, asset = finding.element, finding.subject
    if component is None:
        return
    leading = [reference.element for reference in model.facts.references_to(component, "to")]
    for place, flow in enumerate(leading[:_OFFERED]):
        change = AddToList(flow, "carries", asset)
        yield Fix(f"Say that {called(flow)} brings it", (change,), preferred=place == 0)
    name = model.free_id(Kind.FLOW, f"bring-{asset}")
    fields = (("from", BLANK), ("to", component.id), ("carries", (asset,)))
    yield Fix("Add the flow that brings it", (AddElement(Kind.FLOW, name, fields, near=component),), stub=True)


RULE = Rule(
    "FW014",
    "stored-but-never-brought",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.COMPONENT,),
    check=check,
    fixes=fixes,
    absent=True,
    not_at=frozenset({"draft"}),
)
