"""Hints beside headings, as the editor counts columns, and when it is told to ask again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.lsp.editor import EDITORS, PATIENCE

if TYPE_CHECKING:
    from tests.lsp.editor import Editor

DOCUMENT = """\
# Lockers: threat model

## Dreams \U0001f512\U0001f6aa <!-- forewarn: section threats -->

- T1: A door is forced
- T2: A code is guessed
"""
MODEL = """\
threat-model: Lockers
documents: [lockers.md]
threats:
  T1: {title: A door is forced}
"""


async def hints(editor: Editor) -> list[str]:
    """The lines that have hints, with them."""
    everything = types.Range(start=types.Position(0, 0), end=types.Position(len(editor.lines), 0))
    params = types.InlayHintParams(text_document=editor.document, range=everything)
    found = await editor.client.text_document_inlay_hint_async(params)
    shown: list[str] = []
    for one in found or []:
        line = editor.lines[one.position.line]
        assert one.position.character == editor.width(line), "it stands at the end of the line"
        assert one.padding_left
        assert isinstance(one.label, str)
        shown.append(f"{line} {one.label}")
    return shown


async def tooltip(editor: Editor, label: str) -> str:
    """What is said of the hint with this label, once somebody asks."""
    everything = types.Range(start=types.Position(0, 0), end=types.Position(len(editor.lines), 0))
    found = await editor.client.text_document_inlay_hint_async(types.InlayHintParams(editor.document, everything))
    hint = next(one for one in found or [] if one.label == label)
    assert hint.tooltip is None, "it is worked out when somebody asks"
    resolved = await editor.client.inlay_hint_resolve_async(hint)
    assert isinstance(resolved.tooltip, types.MarkupContent)
    return resolved.tooltip.value


def refreshed(editor: Editor) -> asyncio.Queue[None]:
    """Each time that the editor is told to ask again."""
    asked: asyncio.Queue[None] = asyncio.Queue()

    def refresh(params: None) -> None:
        asked.put_nowait(params)

    editor.client.feature(types.WORKSPACE_INLAY_HINT_REFRESH)(refresh)
    return asked


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_a_heading_with_signs_outside_the_basic_plane(editor: Editor) -> None:
    await editor.open("threat-model.md", DOCUMENT, "markdown")
    assert await hints(editor) == [
        f"{editor.lines[2]} threats · 2, 2 open",
        "- T1: A door is forced open",
        "- T2: A code is guessed open",
    ]


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_answers_in_a_model_behind_signs_outside_the_basic_plane(editor: Editor) -> None:
    threat = "  T1: {title: A \U0001f6aa is forced, mitigations: [M1]} # e\u0301"
    model = f"threat-model: \U0001f512\nthreats:\n{threat}\nmitigations:\n  M1: {{title: Hinges, status: active}}\n"
    await editor.open("threat-model.yaml", model)
    assert await hints(editor) == ["threat-model: \U0001f512 1 threat, not open", f"{threat} held by M1"]


@pytest.mark.parametrize("editor_name", ["vscode", "neovim-0.11"])
async def test_more_is_said_when_somebody_asks(editor: Editor) -> None:
    await editor.open("threat-model.yaml", MODEL)
    assert "A door is forced" in await tooltip(editor, "open")


async def test_a_hint_that_is_not_there_any_more_comes_back_as_it_was(editor: Editor) -> None:
    await editor.open("threat-model.yaml", MODEL)
    gone = types.InlayHint(types.Position(3, 0), "held by M9", data={"uri": editor.uri, "line": 3})
    for data in ({"uri": editor.uri, "line": 3}, {"uri": editor.uri, "line": 300}, {"uri": "file:///no"}, None, [1]):
        gone.data = data
        assert (await editor.client.inlay_hint_resolve_async(gone)).tooltip is None


async def test_each_person_chooses_which_are_shown(editor: Editor) -> None:
    asked = refreshed(editor)
    text = MODEL + "assets:\n  code: {type: personal-data}\n"
    await editor.open("threat-model.yaml", text)
    assert len(await hints(editor)) == 2, "the need and the threat"
    editor.client.set_configuration({"forewarn": {"hints": {"answers": False, "defaults": True, "priority": False}}})
    editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=None))
    await asyncio.wait_for(asked.get(), PATIENCE)
    assert await hints(editor) == ["  code: {type: personal-data} restricted"]


async def test_they_follow_what_is_typed(editor: Editor) -> None:
    await editor.open("threat-model.md", DOCUMENT, "markdown")
    await editor.type("A code is guessed", "A code is guessed\n  - Mitigation: One code for one door")
    await editor.type("- T1: A door is forced\n", "- T1: A door is forced\n- T3: The power fails\n")
    assert await hints(editor) == [
        f"{editor.lines[2]} threats · 3, 2 open",
        "- T1: A door is forced open",
        "- T3: The power fails open",
        "- T2: A code is guessed promised",
    ]


async def test_a_file_that_is_not_ours_has_none(editor: Editor) -> None:
    editor.show("notes.md", "# Notes\n\n## Threats to my garden\n\n- Slugs\n", "markdown")
    assert await hints(editor) == []


@pytest.mark.parametrize("editor_name", ["bare"])
async def test_a_client_that_shows_none_is_offered_none(editor: Editor) -> None:
    assert editor.server.inlay_hint_provider is None


async def test_the_editor_asks_again_when_an_answer_in_another_file_closes_a_threat(editor: Editor) -> None:
    asked = refreshed(editor)
    (editor.folder / "lockers.md").write_text(DOCUMENT, "utf-8")
    await editor.open("threat-model.yaml", MODEL)
    model, lines = editor.uri, editor.lines
    await editor.open("lockers.md", DOCUMENT, "markdown")
    document, written = editor.uri, editor.lines
    assert (await hints(editor))[0] == f"{written[2]} threats · 2, 2 open"

    editor.uri, editor.lines = model, lines
    await editor.type("A door is forced}", "A door is forced, notes: Twice in March}")
    await editor.type("Twice in March}", "Twice in March, mitigations: [M1]}")
    assert asked.empty(), "nothing that the hints say has changed yet"
    await editor.type("[M1]}\n", "[M1]}\nmitigations:\n  M1: {title: Stronger hinges, status: active}\n")
    await asyncio.wait_for(asked.get(), PATIENCE)
    editor.uri, editor.lines = document, written
    assert (await hints(editor))[:2] == [f"{written[2]} threats · 2, 1 open", "- T1: A door is forced held by M1"]
