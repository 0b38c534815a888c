"""Files beside the one being edited: saved, closed, changed by somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.lsp.editor import EDITORS
from tests.lsp.models import CARDS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lsp.editor import Editor

WITH_EVIDENCE = CARDS + "    evidence: [./tests/checks.md]\n"
NO_SUCH_FILE = "./tests/checks.md: FW010"


def missing(seen: list[str]) -> list[str]:
    """The findings about the file that is not there."""
    return [one for one in seen if one.startswith(NO_SUCH_FILE)]


def write_checks(editor: Editor) -> Path:
    """Write the file that was missing."""
    written = editor.folder / "tests" / "checks.md"
    written.parent.mkdir()
    written.write_text("# Checks\n", encoding="utf-8")
    return written


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_a_file_that_somebody_writes_is_noticed(editor: Editor) -> None:
    """Neovim on Linux does not watch files, so forewarn looks; VS Code and Emacs watch, and tell."""
    assert missing(await editor.open("threat-model.yaml", WITH_EVIDENCE))
    written = write_checks(editor)
    if editor.watches:
        event = types.FileEvent(uri=written.as_uri(), type=types.FileChangeType.Created)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes=[event]))
    assert not missing(await editor.sees())


@pytest.mark.parametrize("editor_name", ["vscode"])
async def test_watching_is_asked_of_editors_that_can(editor: Editor) -> None:
    await editor.open("threat-model.yaml", CARDS)
    assert "workspace/didChangeWatchedFiles" in [one.method for one in editor.client.registered]


@pytest.mark.parametrize("editor_name", ["neovim-0.11"])
async def test_and_not_of_others(editor: Editor) -> None:
    await editor.open("threat-model.yaml", CARDS)
    assert editor.client.registered == []


@pytest.mark.parametrize("editor_name", ["vscode"])
async def test_saving_looks_at_what_was_written_beside(editor: Editor) -> None:
    assert missing(await editor.open("threat-model.yaml", WITH_EVIDENCE))
    write_checks(editor)
    editor.client.text_document_did_save(types.DidSaveTextDocumentParams(text_document=editor.document))
    assert not missing(await editor.sees())


DESIGN = """\
# Cards

## Threats

- T9: Somebody guesses a card

## Mitigations

- M9: Readers see their own record only
"""


async def test_a_document_and_its_model_are_judged_together(editor: Editor) -> None:
    """The model names a mitigation that its design document describes. Renamed there, it is missed here."""
    (editor.folder / "design").mkdir()
    (editor.folder / "design" / "cards.md").write_text(DESIGN, encoding="utf-8")
    model = "documents: [design/cards.md]\n" + CARDS.replace("[M1]", "[M1, M9]")
    assert not [one for one in await editor.open("threat-model.yaml", model) if "M9" in one]

    in_front = (editor.uri, editor.lines)
    await editor.open("design/cards.md", DESIGN, "markdown")
    editor.change(("M9", "M10"))
    editor.uri, editor.lines = in_front
    assert "M9: FW006 Nothing is called `M9`. Which mitigation is meant?" in await editor.sees()


async def test_what_is_open_counts_and_not_what_is_on_the_disk(editor: Editor) -> None:
    (editor.folder / "threat-model.yaml").write_text("rubbish: [", encoding="utf-8")
    assert await editor.open("threat-model.yaml", CARDS) == []


async def test_changed_settings_are_accepted_quietly(editor: Editor) -> None:
    editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings={"forewarn": {}}))
    folders = types.WorkspaceFoldersChangeEvent(added=[types.WorkspaceFolder(uri="file:///x", name="x")], removed=[])
    editor.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event=folders))
    assert await editor.open("threat-model.yaml", CARDS) == []
    assert editor.client.messages == []
    assert editor.client.log_messages == []
