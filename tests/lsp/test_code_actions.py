"""Quick fixes: offered where the finding is, written as the editor takes them, refused once the text has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.lsp.editor import EDITORS
from tests.lsp.files import Files
from tests.lsp.models import CARDS, MISTYPED, UNANSWERED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.lsp.editor import Editor
    from tests.lsp.wire import Wire


async def offered(
    editor: Editor,
    at: str,
    only: Sequence[types.CodeActionKind | str] | None = None,
    trigger: types.CodeActionTriggerKind | None = None,
) -> list[types.CodeAction]:
    """What the light bulb offers with the cursor at `|`. No diagnostics are sent along, as some editors do not."""
    position = editor.at(at)
    params = types.CodeActionParams(
        text_document=editor.document,
        range=types.Range(start=position, end=position),
        context=types.CodeActionContext(diagnostics=[], only=only, trigger_kind=trigger),
    )
    found = await editor.client.text_document_code_action_async(params)
    return [one for one in found or [] if isinstance(one, types.CodeAction)]


async def choose(editor: Editor, at: str, title: str) -> list[str]:
    """Choose the fix whose title begins so; what is then shown."""
    action = next(one for one in await offered(editor, at) if one.title.startswith(title))
    resolved = await editor.client.code_action_resolve_async(action) if action.edit is None else action
    before = editor.text
    editor.apply(resolved.edit)
    after, editor.lines = editor.text, before.split("\n")
    editor.change((before, after))
    return await editor.sees()


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_did_you_mean(editor: Editor) -> None:
    await editor.open("threat-model.yaml", MISTYPED)
    assert await choose(editor, "[reader-ad|ress]", "Change to `reader-address`") == []
    assert editor.text == CARDS


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_add_a_mitigation(editor: Editor) -> None:
    """It is written as a suggestion and linked; forewarn then asks who takes it."""
    await editor.open("threat-model.yaml", UNANSWERED)
    seen = await choose(editor, "  T|1:", "Add mitigation")
    assert "    mitigations: [M1]" in editor.lines
    assert "  M1:" in editor.lines
    assert [one for one in seen if "`M1` is only a suggestion" in one]
    assert not [one for one in seen if "Nothing answers" in one]


async def test_an_action_says_which_finding_it_answers(editor: Editor) -> None:
    await editor.open("threat-model.yaml", UNANSWERED)
    actions = await offered(editor, "  T|1:")
    assert {one.kind for one in actions} == {types.CodeActionKind.QuickFix}
    assert [one.code for one in actions[0].diagnostics or []] == ["FW201"]
    assert [one.title for one in actions if one.is_preferred][:1] == [actions[0].title]


async def test_edits_are_worked_out_when_an_action_is_chosen(editor: Editor) -> None:
    await editor.open("threat-model.yaml", UNANSWERED)
    assert not [one for one in await offered(editor, "  T|1:") if one.edit]


async def test_an_action_for_an_older_text_is_refused(editor: Editor) -> None:
    """Applied on another text it might hit the wrong words."""
    await editor.open("threat-model.yaml", UNANSWERED)
    action = (await offered(editor, "  T|1:"))[0]
    await editor.type("Library cards", "Cards")
    with pytest.raises(JsonRpcException, match="changed"):
        await editor.client.code_action_resolve_async(action)


async def test_only_what_was_asked_for(editor: Editor) -> None:
    await editor.open("threat-model.yaml", UNANSWERED)
    assert await offered(editor, "  T|1:", [types.CodeActionKind.QuickFix])
    assert await offered(editor, "  T|1:", [types.CodeActionKind.Empty])
    assert not await offered(editor, "  T|1:", [types.CodeActionKind.Refactor, "source.fixAll"])


SLIPS = CARDS.replace("severity: high", "severity: High").replace("kind: prevent", "Kind: Prevent")
"""Words in another form than the format has: no choice is needed to mend them."""


@pytest.mark.parametrize("editor_name", EDITORS)
@pytest.mark.parametrize("asked", ["source.fixAll.forewarn", "source.fixAll", "source"])
async def test_all_that_needs_no_choice_is_fixed_at_once(editor: Editor, asked: str) -> None:
    """Asked for by kind, as on saving, or by the menu of source actions; wherever the cursor is."""
    await editor.open("threat-model.yaml", SLIPS.replace("Library", "\U0001f512 Library"))
    (action,) = await offered(editor, "threat|-model", [asked])
    assert (action.title, action.kind) == ("Fix all that needs no choice", "source.fixAll.forewarn")
    resolved = await editor.client.code_action_resolve_async(action) if action.edit is None else action
    editor.apply(resolved.edit)
    assert editor.text == CARDS.replace("Library", "\U0001f512 Library")


async def test_fixing_all_is_not_among_what_is_offered_at_a_place(editor: Editor) -> None:
    await editor.open("threat-model.yaml", SLIPS)
    kinds = {one.kind for one in await offered(editor, "severity: Hi|gh")}
    assert kinds == {types.CodeActionKind.QuickFix}


async def test_where_all_is_well_there_is_nothing_to_fix_at_once(editor: Editor) -> None:
    await editor.open("threat-model.yaml", UNANSWERED)
    assert await offered(editor, "threat|-model", ["source.fixAll"]) == []


async def test_fixing_all_of_an_older_text_is_refused(editor: Editor) -> None:
    await editor.open("threat-model.yaml", SLIPS)
    (action,) = await offered(editor, "threat|-model", ["source.fixAll"])
    await editor.type("Library cards", "Cards")
    with pytest.raises(JsonRpcException, match="changed"):
        await editor.client.code_action_resolve_async(action)


async def test_in_a_broken_text_the_fix_still_hits_its_word(editor: Editor) -> None:
    """An unclosed quote is being typed in the title."""
    await editor.open("threat-model.yaml", MISTYPED.replace("Show a reader", '"Show a reader'))
    await choose(editor, "[reader-ad|ress]", "Change to `reader-address`")
    assert editor.text == CARDS.replace("Show a reader", '"Show a reader')


async def test_where_nothing_is_found_nothing_is_offered(editor: Editor) -> None:
    await editor.open("threat-model.yaml", CARDS)
    assert await offered(editor, "Library| cards") == []


ACTION = {
    "textDocument": {"uri": "untitled:threat-model.yaml"},
    "range": {"start": {"line": 5, "character": 3}, "end": {"line": 5, "character": 3}},
}


def test_without_resolve_the_edits_come_at_once(wire: Wire) -> None:
    """And without versions: this client announces neither."""
    literals = {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}
    offers = wire.begin({"textDocument": {"codeAction": literals}})["capabilities"]["codeActionProvider"]
    kinds = ["quickfix", "refactor.rewrite", "refactor.move", "source.fixAll.forewarn"]
    assert offers == {"codeActionKinds": kinds, "resolveProvider": False}
    wire.open(UNANSWERED)
    first = wire.request("textDocument/codeAction", {**ACTION, "context": {"diagnostics": []}})["result"][0]
    assert list(first["edit"]) == ["changes"]
    assert list(first["edit"]["changes"]) == ["untitled:threat-model.yaml"]
    assert "isPreferred" not in first


def test_a_client_that_takes_only_commands_is_offered_nothing(wire: Wire) -> None:
    assert "codeActionProvider" not in wire.begin({})["capabilities"]


def test_diagnostics_of_others_in_the_context_do_not_matter(wire: Wire) -> None:
    """Whatever else sits on the line, in whatever shape."""
    wire.begin({"textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}})
    wire.open(UNANSWERED)
    strange = [{"range": ACTION["range"], "message": "x", "severity": 77, "tags": [99], "code": {"value": 1}}]
    answer = wire.request("textDocument/codeAction", {**ACTION, "context": {"diagnostics": strange}})
    assert answer["result"]


# -- refactorings
DOCUMENT = """\
# Library cards

