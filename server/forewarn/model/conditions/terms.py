"""What a condition is made of, once it is understood. Places (`start`, `end`) are those of characters in its text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forewarn.model.kinds import Kind


class Sign(StrEnum):
    """How a fact is compared."""

    EQUAL = "=="
    UNEQUAL = "!="
    LEAST = ">="
    MOST = "<="
    MORE = ">"
    LESS = "<"
    CONTAINS = "contains"
    STARTS = "starts with"
    ENDS = "ends with"
    MATCHES = "matches"

    @property
    def orders(self) -> bool:
        """Whether it asks for more or less."""
        return self in (Sign.LEAST, Sign.MOST, Sign.MORE, Sign.LESS)

    @property
    def looks_into(self) -> bool:
        """Whether it looks into a text."""
        return self in (Sign.CONTAINS, Sign.STARTS, Sign.ENDS, Sign.MATCHES)


@dataclass(frozen=True, slots=True)
class Path:
    """The way to a fact: steps from element to element, and the fact's name last (`from.zone.trust`)."""

    text: str
    start: int
    end: int

    @property
    def steps(self) -> tuple[str, ...]:
        """Its names in order."""
        return tuple(self.text.split("."))

    def from_kind(self, kind: Kind) -> tuple[str, ...]:
        """Its steps from an element of this kind, without the kind itself, which may stand before them."""
        steps = self.steps
        return steps[1:] if len(steps) > 1 and steps[0] == kind.value else steps

    def place(self, number: int) -> tuple[int, int]:
        """Where the step with this number stands."""
        start = self.start + sum(len(step) + 1 for step in self.steps[:number])
        return start, start + len(self.steps[number])


@dataclass(frozen=True, slots=True)
class Value:
    """What a fact is compared with: a word, a text (`quoted`), or (with `days`) a day so many days from today."""

    text: str
    start: int
    end: int
    days: int | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """Some value at the end of the path compares so with one of `values`."""

    path: Path
    sign: Sign
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """The path leads to a yes."""

    path: Path


@dataclass(frozen=True, slots=True)
class Said:
    """Whether a fact is stated by the text; or, where `follows`, stated or known from something else."""

    path: Path
    follows: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """How many elements the path leads to."""

    path: Path
    sign: Sign
    number: Value


@dataclass(frozen=True, slots=True)
class Among:
    """Of the elements that the path leads to, some (or, where `every`, all) fulfil a condition of their own."""

    path: Path
    every: bool
    inner: Term


@dataclass(frozen=True, slots=True)
class Crosses:
    """The flow crosses a trust boundary."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    inner: Term


@dataclass(frozen=True, slots=True)
class Both:
    """All of them."""

    parts: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of them at least."""

    parts: tuple[Term, ...]


Test = Compared | Flag | Said | Counted | Among | Crosses
"""What asks something of facts."""
Term = Test | Not | Both | Either
