"""What the classifier has learnt: read from `data/weights.json` when the first sentence is judged, not before.

`make prose` writes the file. It says which data it was learnt from, when, and how well it did.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple, TypedDict, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forewarn.prose.features import Group

UNIT = 1000
"""Weights are kept in thousandths."""


class Sureness(NamedTuple):
    """From which score on a sentence is found: where the setting is `high`, `normal` and `low`."""

    high: float
    normal: float
    low: float


class Learnt(NamedTuple):
    """The weights of features by name; the empty name is the constant."""

    weights: Mapping[str, int]
    bounds: Sureness

    def score(self, groups: Sequence[Group]) -> float:
        """How sure the weights are that a sentence with these features takes something for granted (log odds)."""
        get = self.weights.get
        total = float(get("", 0))
        for names, scale in groups:
            total += scale * sum(map(get, names, repeat(0)))
        return total / UNIT


class WeightsFile(TypedDict):
    """What the file holds."""

    provenance: dict[str, object]
    bounds: dict[str, float]
    weights: dict[str, int]


@cache
def learnt() -> Learnt:
    """The weights that this version of forewarn ships."""
    file = read_file()
    return Learnt(file["weights"], Sureness(**file["bounds"]))


def read_file() -> WeightsFile:
    """The file as it is."""
    from importlib.resources import files  # noqa: PLC0415 - costs some 10 ms where nothing else has imported it

    text = files("forewarn.prose").joinpath("data", "weights.json").read_text(encoding="utf-8")
    return cast("WeightsFile", json.loads(text))
