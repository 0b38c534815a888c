"""A protection holds for everything except one case.

## Why it matters
"TLS everywhere, except between the desk and the archive": the exception is where an attacker goes. It was written down
because somebody knew of it, and often nobody asked what happens there.

## Finds
```markdown
# Library cards

## Transport

All connections are encrypted with TLS except the one from the desk to the archive. <!-- want FW308 -->
```

## Silent
```markdown
# Library cards

## Transport

All connections are encrypted with TLS. The reading room is open every day except Sunday.
```

## Fix
Record what can happen in the exception as a threat, with what answers it there.

## When it is wrong
Where the exception is meant to be open, such as a page that says that the service is alive. Then say so as an
assumption: what stands there is public.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.prose.exceptions import exception_in
from forewarn.rules.assumptions.granted import is_listed
from forewarn.rules.rule import Finding, Layer, Rule, Sureness, Why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.facts import Facts
    from forewarn.model.reading import Item

_MESSAGE = (
    "This protects everything except one case. What can somebody do there? Record it as a threat, or say what is."
)


def check(item: Item, _facts: Facts) -> Iterator[Finding]:
    """A finding on every sentence that protects everything but something."""
    for sentence in item.sentences:
        words = exception_in(sentence.text)
        if words and not is_listed(sentence, item):
            why = (
                Why("Noticed", f"a protection that holds in general, and an exception from it (“{words}”)."),
                Why("Ask yourself", "Who can bring about the exception, and what protects it instead?"),
                Why("Prove it", "Go the way that is excepted, as somebody who should not, and see how far it leads."),
            )
            yield Finding(
                item.serial, sentence.span, _MESSAGE, subject=sentence.text, sureness=Sureness.NORMAL, why=why
            )


RULE = Rule("FW308", "except-clause", Layer.COMPLETENESS, __doc__ or "", prose=check, absent=True)
