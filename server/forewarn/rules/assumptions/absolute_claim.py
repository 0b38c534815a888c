"""A sentence says that something cannot happen, and not what prevents it.

## Why it matters
"Impossible" is what a design says right before the part that was not thought through. Whoever reads it stops looking.
Where something prevents it, its name is the answer; where nothing does, it is a belief that somebody can prove wrong.

## Finds
```markdown
# Library cards

## Security considerations

The card index cannot be tampered with. <!-- want FW306 -->
```

## Silent
```markdown
# Library cards

## Security considerations

Each page of the card index is signed with the key of the head librarian, and the desk refuses a page without a valid
signature.
```

## Fix
Name what prevents it, in the sentence or beside it, or record it as an assumption.

## When it is wrong
Where a property of the language or of a data type is meant and nobody attacks it. It is never more than a note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.prose.judging import Family
from forewarn.rules.assumptions.granted import finding, fixes, granted
from forewarn.rules.rule import Layer, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.facts import Facts
    from forewarn.model.reading import Item
    from forewarn.rules.rule import Finding

_MESSAGE = "This says that something cannot happen. What prevents it? Name it here, or record it as an assumption."


def check(item: Item, facts: Facts) -> Iterator[Finding]:
    """A finding on every sentence that rules something out without saying how."""
    for sentence, found in granted(item, facts, Family.ABSOLUTE):
        yield finding(item, sentence, found, _MESSAGE)


RULE = Rule("FW306", "absolute-claim", Layer.COMPLETENESS, __doc__ or "", prose=check, fixes=fixes, absent=True)
