"""Diagnostics for editors that ask for them: one document, the whole workspace, and only what changed."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from forewarn.cli.main import main
from tests.lsp.editor import PATIENCE, Editor
from tests.lsp.files import Files
from tests.lsp.models import CARDS, MISTYPED, UNANSWERED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.lsp.wire import Message, Wire

Reports = list[types.WorkspaceDocumentDiagnosticReport]
DOCUMENT = "# Lockers: threat model\n\n## Threats\n\n- T1: \U0001f6aa e\u0301 A door is forced\n  - Severity: high\n"
TEXTS = {"threat-model.yaml": UNANSWERED, "b/threat-model.yaml": MISTYPED, "lockers-threat-model.md": DOCUMENT}


async def pull(editor: Editor, previous: str | None = None) -> types.DocumentDiagnosticReport:
    """The report on the document in front."""
    params = types.DocumentDiagnosticParams(editor.document, previous_result_id=previous)
    return await editor.client.text_document_diagnostic_async(params)


async def pull_all(files: Files, previous: Mapping[str, str] | None = None) -> Reports:
    """The reports on all files."""
    known = [types.PreviousResultId(files.uri(name), value) for name, value in (previous or {}).items()]
    report = await files.editor.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(known))
    return list(report.items)


async def pull_until(files: Files, count: int) -> Reports:
    """The reports once there are so many: what nobody has open is read in the background."""
    for _ in range(200):
        found = await pull_all(files)
        if len(found) == count:
            return found
        await asyncio.sleep(0.1)
    return await pull_all(files)


def codes(files: Files, reports: Reports) -> dict[str, list[str]]:
    """The rules that speak, by file; of what did not change nothing."""
    return {
        files.name(one.uri): [str(item.code) for item in one.items]
        for one in reports
        if isinstance(one, types.WorkspaceFullDocumentDiagnosticReport)
    }


async def test_an_editor_that_asks_is_sent_nothing_unasked(editor: Editor) -> None:
    assert editor.server.diagnostic_provider
    assert await editor.open("threat-model.yaml", MISTYPED) != []
    await editor.type("reader-adress", "reader-address")
    await editor.type("high", "nonsense")
    assert editor.client.published.empty()


@pytest.mark.parametrize("editor_name", ["neovim-0.11", "eglot-1.9", "bare"])
async def test_one_that_does_not_hear_of_changes_elsewhere_is_sent_them(editor: Editor) -> None:
    """Neovim 0.11 asks after its own edits only: what an edit elsewhere brings would not be seen."""
    assert editor.server.diagnostic_provider is None
    assert await editor.open("threat-model.yaml", MISTYPED) != []


async def test_on_a_half_typed_line_with_an_emoji_before_it(editor: Editor) -> None:
    text = CARDS.replace("[reader-address]", '["\U0001f512 e\u0301", reader-adress')
    shown = await editor.open("threat-model.yaml", text)
    assert [one.split(": ")[0] for one in shown if "FW006" in one] == ['"\U0001f512 e\u0301"', "reader-adress"]


async def test_what_did_not_change_is_not_sent_again(editor: Editor) -> None:
    """Also where the text did: what counts are the diagnostics."""
    editor.show("threat-model.yaml", MISTYPED)
    first = await pull(editor)
    assert isinstance(first, types.RelatedFullDocumentDiagnosticReport)
    assert first.items
    editor.change(("Somebody", "Anybody"))
    again = await pull(editor, first.result_id)
    assert isinstance(again, types.RelatedUnchangedDocumentDiagnosticReport)
    editor.change(("reader-adress", "reader-address"))
    other = await pull(editor, first.result_id)
    assert isinstance(other, types.RelatedFullDocumentDiagnosticReport)
    assert other.result_id != first.result_id


async def test_all_files_open_or_not(editor: Editor) -> None:
    """Open ones as they are now, with their version."""
    files = Files.write(editor, {**TEXTS, "notes.md": "# Notes\n", "values.yaml": "a: 1\n"})
    await files.open("threat-model.yaml")
    editor.change(("high", "nonsense"))
    reports = await pull_until(files, 3)
    found = codes(files, reports)
    assert set(found) == set(TEXTS)
    assert "FW003" in found["threat-model.yaml"]
    assert "FW006" in found["b/threat-model.yaml"]
    assert {files.name(one.uri): one.version for one in reports} == {
        "threat-model.yaml": 2,
        "b/threat-model.yaml": None,
        "lockers-threat-model.md": None,
    }
    known = {files.name(one.uri): one.result_id or "" for one in reports}
    assert {one.kind for one in await pull_all(files, known)} == {"unchanged"}


async def test_a_file_that_went_has_no_diagnostics(editor: Editor) -> None:
    files = Files.write(editor, TEXTS)
    await files.open("threat-model.yaml")
    known = {files.name(one.uri): one.result_id or "" for one in await pull_until(files, 3)}
    (editor.folder / "b/threat-model.yaml").unlink()
    event = types.FileEvent(uri=files.uri("b/threat-model.yaml"), type=types.FileChangeType.Deleted)
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    assert codes(files, await pull_all(files, known)) == {"b/threat-model.yaml": []}


async def test_the_same_as_on_the_command_line(editor: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    """For files that nobody has open, in a model and its document."""
    document = "---\nthreat-model: ../threat-model.yaml\n---\n# x\n\n## Threats\n\n- T9: \U0001f512 New, in `nowhere`\n"
    files = Files.write(editor, {**TEXTS, "design/x.md": document})
    found = codes(files, await pull_until(files, 4))
    main(["check", editor.folder.as_posix(), "--format", "json"])
    printed = json.loads(capsys.readouterr().out)
    checked: dict[str, list[str]] = {name: [] for name in found}
    for one in printed["findings"]:
        checked[(editor.folder / one["path"]).relative_to(editor.folder).as_posix()].append(one["code"])
    assert found == checked


async def test_a_closed_file_has_the_diagnostics_of_the_disk(editor: Editor) -> None:
    files = Files.write(editor, TEXTS)
    await files.open("b/threat-model.yaml")
    editor.change(("reader-adress", "reader-address"))
    report = await pull(editor)
    assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
    assert "FW006" not in [one.code for one in report.items]
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(editor.document))
    report = await pull(editor)
    assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
    assert "FW006" in [one.code for one in report.items]


async def test_the_editor_is_told_to_ask_again_when_another_file_changes_what_it_shows(editor: Editor) -> None:
    document = "---\nthreat-model: threat-model.yaml\n---\n# x\n\n## Threats\n\n- T1: Somebody lists all addresses\n"
    files = Files.write(editor, {"threat-model.yaml": UNANSWERED, "x.md": document})
    await files.open("threat-model.yaml")
    await files.open("x.md")
    files.show("threat-model.yaml")
    first = await pull(editor)
    files.show("x.md")
    editor.client.outdated.clear()
    await editor.type("all addresses\n", "all addresses\n  - Mitigation: Show one record only\n")
    await asyncio.wait_for(editor.client.outdated.wait(), PATIENCE)
    files.show("threat-model.yaml")
    again = await pull(editor, first.result_id)
    assert isinstance(first, types.RelatedFullDocumentDiagnosticReport)
    assert isinstance(again, types.RelatedFullDocumentDiagnosticReport)
    assert "FW201" in [one.code for one in first.items]
    assert "FW201" not in [one.code for one in again.items]


def test_bad_input(wire: Wire) -> None:
    announced: Message = {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}}
    wire.begin(announced)
    uri = "untitled:threat-model.yaml"
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": MISTYPED}
    wire.notify("textDocument/didOpen", {"textDocument": document})
    assert wire.request("textDocument/diagnostic", {})["error"]["code"] == -32602
    for other in ("untitled:closed.yaml", "file:///nowhere/threat-model.yaml", "", "file:///dev/null", "not a uri"):
        report = wire.request("textDocument/diagnostic", {"textDocument": {"uri": other}})["result"]
        assert (report["kind"], report["items"]) == ("full", [])
    for previous in (None, 7, "x", [7], [{"uri": 7, "value": "x"}], [{"uri": uri, "value": 7}]):
        items = wire.request("workspace/diagnostic", {"previousResultIds": previous})["result"]["items"]
        assert [(one["uri"], one["kind"]) for one in items] == [(uri, "full")]
    params = {"textDocument": {"uri": uri}, "previousResultId": 7}
    assert wire.request("textDocument/diagnostic", params)["result"]["kind"] == "full"
