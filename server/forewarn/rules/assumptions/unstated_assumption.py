"""A sentence relies on something and says it as a plain fact.

## Why it matters
What a design takes for granted is what an attacker tries first. Said in passing, it is nobody's: it is in no list, it
is never checked, and nobody is told when it stops being true. Written down as an assumption it can be proved wrong in
time, and what it rules out is known.

## Finds
```markdown
# Library cards

## Security considerations

The card index is only accessible from the internal network. <!-- want FW301 -->
```

## Silent
```markdown
# Library cards

## Assumptions

- The index of cards is only reachable from the reading room.

## Security considerations

We assume that a reader may be hostile and tries every drawer.
```

## Fix
Name what enforces it, in the sentence or beside it, or record it as an assumption.

## When it is wrong
One in four is, and it is never more than a note. A sentence is judged by its words and by what stands beside it: what
enforces it may stand a page further on. What the document lists as an assumption, a mitigation or a question is left
alone, and so is what assumes a worst case, demands, recommends or asks. `docs/prose.md` tells how it works, and how
well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.catalog.prose_kinds import prose_kinds
from forewarn.prose.judging import Family
from forewarn.rules.assumptions.granted import finding, fixes, granted
from forewarn.rules.rule import Layer, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.facts import Facts
    from forewarn.model.reading import Item
    from forewarn.rules.rule import Finding


def check(item: Item, facts: Facts) -> Iterator[Finding]:
    """A finding on every sentence that takes something for granted."""
    for sentence, found in granted(item, facts, Family.ASSUMES):
        taken = prose_kinds()[found.kind].taken
        message = f"This takes for granted {taken}. What enforces it? Link it here, or record it as an assumption."
        yield finding(item, sentence, found, message)


RULE = Rule("FW301", "unstated-assumption", Layer.COMPLETENESS, __doc__ or "", prose=check, fixes=fixes, absent=True)
