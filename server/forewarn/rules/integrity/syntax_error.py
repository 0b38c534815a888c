"""Text that cannot be read.

## Why it matters
What cannot be read is not checked. The rest of the file stays usable: a broken place costs the element it stands in,
and no other.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data  # want FW001
  loan-history: {type: personal-data}
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
  loan-history: {type: personal-data}
```

## Fix
Where one character mends it, that character: the bracket, the quote or the blank that is missing.

## When it is wrong
When another program reads the file and takes more than YAML 1.2 allows. forewarn reads YAML 1.2 and JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.changes import Fix, ReplaceText
from forewarn.rules.rule import Finding, Layer, Rule
from forewarn.syntax.problem import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.reading import Item
    from forewarn.model.whole import Whole
    from forewarn.syntax.problem import Problem

_UNREADABLE = frozenset({ProblemKind.SYNTAX, ProblemKind.ENCODING})


def read(item: Item) -> Iterator[Finding]:
    """A finding for every place that could not be read."""
    for problem in item.problems:
        if problem.kind in _UNREADABLE:
            yield Finding(item.serial, problem.span, problem.message, mend=mend(item, problem))


def mend(item: Item, problem: Problem) -> Fix | None:
    """The change that makes the place readable, where the reader knows one.

    It is never safe: the reader knows what would parse, the author what was meant.
    """
    if problem.mend is None:
        return None
    span, text = problem.mend
    change = ReplaceText(item.serial, span, text, raw=True)
    return Fix(problem.mend_title or "Mend it", (change,), preferred=True)


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """The reader's own proposal."""
    del model
    if finding.mend:
        yield finding.mend


RULE = Rule("FW001", "syntax-error", Layer.INTEGRITY, __doc__ or "", read=read, fixes=fixes)
