"""A format that forewarn recognises and does not read yet.

## Why it matters
Silence about a file looks like praise. This says that nothing in the file was checked.

## Finds
```json
{
  "otmVersion": "0.2.0"  // want FW015
}
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
```

## Fix
None: keep the file as it is, or write the model in a format that is read.

## When it is wrong
When the file only happens to carry another tool's marker key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.rules.rule import Finding, Layer, Rule, Severity
from forewarn.syntax.problem import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.reading import Item


def read(item: Item) -> Iterator[Finding]:
    """The finding that the reader of such files leaves."""
    for problem in item.problems:
        if problem.kind is ProblemKind.NOT_READ:
            yield Finding(item.serial, problem.span, problem.message)


RULE = Rule("FW015", "not-read-yet", Layer.COMPLETENESS, __doc__ or "", read=read, severity=Severity.HINT)
