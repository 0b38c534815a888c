"""Text of a template, left as it was.

## Why it matters
A field that holds a template's own words looks filled in and says nothing. Readers skip it, reports count it.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
threats:
  T1:
    title: New STRIDE threat  # want FW011
    description: Provide a description for this threat  # want FW011
  T2:
    title: TBD  # want FW011
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
threats:
  T1:
    title: Somebody lists all addresses
    description: The desk's search shows every reader whose name begins with the letters typed.
```

## Fix
None: only the author knows what should stand here.

## When it is wrong
When the words are meant: a threat that is really called "Untitled", for instance. Say it in a few more words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model.kinds import Kind
from forewarn.rules.rule import Finding, Layer, Rule, on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element, Field
    from forewarn.model.facts import Facts

_PROSE = ("threat-model", "scope", "title", "description", "statement", "ask", "notes")
"""The fields in which somebody says something; elsewhere `none` is an answer."""


def check(element: Element, facts: Facts) -> Iterator[Finding]:
    """A finding for every field that says only what a template said before."""
    del facts
    fields = element.fields
    for name in _PROSE:
        field = fields.get(name)
        if field is None:
            continue
        for text in field.texts:
            if _says_nothing(text.text) and not _is_an_answer(element, field, text.text):
                yield on(
                    element, text.span, f"`{_short(text.text)}` is a template's text. What should stand here?",
                    subject=name,
                )  # fmt: skip


def _is_an_answer(element: Element, field: Field, text: str) -> bool:
    """Whether a document means what a model would not: a title of one general word, or `N/A` below a heading."""
    if field.key == field.span and element.kind is Kind.MODEL:
        return " " not in text.strip()
    return element.section is not None and catalog.says_none(text)


@lru_cache(maxsize=10_000)
def _says_nothing(text: str) -> bool:
    """Whether a template or a published demo says the same; remembered, because texts change one at a time."""
    if catalog.is_template_residue(text):
        return True
    lower = text.casefold()
    return any(phrase in lower for phrase in catalog.template_phrases())


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"  # noqa: PLR2004 - what fits into a message


RULE = Rule(
    "FW011",
    "template-residue",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=tuple(Kind),
    check=check,
    once="{share} still hold a template's text. What should stand there?",
    not_at=frozenset({"draft"}),
)
