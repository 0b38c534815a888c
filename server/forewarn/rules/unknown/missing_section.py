"""A document handles something sensitive and lacks assets, mitigations or assumptions.

## Why it matters
What is worth protecting, what could happen to it, what is done about it and what is taken for granted are four
questions. A document that answers three of them hides the fourth.

## Finds
```markdown
# Library cards: threat model  <!-- want FW110 -->

Readers hold up their card at the desk; the desk knows who has borrowed which book.

## How it works

The desk asks the shelf for the reader's record. The record holds the reader's name, the address, and each book that was
borrowed in the last year.

The card holds a number and nothing else.

A reader who has lost the card calls the desk. The desk asks for the date of birth.

### At night

The desk is closed. Returned books fall into a box.

### In summer

The reading room closes for two weeks.

Nobody is at the desk then.

## Threats

- T1: A password is guessed at the desk.

- T2: Somebody lists all addresses.

- T3: A lost card borrows books.
```

## Silent
A short note is left in peace, and so is a document that handles nothing sensitive.
```markdown
# Library cards: threat model

## Threats

- T1: A password is guessed at the desk.

- T2: Somebody lists all addresses.

- T3: A lost card borrows books.
```

## Fix
The missing sections, in the document's own style, with a place for the first item of each.

Threats are asked for by FW108. One finding names all that is missing.

## When it is wrong
When a section is there under a heading that forewarn does not know. `<!-- forewarn: section assets -->` beside the
heading says what it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.changes import AddElement, Fix
from forewarn.model.kinds import Kind
from forewarn.model.schema import schema
from forewarn.rules.rule import Finding, Layer, Rule, on
from forewarn.rules.unknown.lacking import lacking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_TITLE = "threat-model"
_ASKS = {
    Kind.ASSET: "What is worth protecting?",
    Kind.MITIGATION: "What is done about the threats?",
    Kind.ASSUMPTION: "What is taken for granted?",
}


def check(header: Element, facts: Facts) -> Iterable[Finding]:
    """A finding on the title of a document, which is a heading."""
    title = header.fields.get(_TITLE)
    if title is None or title.key != title.span or not title.texts or facts.header(_TITLE) is not header:
        return ()
    kinds = lacking(facts)
    if not kinds:
        return ()
    *head, last = [schema().kinds[kind].plural for kind in kinds]
    named = f"{', '.join(head)} and {last}" if head else last
    message = f"This document has no section about {named} yet. {' '.join(_ASKS[kind] for kind in kinds)}"
    return (on(header, title.texts[0].span, message),)


def fixes(_finding: Finding, model: Whole) -> Iterator[Fix]:
    """All the sections that it lacks."""
    kinds = lacking(model.facts)
    changes = tuple(AddElement(kind, model.free_id(kind), ()) for kind in kinds)
    if changes:
        one = len(changes) == 1
        yield Fix("Add the missing section" if one else "Add the missing sections", changes, stub=True)


RULE = Rule(
    "FW110",
    "missing-section",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.MODEL,),
    check=check,
    fixes=fixes,
    absent=True,
)
