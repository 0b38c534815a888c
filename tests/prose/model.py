"""Examples to numbers, numbers to weights."""

from __future__ import annotations

from array import array
from collections import defaultdict
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from forewarn.prose.constructions import folded, silent
from forewarn.prose.features import first_look, groups
from forewarn.prose.judging import is_quiet
from tests.prose.logistic import fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.prose.corpus import Example
    from tests.prose.logistic import Row

COST = 0.5
"""How much an example counts against keeping the weights small."""
SOURCES = 3
"""A feature of fewer repositories says more of them than of the language."""
KEPT = 40_000
"""So many weights are kept: those that matter most."""
SILENT = float("-inf")


class Counted(NamedTuple):
    """An example with its features and what each is worth; None where it has no construction, and is never found."""

    example: Example
    features: tuple[tuple[str, ...], array[float]] | None

    @property
    def pairs(self) -> Iterator[tuple[str, float]]:
        """The features with their worth."""
        return zip(*self.features, strict=True) if self.features is not None else iter(())


def counted(examples: Sequence[Example]) -> list[Counted]:
    """The examples with their features."""
    found: list[Counted] = []
    for one in examples:
        sentence = folded(one.text)
        features = None
        if sentence.telling:
            worth = {intern(name): group.scale for group in groups(sentence, one.place) for name in group.names}
            features = (tuple(worth), array("d", worth.values()))
        found.append(Counted(one, features))
    return found


def weights_of(examples: Sequence[Counted], kept: int = KEPT) -> dict[str, float]:
    """The weights that the examples teach; the empty name is the constant."""
    known = [one for one in examples if one.features is not None]
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for one in known:
        for name, _ in one.pairs:
            if len(sources[name]) < SOURCES:
                sources[name].add(one.example.source)
    names = ["", *sorted(name for name, where in sources.items() if len(where) >= SOURCES)]
    weights = _fitted(known, names)
    if len(names) <= kept:
        return weights
    worth: defaultdict[str, float] = defaultdict(float)
    for one in known:
        for name, value in one.pairs:
            worth[name] += value * value
    rank = sorted(names[1:], key=lambda name: (-abs(weights[name]) * worth[name] ** 0.5, name))
    return _fitted(known, ["", *sorted(rank[:kept])])


def _fitted(known: Sequence[Counted], names: Sequence[str]) -> dict[str, float]:
    number = {name: place for place, name in enumerate(names)}
    rows: list[Row] = []
    for one in known:
        pairs = [(0, 1.0)]
        pairs += [(number[name], value) for name, value in one.pairs if name in number]
        rows.append((array("l", [place for place, _ in pairs]), array("d", [value for _, value in pairs])))
    marks = [one.example.right for one in known]
    return dict(zip(names, fit(rows, marks, [one.example.weight * COST for one in known], len(names)), strict=True))


def first_score(one: Counted, weights: Mapping[str, float]) -> float:
    """What the weights say after a first look (`forewarn.prose.judging.score_of`)."""
    looked = first_look(folded(one.example.text), one.example.place)
    return weights[""] + sum(scale * sum(weights.get(name, 0.0) for name in names) for names, scale in looked)


def score(one: Counted, weights: Mapping[str, float]) -> float:
    """How sure the weights are of an example; `SILENT` where nothing is said."""
    if one.features is None or is_quiet(one.example.place.path) or silent(folded(one.example.text).text):
        return SILENT
    return weights[""] + sum(weights.get(name, 0.0) * value for name, value in one.pairs)
