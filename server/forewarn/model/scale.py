"""How sensitive assets are, in the words of an organisation: its own, mapped onto the four steps of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.catalog.words import folded

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Scale:
    """The steps from `public` to `secret`, and what they are called here.

    `own` holds an organisation's words by the step that they mean, the first of them the one that is shown; a step
    that is not in it goes by its own name. What an organisation means by a word stands before what the catalogue does:
    where `confidential` is its word for `restricted`, it means that.
    """

    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, "tuple[str, ...]"])
    _steps: Mapping[str, str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Look up once which step each word means."""
        steps = {folded(word): step for step, words in self.own.items() for word in words}
        object.__setattr__(self, "_steps", steps)

    def step(self, text: str) -> str | None:
        """The step that `text` names, in an organisation's words, the catalogue's, or its synonyms; None if none."""
        return (self._steps.get(folded(text)) if self._steps else None) or catalog.sensitivity(text)

    def shown(self, step: str) -> str:
        """What people here call a step."""
        words = self.own.get(step)
        return words[0] if words else step

    def in_full(self, step: str) -> str:
        """What people here call a step, with its own name behind where that is another: C3 (restricted)."""
        word = self.shown(step)
        return step if word == step else f"{word} ({step})"

    @property
    def words(self) -> Mapping[str, str]:
        """The steps by what they are called here, from the least sensitive to the most."""
        return {self.shown(step.name): step.name for step in catalog.sensitivities()}


USUAL = Scale()
"""The scale where no organisation has words of its own."""
