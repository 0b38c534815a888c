"""The only place that reads the disk: inside the workspace, after resolving links, with caps.

Paths are absolute and written with slashes.
"""

from __future__ import annotations

import codecs
import itertools
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from forewarn.text.document import Document
from forewarn.workspace.ignoring import ignore_spec
from forewarn.workspace.nearby import models_near
from forewarn.workspace.patterns import expand, is_pattern
from forewarn.workspace.source import FileText, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pathspec import GitIgnoreSpec

    from forewarn.workspace.source import Entry, Source

MAX_BYTES = 10_000_000
"""Larger files are not read: a threat model of this size is written by a machine."""
MAX_FILES = 50_000
"""Where a walk through a folder ends."""
MAX_NEAR = 5_000
"""How many files are looked at for one that a wrong path may have meant."""
MAX_GLOB = 2_000
"""How many files one pattern may name."""
_MARKS = (".git", "forewarn.toml")
_SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", "venv", ".tox", ".mypy_cache"})
_ALIKE = 0.8


def read_text(path: str) -> FileText:
    """Read a file as UTF-8, or as UTF-16 where a byte order mark says so.

    Bytes that are no text are replaced by U+FFFD. Raises UnreadableError.
    """
    try:
        if not Path(path).is_file():
            raise UnreadableError("no such file" if not Path(path).exists() else "not a regular file")
        size = Path(path).stat().st_size
        if size > MAX_BYTES:
            raise UnreadableError(f"{size:,} bytes, more than the {MAX_BYTES:,} that are read")
        data = Path(path).read_bytes()
    except OSError as error:
        raise UnreadableError((error.strerror or type(error).__name__).lower()) from error
    return decoded(data)


def decoded(data: bytes) -> FileText:
    """Bytes as a text, as `read_text` reads them."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return FileText(Document.of(data.decode("utf-16", "replace")))
    try:
        return FileText(Document.of(data.decode("utf-8")))
    except UnicodeDecodeError as error:
        return FileText(Document.of(data.decode("utf-8", "replace")), error.start)


def write_text(path: str, text: str, expected: str) -> None:
    """Write `text` in place of `expected`, which the file has to hold still. All of it or nothing, links followed.

    Raises UnreadableError where the file holds anything else (or no UTF-8, of which a byte would be lost), or cannot be
    written.
    """
    target = Path(path).resolve()
    fresh = target.with_name(f".{target.name}.forewarn")
    try:
        if target.read_bytes() != expected.encode("utf-8"):
            raise UnreadableError("it changed meanwhile, or is no UTF-8; it was left alone")
        fresh.write_bytes(text.encode("utf-8"))
        shutil.copymode(target, fresh)
        fresh.replace(target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise UnreadableError(f"cannot be written: {(error.strerror or type(error).__name__).lower()}") from error


def write_new(path: str, text: str) -> None:
    """Make a file. Raises FileExistsError where there is something already, UnreadableError where it cannot be made."""
    try:
        with Path(path).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise
    except OSError as error:
        raise UnreadableError(f"cannot be written: {(error.strerror or type(error).__name__).lower()}") from error


def absolute(path: str | Path) -> str:
    """The absolute path with slashes; links are kept as they are."""
    return Path(os.path.abspath(path)).as_posix()  # noqa: PTH100 - Path.resolve would follow links


def root_of(path: str) -> str:
    """The workspace of a file: its nearest ancestor with `.git` or forewarn's configuration, else its folder."""
    folder = Path(path) if Path(path).is_dir() else Path(path).parent
    for candidate in (folder, *folder.parents):
        if any((candidate / mark).exists() for mark in _MARKS):
            return candidate.as_posix()
    return folder.as_posix()


def exists(path: str | Path) -> bool:
    """Whether there is such a file or folder; what cannot be looked at, or be a name at all, is not there."""
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False


def inside(path: str, root: str) -> bool:
    """Whether `path` lies in `root` once all links are followed."""
    try:
        return Path(path).resolve().is_relative_to(Path(root).resolve())
    except (OSError, RuntimeError, ValueError):
        return False


def walk(folder: str) -> Iterator[str]:
    """Every file below `folder`, in order, that no ignore file excludes. Links to folders are not followed."""
    root = Path(folder)
    count = 0
    pending: list[tuple[Path, tuple[tuple[Path, GitIgnoreSpec], ...]]] = [(root, ())]
    while pending:
        here, specs = pending.pop()
        own = _ignore_spec(here)
        specs = (*specs, (here, own)) if own else specs
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError:
            continue
        folders: list[tuple[Path, tuple[tuple[Path, GitIgnoreSpec], ...]]] = []
        for entry in entries:
            path = here / entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.name in _SKIPPED or _ignored(path, specs, is_folder=is_folder):
                continue
            if is_folder:
                folders.append((path, specs))
            elif _is_file(entry):
                count += 1
                if count > MAX_FILES:
                    return
                if not entry.is_symlink() or inside(path.as_posix(), folder):
                    yield path.as_posix()
        pending.extend(reversed(folders))


