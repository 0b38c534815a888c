"""What there was before: findings that a baseline lists or an earlier text had are known, and not shown again."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from forewarn.analysis import baseline
from forewarn.cli.gather import Gathered, consider, load, shown
from forewarn.cli.output import tell
from forewarn.cli.render import count
from forewarn.dialects.recognise import has_known_ending, is_about_forewarn
from forewarn.workspace.files import absolute, read_text, write_new, write_text
from forewarn.workspace.source import UnreadableError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from forewarn.analysis.baseline import Entry
    from forewarn.analysis.findings import Choice
    from forewarn.workspace.workspace import File, Workspace

_MOST_GONE = 2_000
"""So many files that are not there any more are looked at."""


class BeforeError(Exception):
    """What there was before cannot be told. The message is the reason, with the name of what was asked for."""


def leave_out_known(
    options: argparse.Namespace, workspace: Workspace, files: Sequence[File], choice: Choice, *, complete: bool
) -> None:
    """Let the workspace leave out what is known of the findings in these files. Raises BeforeError.

    `complete` tells that all files could be read: else no baseline is written.
    """
    if not (options.baseline or options.write_baseline or options.new_since is not None):
        return
    now = [entry for file in files for entry in workspace.entries(file.path, choice)]
    if options.write_baseline:
        if not complete:
            raise BeforeError(f"{options.write_baseline} was not written: not everything could be read")
        _write(options.write_baseline, now)
        before: Iterable[Entry] = now
    elif options.baseline:
        before = _read(options.baseline)
    else:
        before = _earlier(options.new_since, workspace, files, choice)
    workspace.known = baseline.known(before, now)


def _read(name: str) -> list[Entry]:
    """The findings that a baseline lists, with absolute paths."""
    path = absolute(name)
    try:
        found = baseline.read(read_text(path).document.text)
    except (UnreadableError, baseline.BadBaselineError) as error:
        raise BeforeError(f"{name}: {error}") from error
    return [one._replace(path=absolute(Path(path).parent / one.path)) for one in found]


def _earlier(revision: str, workspace: Workspace, files: Sequence[File], choice: Choice) -> list[Entry]:
    """What was found in the files as they were at a revision, and in those that have been renamed since or taken out.

    They are judged on the same day and by today's settings, so that neither a date nor a setting makes anything new.
    """
    from forewarn.workspace.earlier import earlier  # noqa: PLC0415 - most checks start no other program
    from forewarn.workspace.history import HistoryError  # noqa: PLC0415 - see above

    try:
        with earlier(revision, [file.path for file in files]) as source:
            then = workspace.before(source)
            found = Gathered([file.path for file in files])
            for path in islice(source.gone(_may_be_ours), _MOST_GONE):
                consider(path, found, then)
            return [entry for file in load(then, found) for entry in then.entries(file.path, choice)]
    except HistoryError as error:
        raise BeforeError(f"--new-since {revision}: {error}") from error


def _may_be_ours(path: str) -> bool:
    return has_known_ending(path) and not is_about_forewarn(path)


def _write(name: str, entries: Sequence[Entry]) -> None:
    """Write a baseline: a new one, or in place of another one. Nothing else is written over."""
    path = absolute(name)
    folder = Path(path).parent
    text = baseline.written(one._replace(path=_below(one.path, folder)) for one in entries)
    try:
        try:
            write_new(path, text)
        except FileExistsError:
            before = read_text(path).document.text
            if before.strip():
                baseline.read(before)
            write_text(path, text, before)
    except baseline.BadBaselineError as error:
        raise BeforeError(f"{name} was left alone: {error}") from error
    except UnreadableError as error:
        raise BeforeError(f"{name}: {error}") from error
    tell(f"{count(len(entries), 'finding')} written to {shown(path)}: --baseline leaves them out from now on")


def _below(path: str, folder: Path) -> str:
    """The path as it is seen from the baseline's folder, with slashes; as it is where no way leads there."""
    try:
        return os.path.relpath(path, folder).replace(os.sep, "/")
    except ValueError:  # another drive
        return path
