"""The loop that takes messages one by one, from standard input, until the client says goodbye or is gone."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from forewarn.lsp.frames import Received
from forewarn.lsp.guard import logged
from forewarn.lsp.inbox import Inbox
from forewarn.lsp.lifecycle import Watch
from forewarn.lsp.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

_GARBAGE = (100_000, 20, 50)
"""What is made while one types is given back without a search for garbage; searching a large model takes half a second,
in the middle of a word."""


class Output:
    """Where messages go. `gone` tells that nobody reads them any more."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.gone = False

    def write(self, data: bytes) -> None:
        """Send at once."""
        if self.gone:
            return
        try:
            self._stream.write(data)
            self._stream.flush()
        except (OSError, ValueError):
            self.gone = True

    def close(self) -> None:
        """Nothing more will be sent."""
        self.gone = True


def serve() -> int:
    """Serve the client on standard input and output until it says goodbye or is gone. Gives the exit code.

    0 after `shutdown` and `exit`, 1 otherwise (LSP 3.17, Exit Notification).
    """
    logging.basicConfig(format="forewarn: %(message)s", level=logging.ERROR, stream=sys.stderr)
    # Whatever prints must not get between the messages.
    gc.set_threshold(*_GARBAGE)
    output = Output(os.fdopen(os.dup(sys.stdout.fileno()), "wb"))
    sys.stdout = sys.stderr
    return asyncio.run(_serve(output, partial(os.read, sys.stdin.fileno())))


async def _serve(output: Output, read: Callable[[int], bytes]) -> int:
    inbox = Inbox(read)
    watch = Watch(lambda: inbox.closed_at)
    server = Server(output, watch.follow)
    conversation = server.conversation
    conversation.inbox = inbox
    inbox.start()
    watch.start()
    while True:
        await inbox.ready()
        while (message := inbox.take()) is not None:
            with logged("a message could not be handled"):
                if isinstance(message, Received):
                    conversation.receive(message.message)
                else:
                    conversation.unreadable(message.reason)
            if conversation.exit_code is not None:
                return conversation.exit_code
        if inbox.ended or output.gone:
            return 1
        # The reader gets its turn: text that the next message changes again is not worth judging.
        await asyncio.sleep(0)
        if inbox.empty:
            server.settle()
