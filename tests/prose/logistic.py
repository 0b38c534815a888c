"""Logistic regression with an L2 penalty, by coordinate descent in the dual.

Yu, Huang, Lin: Dual coordinate descent methods for logistic regression and maximum entropy models, Machine Learning
85 (2011), doi 10.1007/s10994-010-5221-8, algorithm 5. Needs no library, and gives the same weights on every machine.
"""

from __future__ import annotations

import random
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence

Row = tuple["array[int]", "array[float]"]
"""The features of an example, by number, and what each is worth."""
_PASSES = 40
_NEWTON = 20
_TOLERANCE = 1e-3
_STEP = 0.1
_SMALL = 1e-8


def fit(rows: Sequence[Row], marks: Sequence[bool], costs: Sequence[float], size: int) -> list[float]:
    """The weights of `size` features. `costs` say how much each example counts (C of the literature)."""
    weights = [0.0] * size
    signs = [1.0 if mark else -1.0 for mark in marks]
    low = [min(0.001 * cost, _SMALL) for cost in costs]
    high = [cost - one for cost, one in zip(costs, low, strict=True)]
    squares = [sum(value * value for value in values) for _, values in rows]
    for (names, values), sign, start in zip(rows, signs, low, strict=True):
        for name, value in zip(names, values, strict=True):
            weights[name] += sign * start * value
    order = list(range(len(rows)))
    shuffle = random.Random(0).shuffle  # noqa: S311 - an order, no secret
    for _ in range(_PASSES):
        shuffle(order)
        moved = 0.0
        for number in order:
            names, values = rows[number]
            cost, square = costs[number], squares[number]
            margin = signs[number] * sum(weights[name] * value for name, value in zip(names, values, strict=True))
            up = 0.5 * square * (high[number] - low[number]) + margin >= 0
            old = low[number] if up else high[number]
            new = _newton(old, cost, square, margin if up else -margin)
            step = (new - old) * signs[number] * (1 if up else -1)
            low[number], high[number] = (new, cost - new) if up else (cost - new, new)
            if step:
                for name, value in zip(names, values, strict=True):
                    weights[name] += step * value
                moved = max(moved, abs(new - old) / cost)
        if moved < _TOLERANCE:
            break
    return weights


def _newton(old: float, cost: float, square: float, margin: float) -> float:
    """The best value of one dual variable, the others as they are."""
    value = old if cost - old >= 0.5 * cost else _STEP * old
    slope = square * (value - old) + margin + log(value / (cost - value))
    for _ in range(_NEWTON):
        if abs(slope) < _SMALL:
            break
        bend = square + cost / (cost - value) / value
        wished = value - slope / bend
        value = wished if wished > 0 else _STEP * value
        slope = square * (value - old) + margin + log(value / (cost - value))
    return value
