"""A whole model at one moment, for what needs more than a rule may ask: fixes, completion, hover.

Unlike `forewarn.model.facts` nothing is remembered here: these answers are computed when somebody asks, not at every
keystroke.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from forewarn.model.facts import Facts
from forewarn.model.series import number_of, series_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from forewarn.model.elements import Element
    from forewarn.model.facts import Files
    from forewarn.model.index import Index
    from forewarn.model.kinds import Kind
    from forewarn.model.reading import Part

_INITIALS = {
    "threat": "T", "mitigation": "M", "assumption": "A", "zone": "zone", "actor": "actor",
    "component": "component", "asset": "asset", "flow": "flow",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Whole:
    """All parts of one model with their index."""

    parts: tuple[Part, ...]
    index: Index
    today: date
    files: Files

    @cached_property
    def facts(self) -> Facts:
        """The model as a rule sees it."""
        return Facts(self.index, self.today, self.files)

    def elements(self, *kinds: Kind) -> Iterator[Element]:
        """Every element of these kinds (of any kind if none is given), in the order of the files."""
        for part in self.parts:
            for item in part.items:
                for element in item.elements:
                    if not kinds or element.kind in kinds:
                        yield element

    def names(self, *kinds: Kind) -> tuple[str, ...]:
        """The identifiers that the text holds, each once, in the order of the files."""
        return tuple(dict.fromkeys(e.id for e in self.elements(*kinds) if e.id and not e.derived))

    def free_id(self, kind: Kind, wish: str = "") -> str:
        """An identifier nobody has: `wish` if it is free, else the next of the series that this kind uses.

        The series is that of the kind's last numbered identifier, with its zeros: after M1, M2 comes M3; after T-007
        comes T-008.
        """
        taken = set(self.index.by_id)
        if wish and wish not in taken:
            return wish
        prefix, width, number = _INITIALS.get(kind.value, kind.value), 1, 0
        for name in self.names(kind):
            digits = number_of(name)
            if digits:
                prefix, width, number = series_of(name), len(digits), max(number, int(digits))
        if wish:
            prefix, width, number = f"{wish}-", 1, 1
        while True:
            number += 1
            candidate = f"{prefix}{number:0{width}}"
            if candidate not in taken:
                return candidate