def is_walked(path: str, folder: str, known: dict[Path, GitIgnoreSpec | None]) -> bool:
    """Whether `walk` would come by the file `path` below `folder`, if it is there.

    `known` keeps what folders ignore, for who asks about many files at one moment.
    """
    base, target = Path(folder), Path(path)
    if not target.is_relative_to(base):
        return False
    specs: tuple[tuple[Path, GitIgnoreSpec], ...] = ()
    here = base
    for name in target.relative_to(base).parts:
        if here not in known:
            known[here] = _ignore_spec(here)
        own = known[here]
        specs = (*specs, (here, own)) if own else specs
        here /= name
        is_folder = here != target
        if name in _SKIPPED or _ignored(here, specs, is_folder=is_folder) or (is_folder and here.is_symlink()):
            return False
    return not target.is_symlink() or inside(path, folder)


def _ignore_spec(folder: Path) -> GitIgnoreSpec | None:
    lines: list[str] = []
    for name in (".gitignore", ".ignore"):
        if (folder / name).is_symlink():
            continue  # git does not follow it either: it may lead anywhere
        try:
            lines += read_text((folder / name).as_posix()).document.lines
        except UnreadableError:
            continue
    return ignore_spec(lines)


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads back to itself, or where one may not look
        return False


def _ignored(path: Path, specs: tuple[tuple[Path, GitIgnoreSpec], ...], *, is_folder: bool) -> bool:
    for base, spec in specs:
        name = path.relative_to(base).as_posix()
        if spec.match_file(f"{name}/" if is_folder else name):
            return True
    return False


class Disk:
    """The disk as it is now: see `forewarn.workspace.source.Source`."""

    def read_text(self, path: str) -> FileText:
        """The text of a file. Raises UnreadableError."""
        return read_text(path)

    def exists(self, path: str | Path) -> bool:
        """Whether there is such a file or folder; what cannot be looked at, or be a name at all, is not there."""
        return exists(path)

    def is_link(self, path: Path) -> bool:
        """Whether the last part of the path is a link."""
        return path.is_symlink()

    def inside(self, path: str, root: str) -> bool:
        """Whether `path` lies in the folder `root` once all links are followed."""
        return inside(path, root)

    def entries(self, folder: Path) -> Iterable[Entry]:
        """What lies in a folder. Raises OSError."""
        return os.scandir(folder)


DISK: Source = Disk()


@dataclass(frozen=True, slots=True)
class Root:
    """One folder of the workspace. Nothing outside it is looked at."""

    folder: str
    source: Source = DISK
    _globbed: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict[tuple[str, str], tuple[str, ...]])
    _models: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    def matches(self, base: str, pattern: str) -> tuple[str, ...]:
        """The files and folders inside the root that `pattern` (a path or glob, relative to folder `base`) names."""
        key = (base, pattern)
        if key not in self._globbed:
            self._globbed[key] = tuple(self._find(base, pattern))
        return self._globbed[key]

    def forget(self) -> None:
        """Look again from now on: files came or went."""
        self._globbed.clear()
        self._models.clear()

    def models_near(self, path: str) -> tuple[str, ...]:
        """The native models that are kept near the file `path`; a folder is looked at once for all files in it."""
        base = Path(path).parent.as_posix()
        if base not in self._models:
            self._models[base] = models_near(path, self.folder, self.source)
        return self._models[base]

    def _find(self, base: str, pattern: str) -> Iterator[str]:
        if not pattern or "\0" in pattern or Path(pattern).is_absolute():
            return
        names = tuple(name for name in pattern.split("/") if name not in ("", "."))
        literal = next((place for place, name in enumerate(names) if is_pattern(name)), len(names))
        start = absolute("/".join((base, *names[:literal])))
        source = self.source
        if not source.inside(start, self.folder):
            return
        paths = expand(Path(start), names[literal:], _SKIPPED, source)
        found = (absolute(path) for path in paths if source.exists(path))
        yield from sorted(set(itertools.islice((one for one in found if source.inside(one, self.folder)), MAX_GLOB)))

    def near(self, base: str, path: str, limit: int = 3) -> tuple[str, ...]:
        """Paths below the root, relative to `base`, that look much like `path`, the nearest first."""
        from rapidfuzz import process  # noqa: PLC0415 - costs 7 ms, which only a wrong path pays
        from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415 - see above

        endings = Path(path).suffix.lower()
        wanted = absolute(f"{base}/{path}")
        around = itertools.islice(walk(self.folder), MAX_NEAR)
        files = [one for one in around if not endings or Path(one).suffix.lower() == endings]
        names = {os.path.relpath(one, base).replace(os.sep, "/"): one for one in files}
        by_name = [name for name in names if Path(name).name == Path(wanted).name]
        alike = process.extract(
            path, list(names), scorer=JaroWinkler.normalized_similarity, score_cutoff=_ALIKE, limit=limit
        )
        return tuple(dict.fromkeys([*by_name, *(match[0] for match in alike)]))[:limit]
