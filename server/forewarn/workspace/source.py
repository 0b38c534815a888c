"""Where texts come from: the disk as it is now (`forewarn.workspace.files`), or a revision (`workspace.earlier`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from forewarn.text.document import Document


class UnreadableError(Exception):
    """A file that cannot be read. The message is the reason, without the file's name."""


class FileText(NamedTuple):
    """A file's text. `bad_byte` is the offset of the first byte that is no UTF-8, None if all are."""

    document: Document
    bad_byte: int | None = None


class Entry(Protocol):
    """Something in a folder."""

    @property
    def name(self) -> str:
        """What it is called there."""
        ...

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Whether it is a folder."""
        ...

    def is_file(self) -> bool:
        """Whether it is a file, or leads to one."""
        ...


class Source(Protocol):
    """Files and folders. Paths are absolute and written with slashes; nothing here raises but what says so."""

    def read_text(self, path: str) -> FileText:
        """The text of a file. Raises UnreadableError."""
        ...

    def exists(self, path: str | Path) -> bool:
        """Whether there is such a file or folder; what cannot be looked at, or be a name at all, is not there."""
        ...

    def is_link(self, path: Path) -> bool:
        """Whether the last part of the path is a link."""
        ...

    def inside(self, path: str, root: str) -> bool:
        """Whether `path` lies in the folder `root` once all links are followed."""
        ...

    def entries(self, folder: Path) -> Iterable[Entry]:
        """What lies in a folder, in no order. Raises OSError."""
        ...
