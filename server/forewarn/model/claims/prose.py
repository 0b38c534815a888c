"""Claims in plain words: a statement that says what a claim says, of things that the model has.

"The orders database is not reachable from the internet" is `no-direct internet -> orders-db`, where a zone is called
`internet` and a component `orders-db`. Only a whole statement counts, and only names that mean one thing each: what is
half understood is not offered. The sentences are data (`catalog/data/claim-phrases.yaml`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.catalog.claim_phrases import name_words, phrases_in
from forewarn.model.claims.language import ENDS, Claim, parse
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from forewarn.model.whole import Whole

_KINDS = {"asset": (Kind.ASSET,), "zone": (Kind.ZONE,)}
_SLOT = re.compile(r"\{(\w+)\}")


def claim_in(statement: str, model: Whole) -> str:
    """The claim that a statement makes of the model's own elements; empty where it makes none, or could make two."""
    found: set[str] = set()
    for phrase in phrases_in(statement):
        names = {slot: _named(text, model, _KINDS.get(slot, ENDS)) for slot, text in phrase.slots.items()}
        if all(names.values()) and len(set(names.values())) == len(names):
            claim = _SLOT.sub(lambda slot: names[slot[1]], phrase.claim)  # noqa: B023 - called at once
            if isinstance(parse(claim), Claim):
                found.add(claim)
    return found.pop() if len(found) == 1 else ""


def _named(text: str, model: Whole, kinds: tuple[Kind, ...]) -> str:
    """The identifier of the one element that is called so, by its identifier or its title; empty where none is."""
    words = name_words(text)
    found = {
        element.id
        for element in model.elements(*kinds)
        if element.id and not element.derived and words in (name_words(element.id), name_words(element.title))
    }
    return found.pop() if len(found) == 1 else ""
