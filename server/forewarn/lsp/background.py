"""Reading what nobody has open while nothing else waits, and telling the editor how far it is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from forewarn.lsp.guard import logged

if TYPE_CHECKING:
    from collections.abc import Callable

    from forewarn.lsp.conversation import Conversation
    from forewarn.lsp.json_types import Json, JsonValue
    from forewarn.lsp.unopened import Unopened

_BEFORE = 1.0
"""Seconds after the start: what is opened first comes first."""
_QUIET = 0.3
"""Seconds without a message, after which somebody is thinking or away."""
_NOTHING_TO_DO = 0.5
_LONG = 1.0
"""Seconds after which reading is worth telling of."""
_TOKEN = "forewarn-reading"  # noqa: S105 - a name for progress, no secret


class Background:
    """Reads step by step. `shows_progress` says that the client shows how far something is."""

    def __init__(
        self,
        conversation: Conversation,
        unopened: Callable[[], Unopened],
        done: Callable[[], None],
        *,
        shows_progress: bool,
    ) -> None:
        """Take what reads, and who is to know when something new was read and nothing is left."""
        self._conversation = conversation
        self._done = done
        self._unopened = unopened
        self._shows = shows_progress
        self._told = ""

    async def run(self) -> None:
        """Read whenever it is quiet, for as long as the conversation goes on."""
        await asyncio.sleep(_BEFORE)
        began: float | None = None
        while True:
            inbox = self._conversation.inbox
            unopened = self._unopened()
            if unopened.done:
                if began is not None:
                    began = None
                    self._end()
                    self._done()
                await asyncio.sleep(_NOTHING_TO_DO)
            elif inbox is not None and (wait := _QUIET - inbox.quiet_for()) > 0:
                await asyncio.sleep(wait)
            else:
                now = asyncio.get_running_loop().time()
                began = now if began is None else began
                with logged("reading in the background failed"):
                    unopened.step()
                if now - began > _LONG:
                    self._tell(unopened.looked_at)
                await asyncio.sleep(0)

    # -- progress
    def _tell(self, looked_at: int) -> None:
        """Say how far it is (LSP 3.17, work done progress), at every hundred files."""
        if not self._shows:
            return
        message = f"{looked_at // 100 * 100:,} files"
        if not self._told:
            self._conversation.ask("window/workDoneProgress/create", {"token": _TOKEN}, self._begin)
        elif message != self._told:
            self._progress({"kind": "report", "message": message})
        self._told = message

    def _begin(self, _: JsonValue) -> None:
        if self._told:
            self._progress({"kind": "begin", "title": "forewarn reads threat models", "cancellable": False})

    def _end(self) -> None:
        if self._told:
            self._progress({"kind": "end"})
        self._told = ""

    def _progress(self, value: Json) -> None:
        self._conversation.send({"jsonrpc": "2.0", "method": "$/progress", "params": {"token": _TOKEN, "value": value}})
