"""What the whole document settles: one element told twice, names that lead elsewhere, identifiers made up twice.

Each unit is read by itself. Then it is looked up who is called what (`known`), which places tell one and the same
element (`same`, `summaries`), where names lead (`links`), which made-up identifiers clash (`renaming`), and what all
this changes in the units' items (`changes`). After an edit the look-up tables are patched, and only items in which
something is different are made anew.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from forewarn.dialects.markdown.merge.changes import Change, carried, changed
from forewarn.dialects.markdown.merge.known import known
from forewarn.dialects.markdown.merge.links import called_alike, link_names, settled
from forewarn.dialects.markdown.merge.renaming import Renamed, name_at, names_in, renamed
from forewarn.dialects.markdown.merge.same import told_twice
from forewarn.dialects.markdown.merge.summaries import summarised
from forewarn.text.sharing import shared_ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forewarn.dialects.markdown.merge.known import Known
    from forewarn.dialects.markdown.merge.links import Links
    from forewarn.dialects.markdown.merge.places import At
    from forewarn.dialects.markdown.units import Raw
    from forewarn.model.reading import Item

_Changes = dict[int, tuple[Change, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class _Settled:
    """What is decided of the units, and from what."""

    known: Known
    dropped: Mapping[At, At]
    told: Mapping[At, Change]
    """All changes but new names."""
    renamed: Renamed
    changes: Mapping[int, tuple[Change, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """The items of a document, with what the next reading needs to find out quickly what has changed.

    `made` holds the items in which something was changed, by all that they are made of.
    """

    raws: tuple[Raw, ...]
    items: tuple[Item, ...]
    settled: _Settled
    made: Mapping[object, Item]


def merge(raws: tuple[Raw, ...], before: Merged | None) -> Merged:
    """The items of the document. `before` is what an earlier reading made."""
    if before is None or len(raws) != len(before.raws):
        return _with_items(raws, _settle(raws), before)
    anew = _changed_places(before.raws, raws)
    if all(_alike(before, raws, number) for number in anew):
        fresh = tuple(raws[number].item for number in anew)
        kept = (*before.items[: anew.start], *fresh, *before.items[anew.stop :])
        return Merged(raws, kept, before.settled, before.made)
    settled = before.settled
    if not all(_as_settled(before, raws, number) for number in anew):
        settled = _resettle(before, raws, anew)
    return _with_items(raws, settled, before)


def _changed_places(old: tuple[Raw, ...], new: tuple[Raw, ...]) -> range:
    front, back = shared_ends(old, new)
    return range(front, len(new) - back)


def _alike(before: Merged, raws: tuple[Raw, ...], number: int) -> bool:
    """Whether a unit read anew means the same to all others, and nothing of it was changed by them."""
    old, new = before.raws[number], raws[number]
    untouched = number not in before.settled.changes and before.items[number] is old.item
    return untouched and old.signature == new.signature and old.section == new.section


def _as_settled(before: Merged, raws: tuple[Raw, ...], number: int) -> bool:
    """Whether a unit read anew means the same to all others, and what they add to it has the places that it had."""
    old, new = before.raws[number], raws[number]
    return old.signature == new.signature and (number not in before.settled.changes or old.places == new.places)


def _settle(raws: Sequence[Raw]) -> _Settled:
    names = known(raws)
    dropped = told_twice(raws, names)
    adding = _added(raws, names, dropped)
    new_names = renamed(names, dropped, Renamed(), names.clashing)
    told = _told(raws, dropped, adding, new_names)
    numbers = {at.raw for at in (*told, *new_names.names)}
    return _Settled(names, dropped, told, new_names, _of_units(numbers, told, new_names))


def _resettle(before: Merged, raws: Sequence[Raw], anew: Iterable[int]) -> _Settled:
    """What is decided after the units of these numbers were read anew."""
    old = before.settled
    names = old.known.patched(before.raws, raws, anew)
    dropped = told_twice(raws, names)
    adding = _added(raws, names, dropped)
    bearing = set(chain(names_in(before.raws, anew), names_in(raws, anew)))
    for at in dropped.keys() ^ old.dropped.keys():
        bearing.update(name_at(units, at) for units in (before.raws, raws) if at.place < len(units[at.raw].pending))
    new_names = renamed(names, dropped, old.renamed, bearing)
    told = _told(raws, dropped, adding, new_names)
    numbers = {*anew, *_different(old.told, told), *_different(old.renamed.names, new_names.names)}
    changes = {number: own for number, own in old.changes.items() if number not in numbers}
    changes.update(_of_units(numbers, told, new_names))
    return _Settled(names, dropped, told, new_names, changes)


def _different(old: Mapping[At, object], new: Mapping[At, object]) -> set[int]:
    """The numbers of the units of which something else is said."""
    return {at.raw for at in old.keys() | new.keys() if old.get(at) != new.get(at)}


def _added(raws: Sequence[Raw], names: Known, dropped: dict[At, At]) -> Links:
    """The names that lead elsewhere. What a summary tells as well is added to `dropped`."""
    adding: Links = defaultdict(list)
    called_alike(raws, names, dropped, adding)
    summarised(raws, names, dropped, adding)
    link_names(raws, names, dropped, adding)
    return adding


def _told(raws: Sequence[Raw], dropped: Mapping[At, At], adding: Links, new_names: Renamed) -> dict[At, Change]:
    facts = carried(raws, dropped)
    told: dict[At, Change] = {}
    for at in {*dropped, *adding, *facts}:
        links = tuple(settled(raws, adding.get(at, ()), new_names.names))
        change = Change(at.place, at in dropped, "", links, facts.get(at, ()))
        if change != Change(at.place):
            told[at] = change
    return told


def _of_units(numbers: Iterable[int], told: Mapping[At, Change], new_names: Renamed) -> _Changes:
    """The changes of the units of these numbers, each in the order of its elements."""
    wanted = set(numbers)
    found: dict[int, list[Change]] = defaultdict(list)
    for at in sorted({at for at in (*told, *new_names.names) if at.raw in wanted}):
        change = told.get(at, Change(at.place))
        found[at.raw].append(change._replace(renamed=new_names.names.get(at, "")))
    return {number: tuple(own) for number, own in found.items()}


def _with_items(raws: tuple[Raw, ...], decided: _Settled, before: Merged | None) -> Merged:
    """The items with what was decided; those that an earlier reading made of the same are taken over."""
    known_items: Mapping[object, Item] = before.made if before else {}
    made: dict[object, Item] = {}
    items: list[Item] = []
    moved: dict[int, int] = {}
    for number, raw in enumerate(raws):
        own = decided.changes.get(number, ())
        section = moved.get(raw.section, 0)
        if not own and not section:
            items.append(raw.item)
            continue
        key = (raw.item.serial, own, section)
        item = known_items.get(key) or changed(raw, own, section)
        made[key] = item
        moved[raw.item.serial] = item.serial
        items.append(item)
    return Merged(raws, tuple(items), decided, made)
