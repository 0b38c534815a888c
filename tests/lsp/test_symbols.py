"""The outline: sections, and the elements in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.lsp.editor import EDITORS
from tests.lsp.models import CARDS

if TYPE_CHECKING:
    from tests.lsp.editor import Editor
    from tests.lsp.wire import Wire


async def outline(editor: Editor) -> list[str]:
    """The outline, indented; each range must hold the name and all that is below."""
    params = types.DocumentSymbolParams(text_document=editor.document)
    found = await editor.client.text_document_document_symbol_async(params)
    return [line for one in found or [] if isinstance(one, types.DocumentSymbol) for line in lines(one, "")]


def lines(symbol: types.DocumentSymbol, indent: str) -> list[str]:
    """A symbol and what is below it."""
    for inner in (symbol.selection_range, *(one.range for one in symbol.children or [])):
        assert order(symbol.range.start) <= order(inner.start)
        assert order(inner.end) <= order(symbol.range.end)
    below = [line for one in symbol.children or [] for line in lines(one, f"{indent}  ")]
    detail = f" ({symbol.detail})" if symbol.detail else ""
    return [f"{indent}{symbol.name}{detail}", *below]


def order(position: types.Position) -> tuple[int, int]:
    """What positions are compared by."""
    return position.line, position.character


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_sections_and_their_elements(editor: Editor) -> None:
    await editor.open("threat-model.yaml", CARDS)
    assert await outline(editor) == [
        "assets",
        "  reader-address",
        "threats",
        "  T1 (Somebody lists all addresses)",
        "mitigations",
        "  M1 (Show a reader their own record only)",
    ]


async def test_of_a_text_that_is_being_typed(editor: Editor) -> None:
    """A key is half there and a bracket is open: the other elements are still in the outline."""
    await editor.open("threat-model.yaml", CARDS.replace("    severity: high", "    seve").replace("[M1]", "[M1"))
    seen = await outline(editor)
    assert "  reader-address" in seen
    assert "  M1 (Show a reader their own record only)" in seen


def test_a_client_without_nesting_gets_a_list(wire: Wire) -> None:
    wire.begin({})
    wire.open(CARDS)
    found = wire.request("textDocument/documentSymbol", {"textDocument": {"uri": "untitled:threat-model.yaml"}})
    assert [(one["name"], one.get("containerName")) for one in found["result"]] == [
        ("assets", None),
        ("reader-address", "assets"),
        ("threats", None),
        ("T1", "threats"),
        ("mitigations", None),
        ("M1", "mitigations"),
    ]


async def test_it_follows_the_text(editor: Editor) -> None:
    """Lines come in above, an element is renamed, another is taken out: each entry is where its element is now."""
    await editor.open("threat-model.yaml", CARDS)
    before = await outline(editor)
    await editor.type("owner: reading-room\n", "# a remark\n\nowner: reading-room\n")
    assert await outline(editor) == before
    assert await symbol_texts(editor) == ["reader-address", "T1", "M1"]

    editor.change(("  T1:", "  T12:"), ("  reader-address: {type: personal-data}\n", ""))
    assert await symbol_texts(editor) == ["T12", "M1"]


async def symbol_texts(editor: Editor) -> list[str]:
    """The words that the entries of elements point at."""
    params = types.DocumentSymbolParams(text_document=editor.document)
    found = await editor.client.text_document_document_symbol_async(params)
    sections = [one for one in found or [] if isinstance(one, types.DocumentSymbol)]
    return [editor.text_in(one.selection_range) for section in sections for one in section.children or []]
