"""Which files changed on the disk, for where nobody tells: their times and sizes, compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST = 10_000
"""Files that are looked at in one go."""

Stamp = tuple[int, int] | None
"""Time of the last change in nanoseconds, and size in bytes; None where there is no such file."""


@dataclass(slots=True)
class Stamps:
    """What files and folders looked like last time."""

    _seen: dict[str, Stamp] = field(default_factory=dict[str, Stamp])

    def changed(self, files: Iterable[str], beside: Iterable[str] = ()) -> tuple[str, ...]:
        """Those of `files`, and of the folders around them and around `beside`, that changed since they were seen.

        What is looked at for the first time counts as unchanged.
        """
        now = {path: _stamp(path) for path in _places(files, beside)}
        changed = tuple(path for path, stamp in now.items() if path in self._seen and self._seen[path] != stamp)
        self._seen = now
        return changed

    def see(self, files: Iterable[str], beside: Iterable[str] = ()) -> None:
        """Look at those of them that were not looked at yet, so that the next change counts."""
        for path in _places(files, beside):
            if path not in self._seen:
                self._seen[path] = _stamp(path)


def _places(files: Iterable[str], beside: Iterable[str]) -> tuple[str, ...]:
    """The files, and the folders around them and around `beside`."""
    wanted = tuple(files)[:_MOST]
    return (*wanted, *sorted({Path(path).parent.as_posix() for path in (*wanted, *beside)}))


def _stamp(path: str) -> Stamp:
    try:
        found = Path(path).stat()
    except (OSError, ValueError):
        return None
    return (found.st_mtime_ns, found.st_size)


def with_those_below(paths: Iterable[str], known: Iterable[str]) -> list[str]:
    """The paths, and those among `known` that lie in a folder of that name: it may be gone, and they with it."""
    named = dict.fromkeys(paths)
    inside = [
        path for path in known if path not in named and any(str(one) in named for one in PurePosixPath(path).parents)
    ]
    return [*named, *inside]
