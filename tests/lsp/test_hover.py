"""What a hover says, in the form that the editor shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.lsp.editor import EDITORS
from tests.lsp.models import CARDS, UNANSWERED

if TYPE_CHECKING:
    from tests.lsp.editor import Editor
    from tests.lsp.wire import Wire


async def hover(editor: Editor, at: str) -> types.Hover | None:
    """The hover with the cursor at `|`."""
    params = types.HoverParams(text_document=editor.document, position=editor.at(at))
    return await editor.client.text_document_hover_async(params)


def said(found: types.Hover | None) -> str:
    """The hover's text."""
    assert found
    assert isinstance(found.contents, types.MarkupContent)
    assert found.contents.kind is types.MarkupKind.Markdown
    return found.contents.value


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_on_a_finding_it_says_why_and_what_to_do(editor: Editor) -> None:
    await editor.open("threat-model.yaml", UNANSWERED)
    found = await hover(editor, "  T|1:")
    assert "**FW201 threat-unanswered**" in said(found)
    assert "*What to do.*" in said(found)
    assert found
    assert found.range
    assert editor.text_in(found.range) == "T1"


async def test_on_a_type_it_asks_what_could_go_wrong(editor: Editor) -> None:
    await editor.open("threat-model.yaml", CARDS)
    assert "Ask yourself" in said(await hover(editor, "personal-|data"))


async def test_on_the_title_it_says_how_much_modelling_the_system_needs(editor: Editor) -> None:
    await editor.open("threat-model.yaml", CARDS)
    found = await hover(editor, "threat-model: Library |cards")
    assert "**need** · full: it needs a full model. It lists `reader-address`" in said(found)


async def test_where_there_is_nothing_to_say_it_says_nothing(editor: Editor) -> None:
    await editor.open("threat-model.yaml", CARDS + "# a remark\n")
    assert await hover(editor, "# a rem|ark") is None


async def test_it_knows_the_text_as_it_is_typed(editor: Editor) -> None:
    """Asked right behind an edit, before that was answered; the file is broken two lines above."""
    await editor.open("threat-model.yaml", CARDS)
    editor.change(("    severity: high\n", "    sever\n"), ("[M1]", "[M2]"))
    assert "FW006" in said(await hover(editor, "[M|2]"))


async def test_beyond_the_end_of_the_text_there_is_nothing(editor: Editor) -> None:
    await editor.open("threat-model.yaml", CARDS)
    params = types.HoverParams(text_document=editor.document, position=types.Position(line=9999, character=9999))
    assert await editor.client.text_document_hover_async(params) is None


def test_a_client_without_markdown_gets_plain_words(wire: Wire) -> None:
    wire.begin({"textDocument": {"hover": {"contentFormat": ["plaintext"]}}})
    wire.open(UNANSWERED)
    place = {"textDocument": {"uri": "untitled:threat-model.yaml"}, "position": {"line": 5, "character": 3}}
    contents = wire.request("textDocument/hover", place)["result"]["contents"]
    assert contents["kind"] == "plaintext"
    assert "FW201 threat-unanswered · Nothing answers T1 yet." in contents["value"]
    assert "**" not in contents["value"]
    assert "\\" not in contents["value"]


def test_a_client_that_announces_no_format_gets_a_text(wire: Wire) -> None:
    wire.begin({})
    wire.open(UNANSWERED)
    place = {"textDocument": {"uri": "untitled:threat-model.yaml"}, "position": {"line": 5, "character": 3}}
    assert isinstance(wire.request("textDocument/hover", place)["result"]["contents"], str)
