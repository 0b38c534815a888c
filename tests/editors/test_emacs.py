"""forewarn in a real Emacs with eglot, set up with the lines of docs/editors.md.

Emacs comes from the distribution (on Debian: emacs-nox, elpa-eglot, elpa-yaml-mode, elpa-markdown-mode); where it is
missing, this is not tested.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
EMACS = shutil.which("emacs")
PACKAGES = Path("/usr/share/emacs/site-lisp/elpa")
NEEDS = ("eglot", "yaml-mode", "markdown-mode")
MISSING = [one for one in NEEDS if not any(PACKAGES.glob(f"{one}-*"))]
SEEN = ["connected", "diagnostics", "hover", "completion", "definition", "symbols", "quick fix", "diagnostics go"]

pytestmark = pytest.mark.skipif(not EMACS or bool(MISSING), reason="needs Emacs with eglot, yaml-mode, markdown-mode")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the script printed, line by line."""
    folder = tmp_path_factory.mktemp("emacs") / "work"
    shutil.copytree(REPOSITORY / "docs" / "example", folder)
    (folder / ".git").mkdir()
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    run = subprocess.run(
        [EMACS or "", "--batch", "-Q", "-l", str(HERE / "eglot.el")],
        cwd=folder,
        env={**os.environ, "PATH": path, "HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout.splitlines()


def test_everything_that_eglot_shows_is_seen(printed: list[str]) -> None:
    assert [line for line in printed if line.startswith("FAIL")] == []
    assert [line.removeprefix("ok ") for line in printed if line.startswith("ok ")] == [*SEEN, "a document"]


def test_what_eglot_announces_is_what_was_recorded(printed: list[str]) -> None:
    """The other tests speak to the server as this editor does: with what it announced when it was recorded."""
    announced = json.loads(next(line for line in printed if line.startswith("capabilities ")).partition(" ")[2])
    recorded = json.loads((HERE.parent / "lsp" / "capabilities" / "eglot-1.9.json").read_text(encoding="utf-8"))
    assert set(announced) == set(recorded)
    assert set(announced["textDocument"]) == set(recorded["textDocument"])
