"""Scores: the same matching as `shared/corpus/score_prose.py`, sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.prose.corpus import Example


class Measured(NamedTuple):
    """What a bound gives: how much of it a reader marked, and how much of what two readers marked is in it."""

    found: int
    right: int
    precision: float
    recall: float
    share: float


def measured(examples: Sequence[Example], scores: Sequence[float], bound: float) -> Measured:
    """What is found from `bound` on."""
    found = [one for one, score in zip(examples, scores, strict=True) if score >= bound]
    right = sum(one.right for one in found)
    must = sum(one.must for one in examples)
    recall = sum(one.must for one in found) / must if must else 0.0
    return Measured(len(found), right, right / len(found) if found else 0.0, recall, len(found) / len(examples))


def bound_for(scores: Sequence[float], share: float) -> float:
    """The bound from which this share of all sentences is found."""
    rank = sorted(scores, reverse=True)
    return rank[max(0, round(share * len(rank)) - 1)]
