"""Settings under a running server: they count at once, and what is wrong in them is shown in their file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.lsp.editor import EDITORS, Editor
from tests.lsp.models import UNANSWERED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lsp.editor import Client


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
    if editor.watches:
        event = types.FileEvent(uri=written.as_uri(), type=types.FileChangeType.Created)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes=[event]))
    assert not any("FW201" in one for one in await editor.sees())


async def test_a_file_that_the_settings_claim_is_checked(editor: Editor) -> None:
    (editor.folder / "forewarn.toml").write_text('[files]\nclaim = ["parts/*.yaml"]\n', "utf-8")
    text = "threats:\n  T1: {title: A card is copied, against: [crad]}\n"
    # An editor that asks for findings may ask before it has told its settings.
    seen = await editor.open("parts/threats.yaml", text) or await editor.sees()
    assert any("FW006" in one for one in seen)


async def test_settings_in_the_editor_hold_where_no_configuration_lies(client: Client, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    client.set_configuration(
        {"forewarn": {"ignore": ["FW201"], "server": {"path": ""}, "policy": {"protected": ["FW201"]}}}
    )
    editor = Editor(client, "vscode", tmp_path)
    await editor.start()
    assert any("FW201" in one for one in await editor.open("threat-model.yaml", UNANSWERED))
    assert not any("FW201" in one for one in await editor.sees())

    client.set_configuration({"forewarn": {"ignore": []}})
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=None))
    assert any("FW201" in one for one in await editor.sees())


async def test_a_repositorys_settings_stand_in_place_of_the_editors(client: Client, tmp_path: Path) -> None:
    (tmp_path / "forewarn.toml").write_text("", "utf-8")
    client.set_configuration({"forewarn": {"ignore": ["FW201"]}})
    editor = Editor(client, "vscode", tmp_path)
    await editor.start()
    assert any("FW201" in one for one in await editor.open("threat-model.yaml", UNANSWERED))
    assert await editor.nothing_more()


async def test_settings_in_the_editor_claim_files_below_the_workspaces_root(client: Client, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    client.set_configuration({"forewarn": {"files": {"claim": ["parts/*.yaml"]}}})
    editor = Editor(client, "vscode", tmp_path)
    await editor.start()
    text = "threats:\n  T1: {title: A card is copied, against: [crad]}\n"
    # An editor that asks for findings may ask before it has told its settings.
    seen = await editor.open("parts/threats.yaml", text) or await editor.sees()
    assert any("FW006" in one for one in seen)


async def test_an_editor_that_sends_its_settings_is_heard(client: Client, tmp_path: Path) -> None:
    """Clients that are not asked send them with the notification (LSP 3.17, didChangeConfiguration)."""
    editor = Editor(client, "bare", tmp_path)
    await editor.start()
    assert any("FW201" in one for one in await editor.open("threat-model.yaml", UNANSWERED))
    params = types.DidChangeConfigurationParams(settings={"forewarn": {"ignore": ["FW201"], "profile": 7}})
    client.workspace_did_change_configuration(params)
    assert not any("FW201" in one for one in await editor.sees())


def told(editor: Editor, name: str) -> None:
    """An editor that watches files tells that this one changed."""
    if editor.watches:
        event = types.FileEvent(uri=(editor.folder / name).as_uri(), type=types.FileChangeType.Changed)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes=[event]))


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_while_settings_are_broken_what_was_last_right_in_them_counts(editor: Editor) -> None:
    """Typed in the editor: the file says so itself, and a model that is opened meanwhile is judged as before."""
    settings = 'ignore = ["FW201"]\n'
    (editor.folder / "forewarn.toml").write_text(settings, "utf-8")
    assert await editor.open("forewarn.toml", settings, "toml") == []
    (seen,) = await editor.type('["FW201"]', '["FW201"')
    assert "FW905" in seen
    assert "an editor goes on with what it read before" in seen
    assert not any("FW201" in one for one in await editor.open("threat-model.yaml", UNANSWERED))
    assert not any("FW201" in one for one in await editor.type("all addresses", "many addresses"))


async def test_settings_that_somebody_breaks_on_the_disk_go_on_counting_until_they_are_right(editor: Editor) -> None:
    written = editor.folder / "forewarn.toml"
    written.write_text('ignore = ["FW201"]\n', "utf-8")
    assert not any("FW201" in one for one in await editor.open("threat-model.yaml", UNANSWERED))
    written.write_text('ignore = ["FW201"\n', "utf-8")
    told(editor, "forewarn.toml")
    assert await editor.nothing_more()
    assert not any("FW201" in one for one in await editor.type("all addresses", "many addresses"))
    written.write_text('ignore = ["FW202"]\n', "utf-8")
    told(editor, "forewarn.toml")
    assert any("FW201" in one for one in await editor.sees())


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_what_an_organisation_decides_counts_from_then_on(editor: Editor) -> None:
    """Its own words, its paved path: the open model is judged anew, and nothing of what held before is left."""
    model = UNANSWERED.replace("{type: personal-data}", "{type: personal-data, sensitivity: C3}").replace(
        "category: information-disclosure", "type: service-impersonation"
    )
    model = model.replace("owner:", "paved-path: true\nowner:")
    seen = await editor.open("threat-model.yaml", model)
    assert [one.split(":")[0] for one in seen] == ["C3", "T1"]
    written = editor.folder / "forewarn.toml"
    words = '[sensitivity]\nrestricted = ["C3"]\n'
    written.write_text(words, "utf-8")
    told(editor, "forewarn.toml")
    assert [one.split(":")[0] for one in await editor.sees()] == ["T1"]
    written.write_text(f'{words}[paved-path.provides]\nservice-authentication = "wiki"\n', "utf-8")
    told(editor, "forewarn.toml")
    assert await editor.sees() == []
    written.write_text("", "utf-8")
    told(editor, "forewarn.toml")
    assert [one.split(":")[0] for one in await editor.sees()] == ["C3", "T1"]
