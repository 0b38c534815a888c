"""A question without an answer, or a model that lists no threat at all.

## Why it matters
"What are the bad things that can happen here?" is the whole of threat modelling in one sentence. Whatever comes to
mind first is worth writing down, however rough.

## Finds
```yaml
threat-model: Library cards  # want FW108
owner: reading-room
assets:
  reader-address: {type: personal-data}
questions:
  - ask: Who may see what somebody has borrowed?  # want FW108
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
questions:
  - ask: Who may see what somebody has borrowed?
    answer: The reader alone, and whoever holds the reader's card.
```

A file that has only just begun is left in peace.
```yaml
threat-model: Library cards
```

## Fix
Write the answer's key, or the first threat: one that usually belongs to the most sensitive asset, or a blank one.

## When it is wrong
When the answers stand in a document that no `documents:` names. Name it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model.changes import BLANK, AddElement, Fix
from forewarn.model.defaults import said, sensitivity
from forewarn.model.kinds import Kind
from forewarn.rules.answers.usual_threats import add_threats
from forewarn.rules.rule import Finding, Layer, Rule, on
from forewarn.rules.unknown.asking import leave_blank, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.scale import Scale
    from forewarn.model.whole import Whole

TITLE_QUESTION = "What are the bad things that can happen here?"
_TITLE = "threat-model"
_KINDS = tuple(kind for kind in Kind if kind not in (Kind.MODEL, Kind.THREAT))
_DRAWN = (Kind.ASSET, Kind.COMPONENT, Kind.FLOW, Kind.ZONE, Kind.ACTOR)
_HEADER = ("owner", "scope", "documents", "sources", "paved-path")
_OFFERED = 2


def check(element: Element, facts: Facts) -> Iterable[Finding]:
    """A finding on a question nobody answered, and one on the title of a model without threats."""
    return _open_question(element, facts) if element.kind is Kind.QUESTION else _no_threats(element, facts)


def _open_question(question: Element, facts: Facts) -> Iterable[Finding]:
    if ("answer" in question.fields and said(question, "answer")) or not question.title:
        return ()
    if question.title.rstrip("? ") == TITLE_QUESTION.rstrip("?") and not facts.any(Kind.THREAT):
        return ()  # asked on the title already
    span = place(question, "answer")
    return (on(question, span, "This question has no answer yet. Who could answer it?", subject="answer"),)


def _no_threats(header: Element, facts: Facts) -> Iterable[Finding]:
    title = header.fields.get(_TITLE)
    if title is None or facts.any(Kind.THREAT) or facts.header(_TITLE) is not header:
        return ()
    if title.key == title.span:
        # A heading is the title: a document, of which little may be about threats. It is asked where it draws a system.
        begun = any(facts.any(kind) for kind in _DRAWN)
    else:
        begun = any(facts.any(kind) for kind in _KINDS) or any(facts.header(name) for name in _HEADER)
    if not begun:
        return ()
    span = title.texts[0].span if title.texts else title.key
    return (on(header, span, f"No threat is listed yet. {TITLE_QUESTION}", subject="threat"),)


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """A place for the answer; or the first threat."""
    if finding.subject == "answer":
        yield from leave_blank(finding, "answer", "Answer it")
        return
    scale = model.facts.scale
    asset = max(model.elements(Kind.ASSET), key=lambda one: _rank(one, scale), default=None)
    if asset is not None:
        yield from add_threats(asset, model, _OFFERED, together=False)
    fields: tuple[tuple[str, str | tuple[str, ...]], ...] = (("title", BLANK),)
    if asset is not None:
        fields += (("against", (asset.name,)),)
    yield Fix("Write down the first one", (AddElement(Kind.THREAT, model.free_id(Kind.THREAT), fields),), stub=True)


def _rank(asset: Element, scale: Scale) -> int:
    known = sensitivity(asset, scale)
    return catalog.sensitivity_rank(known.value) if known else -1


RULE = Rule(
    "FW108",
    "question-unanswered",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.QUESTION, Kind.MODEL),
    check=check,
    fixes=fixes,
    absent=True,
    once="{share} have no answer yet. Which one would change the design?",
    once_none="None of the {total} {plural} has an answer yet. Which one would change the design?",
)
