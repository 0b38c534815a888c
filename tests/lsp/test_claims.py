"""Only our files: silence about the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.lsp.models import CARDS, MISTYPED

if TYPE_CHECKING:
    from tests.lsp.editor import Editor

pytestmark = pytest.mark.parametrize("editor_name", ["neovim-0.11"])

NOTES = "# Meeting notes\n\nWe talked about `T1`.\n"
RISKS = """\
# Parcel lockers

## Threats

- T1: Somebody opens a locker that is not theirs

## Mitigations

- M1: Codes expire after a day (answers T7)
"""
DEPLOYMENT = "kind: Deployment\nmetadata: {name: api}\nspec: [unclosed\n"


async def test_other_yaml_is_left_alone_even_if_it_is_broken(editor: Editor) -> None:
    editor.show("deployment.yaml", DEPLOYMENT)
    assert await editor.nothing_more()


async def test_and_other_markdown(editor: Editor) -> None:
    editor.show("notes.md", NOTES, "markdown")
    assert await editor.nothing_more()


async def test_nothing_is_said_or_offered_in_them(editor: Editor) -> None:
    editor.show("deployment.yaml", DEPLOYMENT)
    document, position = editor.document, editor.at("kind|:")
    hover = types.HoverParams(text_document=document, position=position)
    assert await editor.client.text_document_hover_async(hover) is None
    completion = types.CompletionParams(text_document=document, position=position)
    assert await editor.client.text_document_completion_async(completion) is None
    symbols = types.DocumentSymbolParams(text_document=document)
    assert await editor.client.text_document_document_symbol_async(symbols) is None


async def test_a_markdown_document_with_threats_and_mitigations_is_ours(editor: Editor) -> None:
    seen = await editor.open("lockers.md", RISKS, "markdown")
    assert [one for one in seen if "T7" in one or "T1" in one]


async def test_a_file_becomes_ours_once_it_says_so(editor: Editor) -> None:
    editor.show("notes.yaml", "owner: lockers-team\nbogus: 1\n")
    assert await editor.nothing_more()
    seen = await editor.type("owner: lockers-team\n", "threat-model: Lockers\nowner: lockers-team\n")
    assert [one for one in seen if one.startswith("bogus: FW002")]


async def test_what_was_ours_stays_so_while_its_first_line_is_retyped(editor: Editor) -> None:
    """`threat-model:` is deleted letter by letter and typed again: the slip further down is shown all the while."""
    text = MISTYPED + "actors: {}\n"
    assert await editor.open("cards.yaml", text)
    for old, new in (
        ("threat-model:", "threat-mo"),
        ("threat-mo Library", "t Library"),
        ("t Library", "threat-model: L"),
    ):
        assert [one for one in await editor.type(old, new) if one.startswith("reader-adress: FW006")]


async def test_a_document_that_is_not_saved_yet_is_checked_as_well(editor: Editor) -> None:
    seen = await editor.open("untitled:Untitled-1", MISTYPED)
    assert [one for one in seen if one.startswith("reader-adress: FW006")]


async def test_a_model_of_another_tool_gets_one_hint(editor: Editor) -> None:
    seen = await editor.open("shop.otm", '{\n  "otmVersion": "0.2.0"\n}\n', "json")
    assert [one.split(" ")[1] for one in seen] == ["FW015"]


@pytest.mark.parametrize(
    "name", ["with space.threat-model.yaml", "größe 100%#1?.threat-model.yaml", "[x]{y}.threat-model.yaml"]
)
async def test_names_of_files_may_hold_anything(editor: Editor, name: str) -> None:
    assert await editor.open(name, CARDS) == []
    assert [one for one in await editor.type("[reader-address]", "[x]") if one.startswith("x: FW006")]
