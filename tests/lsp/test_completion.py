"""What could stand at the cursor, offered in the editor's own terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.lsp.editor import EDITORS
from tests.lsp.models import CARDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.lsp.editor import Editor
    from tests.lsp.wire import Wire


async def complete(editor: Editor, at: str) -> Sequence[types.CompletionItem]:
    """What is offered with the cursor at `|`."""
    params = types.CompletionParams(text_document=editor.document, position=editor.at(at))
    found = await editor.client.text_document_completion_async(params)
    assert isinstance(found, types.CompletionList)
    return found.items


def accept(editor: Editor, item: types.CompletionItem) -> str:
    """The line that the text has once the item is taken."""
    assert isinstance(item.text_edit, types.TextEdit)
    edit = types.WorkspaceEdit(changes={editor.uri: [item.text_edit]})
    line = item.text_edit.range.start.line
    editor.apply(edit)
    return editor.lines[line]


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_asset_types_while_one_is_typed(editor: Editor) -> None:
    await editor.open("threat-model.yaml", CARDS.replace("personal-data", "pers"))
    found = {one.label: one for one in await complete(editor, "type: pers|}")}
    assert "personal-data" in found
    assert accept(editor, found["personal-data"]) == "  reader-address: {type: personal-data}"


async def test_this_models_names_where_they_fit(editor: Editor) -> None:
    """A flow's `against` takes the asset; a mitigation's name is no answer to what is threatened."""
    await editor.open("threat-model.yaml", CARDS.replace("against: [reader-address]", "against: [rea"))
    labels = [one.label for one in await complete(editor, "against: [rea|")]
    assert "reader-address" in labels
    assert "M1" not in labels


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_keys_on_a_line_that_was_just_begun(editor: Editor) -> None:
    await editor.open("threat-model.yaml", CARDS.replace("    severity: high\n", "    sev\n"))
    found = {one.label: one for one in await complete(editor, "    sev|\n")}
    assert "severity" in found
    assert accept(editor, found["severity"]).startswith("    severity: ")


@pytest.mark.parametrize("editor_name", ["vscode"])
async def test_documentation_comes_when_an_item_is_looked_at(editor: Editor) -> None:
    await editor.open("threat-model.yaml", CARDS)
    found = next(one for one in await complete(editor, "type: personal-d|ata") if one.label == "personal-data")
    assert found.documentation is None
    resolved = await editor.client.completion_item_resolve_async(found)
    assert isinstance(resolved.documentation, types.MarkupContent)
    assert "Ask yourself" in resolved.documentation.value


@pytest.mark.parametrize("editor_name", ["neovim-0.11"])
async def test_and_at_once_where_the_editor_does_not_ask_for_it_later(editor: Editor) -> None:
    """Neovim 0.11 resolves other properties, not this one."""
    await editor.open("threat-model.yaml", CARDS)
    found = next(one for one in await complete(editor, "type: personal-d|ata") if one.label == "personal-data")
    assert isinstance(found.documentation, types.MarkupContent)
    assert "Ask yourself" in found.documentation.value


@pytest.mark.parametrize("editor_name", ["vscode"])
async def test_it_is_offered_behind_the_characters_after_which_one_waits(editor: Editor) -> None:
    provider = editor.server.completion_provider
    assert provider
    assert provider.resolve_provider
    assert set(provider.trigger_characters or ()) == {":", " ", "[", ",", "-", "`"}


def test_a_client_without_snippets_gets_plain_text(wire: Wire) -> None:
    wire.begin({})
    wire.open(CARDS.replace("    severity: high\n", "    ref\n"))
    place = {"textDocument": {"uri": "untitled:threat-model.yaml"}, "position": {"line": 8, "character": 7}}
    items = wire.request("textDocument/completion", place)["result"]["items"]
    assert "references" in {one["label"] for one in items}
    assert not [one for one in items if "insertTextFormat" in one or "$" in one["textEdit"]["newText"]]


def test_an_item_of_somebody_elses_comes_back_as_it_was(wire: Wire) -> None:
    wire.begin({})
    assert wire.request("completionItem/resolve", {"label": "x"})["result"] == {"label": "x"}
