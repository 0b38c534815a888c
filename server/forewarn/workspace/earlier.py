"""Texts as they were at a revision: what a workspace reads in place of the disk to judge them once more."""

from __future__ import annotations

import posixpath
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from forewarn.workspace.files import absolute, decoded, exists
from forewarn.workspace.history import HistoryError, commit, repository_of
from forewarn.workspace.source import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from forewarn.workspace.history import Blob, Commit
    from forewarn.workspace.source import FileText

_MOST_LINKS = 8
"""So many links one after the other are followed."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    is_folder: bool

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        del follow_symlinks  # a link counts as a file: where it leads is read, and no folder is entered through it
        return self.is_folder

    def is_file(self) -> bool:
        return not self.is_folder


@dataclass(slots=True)
class Earlier:
    """The files of some repositories at a revision, under their paths on the disk of today (`source.Source`)."""

    commits: tuple[Commit, ...]
    _files: dict[str, tuple[Commit, Blob]] = field(default_factory=dict[str, "tuple[Commit, Blob]"])
    _folders: dict[str, dict[str, bool]] = field(default_factory=dict[str, "dict[str, bool]"])

    def __post_init__(self) -> None:
        for one in self.commits:
            for name, blob in one.files.items():
                self._files[f"{one.folder.rstrip('/')}/{name}"] = (one, blob)
                self._enter(one.folder, name)

    def _enter(self, top: str, name: str) -> None:
        """Note a file in its folder, and the folder in those above it."""
        folder, last = posixpath.split(name)
        is_folder = False
        while True:
            above = posixpath.join(top, folder) if folder else top
            known = above in self._folders
            self._folders.setdefault(above, {})[last] = is_folder
            if not folder or known:
                return
            folder, last = posixpath.split(folder)
            is_folder = True

    def read_text(self, path: str) -> FileText:
        """The text of a file at the revision. Raises UnreadableError; HistoryError if the repository lacks it."""
        for _ in range(_MOST_LINKS):
            if path not in self._files:
                break
            there, blob = self._files[path]
            data = there.read(blob)
            if not blob.is_link:
                return decoded(data)
            path = absolute(posixpath.join(posixpath.dirname(path), data.decode("utf-8", "surrogateescape")))
        raise UnreadableError("no such file")

    def exists(self, path: str | Path) -> bool:
        """Whether there was such a file or folder."""
        wanted = Path(path).as_posix()
        return wanted in self._files or wanted in self._folders

    def is_link(self, path: Path) -> bool:
        """Whether the last part of the path was a link."""
        found = self._files.get(path.as_posix())
        return found is not None and found[1].is_link

    def inside(self, path: str, root: str) -> bool:
        """Whether `path` lay in the folder `root`: nothing outside the repositories is read, wherever links lead."""
        return Path(path).is_relative_to(root)

    def entries(self, folder: Path) -> Iterable[_Entry]:
        """What lay in a folder. Raises OSError."""
        found = self._folders.get(folder.as_posix())
        if found is None:
            raise FileNotFoundError(folder.as_posix())
        return [_Entry(name, is_folder) for name, is_folder in found.items()]

    def gone(self, wanted: Callable[[str], bool]) -> Iterator[str]:
        """The files that are not there any more: taken out, or renamed. `wanted` is asked first, by path."""
        return (path for path in sorted(self._files) if wanted(path) and not exists(path))


@contextmanager
def earlier(revision: str, paths: Iterable[str]) -> Generator[Earlier]:
    """The repositories that hold these files and folders, as they were at `revision`. Raises HistoryError."""
    tops: dict[str, None] = {}
    for path in paths:
        top = repository_of(path)
        if top is None:
            raise HistoryError(f"{path} lies in no git repository, so that nobody knows what it held earlier")
        tops[top] = None
    with ExitStack() as stack:
        yield Earlier(tuple(stack.enter_context(commit(top, revision)) for top in tops))
