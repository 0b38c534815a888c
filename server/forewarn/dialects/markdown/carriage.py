"""How a flow travels and proves who sends it, where the label of an edge or the head of a column says so."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from forewarn.catalog import protocol_names
from forewarn.catalog.source import read
from forewarn.dialects.markdown.vocabulary import folded

if TYPE_CHECKING:
    from forewarn.dialects.markdown.drafts import Draft
    from forewarn.text.position import Span

_FILE = "heading-synonyms"
_BETWEEN = r"(?:[\s,/+&()]|:\d{2,5}\b|\bport \d{2,5}\b|\b(?:over|via|with|and|using|by)\b|\bv?\d(?:\.\d)?\b)*"


def _any(words: tuple[str, ...]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in longest)


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Finds a label of nothing but such words, a protocol, and a way of authentication."""
    protocol, proof = _any(protocol_names()), _any(read(_FILE).texts("authentication-words"))
    whole = rf"{_BETWEEN}(?:(?:{protocol}|{proof}){_BETWEEN})+"
    return re.compile(whole, re.IGNORECASE), re.compile(protocol, re.IGNORECASE), re.compile(proof, re.IGNORECASE)


@lru_cache(maxsize=1024)
def carriage(label: str) -> tuple[str, str]:
    """The protocol and the authentication that a label consists of, each empty where it says none.

    >>> carriage("HTTPS + JWT"), carriage("Orders over HTTPS")
    (('HTTPS', 'JWT'), ('', ''))
    """
    whole, protocol, proof = _words()
    if not whole.fullmatch(label):
        return "", ""
    how, who = protocol.search(label), proof.search(label)
    return how[0] if how else "", who[0] if who else ""


def put_carriage(draft: Draft, label: str, span: Span) -> None:
    """Give a flow the protocol and the authentication that the label of its edge consists of."""
    how, who = carriage(label)
    draft.put("protocol", how, span)
    draft.put("authentication", who, span)


@cache
def _heads() -> dict[str, str]:
    record = read(_FILE).record("flow-heads")
    return {head: name for name in record.names() for head in record.texts(name)}


def flow_field(head: str) -> str:
    """The field of a flow that a column with this head holds, or an empty text."""
    return _heads().get(folded(head), "")
