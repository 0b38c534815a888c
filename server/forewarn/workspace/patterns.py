"""The files that a pattern of a model names: looked for inside one folder, without following links to folders.

`Path.glob` does neither: it climbs with `..` and goes through links, which a repository that one does not trust may use
to have the whole disk listed.
"""

from __future__ import annotations

import re
from fnmatch import translate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from forewarn.workspace.source import Entry, Source

MAX_LOOKED_AT = 50_000
"""Entries of folders after which the search ends."""
_MAX_DEPTH = 64
"""How many folders deep `**` goes."""
_SIGN = re.compile(r"[*?\[]")


def expand(folder: Path, names: tuple[str, ...], skipped: frozenset[str], source: Source) -> Iterator[Path]:
    """What the parts of a pattern (`*`, `?`, `[…]`, `**` for any folders) name below `folder`, some of it twice.

    Folders called as one of `skipped` are not entered by `*` and `**`.
    """
    if ".." in names:
        return
    yield from _Search(skipped, len(folder.parts) + _MAX_DEPTH, source).below(folder, names)


def is_pattern(name: str) -> bool:
    """Whether the text names files by a pattern and not by their name."""
    return any(sign in name for sign in "*?[")


def escaped(path: str) -> str:
    """A path as a pattern that names this file and no other: each sign of patterns in brackets."""
    return _SIGN.sub(lambda sign: f"[{sign[0]}]", path)


class _Search:
    def __init__(self, skipped: frozenset[str], deepest: int, source: Source) -> None:
        self._skipped = skipped
        self._source = source
        self._deepest = deepest
        self._left = MAX_LOOKED_AT

    def below(self, folder: Path, names: tuple[str, ...]) -> Iterator[Path]:
        if not names:
            yield folder
        if not names or len(folder.parts) >= self._deepest:
            return
        name, rest = names[0], names[1:]
        if name == "**":
            if rest[:1] == ("**",):
                yield from self.below(folder, rest)
                return
            yield from self.below(folder, rest)
            for entry in self._entries(folder):
                if entry.is_dir(follow_symlinks=False):
                    yield from self.below(folder / entry.name, names)
        elif is_pattern(name):
            matches = re.compile(translate(name)).fullmatch
            for entry in self._entries(folder):
                if matches(entry.name) and (not rest or entry.is_dir(follow_symlinks=False)):
                    yield from self.below(folder / entry.name, rest)
        elif self._source.exists(folder / name) and (not rest or not self._source.is_link(folder / name)):
            yield from self.below(folder / name, rest)

    def _entries(self, folder: Path) -> list[Entry]:
        """What lies in the folder, in order; nothing once too much was looked at."""
        if self._left <= 0:
            return []
        try:
            entries = [entry for entry in self._source.entries(folder) if entry.name not in self._skipped]
        except OSError:
            return []
        self._left -= len(entries)
        return sorted(entries, key=lambda entry: entry.name)
