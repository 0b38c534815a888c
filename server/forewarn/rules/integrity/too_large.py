"""A text larger or deeper than forewarn reads.

## Why it matters
Silence about what was skipped looks like praise. Limits keep the editor quick, and keep a hostile file from stopping
it; this says what was left out because of them.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
x-generated:  # want FW013
  [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
  [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
  ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
  ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
x-generated:
  [[[[]]]]
```

## Fix
None: split the file, or generate less of it.

## When it is wrong
Never: what it names was not read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.rules.rule import Finding, Layer, Rule
from forewarn.syntax.problem import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.reading import Item


def read(item: Item) -> Iterator[Finding]:
    """A finding for everything that the reader refused."""
    for problem in item.problems:
        if problem.kind is ProblemKind.LIMIT:
            yield Finding(item.serial, problem.span, problem.message)


RULE = Rule("FW013", "too-large", Layer.INTEGRITY, __doc__ or "", read=read)
