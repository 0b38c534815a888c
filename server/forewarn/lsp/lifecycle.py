"""The server does not outlive its client.

A client that dies closes its end of the pipe, or is no longer there under the process id it gave; either is noticed
within seconds, also while something long is being worked on.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

EVERY = 1.0
"""Seconds between two looks."""
GRACE = 2.0
"""Seconds that work in progress has after the client closed its end."""
_SYNCHRONIZE = 0x00100000
_STILL_WAITING = 0x00000102


def is_alive(process: int) -> bool:
    """Whether a process with this id is there."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only; os.kill would end the process there

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(_SYNCHRONIZE, 0, process)
        if not handle:
            return False
        waiting = kernel.WaitForSingleObject(handle, 0) == _STILL_WAITING
        kernel.CloseHandle(handle)
        return bool(waiting)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


class Watch:
    """Ends this process when the client is gone. `closed_at` tells when it closed its end, None while it is open."""

    def __init__(self, closed_at: Callable[[], float | None]) -> None:
        self._closed_at = closed_at
        self._client: int | None = None

    def start(self) -> None:
        """Begin to look."""
        threading.Thread(target=self._run, name="watch", daemon=True).start()

    def follow(self, process: object) -> None:
        """Take `processId` from the client. One that is not there now, as from another container, tells nothing."""
        if isinstance(process, int) and not isinstance(process, bool) and process > 0 and is_alive(process):
            self._client = process

    def _run(self) -> None:
        while True:
            time.sleep(EVERY)
            closed = self._closed_at()
            gone = self._client is not None and not is_alive(self._client)
            if gone or (closed is not None and time.monotonic() - closed > GRACE):
                os._exit(1)
