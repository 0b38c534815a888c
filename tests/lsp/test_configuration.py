"""Settings under a running server: they count at once, and what is wrong in them is shown in their file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.lsp.editor import EDITORS
from tests.lsp.models import UNANSWERED

if TYPE_CHECKING:
    from tests.lsp.editor import Editor


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_what_is_wrong_in_the_settings_is_shown_where_it_stands(editor: Editor) -> None:
    (seen,) = await editor.open("forewarn.toml", 'profile = "guidd"\n', "toml")
    assert seen.startswith("guidd: FW905")
    assert await editor.type("guidd", "guided") == []


async def test_settings_that_lie_in_the_folder_count(editor: Editor) -> None:
    (editor.folder / "forewarn.toml").write_text('ignore = ["threat-unanswered"]\n', "utf-8")
    assert not any("FW201" in one for one in await editor.open("threat-model.yaml", UNANSWERED))


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_settings_that_somebody_writes_count_from_then_on(editor: Editor) -> None:
    """Neovim on Linux does not watch files, so forewarn looks, also for files that are not there yet."""
    assert any("FW201" in one for one in await editor.open("threat-model.yaml", UNANSWERED))
    written = editor.folder / "forewarn.toml"
    written.write_text('ignore = ["FW201"]\n', "utf-8")
    if editor.name == "vscode":
        event = types.FileEvent(uri=written.as_uri(), type=types.FileChangeType.Created)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes=[event]))
    assert not any("FW201" in one for one in await editor.sees())


async def test_a_file_that_the_settings_claim_is_checked(editor: Editor) -> None:
    (editor.folder / "forewarn.toml").write_text('[files]\nclaim = ["parts/*.yaml"]\n', "utf-8")
    seen = await editor.open("parts/threats.yaml", "threats:\n  T1: {title: A card is copied, against: [crad]}\n")
    assert any("FW006" in one for one in seen)
