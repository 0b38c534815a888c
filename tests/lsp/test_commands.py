"""What an editor has done by name: `forewarn.showStatus` says whether and why a document is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from tests.lsp.models import UNANSWERED

if TYPE_CHECKING:
    from tests.lsp.editor import Editor


@pytest.mark.parametrize(
    ("name", "language", "text", "checked", "why"),
    [
        ("a.yaml", "yaml", "threat-model: Ours\n", True, "it has a top-level key `threat-model`"),
        ("a.yaml", "yaml", "kind: Pod\n", False, "it has none of the keys that mark a threat model"),
        ("THREAT_MODEL.md", "markdown", "# Ours\n", True, "its name says that it is a threat model"),
        ("rfcs/7.md", "markdown", "# Ours\n", True, "it lies in a folder for design documents (`rfcs`)"),
        ("README.md", "markdown", "# Ours\n", False, "nothing in its name, its place or its text says"),
    ],
    ids=range(5),  # a folder named after the case would speak for the file
)
async def test_it_says_why(editor: Editor, name: str, language: str, text: str, checked: bool, why: str) -> None:  # noqa: FBT001 - a column of the table
    editor.show(name, text, language)
    status = await editor.status()
    assert status["checked"] is checked
    assert str(status["why"]).startswith(why)


async def test_it_names_the_configuration_and_what_belongs_together(editor: Editor) -> None:
    (editor.folder / "forewarn.toml").write_text('[files]\nclaim = ["cards.md"]\n', "utf-8")
    (editor.folder / "cards.md").write_text("# Cards\n", "utf-8")
    editor.show("threat-model.yaml", "threat-model: Cards\ndocuments: [cards.md]\n")
    editor.show("cards.md", "# Cards\n", "markdown")
    assert await editor.status() == {
        "checked": True,
        "why": "the configuration claims it",
        "configuration": (editor.folder / "forewarn.toml").as_uri(),
        "decided": [
            "stage design: FW207, FW210, FW211, FW601, FW602 are silent",
            "need unclear: No asset is listed.",
        ],
        "together": [(editor.folder / "threat-model.yaml").as_uri()],
    }


async def test_it_says_what_is_decided_and_that_settings_are_broken(editor: Editor) -> None:
    settings = editor.folder / "forewarn.toml"
    settings.write_text('ignore = ["FW201"]\n', "utf-8")
    await editor.open("a.yaml", UNANSWERED)
    decided = (await editor.status())["decided"]
    assert isinstance(decided, list)
    assert decided[0] == "silent: FW201 (`ignore`)"
    editor.show("forewarn.toml", 'ignore = ["FW201"\n', "toml")
    editor.uri = (editor.folder / "a.yaml").as_uri()
    decided = (await editor.status())["decided"]
    assert isinstance(decided, list)
    broken = "the configuration is no TOML now: what was last right in it counts"
    assert decided[:2] == [broken, "silent: FW201 (`ignore`)"]


async def test_a_document_that_a_model_names_belongs_to_it(editor: Editor) -> None:
    (editor.folder / "cards.md").write_text("# Cards\n", "utf-8")
    editor.show("cards.md", "# Cards\n", "markdown")
    cards = editor.uri
    assert (await editor.status())["checked"] is False
    editor.show("threat-model.yaml", "threat-model: Cards\ndocuments: [cards.md]\n")
    editor.uri = cards
    assert (await editor.status())["why"] == "it belongs to threat-model.yaml"


async def test_what_was_ours_stays_so_until_it_is_saved(editor: Editor) -> None:
    await editor.open("a.yaml", UNANSWERED)
    await editor.type("threat-model:", "threat-mod:")
    status = await editor.status()
    assert (status["checked"], status["why"]) == (True, "it was a threat model when it was last saved")


@pytest.mark.parametrize("command", ["forewarn.launch", "forewarn.showStatus"])
async def test_what_cannot_be_done_is_refused(editor: Editor, command: str) -> None:
    with pytest.raises(JsonRpcInvalidParams):
        await editor.client.workspace_execute_command_async(types.ExecuteCommandParams(command=command))


async def test_of_what_is_not_open_nothing_is_known(editor: Editor) -> None:
    editor.uri = (editor.folder / "a.yaml").as_uri()
    assert (await editor.status())["why"] == "it is not open"
