"""What things are called in a document, and where: looked up by name, patched where units are read anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from forewarn.dialects.markdown.merge.places import HURT, At
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forewarn.dialects.markdown.units import Names, Raw

Name = tuple[Kind, str]
"""A kind with an identifier or a folded title."""
K = TypeVar("K", str, Name)
Table = dict[K, tuple[At, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Where in the document things are called what; places are in the document's order.

    `given` identifiers in the text, `taken` the same with their kinds, `made` identifiers that are derived; `headings`
    titles of elements with a heading of their own, `others` of the rest; `numbered` labels like "M3".
    `several` are the given identifiers of more than one element, `both` the titles that headings and others have,
    `clashing` the derived identifiers that more than one element has. The last three are the numbers of the units that
    have something of the kind (see `forewarn.dialects.markdown.units.Names`).
    """

    given: Table[str]
    taken: Table[Name]
    made: Table[Name]
    headings: Table[Name]
    others: Table[Name]
    numbered: Table[str]
    several: set[str]
    both: set[Name]
    clashing: set[Name]
    leading: set[int]
    linking: set[int]
    summarised: set[int]

    def named(self, name: str) -> tuple[At, ...]:
        """The elements with this identifier, written or (as "M3" or "M-3" for number 3 of the mitigations) counted."""
        found = self.given.get(name)
        if found is not None:
            return found
        label = name[0] + name[2:] if name[1:2] == "-" else name
        found = self.numbered.get(label, ())
        return found if len(found) == 1 else ()

    def hurt(self, title: str) -> At | None:
        """The asset, component or flow with this (folded) title."""
        for kind in HURT:
            found = self.others.get((kind, title)) or self.headings.get((kind, title))
            if found:
                return found[0]
        return None

    def patched(self, old: Sequence[Raw], new: Sequence[Raw], changed: Iterable[int]) -> Known:
        """What is known after the units of these numbers were read anew; there are as many as before."""
        known = Known(
            self.given.copy(),
            self.taken.copy(),
            self.made.copy(),
            self.headings.copy(),
            self.others.copy(),
            self.numbered.copy(),
            self.several.copy(),
            self.both.copy(),
            self.clashing.copy(),
            self.leading.copy(),
            self.linking.copy(),
            self.summarised.copy(),
        )
        for number in changed:
            known._forget(number, old[number].names)
            known._learn(number, new[number].names)
            for names in (old[number].names, new[number].names):
                known._compare(names)
        return known

    def _learn(self, number: int, names: Names) -> None:
        for key, place in names.given:
            _put(self.given, key[1], At(number, place))
            _put(self.taken, key, At(number, place))
        for key, place in names.made:
            _put(self.made, key, At(number, place))
        for key, place in names.headings:
            _put(self.headings, key, At(number, place))
        for key, place in names.others:
            _put(self.others, key, At(number, place))
        for label, place in names.numbers:
            _put(self.numbered, label, At(number, place))
        for own, numbers in (
            (names.leading, self.leading),
            (names.linking, self.linking),
            (names.summarised, self.summarised),
        ):
            if own:
                numbers.add(number)
            else:
                numbers.discard(number)

    def _forget(self, number: int, names: Names) -> None:
        for key, _ in names.given:
            _take(self.given, key[1], number)
            _take(self.taken, key, number)
        for key, _ in names.made:
            _take(self.made, key, number)
        for key, _ in names.headings:
            _take(self.headings, key, number)
        for key, _ in names.others:
            _take(self.others, key, number)
        for label, _ in names.numbers:
            _take(self.numbered, label, number)

    def _compare(self, names: Names) -> None:
        """Note which of these names are those of more than one element."""
        for (_, name), _ in names.given:
            _mark(self.several, name, marked=len(self.given.get(name, ())) > 1)
        for key, _ in (*names.headings, *names.others):
            _mark(self.both, key, marked=key in self.headings and key in self.others)
        for key, _ in (*names.given, *names.made):
            made = self.made.get(key, ())
            _mark(self.clashing, key, marked=len(made) > 1 or (bool(made) and key in self.taken))


def known(raws: Sequence[Raw]) -> Known:
    """What things are called in these units."""
    made = Known({}, {}, {}, {}, {}, {}, set(), set(), set(), set(), set(), set())
    for number, raw in enumerate(raws):
        if raw.item.elements:
            made._learn(number, raw.names)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - being built
            made._compare(raw.names)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    return made


def _put(table: dict[K, tuple[At, ...]], key: K, at: At) -> None:
    there = table.get(key)
    if not there:
        table[key] = (at,)
    elif there[-1] < at:
        table[key] = (*there, at)
    else:
        table[key] = tuple(sorted((*there, at)))


def _take(table: dict[K, tuple[At, ...]], key: K, number: int) -> None:
    left = tuple([at for at in table.get(key, ()) if at.raw != number])
    if left:
        table[key] = left
    else:
        table.pop(key, None)


def _mark(names: set[K], name: K, *, marked: bool) -> None:
    if marked:
        names.add(name)
    else:
        names.discard(name)
