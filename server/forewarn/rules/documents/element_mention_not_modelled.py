"""A document draws or lists a component that the model it belongs to does not have.

## Why it matters
The drawing is often newer than the model. What stands in it alone gets no zone, no flow and no threat.

## Finds
````markdown
# Library cards: threat model

```threat-model
components:
  desk: {title: Desk}
```

## Components

- Desk
- Night box  <!-- want FW502 -->
````

## Silent
````markdown
# Library cards: threat model

```threat-model
components:
  desk: {title: Desk}
  night-box: {title: Night box}
```

## Components

- Desk
- Night box
````

A document without a model beside it is its own model.
```markdown
# Library cards: threat model

## Components

- Desk
- Night box
```

## Fix
Add it to the model.

## When it is wrong
When the document draws more than the model is about. Its `scope:` says what is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.changes import AddElement, Fix
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Rule, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole


def check(component: Element, facts: Facts) -> Iterable[Finding]:
    """A finding on a document's component of which the model beside it has no record."""
    if component.recorded or component.tells_of or component.section is None:
        return ()
    if not facts.any_recorded(Kind.COMPONENT):
        return ()
    message = f"The model does not have {called(component)}. Does it belong there?"
    return (on(component, component.anchor, message),)


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """Add it beside the model's own components."""
    component = finding.element
    if component is None or finding.together > 1:
        return
    near = next((one for one in model.elements(Kind.COMPONENT) if one.recorded), None)
    if near is not None:
        fields = (("title", component.title),) if component.title else ()
        yield Fix("Add it to the model", (AddElement(Kind.COMPONENT, component.id, fields, near=near),))


RULE = Rule(
    "FW502",
    "element-mention-not-modelled",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.COMPONENT,),
    check=check,
    fixes=fixes,
    absent=True,
    once="{share} are not in the model. Which of them belong there?",
)
