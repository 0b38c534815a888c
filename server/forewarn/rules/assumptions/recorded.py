"""Whether what a sentence takes for granted is recorded already, and how it is recorded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.catalog.statements import content_words, say_the_same
from forewarn.model.changes import AddElement, AddToList, Fix
from forewarn.model.claims.prose import claim_in
from forewarn.model.kinds import Kind
from forewarn.model.references import CHECK
from forewarn.rules.calling import called

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.reading import Sentence
    from forewarn.model.whole import Whole
    from forewarn.rules.rule import Finding

_NAME = re.compile(r"[\w-]+")
_MARKS = re.compile(r"[*_`]|!?\[([^\[\]]*)\]\([^()]*\)")
_SHARED = 3
"""So many words a threat and an assumption have in common where one may rule out the other."""
_CLAIM_WORDS = frozenset(
    {"no-direct", "no-path", "only", "via", "encrypted", "authenticated", "stays", "in", "for", "and"}
)
"""The words of the language of claims, which name nothing."""


def is_recorded(sentence: Sentence, facts: Facts) -> bool:
    """Whether an assumption of the model, or a sentence below a heading about assumptions, says the same."""
    if any(say_the_same(sentence.text, one.text) for one in facts.stated()):
        return True
    return any(
        say_the_same(sentence.text, one.text("statement")) or _checks(one, sentence) for one in facts.assumptions()
    )


def _checks(assumption: Element, sentence: Sentence) -> bool:
    """Whether the claim of an assumption is about elements that the sentence names, all of them."""
    names = [name for name in _NAME.findall(assumption.text(CHECK)) if name.strip("-") and name not in _CLAIM_WORDS]
    words = content_words(sentence.text)
    return len(names) > 1 and all(content_words(name) and content_words(name) <= words for name in names)


def record(finding: Finding, model: Whole) -> Iterator[Fix]:
    """Record what the sentence of a finding takes for granted as an assumption; and say which threat it rules out."""
    statement = " ".join(_MARKS.sub(lambda mark: mark[1] or "", finding.subject).split())
    if not statement:
        return
    name = model.free_id(Kind.ASSUMPTION)
    claim = claim_in(statement, model)
    checked = ((CHECK, claim),) if claim else ()
    fields = (("statement", statement), ("kind", finding.kind), *checked, ("validity", "unconfirmed"))
    new = AddElement(Kind.ASSUMPTION, name, fields, near=model.beside(Kind.ASSUMPTION))
    yield Fix("Record as an assumption", (new,), preferred=True)
    threat = _ruled_out(statement, model)
    if threat is not None:
        link = AddToList(threat, "ruled-out-by", name)
        yield Fix(f"Record as an assumption that rules out {called(threat)}", (new, link))


def _ruled_out(statement: str, model: Whole) -> Element | None:
    """The threat without any answer that speaks most of what the statement speaks of, if it does enough."""
    words = content_words(statement)
    unanswered = [
        one
        for one in model.elements(Kind.THREAT)
        if not one.names("mitigations") and not one.names("ruled-out-by") and one.record("decision") is None
    ]
    best = max(unanswered, key=lambda one: len(content_words(one.title) & words), default=None)
    return best if best is not None and len(content_words(best.title) & words) >= _SHARED else None
