"""Lines that know how far one has looked at them.

A decision about an item may depend on lines far below it. Which ones is not written down for each decision, where it
would be wrong one day, but seen: an edit below the farthest line that was looked at cannot change the decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload


class Watched(Sequence[str]):
    """`lines`, of which none below number `farthest` was looked at."""

    __slots__ = ("farthest", "lines")

    def __init__(self, lines: tuple[str, ...]) -> None:
        self.lines = lines
        self.farthest = -1

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        last = index if isinstance(index, int) else index.indices(len(self.lines))[1] - 1
        if last > self.farthest:  # noqa: PLR1730 - a call of `max` costs as much as all the rest here
            self.farthest = last
        return self.lines[index]
