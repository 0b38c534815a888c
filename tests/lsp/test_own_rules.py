"""Own rules under a running server: they count at once, and what is wrong in them is shown as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.lsp.editor import EDITORS
from tests.lsp.test_code_actions import choose, offered

if TYPE_CHECKING:
    from tests.lsp.editor import Editor

MODEL = """\
threat-model: 🔑 Ferry
threats:
  T1: {title: A ticket is copied, status: open}
assets:
  ticket: {title: "🎫", sensitivity: secret}
"""
RULES = """\
own-rules: 🔑 Ours
rules:
  ACME-001:
    name: secrets-have-an-owner
    kind: asset
    when: sensitivity == secret
    require: owner is known
    message: "🔑 {title}: who owns {name}?"
    link: https://wiki.example/owners
    why: Somebody has to decide.
    insert: owner
"""
ASKED = "ticket: ACME-001 🔑 🎫: who owns `ticket`?"


def set_up(editor: Editor) -> None:
    (editor.folder / "forewarn.toml").write_text('own-rules = ["rules.yaml"]\n', "utf-8")
    (editor.folder / "rules.yaml").write_text(RULES, "utf-8")


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_rules_that_lie_in_the_folder_count(editor: Editor) -> None:
    set_up(editor)
    assert ASKED in await editor.open("threat-model.yaml", MODEL)
    (editor.folder / "rules.yaml").write_text(RULES.replace("who owns", "whose is"), "utf-8")
    if editor.watches:
        event = types.FileEvent(uri=(editor.folder / "rules.yaml").as_uri(), type=types.FileChangeType.Changed)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes=[event]))
    assert ASKED.replace("who owns", "whose is") in await editor.sees()


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_what_is_wrong_in_a_rule_is_shown_while_it_is_typed(editor: Editor) -> None:
    set_up(editor)
    (seen,) = await editor.open("rules.yaml", RULES.replace("owner is", "ownr is"))
    assert seen == "ownr: FW905 `ownr` is nothing that an asset has. Is `owner` meant?"
    assert await choose(editor, "ow|nr is", "Change to `owner`") == []
    (seen,) = await editor.type("{title}", "🔑 {titel}")
    assert seen == "titel: FW905 `titel` is nothing that an asset has. Is `title` meant?"


async def test_a_model_is_judged_by_the_rules_that_are_typed_beside_it(editor: Editor) -> None:
    set_up(editor)
    seen = await editor.open("threat-model.yaml", MODEL)
    model, version = editor.uri, editor.version
    editor.show("rules.yaml", RULES)
    editor.change(("who owns", "whose is"))
    editor.uri, editor.version, editor.lines = model, version, [*MODEL.split("\n")]
    while ASKED.replace("who owns", "whose is") not in seen:
        seen = await editor.sees()


async def test_a_finding_has_a_page_if_the_rule_names_one_and_says_why_on_hovering(editor: Editor) -> None:
    set_up(editor)
    await editor.open("threat-model.yaml", MODEL)
    editor.change(("status: open", "ticket: X-1"))
    (one,) = [one for one in await editor.diagnostics() if one.code == "ACME-001"]
    assert one.code_description is not None
    assert one.code_description.href == "https://wiki.example/owners"
    hover = await editor.client.text_document_hover_async(
        types.HoverParams(text_document=editor.document, position=editor.at("  tic|ket: {"))
    )
    assert hover is not None
    assert "Somebody has to decide." in str(hover.contents)


async def test_what_a_rule_offers_is_written_and_what_it_finds_is_waived(editor: Editor) -> None:
    set_up(editor)
    await editor.open("threat-model.yaml", MODEL)
    titles = [one.title for one in await offered(editor, "  tic|ket: {")]
    assert "Write `owner:`" in titles
    assert "Waive ACME-001 here, with a reason" in titles
