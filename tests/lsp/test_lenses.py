"""`textDocument/codeLens`, as an editor sees it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.lsp.editor import EDITORS, PATIENCE, Editor
from tests.lsp.models import CARDS, UNANSWERED

if TYPE_CHECKING:
    from tests.lsp.wire import Wire

EMOJI = CARDS.replace("{type: personal-data}", '{notes: "\U0001f512 e\u0301", type: personal-data}')


async def lenses(editor: Editor) -> list[str]:
    """Each lens with the words below it."""
    found = await editor.client.text_document_code_lens_async(types.CodeLensParams(editor.document))
    assert found is not None
    return [f"{one.command.title} | {editor.text_in(one.range)}" for one in found if one.command]


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_threats_to_an_asset_and_the_need_of_a_model(editor: Editor) -> None:
    await editor.open("threat-model.yaml", EMOJI)
    assert await lenses(editor) == [
        "need: full · It lists reader-address among its assets (personal). | threat-model",
        "1 threat · none open | reader-address",
    ]


async def test_they_follow_what_is_typed(editor: Editor) -> None:
    await editor.open("threat-model.yaml", EMOJI)
    editor.change(("    mitigations: [M1]\n", "    mitigations: [\n"))
    assert (await lenses(editor))[1] == "1 threat · open | reader-address"


async def test_a_lens_without_a_command_of_the_client_only_says_something(editor: Editor) -> None:
    await editor.open("threat-model.yaml", CARDS)
    found = await editor.client.text_document_code_lens_async(types.CodeLensParams(editor.document))
    assert [one.command.command for one in found or [] if one.command] == ["", ""]


async def test_the_editor_asks_again_when_another_file_changes_them(editor: Editor) -> None:
    asked: asyncio.Queue[None] = asyncio.Queue()

    def refresh(params: None) -> None:
        asked.put_nowait(params)

    editor.client.feature(types.WORKSPACE_CODE_LENS_REFRESH)(refresh)
    document = "---\nthreat-model: threat-model.yaml\n---\n# Cards\n\n## Threats\n\n- T7: Nothing yet\n"
    (editor.folder / "threat-model.yaml").write_text(CARDS, "utf-8")
    await editor.open("threat-model.yaml", CARDS)
    model, lines = editor.uri, editor.lines
    await editor.open("cards.md", document, "markdown")
    there = editor.uri, editor.lines
    editor.uri, editor.lines = model, lines
    before = await lenses(editor)
    editor.uri, editor.lines = there
    await editor.type("Nothing yet", "A list of each `reader-address` is sold\n  - Asset: reader-address")
    await asyncio.wait_for(asked.get(), PATIENCE)
    editor.uri, editor.lines = model, lines
    assert before[1].startswith("1 threat")
    assert (await lenses(editor))[1].startswith("2 threats · 1 open")


@pytest.mark.parametrize("editor_name", ["bare"])
async def test_a_client_that_shows_none_is_not_offered_them(editor: Editor) -> None:
    assert editor.server.code_lens_provider is None


def test_a_client_with_a_command_for_it_shows_the_places(wire: Wire) -> None:
    wire.begin({"experimental": {"commands": {"commands": ["forewarn.showReferences"]}}})
    wire.open(UNANSWERED)
    document = {"uri": "untitled:threat-model.yaml"}
    found = wire.request("textDocument/codeLens", {"textDocument": document})["result"]
    command = found[1]["command"]
    assert (command["title"], command["command"]) == ("1 threat · open", "forewarn.showReferences")
    uri, position, places = command["arguments"]
    assert (uri, position) == (document["uri"], {"line": 3, "character": 2})
    assert places == [{"uri": uri, "range": {"start": {"line": 5, "character": 2}, "end": {"line": 5, "character": 4}}}]
    assert wire.request("textDocument/codeLens", {})["error"]["code"] == -32602
    assert wire.request("textDocument/codeLens", {"textDocument": {"uri": "untitled:no.yaml"}})["result"] is None
