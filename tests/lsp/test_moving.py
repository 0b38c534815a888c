"""Files and folders get other names, or go: what names them is edited first, and what is shown is right afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.lsp.files import Files
from tests.lsp.models import CARDS

if TYPE_CHECKING:
    from tests.lsp.editor import Editor
    from tests.lsp.wire import Wire

MODEL = CARDS.replace("cards\n", "cards\ndocuments: [design/cards.md]\n", 1)
DOCUMENT = (
    "---\nthreat-model: ../threat-model.yaml\n---\n# Cards \U0001f4b3\n\nSee [\U0001f512](../threat-model.yaml).\n"
)
TEXTS = {"threat-model.yaml": MODEL, "design/cards.md": DOCUMENT}


def moves(files: Files, *pairs: tuple[str, str]) -> types.RenameFilesParams:
    """What an editor sends."""
    return types.RenameFilesParams([types.FileRename(files.uri(old), files.uri(new)) for old, new in pairs])


async def will(files: Files, *pairs: tuple[str, str]) -> dict[str, str]:
    """The texts that change before files move."""
    edit = await files.editor.client.workspace_will_rename_files_async(moves(files, *pairs))
    return files.edited(edit) if edit else {}


async def test_a_document_that_moves_is_still_named(editor: Editor) -> None:
    """And the document, which nobody has open, goes on naming its model."""
    files = Files.write(editor, TEXTS)
    await files.open("threat-model.yaml")
    assert await will(files, ("design/cards.md", "docs/2026/cards.md")) == {
        "threat-model.yaml": MODEL.replace("design/cards.md", "docs/2026/cards.md"),
        "design/cards.md": DOCUMENT.replace("../threat-model", "../../threat-model"),
    }


async def test_files_that_nobody_has_open_follow_as_well(editor: Editor) -> None:
    files = Files.write(editor, TEXTS | {"THREAT_MODEL.md": "# Threat model\n\n## Threats\n\n- T1: x\n"})
    await files.open("THREAT_MODEL.md")
    await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams("reader-address"))
    assert await will(files, ("threat-model.yaml", "models/threat-model.yaml")) == {
        "threat-model.yaml": MODEL.replace("[design", "[../design"),
        "design/cards.md": DOCUMENT.replace("../threat-model", "../models/threat-model"),
    }


async def test_edits_of_what_is_open_are_for_its_version(editor: Editor) -> None:
    files = Files.write(editor, TEXTS)
    await files.open("threat-model.yaml")
    await editor.type("Library", "\U0001f512 Library")
    edit = await editor.client.workspace_will_rename_files_async(moves(files, ("design", "docs")))
    assert edit
    assert edit.document_changes
    (change,) = edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    assert change.text_document.version == editor.version
    editor.apply(edit)
    assert "documents: [docs/cards.md]" in editor.text


async def test_where_nothing_names_it_nothing_is_edited(editor: Editor) -> None:
    files = Files.write(editor, TEXTS | {"notes.txt": ""})
    await files.open("threat-model.yaml")
    assert await will(files, ("notes.txt", "other.txt")) == {}


async def test_after_a_move_the_new_place_counts(editor: Editor) -> None:
    files = Files.write(editor, TEXTS)
    await files.open("threat-model.yaml")
    (editor.folder / "design").rename(editor.folder / "docs")
    editor.client.workspace_did_rename_files(moves(files, ("design", "docs")))
    assert [one for one in await editor.sees() if "FW010" in one], "the document is not where it was"
    assert not [one for one in await editor.type("[design/", "[docs/") if "FW010" in one]


async def test_after_a_deletion_what_named_it_is_found(editor: Editor) -> None:
    files = Files.write(editor, TEXTS)
    assert not [one for one in await editor.open("threat-model.yaml", MODEL) if "FW010" in one]
    (editor.folder / "design" / "cards.md").unlink()
    gone = types.DeleteFilesParams([types.FileDelete(files.uri("design"))])
    editor.client.workspace_did_delete_files(gone)
    assert [one for one in await editor.sees() if "FW010" in one]


async def test_it_is_asked_for_where_the_editor_can(editor: Editor) -> None:
    workspace = editor.server.workspace
    assert workspace
    assert workspace.file_operations
    everything = [types.FileOperationFilter(types.FileOperationPattern("**/*"), scheme="file")]
    asked = workspace.file_operations
    for one in (asked.will_rename, asked.did_rename, asked.did_delete):
        assert one
        assert list(one.filters) == everything
    assert (asked.will_create, asked.will_delete, asked.did_create) == (None, None, None)


@pytest.mark.parametrize("editor_name", ["neovim-0.11", "bare"])
async def test_and_not_of_others(editor: Editor) -> None:
    assert editor.server.workspace
    assert editor.server.workspace.file_operations is None


def test_only_what_the_client_announces(wire: Wire) -> None:
    offered = wire.begin({"workspace": {"fileOperations": {"didDelete": True, "willRename": "yes"}}})["capabilities"]
    assert list(offered["workspace"]["fileOperations"]) == ["didDelete"]


BAD: list[object] = [
    {},
    {"files": "all"},
    {"files": [{}]},
    {"files": [{"oldUri": "file:///a"}]},
    {"files": [{"oldUri": 1, "newUri": 2}]},
    {"files": [[]]},
]


@pytest.mark.parametrize("params", BAD)
def test_bad_parameters_get_an_error(wire: Wire, params: object) -> None:
    wire.begin({})
    assert wire.request("workspace/willRenameFiles", params)["error"]["code"] == -32602


def test_strange_places_are_left_alone(wire: Wire) -> None:
    wire.begin({})
    strange = [{"oldUri": "untitled:a", "newUri": "b"}, {"oldUri": "", "newUri": "file://[x"}]
    assert wire.request("workspace/willRenameFiles", {"files": strange})["result"] is None
    for method in ("workspace/didRenameFiles", "workspace/didDeleteFiles"):
        for params in ({}, {"files": 1}, {"files": [1, {"uri": 2}, {"uri": "file:///\0"}]}):
            wire.notify(method, params)
    assert wire.lives()
