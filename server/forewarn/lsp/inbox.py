"""What the client sent and nobody looked at yet.

One thread does nothing but read, so that the loop that answers can see whether more is waiting: text that will be
changed again by the next message is not worth judging.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections import Counter, deque
from typing import TYPE_CHECKING

from forewarn.lsp.frames import FrameReader, Received, Unreadable
from forewarn.lsp.json_types import dig

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 10_000
"""Messages that may wait. Beyond, the client is left waiting until we caught up."""
_BREATH = 0.005


class Inbox:
    """Messages in the order they came. `take` gives None when there is none; `ended` tells that none will come."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._frames = FrameReader(read)
        self._waiting: deque[Received | Unreadable] = deque()
        self._loop = asyncio.get_running_loop()
        self._something = asyncio.Event()
        self._taken_back: set[int | str] = set()
        self._edits: Counter[str] = Counter()
        self._counting = threading.Lock()
        self._closed = False
        self._last = time.monotonic()
        self.closed_at: float | None = None

    def start(self) -> None:
        """Begin to read."""
        threading.Thread(target=self._run, name="reader", daemon=True).start()

    def _run(self) -> None:
        try:
            for one in self._frames:
                while len(self._waiting) >= _MOST:
                    time.sleep(_BREATH)
                if (request := _taken_back(one)) is not None:
                    self._taken_back.add(request)
                if (uri := _edited(one)) is not None:
                    with self._counting:
                        self._edits[uri] += 1
                self._last = time.monotonic()
                self._waiting.append(one)
                self._loop.call_soon_threadsafe(self._something.set)
        except OSError:
            pass  # The other end is gone, which is what the end of the input means as well.
        finally:
            self._closed = True
            self.closed_at = time.monotonic()
            with contextlib.suppress(RuntimeError):  # The loop ended first.
                self._loop.call_soon_threadsafe(self._something.set)

    @property
    def ended(self) -> bool:
        """Whether the client closed its end and everything it sent was taken."""
        return self._closed and not self._waiting

    @property
    def empty(self) -> bool:
        """Whether nothing waits at this moment."""
        return not self._waiting

    def quiet_for(self) -> float:
        """Seconds since the last message; 0 while one waits."""
        return 0.0 if self._waiting else time.monotonic() - self._last

    async def ready(self) -> None:
        """Wait until there is something to take, or nothing more to come."""
        while not self._waiting and not self._closed:
            self._something.clear()
            if not self._waiting and not self._closed:
                await self._something.wait()

    def take(self) -> Received | Unreadable | None:
        """The message that came first."""
        if not self._waiting:
            return None
        one = self._waiting.popleft()
        if (request := _taken_back(one)) is not None:
            self._taken_back.discard(request)
        if (uri := _edited(one)) is not None:
            with self._counting:
                self._edits[uri] -= 1
                if not self._edits[uri]:
                    del self._edits[uri]
        return one

    def cancels(self, request: int | str) -> bool:
        """Whether a message that waits takes `request` back."""
        return request in self._taken_back

    def edits(self, uri: str) -> bool:
        """Whether a message that waits edits the document: what is asked before it is about a text that is old."""
        return self._edits[uri] > 0


def _taken_back(one: Received | Unreadable) -> int | str | None:
    """The request that a message cancels."""
    if isinstance(one, Received) and dig(one.message, "method") == "$/cancelRequest":
        request = dig(one.message, "params", "id")
        return request if isinstance(request, int | str) else None
    return None


def _edited(one: Received | Unreadable) -> str | None:
    """The document that a message edits."""
    if isinstance(one, Received) and dig(one.message, "method") == "textDocument/didChange":
        uri = dig(one.message, "params", "textDocument", "uri")
        return uri if isinstance(uri, str) else None
    return None
