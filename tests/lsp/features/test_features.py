"""What an editor shows, over several files: one folder for each feature, one text for each case.

A new answer is written down with `FOREWARN_WRITE_ANSWERS=1`; read it before it is kept.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.lsp.editor import CAPABILITIES, COMMAND
from tests.lsp.features import archive
from tests.lsp.features.shown import FEATURES, Asking
from tests.lsp.wire import Message, Wire

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/*.txtar"))
LANGUAGES = {".md": "markdown", ".yaml": "yaml", ".json": "json", ".toml": "toml"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Wire, Path, Message]]:
    """A server as VS Code has it, the folder that holds the workspaces of all cases, and what it colours."""
    work = tmp_path_factory.mktemp("work")
    announced = json.loads((CAPABILITIES / "vscode.json").read_text("utf-8"))
    announced["experimental"] = {"commands": {"commands": ["forewarn.showReferences"]}}
    with Wire(COMMAND) as wire:
        params: Message = {"processId": None, "capabilities": announced, "workspaceFolders": []}
        offered = wire.request("initialize", params)["result"]["capabilities"]
        wire.notify("initialized", {})
        yield wire, work, offered["semanticTokensProvider"]["legend"]


@pytest.mark.parametrize("path", CASES, ids=[f"{one.parent.name}/{one.stem}" for one in CASES])
def test_what_is_shown(path: Path, server: tuple[Wire, Path, Message]) -> None:
    wire, work, legend = server
    case = archive.read(path)
    folder = work / path.parent.name / path.stem
    (folder / ".git").mkdir(parents=True)
    for name, text in case.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8", newline="")
    there = {"uri": folder.as_uri(), "name": path.stem}
    wire.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [there], "removed": []}})
    for name, text in case.files.items():
        language = LANGUAGES.get(Path(name).suffix, "plaintext")
        document = {"uri": f"{folder.as_uri()}/{name}", "languageId": language, "version": 1, "text": text}
        wire.notify("textDocument/didOpen", {"textDocument": document})
    name, line, column = case.place
    before = case.files[name].split("\n")[line][:column]
    position = {"line": line, "character": len(before.encode("utf-16-le")) // 2}
    asking = Asking(wire, folder.as_uri(), case.files, name, position, legend)
    answer = "".join(f"{one}\n" for one in FEATURES[path.parent.name](asking))
    for name in case.files:
        wire.notify("textDocument/didClose", {"textDocument": {"uri": f"{folder.as_uri()}/{name}"}})
    wire.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": [there]}})
    if os.environ.get("FOREWARN_WRITE_ANSWERS"):
        path.write_text(archive.with_answer(path, answer), "utf-8", newline="")
    assert case.intent
    assert answer == archive.read(path).answer


def test_every_feature_has_cases_and_one_on_a_text_that_does_not_parse() -> None:
    folders = {one.parent.name for one in CASES}
    half_typed = {one.parent.name for one in CASES if one.stem.startswith("half-typed")}
    assert folders == half_typed == set(FEATURES)
