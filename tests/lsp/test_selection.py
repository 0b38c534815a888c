"""`textDocument/selectionRange`, as an editor sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.lsp.editor import EDITORS, Editor
from tests.lsp.models import CARDS

if TYPE_CHECKING:
    from tests.lsp.wire import Wire


async def grows(editor: Editor, words: str) -> list[str]:
    """What is selected where `|` is, from the inside out; the first line of what has several."""
    params = types.SelectionRangeParams(text_document=editor.document, positions=[editor.at(words)])
    found = await editor.client.text_document_selection_range_async(params)
    assert found
    chain: list[str] = []
    one: types.SelectionRange | None = found[0]
    while one is not None:
        chain.append(editor.text_in(one.range).split("\n")[0])
        one = one.parent
    return chain


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_from_a_word_to_the_whole_text(editor: Editor) -> None:
    """With an emoji and a combining mark before it."""
    await editor.open(
        "threat-model.yaml", CARDS.replace("Somebody", '"\U0001f512 e\u0301 `reader`').replace("addresses", 'them"')
    )
    assert await grows(editor, "`rea|der`") == [
        "reader",
        "\U0001f512 e\u0301 `reader` lists all them",
        '"\U0001f512 e\u0301 `reader` lists all them"',
        'title: "\U0001f512 e\u0301 `reader` lists all them"',
        'title: "\U0001f512 e\u0301 `reader` lists all them"',
        "T1:",
        "threats:",
        "threat-model: Library cards",
    ]


async def test_on_a_half_typed_line(editor: Editor) -> None:
    await editor.open("threat-model.yaml", CARDS)
    editor.change(("[reader-address]", "[reader-address, {x"))
    chain = await grows(editor, "[reader-|address, {x")
    assert chain[0] == "reader-address"
    assert chain[-1] == "threat-model: Library cards"


@pytest.mark.parametrize("editor_name", ["bare"])
async def test_a_client_that_cannot_grow_is_not_offered_it(editor: Editor) -> None:
    assert editor.server.selection_range_provider is None


def test_bad_input(wire: Wire) -> None:
    """An answer for each position, also for those outside of the text; an error for what is none."""
    wire.begin()
    wire.open(CARDS)
    document = {"uri": "untitled:threat-model.yaml"}
    places = [{"line": 99_999, "character": 7}, {"line": 1, "character": 99_999}]
    found = wire.request("textDocument/selectionRange", {"textDocument": document, "positions": places})["result"]
    assert len(found) == 2
    for positions in (None, 7, "x", [7], [{"line": -1, "character": 0}], [places[0]] * 1001):
        params = {"textDocument": document, "positions": positions}
        assert wire.request("textDocument/selectionRange", params)["error"]["code"] == -32602
    params = {"textDocument": {"uri": "untitled:closed.yaml"}, "positions": places}
    assert wire.request("textDocument/selectionRange", params)["result"] is None
