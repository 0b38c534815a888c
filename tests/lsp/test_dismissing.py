"""Saying in an editor that a text was misread: a line in `.forewarn-dismissed`, and no more questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from forewarn.model.dismissals import NAME

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lsp.editor import Editor
    from tests.lsp.wire import Message, Wire

DOCUMENT = """\
# Threat model

## Threats

- **A card is copied 😀.** Status: open
- **The desk is repainted.** Status: open
"""
TITLE = "Not a threat: do not ask about it again"
HEAD = "# What forewarn misread: a fingerprint, the rule, and a few words for people.\n"


async def dismissals(editor: Editor, at: str, title: str = TITLE) -> list[types.CodeAction]:
    """What is offered at `|` under this title."""
    position = editor.at(at)
    params = types.CodeActionParams(
        text_document=editor.document,
        range=types.Range(start=position, end=position),
        context=types.CodeActionContext(diagnostics=[]),
    )
    found = await editor.client.text_document_code_action_async(params)
    return [one for one in found or [] if isinstance(one, types.CodeAction) and one.title == title]


def write(editor: Editor, edit: types.WorkspaceEdit | None) -> str:
    """Make an edit of the file of dismissals on the disk, as an editor does that saves it; the file's text."""
    assert edit
    path = editor.folder / NAME
    edits = [(uri, one) for uri, made in (edit.changes or {}).items() for one in made]
    for change in edit.document_changes or []:
        if isinstance(change, types.CreateFile):
            assert change.uri == path.as_uri()
            assert not path.exists()
            path.touch()
        else:
            assert isinstance(change, types.TextDocumentEdit)
            edits += [(change.text_document.uri, one) for one in change.edits if isinstance(one, types.TextEdit)]
    ((uri, one),) = edits
    assert uri == path.as_uri()
    lines = path.read_text("utf-8").split("\n")
    assert one.range.start == one.range.end == types.Position(len(lines) - 1, len(lines[-1]))
    path.write_bytes(path.read_bytes() + one.new_text.encode())
    return path.read_text("utf-8")


def tell(editor: Editor, path: Path) -> None:
    """Tell the server that a file changed, if this editor does; for the others the server looks by itself."""
    if editor.name == "vscode":
        event = types.FileEvent(uri=path.as_uri(), type=types.FileChangeType.Created)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes=[event]))


@pytest.mark.parametrize("editor_name", ["neovim-0.11", "vscode"])
async def test_what_is_no_threat_is_not_asked_about_again(editor: Editor) -> None:
    """The file is made with a word on what it is; the question is gone, and so are those that were to come."""
    seen = await editor.open("threat-model.md", DOCUMENT, "markdown")
    assert len([one for one in seen if "FW201" in one]) == 2
    (action,) = await dismissals(editor, "The desk| is")
    assert action.kind == types.CodeActionKind.QuickFix
    assert [one.code for one in action.diagnostics or []] == ["FW201"]
    text = write(editor, action.edit)
    assert text.startswith(HEAD)
    assert all(line.endswith("The desk is repainted") for line in text.splitlines()[1:])
    tell(editor, editor.folder / NAME)
    assert [one for one in await editor.sees() if "FW201" in one] == [one for one in seen if "copied" in one]
    assert not await dismissals(editor, "The desk| is")


@pytest.mark.parametrize("editor_name", ["neovim-0.11", "vscode"])
async def test_a_line_is_added_behind_those_that_are_there(editor: Editor) -> None:
    """Whatever ends the last of them."""
    (editor.folder / NAME).write_text("# Ours.", "utf-8")
    await editor.open("threat-model.md", DOCUMENT, "markdown")
    (action,) = await dismissals(editor, "A card| is")
    assert write(editor, action.edit).startswith("# Ours.\n")
    tell(editor, editor.folder / NAME)
    await editor.sees()
    (action,) = await dismissals(editor, "The desk| is")
    lines = write(editor, action.edit).splitlines()
    assert lines[0] == "# Ours."
    assert {line.split(" ", 2)[2] for line in lines[1:]} == {"A card is copied 😀", "The desk is repainted"}


async def test_the_file_may_be_open_and_count_as_it_is_typed(editor: Editor) -> None:
    """Then the edit is for its version, and what is typed counts before it is saved."""
    seen = await editor.open("threat-model.md", DOCUMENT, "markdown")
    document, lines = editor.uri, editor.lines
    assert await editor.open(NAME, "# Ours.\n", "plaintext") == []
    editor.uri, editor.lines = document, lines
    (action,) = await dismissals(editor, "The desk| is")
    assert action.edit
    (change,) = action.edit.document_changes or []
    assert isinstance(change, types.TextDocumentEdit)
    assert change.text_document.version == 1
    (edit,) = [one for one in change.edits if isinstance(one, types.TextEdit)]
    editor.uri, editor.lines = (editor.folder / NAME).as_uri(), ["# Ours.", ""]
    editor.change(("# Ours.\n", f"# Ours.\n{edit.new_text}"))
    editor.uri, editor.lines = document, lines
    assert [one for one in await editor.sees() if "FW201" in one] == [one for one in seen if "copied" in one]
    file = types.TextDocumentIdentifier((editor.folder / NAME).as_uri())
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(file))
    assert await editor.sees() == seen


async def test_what_is_wrong_in_the_file_is_shown_there(editor: Editor) -> None:
    (seen,) = await editor.open(NAME, "The desk is repainted\n", "plaintext")
    assert seen.startswith("The desk is repainted: FW905")


