"""Stances: bold leads that say how a threat is answered, "Not mitigated.", "Partially protected", "Eliminated in …"."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from forewarn.catalog.source import read
from forewarn.dialects.markdown.vocabulary import role
from forewarn.syntax.markdown.inline import plain
from forewarn.syntax.markdown.sentences import cut

if TYPE_CHECKING:
    from forewarn.dialects.markdown.labels import Labelled

_LABELLED = re.compile(r"\s*(?P<name>[^\W\d_][^:.]{0,40}):\s*(?P<rest>.*)", re.DOTALL)

_BY = re.compile(r"\w+(?: \w+)? (?:by|in|against|for|within)\b")


@cache
def _stances() -> re.Pattern[str]:
    """Finds a stance at the head of a label: the word, with what weakens or denies it before or behind it."""
    found = read("heading-synonyms").record("stances")
    words = {name: "|".join(re.escape(word) for word in found.texts(name)) for name in found.names()}
    return re.compile(
        rf"(?:(?:{words['adverbs']})\s+)*(?:"
        rf"(?P<open>(?:(?:{words['denying']})\s+)(?:(?:{words['adverbs']})\s+)?(?:{words['heads']})|{words['open']})"
        rf"|(?:(?P<partly>{words['partial']})\s+)?(?:{words['heads']})(?P<less>\W+(?:{words['denying']}|but)\b.*)?)"
        rf"(?=\s*$|\s*[.,;:!—–(]|\s+(?:{words['following']})\b)",
        re.IGNORECASE | re.DOTALL,
    )


@cache
def _qualified() -> re.Pattern[str]:
    """Finds what takes a denial back in part: "Not protected by the chain alone", "Not fully mitigated"."""
    found = read("heading-synonyms").record("stances").texts("qualifying")
    return re.compile(r"\b(?:" + "|".join(map(re.escape, found)) + r")\b", re.IGNORECASE)


@cache
def _decided() -> re.Pattern[str]:
    """Finds that somebody wants it so: "This is by design"."""
    found = read("heading-synonyms").record("stances").texts("decided")
    return re.compile(r"\b(?:" + "|".join(map(re.escape, found)) + r")\b", re.IGNORECASE)


@lru_cache(maxsize=2048)
def stance(name: str) -> str:
    """The status that a label states with its first words: open, planned (for "partially"), mitigated; or empty."""
    words = plain(name).strip()
    labelled = _LABELLED.match(words)
    if labelled and role(labelled["name"]) == "status":
        words = labelled["rest"]
    found = _stances().match(words)
    if found is None:
        return ""
    if found["open"]:
        return "planned" if _qualified().search(words) else "open"
    return "planned" if found["partly"] or found["less"] else "mitigated"


def is_denial(text: str) -> bool:
    """Whether a text denies that a threat is answered, "Not mitigated": more than that it is open."""
    found = _stances().match(plain(text).strip())
    return found is not None and bool(found["open"])


def stated(part: Labelled) -> str:
    """The stance that a stretch of text states with its bold lead, or an empty text.

    What is not prevented "by design" is accepted: somebody has decided so.
    """
    said = stance(part.name) if part.bold and part.name else ""
    first = next(cut(part.content.text), None)
    behind = part.content.text[first.start : first.end] if first is not None else ""
    return "accepted" if said == "open" and _decided().search(f"{plain(part.name)} {plain(behind)}") else said


def denies(part: Labelled) -> bool:
    """Whether a stance says that something is not so, if only in part: the text behind it is no answer."""
    words = plain(part.name).strip()
    labelled = _LABELLED.match(words)
    found = _stances().match(labelled["rest"] if labelled and role(labelled["name"]) == "status" else words)
    return found is not None and bool(found["open"])


def is_of_a_part(part: Labelled) -> bool:
    """Whether a stance is said of something only: "Not mitigated by the proxy.", or what follows its colon."""
    if _LABELLED.match(plain(part.name)):
        return False
    lead = plain(part.whole.text[: len(part.whole.text) - len(part.content.text)]).rstrip()
    return lead.endswith(":") or _BY.match(plain(part.name)) is not None
