"""Which configuration counts for which file: the nearest one above it, up to the root of its workspace."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from forewarn.dialects.configuration.names import NAMES, is_shared
from forewarn.model.configuration import NOTHING_SET, Configuration
from forewarn.workspace.ignoring import ignore_spec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pathspec import GitIgnoreSpec

    from forewarn.workspace.source import Source


@dataclass(slots=True)
class Configurations:
    """What was found out about configurations. `is_meant` reads a `pyproject.toml` and tells whether it holds one.

    Those that are `settled` stay as they are, whatever is read.
    `elsewhere` holds for files above which no configuration lies: what an editor was told.
    """

    is_meant: Callable[[str], bool]
    root_of: Callable[[str], str]
    source: Source
    settled: bool = False
    elsewhere: Configuration = NOTHING_SET
    _nearest: dict[str, str | None] = field(default_factory=dict[str, "str | None"])
    _broken: set[str] = field(default_factory=set[str])
    _good: dict[str, Configuration] = field(default_factory=dict[str, Configuration])
    _specs: dict[tuple[str, ...], GitIgnoreSpec | None] = field(
        default_factory=dict[tuple[str, ...], "GitIgnoreSpec | None"]
    )

    def as_they_are(self) -> Configurations:
        """These configurations, whatever is read from now on."""
        return replace(self, settled=True)

    def forget(self) -> None:
        """Look again from now on: files came or went. What was last read of each stays."""
        self._nearest.clear()

    def keep(self, path: str, configuration: Configuration | None) -> None:
        """A configuration was read. One that is no TOML (None) leaves the last good one in force."""
        if self.settled:
            return
        if configuration is None:
            self._broken.add(path)
            return
        self._good[path] = configuration
        self._broken.discard(path)

    def is_broken(self, path: str) -> bool:
        """Whether a configuration was no TOML when it was last read, so that the last good one is in force, or none."""
        return path in self._broken

    def is_known(self, path: str) -> bool:
        """Whether a configuration was ever right."""
        return path in self._good

    def path_for(self, path: str) -> str | None:
        """The file with the configuration that counts for the file `path`."""
        if not Path(path).is_absolute():
            return None
        folder = Path(path).parent.as_posix()
        if folder not in self._nearest:
            self._nearest[folder] = next(self._found(folder, self.root_of(path)), None)
        return self._nearest[folder]

    def last_good(self, path: str | None) -> Configuration:
        """What was last right in a configuration; where there is none, what holds elsewhere."""
        return self.elsewhere if path is None else self._good.get(path, NOTHING_SET)

    def candidates(self, path: str) -> tuple[str, ...]:
        """Where a configuration for the file `path` may lie, nearest first, whether there is one or not."""
        return tuple(_candidates(Path(path).parent.as_posix(), self.root_of(path))) if Path(path).is_absolute() else ()

    def claims(self, path: str, home: str | None) -> bool | None:
        """Whether the configuration in the file `home` claims the file `path`; None if it says nothing of it."""
        configuration = self.last_good(home)
        if not (configuration.claim or configuration.disclaim):
            return None
        folder = self._folder(path, home)
        if self._matches(configuration.disclaim, path, folder):
            return False
        return True if self._matches(configuration.claim, path, folder) else None

    def ignored(self, path: str, home: str | None) -> tuple[tuple[str, str], ...]:
        """The rules that the configuration in `home` ignores in the file `path`, each behind the glob that says so."""
        table = self.last_good(home).ignore_in
        if not table:
            return ()
        folder = self._folder(path, home)
        return tuple(
            (glob, rule) for glob, rules in table.items() if self._matches((glob,), path, folder) for rule in rules
        )

    def _folder(self, path: str, home: str | None) -> Path:
        """What the patterns that count for the file `path` are relative to."""
        return Path(home).parent if home else Path(self.root_of(path))

    def _matches(self, globs: tuple[str, ...], path: str, folder: Path) -> bool:
        if not globs or not Path(path).is_relative_to(folder):
            return False
        if globs not in self._specs:
            self._specs[globs] = ignore_spec(globs)
        spec = self._specs[globs]
        return spec is not None and spec.match_file(Path(path).relative_to(folder).as_posix())

    def _found(self, folder: str, root: str) -> Iterator[str]:
        for candidate in _candidates(folder, root):
            is_there = self.source.exists(candidate) and self.source.inside(candidate, root)
            if is_there and (not is_shared(candidate) or self.is_meant(candidate)):
                yield candidate


def _candidates(folder: str, root: str) -> Iterator[str]:
    here = Path(folder)
    while here.is_relative_to(root):
        for name in NAMES:
            yield (here / name).as_posix()
        if here == here.parent:
            return
        here = here.parent
