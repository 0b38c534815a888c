"""The two servers that are measured, and how they are started."""

from __future__ import annotations

import compileall
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.node import MissingError, node, npm

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
SCHEMA = REPOSITORY / "grammars" / "threat-model.schema.json"
_PEER = HERE / "peer"
_PEER_ENTRY = _PEER / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


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
    # An installed package has its bytecode; compiling at each start is not what a user waits for.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compileall.compile_dir(REPOSITORY / "server" / "forewarn", quiet=2)
    return Server("forewarn", (str(program), "lsp"))


def peer() -> Server:
    """yaml-language-server with our schema, installed from npm on first use. Raises MissingError."""
    if not SCHEMA.exists():
        raise MissingError(f"{SCHEMA.relative_to(REPOSITORY)} is not there: run `make schema`")
    if not _PEER_ENTRY.exists():
        flags = ("--omit=dev", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund")
        npm(_PEER, "install", *flags, quiet=True)
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
    return Server("yaml-language-server", (str(node()), str(_PEER_ENTRY), "--stdio"), settings)
