"""A whole model at one moment, for what needs more than a rule may ask: fixes, completion, hover.

Unlike in `forewarn.model.facts` it is not noted what was asked: these answers are computed when somebody asks, not at
every keystroke. What takes a look at every element is kept for the next question, for a long list of findings asks
thousands.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from forewarn.model.facts import Facts
from forewarn.model.series import number_of, series_of

if TYPE_CHECKING:
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

    def elements(self, *kinds: Kind) -> tuple[Element, ...]:
        """Every element of these kinds (of any kind if none is given), in the order of the files."""
        if kinds not in self._kept:
            every = (element for part in self.parts for item in part.items for element in item.elements)
            self._kept[kinds] = tuple(element for element in every if not kinds or element.kind in kinds)
        return self._kept[kinds]

    @cached_property
    def _kept(self) -> dict[tuple[Kind, ...], tuple[Element, ...]]:
        return {}

    def names(self, *kinds: Kind) -> tuple[str, ...]:
        """The identifiers that the text holds, each once, in the order of the files."""
        return tuple(dict.fromkeys(e.id for e in self.elements(*kinds) if e.id and not e.derived))

    def beside(self, kind: Kind) -> Element | None:
        """What a new element of this kind is written beside: the last of its kind, else one of the model's own file."""
        kin = self.elements(kind)
        return kin[-1] if kin else next((one for one in self.elements() if one.recorded), None)

    def free_id(self, kind: Kind, wish: str = "") -> str:
        """An identifier nobody has: `wish` if it is free, else the next of the series that this kind uses.

        The series is that of the kind's last numbered identifier, with its zeros: after M1, M2 comes M3; after T-007
        comes T-008.
        """
        taken = self.index.by_id
        if wish and wish not in taken:
            return wish
        prefix, width, number = (f"{wish}-", 1, 1) if wish else self._series(kind)
        while True:
            number += 1
            candidate = f"{prefix}{number:0{width}}"
            if candidate not in taken:
                return candidate

    def _series(self, kind: Kind) -> tuple[str, int, int]:
        """How identifiers of the kind begin, how many digits follow, and the highest number there is."""
        if kind not in self._all_series:
            prefix, width, number = _INITIALS.get(kind.value, kind.value), 1, 0
            for name in self.names(kind):
                digits = number_of(name)
                if digits:
                    prefix, width, number = series_of(name), len(digits), max(number, int(digits))
            self._all_series[kind] = (prefix, width, number)
        return self._all_series[kind]

    @cached_property
    def _all_series(self) -> dict[Kind, tuple[str, int, int]]:
        return {}
