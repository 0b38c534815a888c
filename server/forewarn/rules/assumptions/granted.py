"""What the rules about sentences share: which sentences they look at, and how they say what they noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.catalog.prose_kinds import prose_kinds
from forewarn.model.kinds import Kind
from forewarn.prose.exceptions import exception_in
from forewarn.prose.judging import judged
from forewarn.prose.weights import learnt
from forewarn.rules.assumptions.recorded import is_recorded, record
from forewarn.rules.rule import Finding, Sureness, Why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.changes import Fix
    from forewarn.model.facts import Facts
    from forewarn.model.reading import Item, Sentence
    from forewarn.model.whole import Whole
    from forewarn.prose.judging import Family, Judgement

_WRITTEN_DOWN = frozenset({Kind.ASSUMPTION, Kind.MITIGATION, Kind.QUESTION})
"""What a document lists as one of these is recorded: the sentence takes nothing for granted in silence."""


def granted(item: Item, facts: Facts, family: Family) -> Iterator[tuple[Sentence, Judgement]]:
    """The sentences of an item that take something for granted in this way and are recorded as nothing.

    Where a sentence protects everything but something, that is asked about (FW308), and once is enough.
    """
    for sentence, found in judged(item):
        if found.family is not family or is_listed(sentence, item) or exception_in(sentence.text):
            continue
        if not is_recorded(sentence, facts):
            yield sentence, found


def is_listed(sentence: Sentence, item: Item) -> bool:
    """Whether a sentence belongs to an assumption, mitigation or question that the document lists, or is a threat.

    The answers of a model's own questions are read like other text.
    """
    start = sentence.span.start
    return any(
        element.span.holds(start) if element.kind in _WRITTEN_DOWN else element.anchor.start.line == start.line
        for element in item.elements
        if (element.kind in _WRITTEN_DOWN or element.kind is Kind.THREAT)
        and not (element.recorded and element.kind is Kind.QUESTION)
    )


def finding(item: Item, sentence: Sentence, found: Judgement, message: str) -> Finding:
    """A finding on a sentence: why it was noticed, what to ask, how to prove it."""
    kind = prose_kinds()[found.kind]
    bounds = learnt().bounds
    sureness = Sureness.HIGH
    if found.score >= bounds.normal:
        sureness = Sureness.LOW if found.score >= bounds.low else Sureness.NORMAL
    return Finding(
        item.serial,
        sentence.span,
        message,
        subject=sentence.text,
        kind=found.kind,
        sureness=sureness,
        why=(
            Why("Noticed", _noticed(found)),
            Why("Kind", f"{found.kind}: {kind.taken}"),
            Why("Ask yourself", kind.ask),
            Why("Prove it", kind.prove),
        ),
    )


def fixes(found: Finding, model: Whole) -> Iterator[Fix]:
    """Record it as an assumption."""
    yield from record(found, model)


def _noticed(found: Judgement) -> str:
    """What made the classifier take notice."""
    told = [f"{reason.says} (“{reason.words}”)" if reason.words else reason.says for reason in found.reasons]
    heading = f"; it stands under “{found.heading}”" if found.heading else ""
    return f"the sentence {', '.join(told)}{heading}."
