"""Which sentences of an item take something for granted, and why."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn.prose.constructions import folded, phrase, silent
from forewarn.prose.features import Place, first_look, groups, topics_of
from forewarn.prose.folding import LONGEST
from forewarn.prose.weights import UNIT, learnt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.reading import Item, Sentence
    from forewarn.prose.constructions import Construction, Folded

FAR = 1.9
"""Where constructions and headings alone leave a sentence this far below the lowest bound, its words hardly ever make
up for it (`make prose` counts how often), and most sentences are done with."""
UNHEARD = float("-inf")
_SHOWN = 3
"""So many reasons are told."""
_SHORTEST = 3
_NO_IMPACT = frozenset({"no-sec-impact", "none-under"})
_MAYBE_NO_IMPACT = frozenset({"no-new-risk", "not-introduce", "not-weaken", "no-concern", "low-risk", "acceptable"})
_ABSOLUTE = frozenset({"cannot-tamp", "impossible", "attacker-cannot", "always-enc"})
_QUIET = frozenset({"above:stated", "above:elsewhere"})
"""Under a heading that says so, what is taken for granted is stated, or a text speaks of what is not done."""
_SECURITY = frozenset({"here:security", "here:secconsider", "here:risks"})


class Family(StrEnum):
    """What a sentence does that takes something for granted."""

    ASSUMES = "assumes"
    """It relies on something and says it as a plain fact."""
    ABSOLUTE = "absolute"
    """It says that something cannot happen."""
    NO_IMPACT = "no-impact"
    """It says that there is nothing to see."""


class Reason(NamedTuple):
    """Why a sentence was noticed: what a construction says, and the words that are it."""

    says: str
    words: str


class Judgement(NamedTuple):
    """What is taken for granted. `kind` is the kind of assumption; `score` how sure the classifier is (log odds)."""

    family: Family
    kind: str
    score: float
    reasons: tuple[Reason, ...]
    heading: str


@lru_cache(maxsize=32)
def judged(item: Item) -> tuple[tuple[Sentence, Judgement], ...]:
    """The sentences of an item that take something for granted, at the most watchful setting."""
    return tuple(_judged(item))


def _judged(item: Item) -> Iterator[tuple[Sentence, Judgement]]:
    sentences = item.sentences
    last = len(sentences) - 1
    for number, one in enumerate(sentences):
        before = sentences[number - 1].text if number else ""
        behind = sentences[number + 1].text if number < last else ""
        found = judge(one.text, Place(one.path, one.where, before, behind))
        if found is not None:
            yield one, found


@lru_cache(maxsize=8192)
def judge(text: str, place: Place) -> Judgement | None:
    """What a sentence in its place takes for granted; None where nothing, or nothing that can be told."""
    if not _SHORTEST <= len(text) <= LONGEST or is_quiet(place.path):
        return None
    sentence = folded(text)
    score = score_of(sentence, place)
    if score < learnt().bounds.high or silent(sentence.text):
        return None
    telling = _by_weight(sentence, place)
    heading = place.path[-1] if place.path and _SECURITY & set(topics_of(place.path)) else ""
    reasons = tuple(Reason(one.says, phrase(sentence, one)) for one in telling[:_SHOWN])
    return Judgement(_family(sentence, place), telling[0].kind, score, reasons, heading)


def is_quiet(path: tuple[str, ...]) -> bool:
    """Whether nothing is taken for granted in silence below these headings."""
    return not _QUIET.isdisjoint(topics_of(path))


def score_of(sentence: Folded, place: Place) -> float:
    """How sure the classifier is of a folded sentence (log odds); `UNHEARD` where it does not look closely."""
    if not sentence.telling:
        return UNHEARD
    known = learnt()
    if known.score(first_look(sentence, place)) < known.bounds.high - FAR:
        return UNHEARD
    return known.score(groups(sentence, place))


def _by_weight(sentence: Folded, place: Place) -> list[Construction]:
    """The constructions that point to an assumption, those that counted most first."""
    weights, about = learnt().weights, topics_of(place.path)

    def worth(one: Construction) -> float:
        pairs = sum(weights.get(f"{one.name}&{topic}", 0) for topic in about)
        return (0.5 * weights.get(f"has:{one.name}", 0) + 0.35 * pairs) / UNIT

    return sorted(sentence.telling, key=worth, reverse=True)


def _family(sentence: Folded, place: Place) -> Family:
    names = {one.name for one in sentence.telling}
    about = set(topics_of(place.path))
    speaks_of_security = bool(_SECURITY & about) or "security" in sentence.text
    if names & _NO_IMPACT or (names & _MAYBE_NO_IMPACT and speaks_of_security):
        return Family.NO_IMPACT
    return Family.ABSOLUTE if names & _ABSOLUTE else Family.ASSUMES
