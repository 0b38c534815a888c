"""A document tells of components and flows and shows no picture of them.

## Why it matters
What nobody has drawn, everybody imagines differently. A flow that was forgotten is seen at once in a picture, and in a
list by nobody.

## Finds
```markdown
# Library cards: threat model <!-- want FW111 -->

## Components

- **Desk**: where readers ask
- **Archive**: keeps the cards
- **Shop**: sells copies

## Data flows

- Desk → Archive: reader addresses
- Shop → Archive: orders
- Archive → Desk: cards
```

## Silent
An image, a diagram in words (Mermaid, PlantUML …) or one typed from signs is a picture. Two boxes need none, and a YAML
model is not a place for one.
```markdown
# Library cards: threat model

## Components

- **Desk**: where readers ask
- **Archive**: keeps the cards
- **Shop**: sells copies

## Data flows

![Who talks to whom](flows.svg)

- Desk → Archive: reader addresses
- Shop → Archive: orders
- Archive → Desk: cards
```

## Fix
A Mermaid flow chart of what the text tells, below the flows. Its first line says that forewarn has drawn it, and
forewarn does not read it again as if it told something new.

## When it is wrong
When the picture is elsewhere. Link to it with the sign of an image: `![Who talks to whom](flows.svg)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.changes import AddDrawing, Fix
from forewarn.model.drawing import drawing
from forewarn.model.kinds import Kind
from forewarn.rules.rule import Finding, Layer, Rule, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_TITLE = "threat-model"


def check(header: Element, facts: Facts) -> Iterable[Finding]:
    """A finding on the title of a document, which is a heading, with some components and flows and no picture."""
    title = header.fields.get(_TITLE)
    if title is None or title.key != title.span or not title.texts or facts.header(_TITLE) is not header:
        return ()
    if facts.few(Kind.COMPONENT) or facts.few(Kind.FLOW) or facts.shows_a_picture:
        return ()
    message = "Components and flows are told here, and no picture shows them. Who would see a missing one in a list?"
    return (on(header, title.texts[0].span, message),)


def fixes(_finding: Finding, model: Whole) -> Iterator[Fix]:
    """The picture, below the last flow that the document tells."""
    flows = [flow for flow in model.elements(Kind.FLOW) if flow.section is not None]
    lines = drawing(model.elements())
    if flows and lines:
        yield Fix("Draw the flows, in Mermaid", (AddDrawing(flows[-1], lines),), preferred=True)


RULE = Rule(
    "FW111",
    "no-diagram",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.MODEL,),
    check=check,
    fixes=fixes,
    absent=True,
)
