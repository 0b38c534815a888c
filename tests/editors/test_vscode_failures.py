"""What one sees in VS Code when the server cannot run: one message, a way out, and an editor that goes on working."""

from __future__ import annotations

import json
import os
import signal
import stat
from typing import TYPE_CHECKING

import pytest

from tests.editors.packaged import package
from tests.editors.vscode_server import VSCode
from tests.editors.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

OLD = "#!/bin/sh\necho 'this is Python 3.9, and 3.11 or newer is needed' >&2\nexit 1\n"
ANSWERS_AND_DIES = """#!/bin/sh
[ "$1" = --version ] && echo forewarn 0.1.0 && exit
echo 'something broke' >&2
exit 1
"""


class Machine:
    """A machine with one VS Code and only those programs on PATH that a test puts there."""

    def __init__(self, home: Path, browser: Browser, name: str) -> None:
        self._home = home
        self._browser = browser
        self._name = name
        self.bin = home / "bin"
        self.bin.mkdir()
        self._opened: list[Workbench] = []
        self.vscode: VSCode | None = None

    def program(self, name: str, text: str) -> Path:
        """A program on PATH."""
        file = self.bin / name
        file.write_text(text, "utf-8")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
        return file

    def window(
        self,
        folder: Path,
        settings: Mapping[str, object] | None = None,
        machine: Mapping[str, object] | None = None,
        path: str | None = None,
    ) -> Workbench:
        """VS Code, with a window on the folder."""
        self.vscode = VSCode(self._home / "vscode", package(), settings, path=path or str(self.bin))
        self.vscode.settings("Machine", machine or {})
        self._opened.append(Workbench(self._browser, self.vscode.address, folder, self._name))
        return self._opened[-1]

    def close(self) -> None:
        """Keep a picture, and end it all."""
        for one in self._opened:
            one.picture()
            one.close()
        if self.vscode:
            self.vscode.close()


@pytest.fixture
def machine(shown: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Machine]:
    """A machine with nothing on PATH."""
    made = Machine(tmp_path, shown, request.node.name)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("programs", "why"),
    [
        ({}, "There is no Python on PATH."),
        ({"python3": OLD}, "this is Python 3.9, and 3.11 or newer is needed"),
        ({"forewarn": "#!/bin/sh\nexit 3\n"}, "forewarn: Command failed"),
    ],
    ids=["none", "old", "broken"],
)
def test_without_a_python_that_does_there_is_one_message_that_leads_on(
    machine: Machine, folder: Path, programs: dict[str, str], why: str
) -> None:
    for name, text in programs.items():
        machine.program(name, text)
    workbench = machine.window(folder)
    workbench.open("threat-model.yaml")

    message = workbench.notification("forewarn found no server that starts.")
    assert why in (message.text_content() or "")
    workbench.status("forewarn found no server that starts.")
    workbench.picture()
    workbench.answer(message, "How to Install")
    workbench.sees("Preview INSTALL.md", ".tab.active")
    assert workbench.notifications() == 0


def test_a_program_that_is_named_and_missing_is_said_by_name(machine: Machine, folder: Path) -> None:
    workbench = machine.window(folder, machine={"forewarn.server.path": "/opt/forewarn/bin/forewarn"})
    workbench.open("threat-model.yaml")
    assert "/opt/forewarn/bin/forewarn" in (workbench.notification("found no server").text_content() or "")


def test_a_server_that_dies_at_its_start_is_tried_five_times(machine: Machine, folder: Path) -> None:
    program = machine.program("anything", ANSWERS_AND_DIES)
    workbench = machine.window(folder, machine={"forewarn.server.path": str(program)})
    workbench.open("threat-model.yaml")

    workbench.notification("forewarn's server stopped 5 times within three minutes.")
    workbench.status("forewarn's server stopped 5 times")
    assert workbench.notifications() == 1
    workbench.answer(workbench.notification("It is not started again."), "Show Output")
    workbench.output("something broke")


def test_a_server_that_dies_while_one_types_is_started_again(machine: Machine, folder: Path) -> None:
    workbench = machine.window(folder, path=os.environ["PATH"])
    assert machine.vscode
    workbench.open("threat-model.yaml")
    workbench.go_to("pickup-cod,", 10)
    workbench.sees_marks("error", 1)
    (first,) = machine.vscode.servers

    os.kill(first, signal.SIGKILL)
    workbench.type("e")
    workbench.sees_marks("error", 0)
    workbench.press("Backspace")
    workbench.sees_marks("error", 1)
    assert machine.vscode.servers.isdisjoint({first})
    assert workbench.notifications() == 0


def test_what_a_workspace_that_is_not_trusted_says_starts_nothing(machine: Machine, folder: Path) -> None:
    """The findings are there all the same: nothing of the workspace has to run for them."""
    trap = machine.program("trap", '#!/bin/sh\ntouch "$0.sprung"\n')
    (folder / ".vscode").mkdir()
    server = {"forewarn.server.path": str(trap), "forewarn.server.python": str(trap)}
    (folder / ".vscode" / "settings.json").write_text(json.dumps(server), "utf-8")
    trust = {"security.workspace.trust.enabled": True, "security.workspace.trust.startupPrompt": "never"}

    workbench = machine.window(folder, trust, path=os.environ["PATH"])
    workbench.sees("Restricted Mode", ".statusbar-item")
    workbench.open("threat-model.yaml")
    workbench.status("forewarn checks this file")
    workbench.go_to("pickup-cod,")
    workbench.sees_marks("error", 1)
    assert not trap.with_name("trap.sprung").exists()
