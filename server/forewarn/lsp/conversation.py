"""The conversation: which message may come when, who answers it, and what an error looks like.

Our own, over plain JSON. The usual libraries describe every message of the protocol in classes that take a third of a
second to load, which is longer than reading and judging a model takes; and they keep documents of their own, leave
invalid parameters without an answer, send tracebacks and show errors as popups. See docs/architecture.md.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from forewarn.lsp.errors import Code, RefusalError
from forewarn.lsp.frames import frame
from forewarn.lsp.guard import logged
from forewarn.lsp.json_types import Json, JsonValue, Written

if TYPE_CHECKING:
    from typing import Protocol as Shape

    from forewarn.lsp.inbox import Inbox

    class Output(Shape):
        """Where messages go."""

        def write(self, data: bytes) -> None:
            """Send at once."""
            ...


_log = logging.getLogger(__name__)

Handler: TypeAlias = "Callable[[Json], JsonValue | Written]"
ToClient: TypeAlias = "Callable[[str, Json | None], None]"
"""Sends the client a request of ours: its method and parameters."""


class Conversation:
    """One conversation with one client. `handlers` take the parameters of a method as the JSON that came."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._asked_of_client = 0
        self._awaited: dict[str, Callable[[JsonValue], None]] = {}
        self._shutdown = False
        self.handlers: dict[str, Handler] = {}
        self.inbox: Inbox | None = None
        self.initialized = False
        self.exit_code: int | None = None

    # -- what comes in
    def receive(self, message: JsonValue) -> None:
        """Take one message. Every request gets an answer, whatever is wrong with it."""
        if not isinstance(message, Mapping):
            self._refuse(None, Code.INVALID_REQUEST, "a message is an object")
            return
        method, request = message.get("method"), message.get("id")
        if "method" not in message:
            self._take_answer(message)
        elif not isinstance(method, str):
            self._refuse(_id(request), Code.INVALID_REQUEST, "a method is a text")
        elif "id" not in message:
            self._notified(method, message)
        elif (known := _id(request)) is None:
            self._refuse(None, Code.INVALID_REQUEST, "an id is a number or a text")
        else:
            self._answer(known, method, message)

    def _take_answer(self, message: Json) -> None:
        """The client answers one of our requests: an error is worth a line in the log."""
        name = message.get("id")
        answered = self._awaited.pop(name, None) if isinstance(name, str) else None
        if "error" in message:
            _log.warning("the client refused a request: %s", message["error"])
        elif answered:
            with logged("an answer could not be taken"):
                answered(message.get("result"))

    def unreadable(self, reason: str) -> None:
        """Answer bytes that were no message."""
        self._refuse(None, Code.PARSE_ERROR, reason)

    def _answer(self, request: int | str, method: str, message: Json) -> None:
        try:
            result = self._asked(request, method, message)
        except RefusalError as refusal:
            self._refuse(request, refusal.code, str(refusal))
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets an answer
            _log.exception("a request failed")
            self._refuse(request, Code.INTERNAL_ERROR, f"the server failed ({type(error).__name__}); its log says more")
        else:
            if isinstance(result, Written):
                self.send_body(f'{{"jsonrpc":"2.0","id":{json.dumps(request)},"result":{result.text}}}'.encode("ascii"))
            else:
                self.send({"jsonrpc": "2.0", "id": request, "result": result})

    def _asked(self, request: int | str, method: str, message: Json) -> JsonValue | Written:
        """The result of a request. Raises RefusalError."""
        if self._shutdown:
            raise RefusalError(Code.INVALID_REQUEST, "the server is shutting down")
        if method == "initialize":
            if self.initialized:
                raise RefusalError(Code.INVALID_REQUEST, "the server is initialized already")
        elif not self.initialized:
            raise RefusalError(Code.NOT_INITIALIZED, "the first request is `initialize`")
        handler = self.handlers.get(method)
        if handler is None:
            raise RefusalError(Code.METHOD_NOT_FOUND, f"there is no method {method[:200]}")
        if self.inbox and self.inbox.cancels(request):
            raise RefusalError(Code.CANCELLED, "cancelled")
        return handler(_params(method, message))

    def _notified(self, method: str, message: Json) -> None:
        if method == "exit":
            self.exit_code = 0 if self._shutdown else 1
            return
        handler = self.handlers.get(method)
        if self._shutdown or not self.initialized or handler is None:
            return
        try:
            handler(_params(method, message))
        except RefusalError as refusal:
            _log.error("%s is ignored: %s", method, refusal)
        except Exception:  # noqa: BLE001 - whatever it is, the editor keeps its server
            _log.exception("%s failed", method)

    def shut_down(self) -> None:
        """From now on only `exit` counts."""
        self._shutdown = True

    # -- what goes out
    def ask(self, method: str, params: Json | None = None, answered: Callable[[JsonValue], None] | None = None) -> None:
        """Send the client a request of ours; its result is given to `answered`, unless it is an error."""
        self._asked_of_client += 1
        name = f"forewarn-{self._asked_of_client}"
        if answered:
            self._awaited[name] = answered
        request: Json = {"jsonrpc": "2.0", "id": name, "method": method}
        self.send(request if params is None else {**request, "params": params})

    def _refuse(self, request: int | str | None, code: Code, message: str) -> None:
        self.send({"jsonrpc": "2.0", "id": request, "error": {"code": int(code), "message": message}})

    def send(self, message: Json) -> None:
        """Send a message."""
        self.send_body(json.dumps(message, separators=(",", ":")).encode("ascii"))

    def send_body(self, body: bytes) -> None:
        """Send a message that is bytes already."""
        self._output.write(frame(body))


def _params(method: str, message: Json) -> Json:
    """The parameters, an empty object where there are none. Raises RefusalError."""
    params = message.get("params")
    if params is None:
        return {}
    if not isinstance(params, Mapping):
        raise RefusalError(Code.INVALID_PARAMS, f"{method} takes an object")
    return params


def _id(value: object) -> int | str | None:
    """A request's id if it is one."""
    return value if isinstance(value, int | str) and not isinstance(value, bool) else None
