"""A client that sends whatever it is told to, well-formed or not, and reads what comes back."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

PATIENCE = 20.0
"""Seconds after which something that should happen is taken to have failed."""

Message = dict[str, Any]


class Wire:
    """One server process. Used as a context, at the end of which the process is gone whatever happened."""

    def __init__(self, command: Sequence[str]) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
        )
        self._reading = True
        self._messages: queue.Queue[Message | None] = queue.Queue()
        self.log: list[str] = []
        self._threads = [
            threading.Thread(target=self._read, daemon=True),
            threading.Thread(target=self._hear, daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        self._last = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join(PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe and not pipe.closed:
                pipe.close()

    # -- out
    def raw(self, data: bytes) -> None:
        """Send these bytes."""
        assert self.process.stdin
        left = memoryview(data)
        while left:
            left = left[self.process.stdin.write(left) or 0 :]

    def send(self, message: object) -> None:
        """Send a message in a proper frame."""
        body = json.dumps(message).encode()
        self.raw(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def send_all(self, messages: Sequence[object]) -> None:
        """Send messages in one go."""
        bodies = [json.dumps(message).encode() for message in messages]
        self.raw(b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(body), body) for body in bodies))

    def notify(self, method: str, params: object = None) -> None:
        """Send a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: object = None) -> int:
        """Send a request and give its id."""
        self._last += 1
        self.send({"jsonrpc": "2.0", "id": self._last, "method": method, "params": params})
        return self._last

    # -- in
    def next(self) -> Message:
        """The next message, whatever it is."""
        message = self._messages.get(timeout=PATIENCE)
        assert message is not None, f"the server closed its end: {''.join(self.log)}"
        return message

    def answer(self, request: int | str | None) -> Message:
        """The answer to a request; what comes before it is passed over."""
        while True:
            message = self.next()
            if "method" not in message and message.get("id") == request:
                return message

    def request(self, method: str, params: object = None) -> Message:
        """Ask, and wait for the answer."""
        return self.answer(self.ask(method, params))

    def published(self) -> Message:
        """The next diagnostics; what comes before them is passed over."""
        while True:
            message = self.next()
            if message.get("method") == "textDocument/publishDiagnostics":
                return message["params"]

    def begin(self, capabilities: Message | None = None, process: int | None = None) -> Message:
        """Shake hands."""
        params = {"processId": process or os.getpid(), "rootUri": None, "capabilities": capabilities or {}}
        answer = self.request("initialize", params)
        self.notify("initialized", {})
        return answer["result"]

    def open(
        self, text: str, uri: str = "untitled:threat-model.yaml", version: int = 1, language: str = "yaml"
    ) -> Message:
        """Open a document; what is then published."""
        document = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return self.published()

    def wait(self, seconds: float) -> None:
        """Leave the server alone for a while."""
        time.sleep(seconds)

    def lives(self) -> bool:
        """Whether the server still answers."""
        return "error" in self.request("forewarn/are-you-there")

    def stop_reading(self) -> None:
        """Close the end that the server writes to."""
        self._reading = False
        self.notify("$/wake-up")
        self.request("forewarn/are-you-there")
        self._threads[0].join(PATIENCE)
        assert self.process.stdout
        self.process.stdout.close()

    def exit_code(self) -> int:
        """The exit code, once the server has ended."""
        return self.process.wait(PATIENCE)

    # -- threads
    def _read(self) -> None:
        out = self.process.stdout
        assert out
        buffered = os.fdopen(os.dup(out.fileno()), "rb")
        with buffered:
            while self._reading and (header := buffered.readline()):
                length = int(header.split(b":")[1])
                assert buffered.readline() == b"\r\n"
                self._messages.put(json.loads(buffered.read(length)))
        self._messages.put(None)

    def _hear(self) -> None:
        assert self.process.stderr
        with os.fdopen(os.dup(self.process.stderr.fileno()), "r", errors="replace") as lines:
            self.log.extend(lines)
