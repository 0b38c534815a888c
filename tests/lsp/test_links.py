"""`textDocument/documentLink`, as an editor sees it."""

from __future__ import annotations

import pytest
from lsprotocol import types

from tests.lsp.editor import EDITORS, Editor
from tests.lsp.files import Files

MODEL = """\
threat-model: "\U0001f512"
documents: ["lockers.md"]
threats:
  T1: {title: "\U0001f6aa e\u0301", references: [CWE-384]}
"""


async def found(files: Files) -> list[tuple[str, str, str | None]]:
    """The words, where they lead, and what is said of it."""
    editor = files.editor
    links = await editor.client.text_document_document_link_async(types.DocumentLinkParams(editor.document))
    assert links is not None
    return [(editor.text_in(one.range), files.name(one.target or ""), one.tooltip) for one in links]


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_files_and_pages(editor: Editor) -> None:
    files = Files.write(editor, {"threat-model.yaml": MODEL, "lockers.md": "# Lockers"})
    await files.open("threat-model.yaml")
    tooltip = "Session Fixation" if editor.name == "vscode" else None
    assert await found(files) == [
        ("lockers.md", "lockers.md", None),
        ("CWE-384", "https://cwe.mitre.org/data/definitions/384.html", tooltip),
    ]


async def test_on_a_half_typed_line(editor: Editor) -> None:
    files = Files.write(editor, {"threat-model.yaml": MODEL, "lockers.md": "# Lockers"})
    await files.open("threat-model.yaml")
    editor.change(("[CWE-384]", "[CWE-384, CW"))
    assert [words for words, _, _ in await found(files)] == ["lockers.md", "CWE-384"]


@pytest.mark.parametrize("editor_name", ["bare"])
async def test_a_client_without_links_is_not_offered_them(editor: Editor) -> None:
    assert editor.server.document_link_provider is None