@pytest.mark.parametrize(
    ("name", "text", "at"),
    [
        ("threat-model.yaml", "threat-model: Cards\nthreats:\n  T1: {title: A card is copied}\n", "T|1:"),
        ("threat-model.md", "# Threats\n\n<!-- forewarn: ignore FW2O1 because of that -->\n- T1: A card\n", "FW2|O1"),
        ("untitled:threat-model.md", DOCUMENT, "The desk| is"),
    ],
)
async def test_what_an_author_wrote_or_what_contradicts_itself_is_not_misread(
    editor: Editor, name: str, text: str, at: str
) -> None:
    """Nor is there a place for a line beside a text that is no file."""
    assert await editor.open(name, text, "markdown" if name.endswith("md") else "yaml")
    assert not await dismissals(editor, at)


async def test_what_policy_protects_is_not_offered_to_be_dismissed_or_waived(editor: Editor) -> None:
    (editor.folder / "forewarn.toml").write_text('[policy]\nprotected = ["FW201"]\n', "utf-8")
    await editor.open("threat-model.md", DOCUMENT, "markdown")
    assert not await dismissals(editor, "The desk| is")
    assert not await dismissals(editor, "The desk| is", "Waive FW201 here, with a reason")


def test_findings_carry_the_fingerprint_that_dismisses_them(wire: Wire, tmp_path: Path) -> None:
    """And the server looks for the file by itself."""
    (tmp_path / ".git").mkdir()
    wire.begin({"textDocument": {"publishDiagnostics": {"dataSupport": True}}})
    uri = (tmp_path / "threat-model.md").as_uri()
    found = [one for one in wire.open(DOCUMENT, uri, language="markdown")["diagnostics"] if one["code"] == "FW201"]
    assert len(found) == 2
    lines = [f"{one['data']['fingerprint']} FW201\n" for one in found]
    (tmp_path / NAME).write_text("".join(lines), "utf-8")
    assert not [one for one in wire.published()["diagnostics"] if one["code"] == "FW201"]


# -- editors that take commands only
def _ask(wire: Wire, uri: str) -> list[Message]:
    place = {"line": 5, "character": 6}
    params: Message = {
        "textDocument": {"uri": uri},
        "range": {"start": place, "end": place},
        "context": {"diagnostics": []},
    }
    return wire.request("textDocument/codeAction", params)["result"]


def _open(wire: Wire, tmp_path: Path) -> str:
    uri = (tmp_path / "threat-model.md").as_uri()
    wire.open(DOCUMENT, uri, language="markdown")
    return uri


def test_an_editor_that_takes_only_commands_is_sent_the_edit(wire: Wire, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("# Ours.\n", "utf-8")
    (tmp_path / ".git").mkdir()
    offers = wire.begin({"workspace": {"applyEdit": True}})["capabilities"]
    assert offers["codeActionProvider"] is True
    assert "forewarn.dismiss" in offers["executeCommandProvider"]["commands"]
    uri = _open(wire, tmp_path)
    (command,) = _ask(wire, uri)
    assert (command["title"], command["command"]) == (TITLE, "forewarn.dismiss")
    request = wire.ask("workspace/executeCommand", {"command": "forewarn.dismiss", "arguments": command["arguments"]})
    applied = next(one for one in iter(wire.next, None) if one.get("method") == "workspace/applyEdit")
    (edit,) = applied["params"]["edit"]["changes"][(tmp_path / NAME).as_uri()]
    assert edit["range"]["start"] == {"line": 1, "character": 0}
    assert edit["newText"] == "".join(f"{line}\n" for line in command["arguments"][1:])
    assert wire.answer(request)["result"] is None


def test_an_editor_that_can_make_no_file_is_offered_nothing_where_there_is_none(wire: Wire, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    wire.begin({"workspace": {"applyEdit": True}})
    assert _ask(wire, _open(wire, tmp_path)) == []


def test_an_editor_that_can_neither_is_told_of_no_command(wire: Wire) -> None:
    offers = wire.begin({})["capabilities"]
    assert "forewarn.dismiss" not in offers.get("executeCommandProvider", {"commands": []})["commands"]


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"command": "forewarn.dismiss"},
        {"command": "forewarn.dismiss", "arguments": "x"},
        {"command": "forewarn.dismiss", "arguments": ["untitled:x", "0123456789abcdef FW201"]},
        {"command": "forewarn.dismiss", "arguments": ["file:///nowhere.md", "0123456789abcdef FW201"]},
        {"command": "forewarn.dismiss", "arguments": [1, "0123456789abcdef FW201"]},
        {"command": "forewarn.dismiss", "arguments": ["file:///nowhere.md", "rm -rf"]},
        {"command": "forewarn.dismiss", "arguments": ["file:///nowhere.md", "0123456789abcdef FW201\n# more"]},
        {"command": "rm", "arguments": []},
    ],
)
def test_a_command_that_makes_no_sense_is_refused(wire: Wire, params: Message) -> None:
    wire.begin({"workspace": {"applyEdit": True}})
    assert wire.request("workspace/executeCommand", params)["error"]["code"] == -32602
    assert wire.lives()


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("Only authorized librarians can access the card index.", "Not an assumption: do not ask about it again"),
        ("The desk stores passwords.", "Misread: do not ask about it again"),
    ],
)
async def test_a_sentence_that_was_misread_is_not_asked_about_again(editor: Editor, sentence: str, title: str) -> None:
    text = f"# Threat model: cards\n\n## Security considerations\n\n{sentence}\n"
    seen = [one for one in await editor.open("threat-model.md", text, "markdown") if sentence in one]
    (action,) = await dismissals(editor, f"{sentence[:8]}|{sentence[8:]}", title)
    write(editor, action.edit)
    tell(editor, editor.folder / NAME)
    left = [one for one in await editor.sees() if sentence in one]
    assert len(left) == len(seen) - 1
