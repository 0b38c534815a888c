"""The two scales of a threat model: how sensitive an asset is, how severe a threat."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from forewarn.catalog.source import read
from forewarn.catalog.words import folded


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scale: its name, its place (0 is the least), what it means, and other words for it."""

    name: str
    rank: int
    meaning: str
    synonyms: tuple[str, ...]


@cache
def sensitivities() -> tuple[Step, ...]:
    """Give the sensitivities, from `public` to `secret` (product.md's four default classes)."""
    return _steps("sensitivities")


@cache
def severities() -> tuple[Step, ...]:
    """Give the severities, from `low` to `critical`."""
    return _steps("severities")


@lru_cache(maxsize=1024)
def sensitivity(text: str) -> str | None:
    """Give the sensitivity that `text` names, synonyms included: `internal` is `confidential`. None if it is none."""
    return _names("sensitivities").get(folded(text))


@lru_cache(maxsize=1024)
def severity(text: str) -> str | None:
    """Give the severity that `text` names, synonyms included: `Moderate` is `medium`. None if it is none."""
    return _names("severities").get(folded(text))


def sensitivity_rank(name: str) -> int:
    """Give the place of a sensitivity by its name: 0 for `public`, 3 for `secret`, -1 for an unknown one."""
    return next((step.rank for step in sensitivities() if step.name == name), -1)


def severity_rank(name: str) -> int:
    """Give the place of a severity by its name: 0 for `low`, 3 for `critical`, -1 for an unknown one."""
    return next((step.rank for step in severities() if step.name == name), -1)


def _steps(file: str) -> tuple[Step, ...]:
    return tuple(
        Step(name, rank, record.text("meaning"), record.texts("synonyms"))
        for rank, (name, record) in enumerate(read(file).records())
    )


@cache
def _names(file: str) -> dict[str, str]:
    return {folded(word): step.name for step in _steps(file) for word in (step.name, *step.synonyms)}
