"""How much two tuples share at their ends: the way forewarn finds what an edit touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
Made = TypeVar("Made")


def shared_ends(old: tuple[T, ...], new: tuple[T, ...]) -> tuple[int, int]:
    """How many elements the two share at the front, and how many of the rest at the back.

    Compares slices, which looks at identity first and runs in C: about 0.2 ms for 50,000 lines.
    """
    limit = min(len(old), len(new))
    front = _shared(old, new, limit, front=True)
    return front, _shared(old, new, limit - front, front=False)


def carried_over(
    old: tuple[T, ...], made: tuple[Made, ...], new: tuple[T, ...], make: Callable[[T], Made]
) -> tuple[Made, ...]:
    """What is made of each of `new`: taken over from `made`, which was made of `old`, where the two share their ends.

    Goes by place: an element that stands twice in `new` gives two things that are made.
    """
    front, back = shared_ends(old, new)
    middle = tuple(make(one) for one in new[front : len(new) - back])
    return made[:front] + middle + made[len(made) - back :]


def _shared(old: tuple[T, ...], new: tuple[T, ...], limit: int, *, front: bool) -> int:
    """The largest n <= limit for which the first (last) n elements are equal, by halving."""
    if not limit:
        return 0

    def equal(low: int, high: int) -> bool:
        if front:
            return old[low:high] == new[low:high]
        return old[len(old) - high : len(old) - low] == new[len(new) - high : len(new) - low]

    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if equal(low, middle):
            low = middle
        else:
            high = middle - 1
    return low