## Threats

- Somebody lists all addresses
- כרטיס אבוד
"""
NUMBERED = DOCUMENT.replace("- Some", "- **T1**: Some").replace("- כ", "- **T2**: כ")
FROM_DOCUMENT = """\
threat-model: Library cards
documents: [THREAT_MODEL.md]

threats:
  somebody-lists-all-addresses:
    title: Somebody lists all addresses
  x-d67525:
    title: כרטיס אבוד
"""


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_where_the_cursor_only_comes_along_fixes_are_offered_and_no_refactorings(editor: Editor) -> None:
    """Editors ask by themselves to show a light bulb; the menu that somebody opens has all of it."""
    await editor.open(
        "threat-model.md", "# Threat model\n\n## Threats\n\n- Somebody films the keypad. Open.\n", "markdown"
    )
    passing = await offered(editor, "- Some|body", trigger=types.CodeActionTriggerKind.Automatic)
    asked = await offered(editor, "- Some|body", trigger=types.CodeActionTriggerKind.Invoked)
    assert {one.kind for one in passing} == {types.CodeActionKind.QuickFix}
    assert [one.title for one in asked if one not in passing][:1] == ["Give this item an identifier (T1)"]


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_give_these_items_identifiers(editor: Editor) -> None:
    await editor.open("THREAT_MODEL.md", DOCUMENT, "markdown")
    await choose(editor, "Somebody lists| all", "Give these items identifiers (T1 to T2)")
    assert editor.text == NUMBERED
    assert not [one for one in await offered(editor, "Somebody lists| all") if one.title.startswith("Give")]


@pytest.mark.parametrize("editor_name", ["neovim-0.11", "vscode"])
async def test_start_a_threat_model_from_this_document(editor: Editor) -> None:
    """A new file, which is not made where there is one; the document itself stays as it is."""
    await editor.open("THREAT_MODEL.md", DOCUMENT, "markdown")
    (action,) = [one for one in await offered(editor, "Library| cards") if one.title.startswith("Start")]
    assert action.kind == "refactor.extract"
    edit = (await editor.client.code_action_resolve_async(action)).edit
    assert edit
    assert edit.document_changes
    made, written = edit.document_changes
    uri = (editor.folder / "threat-model.yaml").as_uri()
    assert made == types.CreateFile(uri, options=types.CreateFileOptions(overwrite=False, ignore_if_exists=False))
    assert isinstance(written, types.TextDocumentEdit)
    assert written.text_document.uri == uri
    assert written.text_document.version is None
    assert [one.new_text for one in written.edits if isinstance(one, types.TextEdit)] == [FROM_DOCUMENT]


BLOCK = f"# \U0001f512 Cards\n\n```yaml threat-model\n{CARDS}```\n\nWords behind.\n"


@pytest.mark.parametrize("editor_name", ["neovim-0.11", "vscode"])
async def test_move_a_model_out_of_a_document_into_a_file(editor: Editor) -> None:
    """The file is made first, then written to, and the document leads to it."""
    await editor.open("THREAT_MODEL.md", BLOCK, "markdown")
    place = "threat-model: Lib|rary"
    (action,) = [one for one in await offered(editor, place) if one.title.startswith("Move this model")]
    assert action.kind == "refactor.extract"
    edit = (await editor.client.code_action_resolve_async(action)).edit
    assert edit
    assert edit.document_changes
    made, written, left = edit.document_changes
    uri = (editor.folder / "threat-model.yaml").as_uri()
    assert made == types.CreateFile(uri, options=types.CreateFileOptions(overwrite=False, ignore_if_exists=False))
    assert isinstance(written, types.TextDocumentEdit)
    assert [one.new_text for one in written.edits if isinstance(one, types.TextEdit)] == [
        CARDS.replace("assets:", "documents: [THREAT_MODEL.md]\nassets:")
    ]
    editor.apply(types.WorkspaceEdit(document_changes=[left]))
    assert editor.text == (
        "# \U0001f512 Cards\n\nThe threat model stands in [threat-model.yaml](threat-model.yaml).\n\nWords behind.\n"
    )


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_take_a_list_into_the_model(editor: Editor) -> None:
    """Two files change: the document names its items, and the model, which nobody has open, records them."""
    model = CARDS.replace("cards\n", "cards\ndocuments: [THREAT_MODEL.md]\n", 1)
    document = "# Cards\n\n## Threats\n\n- \U0001f4b3 is copied\n"
    files = Files.write(editor, {"THREAT_MODEL.md": document, "threat-model.yaml": model})
    await files.open("THREAT_MODEL.md")
    (action,) = [one for one in await offered(editor, "is cop|ied") if one.title.startswith("Take")]
    assert (action.title, action.kind) == ("Take this item into the model (T2)", "refactor.move")
    resolved = await editor.client.code_action_resolve_async(action) if action.edit is None else action
    after = files.edited(resolved.edit)
    assert after["THREAT_MODEL.md"] == document.replace("- ", "- **T2**: ")
    assert "  T2:\n    title: \U0001f4b3 is copied\nmitigations:" in after["threat-model.yaml"]


@pytest.mark.parametrize("editor_name", ["eglot-1.9"])
async def test_an_editor_that_makes_no_files_is_not_offered_one(editor: Editor) -> None:
    await editor.open("THREAT_MODEL.md", DOCUMENT, "markdown")
    assert not [one for one in await offered(editor, "Library| cards") if one.title.startswith("Start")]
    await editor.open("OTHER.md", BLOCK, "markdown")
    assert not [one for one in await offered(editor, "threat-model: Lib|rary") if one.title.startswith("Move")]


async def test_a_document_with_a_model_is_offered_no_second(editor: Editor) -> None:
    (editor.folder / "THREAT_MODEL.md").write_text(DOCUMENT, "utf-8")
    (editor.folder / "threat-model.yaml").write_text(FROM_DOCUMENT, "utf-8")
    await editor.open("THREAT_MODEL.md", DOCUMENT, "markdown")
    assert not [one for one in await offered(editor, "Library| cards") if one.title.startswith("Start")]


async def test_refactorings_come_when_they_are_asked_for(editor: Editor) -> None:
    await editor.open("THREAT_MODEL.md", DOCUMENT, "markdown")
    place = "Somebody lists| all"

    async def kinds(*only: types.CodeActionKind | str) -> list[types.CodeActionKind | str | None]:
        return [one.kind for one in await offered(editor, place, only)]

    assert await kinds("refactor") == ["refactor.rewrite", "refactor.extract"]
    assert await kinds("refactor.rewrite") == ["refactor.rewrite"]
    assert await kinds("refactor.extract", "source") == ["refactor.extract"]
    assert "refactor.rewrite" not in await kinds(types.CodeActionKind.QuickFix)


async def test_a_refactoring_for_an_older_text_is_refused(editor: Editor) -> None:
    await editor.open("THREAT_MODEL.md", DOCUMENT, "markdown")
    (action,) = [one for one in await offered(editor, "Library| cards") if one.title.startswith("Start")]
    await editor.type("Library cards", "Cards")
    with pytest.raises(JsonRpcException, match="changed"):
        await editor.client.code_action_resolve_async(action)


def test_an_editor_that_creates_no_files_gets_identifiers_only(wire: Wire) -> None:
    """And at once, as it resolves nothing."""
    wire.begin({"textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}})
    uri = "file:///repo/THREAT_MODEL.md"
    document = {"uri": uri, "languageId": "markdown", "version": 1, "text": DOCUMENT}
    wire.notify("textDocument/didOpen", {"textDocument": document})
    here = {"line": 4, "character": 3}
    asked = {"textDocument": {"uri": uri}, "range": {"start": here, "end": here}, "context": {"only": ["refactor"]}}
    (action,) = wire.request("textDocument/codeAction", asked)["result"]
    assert [one["newText"] for one in action["edit"]["changes"][uri]] == ["**T1**: ", "**T2**: "]


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_waiving_writes_a_comment_that_asks_for_the_reason(editor: Editor) -> None:
    await editor.open("threat-model.yaml", UNANSWERED)
    seen = await choose(editor, "  T|1:", "Waive FW201 here")
    above = editor.lines[editor.lines.index("  T1:") - 1]
    assert above == "  # forewarn: ignore FW201 because "
    assert not [one for one in seen if "FW201" in one and "FW902" not in one]
    assert [one for one in seen if "FW902" in one]
    assert not [one for one in await editor.type("because ", "because it is dull") if "FW9" in one or "FW201" in one]


async def test_waiving_in_a_document_writes_behind_what_it_speaks_of(editor: Editor) -> None:
    document = "# Threat model\n\n## Threats\n\n- T1: A card is copied. Status: open\n"
    await editor.open("threat-model.md", document, "markdown")
    await choose(editor, "- T1|: A card", "Waive FW201 here")
    assert "- T1: A card is copied. Status: open <!-- forewarn: ignore FW201 because  -->" in editor.lines
