"""`textDocument/foldingRange`, as an editor sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.lsp.editor import EDITORS, Editor
from tests.lsp.models import CARDS

if TYPE_CHECKING:
    from tests.lsp.wire import Wire


async def folded(editor: Editor) -> list[str]:
    """Each fold as its first and its last line."""
    params = types.FoldingRangeParams(text_document=editor.document)
    found = await editor.client.text_document_folding_range_async(params)
    assert found is not None
    return [f"{editor.lines[one.start_line].strip()} … {editor.lines[one.end_line].strip()}" for one in found]


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_sections_and_elements(editor: Editor) -> None:
    await editor.open("threat-model.yaml", CARDS)
    assert await folded(editor) == [
        "assets: … reader-address: {type: personal-data}",
        "threats: … mitigations: [M1]",
        "T1: … mitigations: [M1]",
        "mitigations: … kind: prevent",
        "M1: … kind: prevent",
    ]


async def test_while_a_line_is_half_typed(editor: Editor) -> None:
    await editor.open("threat-model.yaml", CARDS)
    editor.change(("    severity: high", "    severity: [high, {"))
    assert "T1: … mitigations: [M1]" in await folded(editor)


async def test_comments_are_marked_where_that_is_taken(editor: Editor) -> None:
    await editor.open("threat-model.yaml", f"# one\n# two\n{CARDS}")
    found = await editor.client.text_document_folding_range_async(types.FoldingRangeParams(editor.document))
    assert found
    assert found[0].kind == types.FoldingRangeKind.Comment


@pytest.mark.parametrize("editor_name", ["bare"])
async def test_a_client_that_cannot_fold_is_not_offered_it(editor: Editor) -> None:
    assert editor.server.folding_range_provider is None


def test_no_more_than_a_client_takes(wire: Wire) -> None:
    """The outermost stay."""
    wire.begin({"textDocument": {"foldingRange": {"rangeLimit": 3}}})
    wire.open(CARDS)
    document = {"uri": "untitled:threat-model.yaml"}
    found = wire.request("textDocument/foldingRange", {"textDocument": document})["result"]
    assert [(one["startLine"], one["endLine"]) for one in found] == [(4, 10), (5, 10), (11, 15)]


def test_bad_input(wire: Wire) -> None:
    wire.begin({"textDocument": {"foldingRange": {"rangeLimit": True}}})
    wire.open(CARDS)
    assert wire.request("textDocument/foldingRange", {})["error"]["code"] == -32602
    document = {"uri": "untitled:closed.yaml"}
    assert wire.request("textDocument/foldingRange", {"textDocument": document})["result"] is None
