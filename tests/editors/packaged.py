"""The VS Code extension's package, as `make vsix` makes it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
EXTENSION = REPOSITORY / "editors" / "vscode"
_GO_INTO_IT = ("server", "grammars", "editors/vscode/src", "editors/vscode/syntaxes", "editors/vscode/snippets")
_BY_THEMSELVES = ("package.json", "package.py", "README.md", "INSTALL.md", "bundled/start.py")


def package() -> Path:
    """The newest package for this platform, made anew where something that goes into it has changed since."""
    made = _newest()
    if made is None or made.stat().st_mtime < max(path.stat().st_mtime for path in _sources()):
        subprocess.run((sys.executable, str(EXTENSION / "package.py")), check=True)
        made = _newest()
    assert made, "nothing was packaged"
    return made


def _newest() -> Path | None:
    return max((REPOSITORY / "dist").glob("*.vsix"), key=lambda path: path.stat().st_mtime, default=None)


def _sources() -> list[Path]:
    below = [path for folder in _GO_INTO_IT for path in (REPOSITORY / folder).rglob("*")]
    files = [path for path in below if path.is_file() and "__pycache__" not in path.parts]
    return [*files, *(EXTENSION / name for name in _BY_THEMSELVES)]
