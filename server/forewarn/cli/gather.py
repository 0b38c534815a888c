"""Which files a command is about: those named, and what forewarn claims below the folders named."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from forewarn.cli.output import tell
from forewarn.dialects.recognise import Dialect, has_known_ending, is_about_forewarn
from forewarn.model.dismissals import NAME
from forewarn.text.document import Document
from forewarn.workspace.claiming import claim
from forewarn.workspace.files import absolute, walk
from forewarn.workspace.source import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from forewarn.rules.book import Book
    from forewarn.workspace.workspace import File, Workspace


@dataclass(slots=True)
class Gathered:
    """What was found: files to read in order, those that cannot be read with the reason, and near misses.

    `folders` are those that were looked through.
    """

    files: list[str] = field(default_factory=list[str])
    folders: list[str] = field(default_factory=list[str])
    unreadable: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    unclaimed: list[str] = field(default_factory=list[str])

    def report_unreadable(self) -> None:
        """One line on standard error for each file that cannot be read."""
        for path, reason in self.unreadable:
            tell(f"{path}: {reason}")


def gather(paths: Sequence[str], workspace: Workspace) -> Gathered:
    """A file that is named is always read; below a folder, what is claimed is, by itself or by the configuration."""
    found = Gathered()
    seen: set[str] = set()
    for name in paths:
        path = absolute(name)
        if Path(path).is_dir():
            found.folders.append(path)
            for below in walk(path):
                if below not in seen and has_known_ending(below) and not is_about_forewarn(below):
                    seen.add(below)
                    consider(below, found, workspace)
        elif path not in seen:
            seen.add(path)
            if Path(path).exists() and not has_known_ending(path):
                found.unreadable.append((name, "not a kind of file that forewarn reads (.md, .yaml, .yml, .json)"))
            else:
                found.files.append(path)
    return found


def consider(path: str, found: Gathered, workspace: Workspace) -> None:
    """Take a file that nobody named, if it is claimed."""
    try:
        document = workspace.source.read_text(path).document
    except UnreadableError as error:
        # What is not ours by its name need not be readable: a repository holds many large files.
        nothing = Document.of("")
        if claim(path, nothing, workspace.recognise(path, nothing)):
            found.unreadable.append((shown(path), str(error)))
        return
    recognition = workspace.recognise(path, document)
    if claim(path, document, recognition):
        found.files.append(path)
    elif recognition.dialect is Dialect.NATIVE and not recognition.settled:
        found.unclaimed.append(path)


def load(workspace: Workspace, found: Gathered) -> list[File]:
    """Read the gathered files into the workspace; what turns out unreadable is moved to the list of such.

    A document below a gathered folder that nothing but a model claims is one of them, as it is in an editor.
    """
    files: list[File] = []
    for path in found.files:
        try:
            workspace.load(path)
        except UnreadableError as error:
            found.unreadable.append((shown(path), str(error)))
            continue
        file = workspace.file(path)
        if file is not None:
            files.append(file)
    return [*files, *_named_by_models(workspace, found)]


def _named_by_models(workspace: Workspace, found: Gathered) -> Iterator[File]:
    """Documents below the gathered folders that were not gathered themselves, and belong to models that were."""
    gathered = set(found.files)
    named = dict.fromkeys(path for analysis in workspace.models() for path in analysis.paths)
    for path in named:
        file = workspace.file(path)
        if file and path not in gathered and any(Path(path).is_relative_to(folder) for folder in found.folders):
            yield file


def load_settings(workspace: Workspace, files: list[File], found: Gathered) -> list[File]:
    """The configurations, rule files and dismissals that count for the files and folders, and are not among them."""
    homes = {home for file in files if (home := workspace.configuration_of(file.path)) is not None}
    rules = {path for home in homes for found in workspace.own_rules.files_of(home).values() for path in found}
    dismissals = {workspace.dismissals.path_for(f"{folder}/{NAME}") for folder in found.folders}
    dismissals |= {workspace.dismissals.path_for(file.path) for file in files}
    homes |= {one for one in dismissals if one and workspace.dismissals.is_there(one)}
    wanted = Gathered(sorted((homes | rules) - {file.path for file in files}))
    loaded = load(workspace, wanted)
    found.unreadable += wanted.unreadable
    return loaded


def shown(path: str) -> str:
    """The path as people read it: relative to the current folder where it lies below it."""
    here = absolute(".")
    return Path(path).relative_to(here).as_posix() if Path(path).is_relative_to(here) else path


def book_here() -> Book:
    """The rules that count for files in the current folder."""
    return new_workspace().book(absolute("threat-model.yaml"))


def new_workspace(today: date | None = None) -> Workspace:
    """An empty workspace, on the day given or today."""
    from forewarn.workspace.workspace import Workspace  # noqa: PLC0415 - its rules are not needed to gather files

    return Workspace(today) if today else Workspace()
