"""A real VS Code: its workbench and its extension host, served to a browser on this machine.

It comes from npm, in the package code-server, which has VS Code's own server and web workbench in it; the desktop's
installer is at a place that not every machine reaches. `python -m tests.editors.vscode_server` installs it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.node import environment, node, npm

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGE = "code-server"
VERSION = "4.139.1"
INTEGRITY = "sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew=="
HOME = Path(sys.prefix) / f"vscode-{VERSION}"
"""Beside the development packages, so that `make clean` takes it away."""
_CODE = HOME / "package" / "lib" / "vscode"
_READY = HOME / ".ready"
_QUIET = {
    "workbench.startupEditor": "none",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.tips.enabled": False,
    "chat.disableAIFeatures": True,
    "git.enabled": False,
    "extensions.ignoreRecommendations": True,
    "security.workspace.trust.enabled": False,
    "editor.minimap.enabled": False,
    "editor.find.seedSearchStringFromSelection": "never",
    "window.restoreWindows": "none",
}
"""Settings that keep away what has nothing to do with forewarn."""


def install() -> None:
    """Bring VS Code onto this machine, unless it is there. Raises MissingError."""
    if _READY.exists():
        return
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    npm(HOME, "pack", f"{PACKAGE}@{VERSION}", quiet=True)
    archive = HOME / f"{PACKAGE}-{VERSION}.tgz"
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != INTEGRITY:
        sys.exit(f"{archive.name} is another than the one that was looked at: sha512-{digest}")
    with tarfile.open(archive) as packed:
        packed.extractall(HOME, filter="data")
    archive.unlink()
    # Its lock does not agree with its own list of packages, so `npm ci` refuses it.
    npm(_CODE, "install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", quiet=True)
    # What output channels show is written by a part that has to be compiled.
    npm(_CODE, "rebuild", "@vscode/spdlog", quiet=True)
    _READY.touch()


def is_installed() -> bool:
    """Whether VS Code is there."""
    return _READY.exists()


class VSCode:
    """One VS Code with settings, extensions and state of its own in `home`, served at `address`."""

    def __init__(
        self,
        home: Path,
        package: Path,
        settings: Mapping[str, object] | None = None,
        *,
        path: str | None = None,
        driven: bool = False,
    ) -> None:
        """Start it with the extension `package` installed.

        `path` stands in place of PATH for what it starts; one that is `driven` runs suites of tests, and shows no
        messages at the corner of the window.
        """
        self._home = home
        self.settings("User", {**_QUIET, **(settings or {})})
        self._run("--install-extension", str(package)).communicate()
        where = ("--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--telemetry-level", "off")
        # Else a login shell is asked for its variables, which would be those of whoever runs the tests.
        flags = ("--force-disable-user-env", *(("--enable-smoke-test-driver",) if driven else ()))
        self._server = self._run(*where, *flags, path=path)
        self.address = f"http://127.0.0.1:{self._port()}"

    def _run(self, *arguments: str, path: str | None = None) -> subprocess.Popen[str]:
        variables = {name: value for name, value in environment().items() if not name.startswith("VSCODE")}
        folders = ("--server-data-dir", str(self._home), "--extensions-dir", str(self._home / "extensions"))
        command = (str(node()), "out/server-main.js", "--accept-server-license-terms", *folders, *arguments)
        return subprocess.Popen(
            command,
            cwd=_CODE,
            env=variables if path is None else {**variables, "PATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def _port(self) -> str:
        said = ""
        assert self._server.stdout
        for line in self._server.stdout:
            said += line
            if found := re.search(r"agent listening on (\d+)", line):
                return found[1]
        raise AssertionError(f"VS Code did not start:\n{said}")

    def settings(self, whose: str, values: Mapping[str, object]) -> None:
        """Write settings: those of the `User`, or those of the `Machine` that the server runs on."""
        file = self._home / "data" / whose / "settings.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values), "utf-8")

    @property
    def servers(self) -> set[int]:
        """The process ids of forewarn's servers that run now: those of windows that were closed stay for a while."""
        start = str(self.extension / "bundled" / "start.py").encode()
        running = (process for process in Path("/proc").iterdir() if process.name.isdigit())
        return {int(one.name) for one in running if {start, b"lsp"} <= set(_command_of(one))}

    @property
    def extension(self) -> Path:
        """The folder that the extension was installed into."""
        return next((self._home / "extensions").glob("forewarn.forewarn-*"))

    def close(self) -> None:
        """End it, and all that it started."""
        os.killpg(self._server.pid, signal.SIGTERM)
        self._server.communicate()


def _command_of(process: Path) -> list[bytes]:
    try:
        return (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return []  # it has ended in the meantime


if __name__ == "__main__":
    install()
