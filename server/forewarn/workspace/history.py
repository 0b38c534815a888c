"""What files held at a revision, read with git: the only place that starts another program.

git is called with fixed arguments to read what is stored: never the index, the work tree, a pager, a difference or a
filter, and with none of the programs that a repository, or anybody's settings, may name. It fetches nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from forewarn.workspace.files import MAX_BYTES
from forewarn.workspace.source import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

_PATIENCE = 60.0
"""Seconds after which git is taken to hang."""
_SAFE = (
    "--no-pager",
    "--no-replace-objects",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "gc.auto=0"),
    *("-c", "maintenance.auto=false"),
)
_FILE, _LINK = ("100644", "100755"), "120000"
"""Modes of entries in git's trees (gitformat-index, "mode")."""
_CHUNK = 1 << 20


class HistoryError(Exception):
    """What files held earlier cannot be told. The message is the reason."""


class Blob(NamedTuple):
    """A file at a revision: the name of its content, and whether it is a link, whose content is where it leads."""

    name: str
    is_link: bool


@dataclass(frozen=True, slots=True)
class Commit:
    """All files of the repository in `folder` at one revision, by their paths in it."""

    folder: str
    files: Mapping[str, Blob]
    _requests: IO[bytes]
    _answers: IO[bytes]

    def read(self, blob: Blob) -> bytes:
        """The content of a file. Raises UnreadableError, and HistoryError if the repository does not hold it."""
        try:
            self._requests.write(f"{blob.name}\n".encode())
            self._requests.flush()
        except OSError as error:
            raise HistoryError(f"git ended before {self.folder} was read") from error
        # "<name> SP <type> SP <size> LF <content> LF", or "<name> SP missing LF" (git-cat-file, "BATCH OUTPUT").
        head = self._answers.readline().split()
        if len(head) != 3 or not head[2].isdigit():  # noqa: PLR2004 - see above
            raise HistoryError(
                f"the repository in {self.folder} does not hold all that it names: is it a partial clone?"
            )
        left = size = int(head[2])
        parts: list[bytes] = []
        while left and (part := self._answers.read(min(left, _CHUNK))):
            left -= len(part)
            if size <= MAX_BYTES:
                parts.append(part)
        self._answers.read(1)
        if size > MAX_BYTES:
            raise UnreadableError(f"{size:,} bytes, more than the {MAX_BYTES:,} that are read")
        return b"".join(parts)


def repository_of(path: str) -> str | None:
    """The nearest folder above a file (or a folder itself) that is a git work tree."""
    here = Path(path)
    return next((one.as_posix() for one in (here, *here.parents) if (one / ".git").exists()), None)


@contextmanager
def commit(folder: str, revision: str) -> Generator[Commit]:
    """All files at `revision` (anything that names a commit: a branch, `HEAD~1`, …) of the repository in `folder`.

    Raises HistoryError.
    """
    git = _Git(_program(folder), folder)
    name = git.commit(revision)
    files = _files(git.run("ls-tree", "-r", "-z", "--full-tree", name))
    process = git.start("cat-file", "--batch")
    if process.stdin is None or process.stdout is None:
        raise HistoryError("git cannot be talked to")
    try:
        yield Commit(folder, files, process.stdin, process.stdout)
    finally:
        process.kill()
        process.communicate()


def _files(listed: bytes) -> Mapping[str, Blob]:
    """What `git ls-tree -r -z` lists: "<mode> SP <type> SP <name> TAB <path> NUL". Other repositories are left out."""
    found: dict[str, Blob] = {}
    for line in listed.split(b"\0"):
        head, _, path = line.partition(b"\t")
        mode, _, name = head.decode("ascii", "replace").rpartition(" ")
        mode = mode.split(" ")[0]
        if path and (mode in _FILE or mode == _LINK):
            found[os.fsdecode(path)] = Blob(name, mode == _LINK)
    return found


def _program(folder: str) -> str:
    """The git on PATH: an absolute path, and not one that lies in the repository or in the current folder."""
    places = [place for place in os.environ.get("PATH", "").split(os.pathsep) if Path(place).is_absolute()]
    places = [place for place in places if not Path(place).resolve().is_relative_to(Path(folder).resolve())]
    found = shutil.which("git", path=os.pathsep.join(places)) if places else None
    # On Windows the current folder is looked at first, whatever the path says.
    if found is None or not any(Path(found).parent == Path(place) for place in places):
        raise HistoryError("git is not there, and only git knows what was written earlier")
    return found


@dataclass(frozen=True, slots=True)
class _Git:
    program: str
    folder: str

    def commit(self, revision: str) -> str:
        """The full name of the commit that is meant."""
        told = "" if revision.startswith("-") or not revision.isprintable() else f"{revision}^{{commit}}"
        if told and self._asked("rev-parse", "--git-dir").returncode:
            raise HistoryError(f"{self.folder} is no git repository that can be read")
        found = self._asked("rev-parse", "--verify", "--quiet", told).stdout.decode("ascii", "replace").strip()
        if found and told:
            return found
        shallow = self._asked("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        if shallow:
            raise HistoryError(
                f"the repository in {self.folder} is a shallow clone and does not know the revision {revision}; "
                "`git fetch --unshallow` gets its whole history"
            )
        raise HistoryError(f"the repository in {self.folder} does not know the revision {revision}")

    def run(self, *arguments: str) -> bytes:
        """What git prints. Raises HistoryError if it fails."""
        result = self._asked(*arguments)
        if result.returncode:
            said = result.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
            raise HistoryError(f"git {arguments[0]} failed in {self.folder}: {said}")
        return result.stdout

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """git, to be talked to."""
        try:
            return subprocess.Popen(  # noqa: S603 - git with fixed arguments, see the module
                (self.program, *_SAFE, *arguments),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._environment(),
            )
        except OSError as error:
            raise HistoryError(f"git cannot be started: {(error.strerror or type(error).__name__).lower()}") from error

    def _asked(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(  # noqa: S603 - git with fixed arguments, see the module
                (self.program, *_SAFE, *arguments),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                env=self._environment(),
                timeout=_PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise HistoryError(f"git took longer than {_PATIENCE:.0f} s in {self.folder}") from error
        except OSError as error:
            raise HistoryError(f"git cannot be started: {(error.strerror or type(error).__name__).lower()}") from error

    def _environment(self) -> dict[str, str]:
        """The environment without what steers git, and with what keeps it from reading settings and from the network.

        What is absent in a partial clone would be fetched, by programs that the repository's own settings may name:
        no protocol is allowed (git, `GIT_ALLOW_PROTOCOL`; before 2.45 there is no `GIT_NO_LAZY_FETCH`).
        """
        kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
        return {
            **kept,
            "GIT_DIR": (Path(self.folder) / ".git").as_posix(),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_ALLOW_PROTOCOL": "none",
            "GIT_TERMINAL_PROMPT": "0",
            "LC_ALL": "C",
        }
