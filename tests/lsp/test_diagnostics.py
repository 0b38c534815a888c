"""Findings appear under the words they are about, and go when the words are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.lsp.editor import EDITORS
from tests.lsp.models import CARDS, MISTYPED, UNANSWERED

if TYPE_CHECKING:
    from tests.lsp.editor import Editor
    from tests.lsp.wire import Wire

NO_SUCH_ASSET = "reader-adress: FW006 Nothing is called `reader-adress`. Which asset, component or flow is meant?"


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_a_finding_appears_and_vanishes_while_one_types(editor: Editor) -> None:
    assert NO_SUCH_ASSET in await editor.open("threat-model.yaml", MISTYPED)
    assert await editor.type("reader-adress", "reader-address") == []
    assert NO_SUCH_ASSET in await editor.type("[reader-address]", "[reader-adress]")


async def test_every_version_is_published_once_even_if_nothing_changed(editor: Editor) -> None:
    """An editor that waits for the answer to an edit gets one, and no second one."""
    assert await editor.open("threat-model.yaml", CARDS) == []
    assert await editor.type("Library cards", "Library card") == []
    assert await editor.nothing_more()


@pytest.mark.parametrize("editor_name", ["vscode"])
async def test_a_diagnostic_says_which_rule_speaks_and_where_to_read_on(editor: Editor) -> None:
    await editor.open("threat-model.yaml", CARDS)
    editor.change(("[reader-address]", "[reader-adress]"))
    found = next(one for one in await editor.diagnostics() if one.code == "FW006")

    assert found.source == "forewarn"
    assert found.severity is types.DiagnosticSeverity.Error
    assert found.code_description
    assert found.code_description.href == "https://forewarn.dev/rules/FW006"
    assert found.data


@pytest.mark.parametrize("editor_name", ["neovim-0.11"])
async def test_what_the_editor_did_not_announce_is_not_sent(editor: Editor) -> None:
    """Neovim 0.11 announces no links to a rule's page, and no versions."""
    editor.show("threat-model.yaml", MISTYPED)
    published = await editor.publication()

    assert published.version is None
    assert not [one for one in published.diagnostics if one.code_description]


async def test_a_threat_without_an_answer_is_a_warning(editor: Editor) -> None:
    editor.show("threat-model.yaml", UNANSWERED)
    found = await editor.diagnostics()
    assert [editor.line(one) for one in found] == [
        "T1: FW201 Nothing answers `T1` yet. What would stop it, or who decides to live with it?"
    ]
    assert found[0].severity is types.DiagnosticSeverity.Warning


async def test_the_other_end_is_named_where_two_places_disagree(editor: Editor) -> None:
    twice = CARDS.replace("threats:", "  reader-address: {type: session-token}\nthreats:")
    editor.show("threat-model.yaml", twice)
    found = next(one for one in await editor.diagnostics() if one.code == "FW005")

    assert found.related_information
    assert found.related_information[0].location.uri == editor.uri
    assert editor.text_in(found.related_information[0].location.range) == "reader-address"


async def test_half_a_key_costs_the_rest_of_the_file_nothing(editor: Editor) -> None:
    """While `mitig` is typed above, the slip further down is still found, and found in its place."""
    await editor.open("threat-model.yaml", MISTYPED)
    seen = await editor.type("    severity: high\n", "    severity: high\n    mitig\n")
    assert NO_SUCH_ASSET in seen
    assert [one for one in seen if one.startswith("mitig")]


async def test_a_closed_document_loses_its_diagnostics(editor: Editor) -> None:
    await editor.open("threat-model.yaml", MISTYPED)
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(text_document=editor.document))
    assert await editor.sees() == []


def test_a_client_that_takes_versions_gets_them(wire: Wire) -> None:
    wire.begin({"textDocument": {"publishDiagnostics": {"versionSupport": True}}})
    assert wire.open(CARDS, version=41)["version"] == 41


def test_a_client_that_announces_nothing_gets_the_bare_diagnostic(wire: Wire) -> None:
    wire.begin({})
    published = wire.open(UNANSWERED)
    assert set(published) == {"uri", "diagnostics"}
    assert [set(one) for one in published["diagnostics"]] == [{"range", "severity", "code", "source", "message"}]


def test_of_very_many_findings_the_most_serious_thousand_are_shown(wire: Wire) -> None:
    """1,200 threats without an answer, and one slip at the very end: the slip is an error, and is shown."""
    wire.begin({})
    threats = "".join(f"  T{n}:\n    title: Threat {n}\n    against: [card]\n    severity: low\n" for n in range(1200))
    text = f"threat-model: Many\nowner: me\nassets:\n  card: {{type: personal-data}}\nthreats:\n{threats}"
    shown = wire.open(text + "  last: {title: Last, against: [crad]}\n")["diagnostics"]

    assert len(shown) == 1001
    assert "FW006" in {one.get("code") for one in shown}
    more = shown[-1]
    assert "code" not in more
    assert more["message"].startswith("There are ")
    assert "more findings in this file than are shown" in more["message"]
