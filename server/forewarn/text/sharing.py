"""How much two tuples share at their ends: the way forewarn finds what an edit touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
Made = TypeVar("Made")
_STEP = 64


def shared_ends(old: tuple[T, ...], new: tuple[T, ...]) -> tuple[int, int]:
    """How many elements the two share at the front, and how many of the rest at the back.

    Slices of tuples compare by identity first, so that what an edit did not touch costs next to nothing.
    """
    limit = min(len(old), len(new))
    head = _shared(old, new, limit)
    return head, _shared_end(old, new, limit - head)


def carried_over(
    old: tuple[T, ...], made: tuple[Made, ...], new: tuple[T, ...], make: Callable[[T], Made]
) -> tuple[Made, ...]:
    """What is made of each of `new`: taken over from `made`, which was made of `old`, where the two share their ends.

    Goes by place: an element that stands twice in `new` gives two things that are made.
    """
    front, back = shared_ends(old, new)
    middle = tuple(make(one) for one in new[front : len(new) - back])
    return made[:front] + middle + made[len(made) - back :]


def _shared(old: tuple[T, ...], new: tuple[T, ...], limit: int) -> int:
    """The length of the common start, at most `limit`: growing steps until one differs, then halves of that."""
    known, step = 0, _STEP
    while known < limit and old[known : known + step] == new[known : known + step]:
        known += step
        step *= 2
    if known >= limit:
        return limit
    unknown = min(limit, known + step)
    while known < unknown:
        middle = (known + unknown + 1) // 2
        if old[known:middle] == new[known:middle]:
            known = middle
        else:
            unknown = middle - 1
    return known


def _shared_end(old: tuple[T, ...], new: tuple[T, ...], limit: int) -> int:
    """The length of the common end, at most `limit`."""
    grown = len(new) - len(old)
    total = len(old)
    known, step = 0, _STEP
    while known < limit:
        start, stop = max(0, total - min(known + step, limit)), total - known
        if old[start:stop] != new[start + grown : stop + grown]:
            break
        known, step = total - start, step * 2
    if known >= limit:
        return limit
    unknown = min(limit, known + step)
    while known < unknown:
        middle = (known + unknown + 1) // 2
        start, stop = total - middle, total - known
        if old[start:stop] == new[start + grown : stop + grown]:
            known = middle
        else:
            unknown = middle - 1
    return known
