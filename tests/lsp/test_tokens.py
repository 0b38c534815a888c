"""`textDocument/semanticTokens`, as an editor sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.lsp.models import CARDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.lsp.editor import Editor
    from tests.lsp.wire import Wire

EMOJI = CARDS.replace("{type: personal-data}", '{notes: "\U0001f512 e\u0301 see `T1`", type: personal-data}')


def decoded(editor: Editor, data: Sequence[int]) -> list[str]:
    """The words with what they are, as an editor takes them out of the numbers."""
    provider = editor.server.semantic_tokens_provider
    assert provider
    line = column = 0
    found: list[str] = []
    for at in range(0, len(data), 5):
        down, right, length, sort, bits = data[at : at + 5]
        line, column = line + down, right + (0 if down else column)
        place = types.Range(types.Position(line, column), types.Position(line, column + length))
        said = [name for n, name in enumerate(provider.legend.token_modifiers) if bits & 1 << n]
        found.append(" ".join((editor.text_in(place), provider.legend.token_types[sort], *said)))
    return found


async def tokens(editor: Editor) -> list[str]:
    """The tokens of the document in front."""
    found = await editor.client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(editor.document))
    assert found
    return decoded(editor, found.data)


@pytest.mark.parametrize("editor_name", ["neovim-0.11", "vscode"])
async def test_names_types_and_choices(editor: Editor) -> None:
    await editor.open("threat-model.yaml", EMOJI)
    assert await tokens(editor) == [
        "reader-address variable declaration",
        "T1 variable",
        "personal-data type",
        "T1 variable declaration",
        "reader-address variable",
        "high enumMember",
        "M1 variable",
        "M1 variable declaration",
        "active enumMember",
        "prevent enumMember",
    ]


async def test_in_a_range_of_lines(editor: Editor) -> None:
    await editor.open("threat-model.yaml", EMOJI)
    place = types.Range(editor.at("|against"), editor.at("high|"))
    params = types.SemanticTokensRangeParams(editor.document, place)
    found = await editor.client.text_document_semantic_tokens_range_async(params)
    assert found
    assert decoded(editor, found.data) == ["reader-address variable", "high enumMember"]


async def test_on_half_typed_text(editor: Editor) -> None:
    await editor.open("threat-model.yaml", EMOJI)
    editor.change(("severity: high", "severity: [high"), ("    kind: prevent", "    kind: pre"))
    assert (await tokens(editor))[-3:] == ["M1 variable", "M1 variable declaration", "active enumMember"]


@pytest.mark.parametrize("editor_name", ["bare"])
async def test_a_client_that_colours_nothing_is_not_offered_them(editor: Editor) -> None:
    assert editor.server.semantic_tokens_provider is None


def test_only_what_the_client_knows(wire: Wire) -> None:
    """The numbers are those of the client's own list of types."""
    announced = {"tokenTypes": ["keyword", "variable"], "tokenModifiers": [], "formats": ["relative"]}
    offered = wire.begin({"textDocument": {"semanticTokens": announced}})["capabilities"]["semanticTokensProvider"]
    assert offered["legend"] == {"tokenTypes": ["keyword", "variable"], "tokenModifiers": []}
    wire.open(CARDS)
    document = {"uri": "untitled:threat-model.yaml"}
    data = wire.request("textDocument/semanticTokens/full", {"textDocument": document})["result"]["data"]
    assert data[:5] == [3, 2, 14, 1, 0]
    assert set(data[3::5]) == {1}


def test_bad_input(wire: Wire) -> None:
    wire.begin()
    wire.open(CARDS)
    document = {"uri": "untitled:threat-model.yaml"}
    assert wire.request("textDocument/semanticTokens/full", {})["error"]["code"] == -32602
    for place in (None, 7, {"start": {"line": 0}}):
        params = {"textDocument": document, "range": place}
        assert wire.request("textDocument/semanticTokens/range", params)["error"]["code"] == -32602
    far = {"line": 99_999, "character": 99_999}
    params = {"textDocument": document, "range": {"start": far, "end": far}}
    assert wire.request("textDocument/semanticTokens/range", params)["result"] == {"data": []}
    closed = {"textDocument": {"uri": "untitled:closed.yaml"}}
    assert wire.request("textDocument/semanticTokens/full", closed)["result"] is None
