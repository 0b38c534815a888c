"""Not in the middle of a thought: what is missing is not said while it may still be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.lsp.models import CARDS, UNANSWERED

if TYPE_CHECKING:
    from tests.lsp.editor import Editor

NOTHING_ANSWERS_T2 = "T2: FW201 Nothing answers `T2` yet. What would stop it, or who decides to live with it?"
NOTHING_ANSWERS_T1 = NOTHING_ANSWERS_T2.replace("T2", "T1")

pytestmark = pytest.mark.parametrize("editor_name", ["neovim-0.11"])


async def begin_a_threat(editor: Editor) -> None:
    """Type a second threat into the model, up to its severity."""
    assert await editor.open("threat-model.yaml", CARDS) == []
    for old, new in (
        ("[M1]\n", "[M1]\n  T2:\n"),
        ("  T2:\n", "  T2:\n    title: Somebody changes an address\n"),
        ("changes an address\n", "changes an address\n    against: [reader-address]\n    severity: low\n"),
    ):
        assert NOTHING_ANSWERS_T2 not in await editor.type(old, new)


async def test_a_new_threat_is_asked_for_its_answer_once_something_else_is_edited(editor: Editor) -> None:
    await begin_a_threat(editor)
    assert NOTHING_ANSWERS_T2 in await editor.type("reading-room", "reading-rooms")


async def test_or_once_the_file_is_saved(editor: Editor) -> None:
    await begin_a_threat(editor)
    editor.client.text_document_did_save(types.DidSaveTextDocumentParams(text_document=editor.document))
    assert NOTHING_ANSWERS_T2 in await editor.sees()


async def test_or_once_one_looks_up_from_typing(editor: Editor) -> None:
    """Three seconds without an edit: published by itself."""
    await begin_a_threat(editor)
    assert NOTHING_ANSWERS_T2 in await editor.sees()


async def test_what_was_shown_before_stays_while_its_element_is_edited(editor: Editor) -> None:
    """Rewording T1 makes its finding neither vanish nor come back: nothing flickers."""
    assert await editor.open("threat-model.yaml", UNANSWERED) == [NOTHING_ANSWERS_T1]
    for old, new in (("lists all", "lists"), ("lists", "reads all"), ("severity: high", "severity: low")):
        assert await editor.type(old, new) == [NOTHING_ANSWERS_T1]


async def test_nor_does_it_vanish_when_the_element_is_renamed(editor: Editor) -> None:
    assert await editor.open("threat-model.yaml", UNANSWERED) == [NOTHING_ANSWERS_T1]
    assert await editor.type("T1:", "T12:") == [NOTHING_ANSWERS_T1.replace("T1", "T12")]


async def test_who_asks_is_answered(editor: Editor) -> None:
    """The light bulb on the new threat offers its answers, though nothing is marked there yet."""
    await begin_a_threat(editor)
    cursor = editor.range_of("T2")
    context = types.CodeActionContext(diagnostics=[])
    params = types.CodeActionParams(text_document=editor.document, range=cursor, context=context)
    offered = await editor.client.text_document_code_action_async(params)
    assert [one for one in offered or [] if one.title.startswith("Add mitigation")]


async def test_what_is_wrong_is_said_at_once(editor: Editor) -> None:
    """Only what is absent waits. A name that nothing has is a slip now."""
    await begin_a_threat(editor)
    seen = await editor.type("[reader-address]\n    severity: low", "[reader-adress]\n    severity: low")
    assert [one for one in seen if one.startswith("reader-adress: FW006")]
    assert NOTHING_ANSWERS_T2 not in seen


async def test_a_document_just_opened_is_not_being_typed(editor: Editor) -> None:
    assert await editor.open("threat-model.yaml", UNANSWERED) == [NOTHING_ANSWERS_T1]
