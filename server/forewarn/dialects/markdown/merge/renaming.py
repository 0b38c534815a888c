"""New names for elements whose made-up identifier another one of their kind has already."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forewarn.dialects.markdown.merge.places import element_at

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from forewarn.dialects.markdown.merge.known import Known, Name
    from forewarn.dialects.markdown.merge.places import At
    from forewarn.dialects.markdown.units import Raw

_COUNTED = re.compile(r"(.+)-\d+$")


class Renamed(NamedTuple):
    """The new names, by place and by the identifier that clashes."""

    names: Mapping[At, str] = {}
    by_name: Mapping[Name, tuple[At, ...]] = {}


def renamed(known: Known, dropped: Container[At], before: Renamed, names: Iterable[Name]) -> Renamed:
    """The new names, taking over from `before` those of identifiers on which none of `names` bears.

    What an identifier's elements are called rests on who has it, and on which of "it-2", "it-3" … others have.
    """
    new, by_name = dict(before.names), dict(before.by_name)
    again = {bearing for changed in names for bearing in _bears_on(changed)}
    for name in again:
        for at in by_name.pop(name, ()):
            del new[at]
    for name in again & known.clashing:
        own = dict(_numbered(known, dropped, name))
        if own:
            by_name[name] = tuple(own)
            new.update(own)
    return Renamed(new, by_name)


def names_in(raws: Sequence[Raw], numbers: Iterable[int]) -> Iterator[Name]:
    """The identifiers in these units, written and made."""
    for number in numbers:
        for name, _ in (*raws[number].names.given, *raws[number].names.made):
            yield name


def name_at(raws: Sequence[Raw], at: At) -> Name:
    """The kind and the identifier of the element that stands there."""
    element = element_at(raws, at)
    return (element.kind, element.id)


def _bears_on(name: Name) -> tuple[Name, ...]:
    counted = _COUNTED.match(name[1])
    return (name, (name[0], counted[1])) if counted else (name,)


def _numbered(known: Known, dropped: Container[At], name: Name) -> Iterator[tuple[At, str]]:
    places = [at for at in known.made[name] if at not in dropped]
    number = 1
    for at in places if name in known.taken else places[1:]:
        number += 1
        while _is_used(known, dropped, (name[0], f"{name[1]}-{number}")):
            number += 1
        yield at, f"{name[1]}-{number}"


def _is_used(known: Known, dropped: Container[At], name: Name) -> bool:
    return name in known.taken or any(at not in dropped for at in known.made.get(name, ()))
