"""What the classifier counts in a sentence and around it.

Features come in groups; each group is scaled by its size, so that long sentences do not count for more. The same
function feeds the training (`tests/prose/train.py`) and the server.
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from forewarn.prose.constructions import folded, topics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.prose.constructions import Folded
    from forewarn.prose.folding import Word

_LENGTHS = 6
"""Sentences are counted in six lengths of this many words each."""
_LEAST = 4
_MANY = 6
"""So many constructions in one sentence are many."""


class Place(NamedTuple):
    """Where a sentence stands: the headings above it, `para`, `item` or `row`, and the sentences beside it."""

    path: tuple[str, ...] = ()
    where: str = "para"
    before: str = ""
    behind: str = ""


class Group(NamedTuple):
    """Features of one sort, and what each of them is multiplied by."""

    names: Sequence[str]
    scale: float


def first_look(sentence: Folded, place: Place) -> tuple[Group, ...]:
    """The features that cost little: the constructions that point to an assumption, and what the headings are about."""
    names, about = [one.name for one in sentence.telling], topics_of(place.path)
    return (*_constructions(names, about), Group(_counted(names, about), 1.0))


def groups(sentence: Folded, place: Place) -> tuple[Group, ...]:
    """All features of a sentence in its place."""
    words = sentence.words
    about = topics_of(place.path)
    has = [one.name for one in sentence.has]
    around = [*_headings(place.path), f"where:{place.where}", f"length:{min(_LENGTHS, len(words) // _LENGTHS)}"]
    around += _beside("before", place.before)
    around += _beside("behind", place.behind)
    return (
        _group(_runs([word.stem for word in words], 1, 3, "")),
        _group(_mixed(words)),
        _group(_first(words), 0.5),
        _group(around),
        *_constructions(has, about),
        Group(_counted([one.name for one in sentence.telling], about), 1.0),
    )


def _constructions(names: Sequence[str], about: Sequence[str]) -> tuple[Group, Group]:
    return (
        Group([f"has:{name}" for name in names] + [f"about:{name}" for name in about], 0.5),
        Group([f"{name}&{topic}" for name in names for topic in about], 0.35),
    )


def _counted(telling: Sequence[str], about: Sequence[str]) -> list[str]:
    """How many constructions point to an assumption, and which where it is one alone."""
    count = f"count:{min(_MANY, len(telling))}"
    return [count, *(f"{count}&{topic}" for topic in about), *(f"alone:{one}" for one in telling if len(telling) == 1)]


def _group(names: Sequence[str], weight: float = 1.0) -> Group:
    return Group(names, weight / sqrt(max(len(names), _LEAST)))


def _runs(words: Sequence[str], least: int, most: int, mark: str) -> list[str]:
    """Runs of `least` to `most` words, each once."""
    found: dict[str, None] = {}
    run = [mark + word for word in words]
    for size in range(1, most + 1):
        if size > 1:
            run = [f"{head} {word}" for head, word in zip(run, words[size - 1 :], strict=False)]
        if size >= least:
            found.update(dict.fromkeys(run))
    return list(found)


def _mixed(words: Sequence[Word]) -> list[str]:
    """Runs of two to four words with classes in place of the words that have one."""
    mixed = [word.mixed for word in words]
    known = [1 if word.group else 0 for word in words]
    found: dict[str, None] = {}
    run, classes = [f"~{word}" for word in mixed], known
    for size, least in ((2, 1), (3, 1), (4, 2)):
        run = [f"{head} {word}" for head, word in zip(run, mixed[size - 1 :], strict=False)]
        classes = [head + one for head, one in zip(classes, known[size - 1 :], strict=False)]
        found.update(dict.fromkeys([one for one, many in zip(run, classes, strict=True) if many >= least]))
    return list(found)


def _first(words: Sequence[Word]) -> list[str]:
    """How the sentence begins and ends."""
    stems = [word.stem for word in words]
    mixed = [word.mixed for word in words[:3]]
    found = [f"^{' '.join(stems[:size])}" for size in (1, 2, 3)] + [f"^~{' '.join(mixed[:size])}" for size in (1, 2, 3)]
    return [*dict.fromkeys(found), f"${' '.join(stems[-2:])}"]


def _beside(side: str, text: str) -> list[str]:
    """What the sentence beside it has."""
    return [f"{side}:{one.name}" for one in folded(text).has] if text else [f"{side}:none"]


@lru_cache(maxsize=1024)
def topics_of(path: tuple[str, ...]) -> tuple[str, ...]:
    """What the nearest heading (`here:`) and all of them (`above:`) are about."""
    if not path:
        return ()
    here = [f"here:{name}" for name in topics(path[-1])]
    return (*here, *dict.fromkeys(f"above:{name}" for heading in path for name in topics(heading)))


@lru_cache(maxsize=1024)
def _headings(path: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the headings."""
    found: dict[str, None] = {}
    for heading in path[-1:]:
        found.update(dict.fromkeys(_runs([word.stem for word in folded(heading).words], 1, 3, "here:")))
    for heading in path[:-1]:
        found.update(dict.fromkeys(_runs([word.stem for word in folded(heading).words], 1, 3, "above:")))
    return tuple(found)
