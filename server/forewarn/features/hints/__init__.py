"""Short texts beside lines, for what cannot be seen in them: at most one a line, none that says the same."""

from __future__ import annotations

from forewarn.features.hints.gather import about, hints
from forewarn.features.hints.hint import USUAL, Hint, Sort

__all__ = ["USUAL", "Hint", "Sort", "about", "hints"]
