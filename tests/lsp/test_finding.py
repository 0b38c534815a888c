"""`workspace/symbol`: elements of all files by a part of their names, as an editor sees them."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types

from tests.lsp.editor import EDITORS, Editor
from tests.lsp.files import Files
from tests.lsp.models import CARDS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lsp.wire import Wire

LOCKERS = """\
threat-model: Lockers
documents: [lockers.md]
assets:
  code: {notes: "\U0001f512"}
threats:
  T7: {title: "\U0001f6aa e\u0301 A door is forced", against: [code]}
"""
DOCUMENT = "# Lockers\n\n## Threats\n\n- T8: \U0001f511 A code is guessed\n"
TEXTS = {"threat-model.yaml": CARDS, "lockers/threat-model.yaml": LOCKERS, "lockers/lockers.md": DOCUMENT}


async def find(files: Files, query: str) -> list[str]:
    """What is found: its name, its model, its place."""
    found = await files.editor.client.workspace_symbol_async(types.WorkspaceSymbolParams(query=query))
    assert found is not None
    shown: list[str] = []
    for one in found:
        assert isinstance(one.location, types.Location)
        shown.append(f"{one.name} | {one.container_name} | {files.at(one.location.uri, one.location.range)}")
    return shown


async def find_at_last(files: Files, query: str, count: int) -> list[str]:
    """What is found once so many are: what nobody has open is read in the background."""
    for _ in range(200):
        found = await find(files, query)
        if len(found) == count:
            return found
        await asyncio.sleep(0.1)
    return await find(files, query)


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_in_files_that_nobody_has_open(editor: Editor) -> None:
    files = Files.write(editor, TEXTS)
    await files.open("threat-model.yaml")
    line = '[T7]: {title: "\U0001f6aa e\u0301 A door is forced", against: [code]}'
    assert await find_at_last(files, "door", 1) == [
        f"T7: \U0001f6aa e\u0301 A door is forced | Lockers | lockers/threat-model.yaml:6 {line}"
    ]
    assert {one.split(":")[0] for one in await find(files, "T")} >= {"T1", "T7", "T8"}


async def test_in_what_is_open_as_it_is_now(editor: Editor) -> None:
    """With what was typed a moment ago, on a line that is not finished."""
    files = Files.write(editor, TEXTS)
    await files.open("threat-model.yaml")
    editor.change(("  M1:\n", "  M1:\n    notes: [x\n  M77: {title: \U0001f510 More hinges}\n"))
    files.texts["threat-model.yaml"] = editor.text
    assert await find(files, "M77") == [
        "M77: \U0001f510 More hinges | Library cards | threat-model.yaml:15 [M77]: {title: \U0001f510 More hinges}"
    ]


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_what_changes_on_the_disk(editor: Editor) -> None:
    """A file that came, one that changed, and one that went."""
    files = Files.write(editor, TEXTS)
    await files.open("threat-model.yaml")
    await find_at_last(files, "T8", 1)
    (editor.folder / "lockers/lockers.md").write_text(DOCUMENT.replace("T8", "T88"), "utf-8")
    os.utime(editor.folder / "lockers/lockers.md", ns=(1, 1))
    tell(files, "lockers/lockers.md", types.FileChangeType.Changed)
    assert [one.split(":")[0] for one in await find_at_last(files, "T88", 1)] == ["T88"]
    (editor.folder / "lockers/lockers.md").unlink()
    tell(files, "lockers/lockers.md", types.FileChangeType.Deleted)
    assert await find_at_last(files, "T88", 0) == []
    (editor.folder / "lockers/more.threat-model.yaml").write_text("threat-model: m\nassets:\n  novelty: {}\n")
    tell(files, "lockers/more.threat-model.yaml", types.FileChangeType.Created)
    files.texts["lockers/more.threat-model.yaml"] = "threat-model: m\nassets:\n  novelty: {}\n"
    assert [one.split(" | ")[0] for one in await find_at_last(files, "novelty", 1)] == ["novelty"]


def tell(files: Files, name: str, kind: types.FileChangeType) -> None:
    """Tell the server that a file changed, if the editor watches files."""
    if files.editor.name != "neovim-0.11":
        event = types.FileEvent(uri=files.uri(name), type=kind)
        files.editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))


async def test_a_file_that_was_closed_is_that_of_the_disk(editor: Editor) -> None:
    files = Files.write(editor, TEXTS)
    await files.open("threat-model.yaml")
    editor.change(("  M1:\n", "  M77:\n"))
    assert len(await find(files, "M77")) == 1
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(editor.document))
    assert await find_at_last(files, "M77", 0) == []
    assert len(await find_at_last(files, "M1", 1)) == 1


@pytest.mark.parametrize("editor_name", ["bare"])
async def test_a_client_that_looks_for_nothing_is_not_offered_it(editor: Editor) -> None:
    assert editor.server.workspace_symbol_provider is None


# -- roots, progress and bad input
def begin(wire: Wire, *folders: Path) -> None:
    """Shake hands with these folders."""
    announced = {"workspace": {"symbol": {}, "didChangeWatchedFiles": {"dynamicRegistration": True}}}
    listed = [{"uri": folder.as_uri(), "name": folder.name} for folder in folders]
    wire.request("initialize", {"processId": None, "capabilities": announced, "workspaceFolders": listed})
    wire.notify("initialized", {})


def found(wire: Wire, query: str, count: int) -> list[dict[str, Any]]:
    """What is found once so many are."""
    for _ in range(200):
        answer = wire.request("workspace/symbol", {"query": query})["result"]
        if len(answer) == count:
            return answer
        wire.wait(0.1)
    return wire.request("workspace/symbol", {"query": query})["result"]


def test_several_roots_that_come_and_go(wire: Wire, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder, name in ((one, "alpha"), (other, "omega")):
        folder.mkdir()
        (folder / "threat-model.yaml").write_text(f"threat-model: x\nassets:\n  {name}-asset: {{}}\n")
    begin(wire, one)
    assert [hit["name"] for hit in found(wire, "-asset", 1)] == ["alpha-asset"]
    event = {"added": [{"uri": other.as_uri(), "name": "other"}], "removed": []}
    wire.notify("workspace/didChangeWorkspaceFolders", {"event": event})
    assert {hit["name"] for hit in found(wire, "-asset", 2)} == {"alpha-asset", "omega-asset"}
    event = {"added": [], "removed": [{"uri": one.as_uri(), "name": "one"}]}
    wire.notify("workspace/didChangeWorkspaceFolders", {"event": event})
    assert [hit["name"] for hit in found(wire, "-asset", 1)] == ["omega-asset"]


def test_kinds_of_symbols_that_a_client_does_not_know(wire: Wire, tmp_path: Path) -> None:
    (tmp_path / "threat-model.yaml").write_text("threat-model: x\nassets:\n  pin: {}\n")
    begin(wire, tmp_path)
    assert [hit["kind"] for hit in found(wire, "pin", 1)] == [13]


def test_no_more_than_two_hundred(wire: Wire, tmp_path: Path) -> None:
    assets = "".join(f"  asset-{number}: {{}}\n" for number in range(300))
    (tmp_path / "threat-model.yaml").write_text(f"threat-model: x\nassets:\n{assets}")
    begin(wire, tmp_path)
    assert len(found(wire, "asset", 200)) == 200


def test_bad_input(wire: Wire) -> None:
    begin(wire)
    for query in (None, 7, ["x"]):
        assert wire.request("workspace/symbol", {"query": query})["error"]["code"] == -32602
    assert wire.request("workspace/symbol", {"query": "x" * 100_000})["result"] == []
    assert wire.request("workspace/symbol", {"query": ""})["result"] == []
    wire.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": 7, "removed": [7, {"uri": 7}]}})
    wire.notify("workspace/didChangeWorkspaceFolders", {})
    assert wire.lives()
