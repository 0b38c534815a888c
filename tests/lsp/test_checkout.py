"""A checkout under a running server: a thousand files change, come and go, and it ends as a fresh start would."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from lsprotocol import types

from forewarn.cli.main import main
from tests.lsp.files import Files
from tests.lsp.models import CARDS, UNANSWERED

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.lsp.editor import Editor

FILES = 1_000
FRONT = "part-9/9.threat-model.yaml"
"""The file in front: it stays as it is, and its document becomes another."""
Found = dict[str, list[str]]


def write(folder: Path, names: range, *, later: bool) -> None:
    """The files as they are on one branch, or later on another. Every third names a document."""
    for number in names:
        text = (UNANSWERED if (number % 2 == 0) is later else CARDS).replace("Library", f"\U0001f512 Library {number}")
        place = folder / f"part-{number % 10}"
        place.mkdir(exist_ok=True)
        if number % 3 == 0:
            text = text.replace("owner:", f"documents: [cards-{number}.md]\nowner:", 1)
            threat = f"- T{number}: A card is {'lent' if later else 'sold'}\n" * (1 + later)
            if not (later and number % 2 == 0):
                (place / f"cards-{number}.md").write_text(f"# Cards: threat model\n\n## Threats\n\n{threat}", "utf-8")
        (place / f"{number}.threat-model.yaml").write_text(text, "utf-8")


def texts(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.glob("part-*/*")}


def checkout(folder: Path) -> list[types.FileEvent]:
    """Another branch: most texts are others, a hundred files went, as many came. What an editor that watches tells."""
    before, front = texts(folder), (folder / FRONT).read_bytes()
    for path in before:
        path.unlink()
    write(folder, range(FILES // 10, FILES + FILES // 10), later=True)
    write(folder, range(9, 10), later=True)
    (folder / FRONT).write_bytes(front)
    after, kinds = texts(folder), types.FileChangeType
    return [
        *(types.FileEvent(path.as_uri(), kinds.Deleted) for path in before if path not in after),
        *(types.FileEvent(path.as_uri(), kinds.Created) for path in after if path not in before),
        *(
            types.FileEvent(path.as_uri(), kinds.Changed)
            for path in after
            if before.get(path, after[path]) != after[path]
        ),
    ]


async def shown(files: Files) -> Found:
    """All findings of the workspace that the editor has now, by file."""
    report = await files.editor.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
    full = [one for one in report.items if isinstance(one, types.WorkspaceFullDocumentDiagnosticReport)]
    return {
        files.name(one.uri): sorted(f"{item.code} {item.message}" for item in one.items) for one in full if one.items
    }


async def shown_until(files: Files, expected: Found) -> Found:
    """The findings once they are as expected, or those after a long time. While one asks, little is read beside."""
    found: Found = {}
    for _ in range(60):
        found = await shown(files)
        if found == expected:
            break
        await asyncio.sleep(2)
    return found


async def all_shown(files: Files) -> Found:
    """The findings once no more come."""
    found: Found = {}
    while True:
        again = await shown(files)
        if again and again == found:
            return found
        found = again
        await asyncio.sleep(2)


def fresh(folder: Path, capsys: pytest.CaptureFixture[str]) -> Found:
    """What a fresh run finds in the same files."""
    main(["check", folder.as_posix(), "--format", "json"])
    found: Found = {}
    for one in json.loads(capsys.readouterr().out)["findings"]:
        name = (folder / one["path"]).relative_to(folder).as_posix()
        found.setdefault(name, []).append(f"{one['code']} {one['message']}")
    return {name: sorted(messages) for name, messages in found.items()}


async def test_it_ends_as_a_fresh_run(editor: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    write(editor.folder, range(FILES), later=False)
    files = Files(editor, {FRONT: (editor.folder / FRONT).read_text("utf-8")})
    await files.open(FRONT)
    before = await all_shown(files)

    events = checkout(editor.folder)
    assert len(events) > FILES
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(events))
    after = fresh(editor.folder, capsys)
    assert after != before
    assert await shown_until(files, after) == after
