"""How much of a long text an edit left alone."""

from __future__ import annotations

_STEP = 64


def unchanged_ends(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[int, int]:
    """How many lines `old` and `new` share at their start, and how many of the rest at their end.

    Slices of tuples compare by identity first, so that the lines an edit did not touch cost next to nothing.
    """
    limit = min(len(old), len(new))
    head = _shared(old, new, limit)
    return head, _shared_end(old, new, limit - head)


def _shared(old: tuple[str, ...], new: tuple[str, ...], limit: int) -> int:
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


def _shared_end(old: tuple[str, ...], new: tuple[str, ...], limit: int) -> int:
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
