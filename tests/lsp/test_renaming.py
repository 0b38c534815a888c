"""`textDocument/prepareRename` and `rename`, as an editor sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from forewarn.lsp.errors import Code
from tests.lsp.editor import EDITORS, Editor
from tests.lsp.files import Files
from tests.lsp.models import CARDS

if TYPE_CHECKING:
    from tests.lsp.wire import Wire

MODEL = """\
threat-model: Lockers
documents: [lockers.md]
components:
  kiosk: {notes: "\U0001f512\U0001f512"}
flows:
  open: {title: "U\u0308ber \U0001f6aa", from: kiosk, to: kiosk}
"""
DOCUMENT = "# Design of lockers\n\n## Architecture\n\nThe \U0001f512 e\u0301 `kiosk` keeps nothing.\n"


@pytest_asyncio.fixture
async def files(editor: Editor) -> Files:
    """The model and the document, the model in front."""
    opened = Files.write(editor, {"threat-model.yaml": MODEL, "lockers.md": DOCUMENT})
    await opened.open("threat-model.yaml")
    return opened


async def rename(editor: Editor, words: str, new: str) -> types.WorkspaceEdit | None:
    """Rename what stands where `|` is."""
    params = types.RenameParams(text_document=editor.document, position=editor.at(words), new_name=new)
    return await editor.client.text_document_rename_async(params)


async def refused(editor: Editor, words: str, new: str) -> tuple[int, str]:
    """Why it is not renamed."""
    with pytest.raises(JsonRpcException) as error:
        await rename(editor, words, new)
    return error.value.code, error.value.message


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_a_name_changes_in_every_file(files: Files) -> None:
    """In the file in front, and in one that nobody has open: with emoji before it."""
    edited = files.edited(await rename(files.editor, "from: ki|osk", "terminal"))
    assert edited == {
        "threat-model.yaml": MODEL.replace("kiosk", "terminal"),
        "lockers.md": DOCUMENT.replace("kiosk", "terminal"),
    }


async def test_edits_are_for_the_versions_that_are_open(files: Files) -> None:
    """A file that nobody has open has no version."""
    await files.editor.type("Lockers", "The lockers")
    edit = await rename(files.editor, "to: ki|osk", "terminal")
    assert edit
    assert edit.document_changes
    versions = {
        files.name(one.text_document.uri): one.text_document.version
        for one in edit.document_changes
        if isinstance(one, types.TextDocumentEdit)
    }
    assert versions == {"threat-model.yaml": 2, "lockers.md": None}


async def test_from_a_document_on_half_typed_text(files: Files) -> None:
    await files.open("lockers.md")
    files.editor.change(("keeps", "\U0001f511 keeps [x](#ki"))
    edit = await rename(files.editor, "`ki|osk`", "terminal")
    files.editor.apply(edit)
    assert "The \U0001f512 e\u0301 `terminal` \U0001f511 keeps" in files.editor.text


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_what_is_offered_is_the_name(files: Files) -> None:
    editor = files.editor
    params = types.PrepareRenameParams(text_document=editor.document, position=editor.at("to: kios|k"))
    found = await editor.client.text_document_prepare_rename_async(params)
    assert isinstance(found, types.PrepareRenamePlaceholder)
    assert (editor.text_in(found.range), found.placeholder) == ("kiosk", "kiosk")
    params.position = editor.at("threat-mo|del")
    assert await editor.client.text_document_prepare_rename_async(params) is None


async def test_what_cannot_be_is_refused_with_the_reason(files: Files) -> None:
    editor = files.editor
    for words, new, reason in (
        ("to: ki|osk", "open", "`open` is taken: a flow is called so."),
        (
            "to: ki|osk",
            "a b",
            "`a b` cannot be an identifier: a letter comes first, then letters, digits, `-` or `_`.",
        ),
        ("threat-mo|del", "x", "Nothing is named here."),
    ):
        assert await refused(editor, words, new) == (Code.REQUEST_FAILED, reason)


async def test_a_document_that_is_not_ours(editor: Editor) -> None:
    editor.show("notes.md", "# Notes\n\nSee `T1`.\n", "markdown")
    params = types.RenameParams(text_document=editor.document, position=types.Position(2, 6), new_name="T2")
    assert await editor.client.text_document_rename_async(params) is None


@pytest.mark.parametrize("editor_name", ["bare"])
async def test_a_client_that_cannot_rename_is_not_offered_it(editor: Editor) -> None:
    assert editor.server.rename_provider is None


def test_bad_parameters_get_an_error(wire: Wire) -> None:
    wire.begin({"textDocument": {"rename": {}}})
    wire.open(CARDS)
    document, place = {"uri": "untitled:threat-model.yaml"}, {"line": 10, "character": 20}
    for params in (
        {"textDocument": document, "position": place},
        {"textDocument": document, "position": place, "newName": 7},
        {"textDocument": document, "newName": "M2"},
        {"position": place, "newName": "M2"},
    ):
        assert wire.request("textDocument/rename", params)["error"]["code"] == Code.INVALID_PARAMS
    params = {"textDocument": {"uri": "untitled:closed.yaml"}, "position": place, "newName": "M2"}
    assert wire.request("textDocument/rename", params)["result"] is None
    params = {"textDocument": document, "position": {"line": 9999, "character": 9999}, "newName": "M2"}
    assert wire.request("textDocument/rename", params)["error"]["code"] == Code.REQUEST_FAILED
