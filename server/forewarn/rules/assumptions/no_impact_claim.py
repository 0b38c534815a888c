"""A sentence says that nothing changes for security, without a reason.

## Why it matters
The section on security is the one place of a design where somebody was asked to think about attackers. "None" may be
true. It may also mean that nobody looked, and the next reader cannot tell the two apart.

## Finds
```markdown
# Library cards

## Security implications

There are no security implications. <!-- want FW307 -->
```

## Silent
```markdown
# Library cards

## Performance

There are no performance implications.
```

## Fix
Answer three questions: what can somebody reach, read or change now that they could not before; whose data passes
through; who could be kept from their work? Or record it as an assumption.

## When it is wrong
Where the reason stands in the paragraph before, in other words. It is never more than a note.
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

_MESSAGE = (
    "This says that nothing changes for security. What can somebody reach, read or change now that they could not "
    "before? Say why not, or record it as an assumption."
)


def check(item: Item, facts: Facts) -> Iterator[Finding]:
    """A finding on every sentence that claims that there is no effect on security."""
    for sentence, found in granted(item, facts, Family.NO_IMPACT):
        yield finding(item, sentence, found, _MESSAGE)


RULE = Rule("FW307", "no-impact-claim", Layer.COMPLETENESS, __doc__ or "", prose=check, fixes=fixes, absent=True)
