"""A look through folders for what is ours, a few files at a time, so that there is time for something else between."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forewarn.dialects.recognise import has_known_ending, is_about_forewarn
from forewarn.workspace.claiming import claim
from forewarn.workspace.files import is_walked, walk
from forewarn.workspace.source import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pathspec import GitIgnoreSpec

    from forewarn.workspace.workspace import Workspace

_SLICE = 0.005
"""Seconds of looking at files that are not ours, after which it is somebody else's turn."""


@dataclass(slots=True)
class Sweep:
    """Which files below `folders` are ours. `looked_at` counts the files so far."""

    folders: tuple[str, ...] = ()
    looked_at: int = 0
    _seen: set[str] = field(default_factory=set[str])
    _files: Iterator[str] | None = None
    _wanted: dict[str, None] = field(default_factory=dict[str, None])
    _ignored: dict[Path, GitIgnoreSpec | None] = field(default_factory=dict["Path", "GitIgnoreSpec | None"])

    def begin(self, folders: Iterable[str]) -> None:
        """Look through these folders, from the start."""
        self.folders = tuple(folders)
        self.looked_at = 0
        self._seen.clear()
        self._wanted.clear()
        self._files = (path for folder in self.folders for path in walk(folder)) if self.folders else None

    def look_at(self, paths: Iterable[str]) -> None:
        """Look at these files as well, as far as they lie in the folders: they came or changed."""
        # A checkout names thousands: where they lie is looked at when it is their turn.
        self._ignored.clear()
        self._wanted.update(dict.fromkeys(paths))

    def came_by(self, path: str) -> bool:
        """Whether a file was looked at, whatever became of it."""
        return path in self._seen

    @property
    def done(self) -> bool:
        """Whether there is nothing to look at."""
        return self._files is None and not self._wanted

    def next(self, workspace: Workspace, known: Iterable[str]) -> str | None:
        """The next file that is ours and not among `known`; None if none was found in this turn, or none is left."""
        until = time.monotonic() + _SLICE
        passed = set(known)
        while time.monotonic() < until and (path := self._take()) is not None:
            if path not in passed and has_known_ending(path) and not is_about_forewarn(path):
                self.looked_at += 1
                self._seen.add(path)
                if is_ours(workspace, path):
                    return path
        return None

    def _take(self) -> str | None:
        while self._wanted:
            path = next(iter(self._wanted))
            del self._wanted[path]
            if any(is_walked(path, folder, self._ignored) for folder in self.folders):
                return path
        path = next(self._files, None) if self._files is not None else None
        if path is None:
            self._files = None
        return path


def is_ours(workspace: Workspace, path: str) -> bool:
    """Whether a file on the disk is checked without being named; one that cannot be read is not."""
    try:
        document = workspace.source.read_text(path).document
    except UnreadableError:
        return False
    return claim(path, document, workspace.recognise(path, document)) is not None
