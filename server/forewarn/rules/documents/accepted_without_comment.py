"""A text accepts a risk and does not say why.

## Why it matters
To live with a risk can be the right decision. Without a reason nobody can tell later whether it still is, and without a
name nobody is asked.

## Finds
```markdown
# Library cards

## Security considerations

A lost card works until somebody reports it. This is an accepted risk. <!-- want FW503 -->
```

## Silent
```markdown
# Library cards

## Security considerations

A lost card works until somebody reports it. We accept this risk because a borrowed book comes back or is paid for.
```

## Fix
None: who decides, why and until when is what only a person knows. A threat with a `decision:` holds all three.

## When it is wrong
When the reason stands further away. Out of scope alone is no acceptance, and nothing is said about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.prose.accepting import accepted_in
from forewarn.prose.features import Place
from forewarn.rules.assumptions.granted import is_listed
from forewarn.rules.rule import Finding, Layer, Rule, Sureness, Why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.facts import Facts
    from forewarn.model.reading import Item

_MESSAGE = "This accepts a risk and does not say why. Who decided, for what reason, and until when?"


def check(item: Item, _facts: Facts) -> Iterator[Finding]:
    """A finding on every sentence that accepts a risk without a reason, unless it is a threat's own."""
    sentences = item.sentences
    for number, one in enumerate(sentences):
        behind = sentences[number + 1].text if number + 1 < len(sentences) else ""
        words = accepted_in(one.text, Place(one.path, one.where, behind=behind))
        if words and not is_listed(one, item):
            why = (
                Why("Noticed", f"words that accept a risk (“{words}”), and no reason in it or behind it."),
                Why("Ask yourself", "Would whoever decided this decide the same today?"),
            )
            yield Finding(item.serial, one.span, _MESSAGE, subject=one.text, sureness=Sureness.NORMAL, why=why)


RULE = Rule("FW503", "accepted-without-comment", Layer.THREAT, __doc__ or "", prose=check, absent=True)
