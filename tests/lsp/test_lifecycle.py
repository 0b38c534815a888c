"""The server ends when it is told to, and when its client is gone."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.lsp.editor import COMMAND
from tests.lsp.models import CARDS
from tests.lsp.wire import Wire

if TYPE_CHECKING:
    import pytest

SECONDS = 10.0
"""Time enough to notice, on a busy machine."""


def test_goodbye(wire: Wire) -> None:
    wire.begin()
    wire.open(CARDS)
    wire.request("shutdown")
    wire.notify("exit")
    assert wire.exit_code() == 0
    assert wire.log == []


def test_exit_without_shutdown_is_a_failure(wire: Wire) -> None:
    """LSP 3.17, Exit Notification: error code 1."""
    wire.begin()
    wire.notify("exit")
    assert wire.exit_code() == 1


def test_exit_before_anything_else(wire: Wire) -> None:
    wire.notify("exit")
    assert wire.exit_code() == 1


def test_a_client_that_closes_its_end(wire: Wire) -> None:
    wire.begin()
    wire.open(CARDS)
    assert wire.process.stdin
    wire.process.stdin.close()
    assert wire.exit_code() == 1


def test_a_client_that_stops_reading(wire: Wire) -> None:
    """Nothing can be sent any more; asked something, the server finds out."""
    wire.begin()
    wire.stop_reading()
    wire.ask("forewarn/are-you-there")
    assert wire.exit_code() == 1


def test_a_client_that_is_killed_while_the_pipes_stay_open(wire: Wire) -> None:
    """As when a wrapper holds the pipes: the process id that the client gave is watched."""
    client = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    wire.begin(process=client.pid)
    wire.open(CARDS)
    client.kill()
    client.wait()
    assert client.stdin
    client.stdin.close()
    begun = time.monotonic()
    assert wire.exit_code() == 1
    assert time.monotonic() - begun < SECONDS


def test_a_client_in_another_container_has_an_id_that_means_nothing_here(wire: Wire) -> None:
    wire.begin(process=2**22 - 3)
    wire.open(CARDS)
    assert wire.lives()


def test_a_real_client_killed_in_the_middle_of_typing(tmp_path: Path, repository: Path) -> None:
    """Its server ends by itself: nothing of it is left."""
    script = tmp_path / "client.py"
    script.write_text(
        f"import sys, time; sys.path.insert(0, {str(repository)!r})\n"
        "from tests.lsp.wire import Wire\n"
        "from tests.lsp.models import CARDS\n"
        f"wire = Wire({COMMAND!r})\n"
        "wire.begin(); wire.open(CARDS)\n"
        "print(wire.process.pid, flush=True)\n"
        "input()\n",
        encoding="utf-8",
    )
    client = subprocess.Popen([sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert client.stdout
    assert client.stdin
    server = int(client.stdout.readline())
    client.kill()
    client.wait()
    client.stdout.close()
    client.stdin.close()
    wait_until_gone(server)


def wait_until_gone(process: int) -> None:
    """Look until no such process is running."""
    end = time.monotonic() + SECONDS
    while is_running(process):
        assert time.monotonic() < end, "the server is still there"
        time.sleep(0.05)


def is_running(process: int) -> bool:
    """Whether the process is there and not only waiting to be buried."""
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)  # noqa: S607 - `ps` as found on PATH
    return bool(found.stdout.strip()) and not found.stdout.strip().startswith("Z")


def test_what_prints_does_not_get_between_the_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that writes to standard output is heard on standard error."""
    noisy = "import sys; from forewarn.lsp import server; from forewarn.lsp.serve import serve\n"
    noisy += "old = server.Server._warm_up\n"
    noisy += "server.Server._warm_up = lambda self: (print('hello from below'), old(self))\n"
    noisy += "sys.exit(serve())"
    with Wire([sys.executable, "-c", noisy]) as wire:
        wire.begin()
        assert wire.open(CARDS)["diagnostics"] == []
        wire.request("shutdown")
        wire.notify("exit")
        assert wire.exit_code() == 0
    assert wire.log == ["hello from below\n"]


def test_the_command_that_editors_start() -> None:
    """`forewarn lsp --stdio`, as most of them write it."""
    program = Path(sys.executable).with_name("forewarn")
    with Wire([str(program), "lsp", "--stdio"]) as wire:
        assert wire.begin()["capabilities"]
        wire.request("shutdown")
        wire.notify("exit")
        assert wire.exit_code() == 0
