"""One element told twice: by one identifier, by an identifier that a title begins with, by one title."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from forewarn.dialects.markdown.merge.places import At, element_at, pending_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.dialects.markdown.merge.known import Known
    from forewarn.dialects.markdown.units import Raw
    from forewarn.model.kinds import Kind


def told_twice(raws: Sequence[Raw], known: Known) -> dict[At, At]:
    """The places that tell an element which another place tells better, with that place."""
    dropped: dict[At, At] = {}
    for name in known.several:
        _same_identifier(raws, known.given[name], dropped)
    for number in sorted(known.leading):
        for (kind, name), index in raws[number].names.leading:
            own = [at for at in known.named(name) if element_at(raws, at).kind is kind and at not in dropped]
            if own:
                dropped[At(number, index)] = own[0]
    for key in known.both:
        _same_title(raws, known.headings[key], known.others[key], dropped)
    return dropped


def _same_identifier(raws: Sequence[Raw], places: Sequence[At], dropped: dict[At, At]) -> None:
    """Elements of one kind and one identifier are one, if their sections tell them apart in no other way."""
    by_kind: dict[Kind, list[At]] = defaultdict(list)
    for at in places:
        by_kind[element_at(raws, at).kind].append(at)
    for same in by_kind.values():
        if len(same) > 1:
            _keep_best(raws, same, dropped)


def _keep_best(raws: Sequence[Raw], same: Sequence[At], dropped: dict[At, At]) -> None:
    best = max(same, key=lambda at: _weight(raws, at))
    headings = [at for at in same if pending_at(raws, at).heading]
    for at in same:
        # Two headings, or two rows of one table, with one identifier are a slip of the author's: both stay.
        twice = (pending_at(raws, at).heading and len(headings) > 1) or at.raw == best.raw
        if at != best and not twice:
            dropped[at] = best


def _weight(raws: Sequence[Raw], at: At) -> tuple[bool, int, int, int]:
    """How much a place tells of its element: a heading of its own most, then the fuller text, then the earlier."""
    return pending_at(raws, at).heading, len(element_at(raws, at).fields), -at.raw, -at.place


def _same_title(raws: Sequence[Raw], headings: Sequence[At], others: Sequence[At], dropped: dict[At, At]) -> None:
    """An element with a heading of its own that a list or table names as well is one element."""
    own = [at for at in headings if at not in dropped]
    if len(own) != 1:
        return
    best = own[0]
    for at in others:
        element, other = element_at(raws, at), element_at(raws, best)
        if at not in dropped and (element.derived or other.derived or element.id == other.id):
            dropped[at] = best
