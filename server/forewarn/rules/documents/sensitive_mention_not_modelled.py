"""A text says that something sensitive is handled, and no asset is that.

## Why it matters
Card numbers, passwords and health data are what somebody would come for. Mentioned in passing, they get no owner, no
threat and no answer. What is listed as an asset does.

## Finds
```markdown
# Library cards: threat model

## How it works

The desk stores the reader's email address. <!-- want FW501 -->

## Threats

- T1: Somebody lists all readers.
```

## Silent
```markdown
# Library cards: threat model

## Assets

- Email address of the reader

## How it works

The desk stores the reader's email address. It never asks for a password.

## Threats

- T1: Somebody lists all readers.
```

## Fix
Add it as an asset, with its type. Then the usual questions are asked of it.

One finding for each sort of thing, on the first sentence that says so.

## When it is wrong
When another system handles it, or the text tells of how things are done elsewhere. Of the findings on public design
documents about one in six was (`docs/prose.md`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model.changes import AddElement, Fix
from forewarn.model.kinds import Kind
from forewarn.prose.features import topics_of
from forewarn.prose.handling import handled_in
from forewarn.rules.calling import within
from forewarn.rules.rule import Finding, Layer, Rule, Sureness, Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forewarn.model.facts import Facts
    from forewarn.model.reading import Item
    from forewarn.model.whole import Whole

_ELSEWHERE = "above:elsewhere"
"""Under headings like this a text speaks of what is not done, or of others."""


def check(item: Item, facts: Facts) -> Iterator[Finding]:
    """A finding on every sentence that says that something is handled which no asset is."""
    for sentence in item.sentences:
        if _ELSEWHERE in topics_of(sentence.path):
            continue
        for one in handled_in(sentence.text):
            if facts.any_asset_of(one.type) or facts.names_an_asset(sentence.text):
                continue
            message = (
                f"No asset says that {_called(one.type)} is handled here. "
                "Who would want a copy, and where are the copies?"
            )
            yield Finding(
                item.serial,
                sentence.span,
                message,
                subject=one.type,
                sureness=Sureness.NORMAL,
                why=(Why("Noticed", f"words that say that it is handled (“{one.words}”)."),),
            )


def _overall(findings: Sequence[Finding]) -> Iterable[Finding]:
    """The first finding of each type."""
    first: dict[str, Finding] = {}
    for one in findings:
        first.setdefault(one.subject, one)
    return first.values()


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """Add it as an asset of this type."""
    entry = catalog.types().get(finding.subject)
    if entry is None:
        return
    fields = (("title", entry.label), ("type", entry.id))
    new = AddElement(Kind.ASSET, model.free_id(Kind.ASSET, entry.id), fields, near=model.beside(Kind.ASSET))
    yield Fix(f"Add {_called(entry.id)} as an asset", (new,), preferred=True)


def _called(type_id: str) -> str:
    return within(catalog.types()[type_id].label)


RULE = Rule(
    "FW501",
    "sensitive-mention-not-modelled",
    Layer.COMPLETENESS,
    __doc__ or "",
    prose=check,
    overall=_overall,
    fixes=fixes,
    absent=True,
)
