"""`forewarn fix`: make what can be mended without asking, and show it or write it."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from forewarn.analysis.findings import Choice
from forewarn.cli.check import all_known, codes
from forewarn.cli.exits import FOUND, OK, UNUSABLE
from forewarn.cli.gather import gather, load, new_workspace, shown
from forewarn.cli.output import harmless, tell, write
from forewarn.cli.render import count
from forewarn.workspace.files import write_text
from forewarn.workspace.mending import mend
from forewarn.workspace.source import UnreadableError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from forewarn.text.document import Document


def run(options: argparse.Namespace) -> int:
    """Print a diff of what would be mended, or write it. Exit 1 if a diff was printed: there is something to mend."""
    choice = Choice(codes(options.select), codes(options.ignore))
    workspace = new_workspace(options.today)
    found = gather(options.paths, workspace)
    files = load(workspace, found)
    if not all_known(choice, workspace, files):
        return UNUSABLE
    before = {file.path: file.reading.document for file in files}
    mended = mend(workspace, tuple(before), choice, suggested=options.suggested)
    if options.write:
        for path, document in mended.texts.items():
            try:
                write_text(path, document.text, before[path].text)
            except UnreadableError as error:
                found.unreadable.append((shown(path), str(error)))
    else:
        write(line for path, document in mended.texts.items() for line in _diff(path, before[path], document))
    found.report_unreadable()
    tell(_told(sum(mended.made.values()), len(mended.texts), written=options.write))
    if found.unreadable or not files:
        return UNUSABLE
    return FOUND if mended.texts and not options.write else OK


def _told(fixes: int, files: int, *, written: bool) -> str:
    if not fixes:
        return "nothing to mend without asking; an editor offers what needs a choice"
    verb = "made" if written else "to make; --write makes them"
    return f"{fixes} {'fix' if fixes == 1 else 'fixes'} in {count(files, 'file')} {verb}"


def _diff(path: str, old: Document, new: Document) -> Iterator[str]:
    """A unified diff, as `patch` takes it."""
    name = shown(path).lstrip("/")
    lines = difflib.unified_diff(
        [line.rstrip("\r\n") for line in old.lines],
        [line.rstrip("\r\n") for line in new.lines],
        f"a/{name}",
        f"b/{name}",
        lineterm="",
    )
    yield from map(harmless, lines)
