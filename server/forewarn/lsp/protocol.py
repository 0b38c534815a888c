"""The conversation: which message may come when, who answers it, and what an error looks like.

Built on pygls' protocol, which knows the types of all messages and keeps the book of requests. Overridden is what
would lose text or leave a client waiting: pygls keeps its own documents (and cuts their lines at other places than
editors do), gives invalid parameters no answer, sends tracebacks, and shows errors as popups.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

import cattrs
from lsprotocol import types
from pygls.protocol import LanguageServerProtocol

from forewarn.lsp.frames import frame
from forewarn.lsp.json_types import Written

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from cattrs import Converter
    from pygls.lsp.server import LanguageServer

    from forewarn.lsp.inbox import Inbox
    from forewarn.lsp.json_types import Json, JsonValue

_log = logging.getLogger(__name__)
T = TypeVar("T")


class Code(IntEnum):
    """Error codes (JSON-RPC 2.0, section 5.1; LSP 3.17, ErrorCodes and LSPErrorCodes)."""

    PARSE_ERROR = -32700
    INVALID_REQUEST = -32600
    METHOD_NOT_FOUND = -32601
    INVALID_PARAMS = -32602
    INTERNAL_ERROR = -32603
    NOT_INITIALIZED = -32002
    CANCELLED = -32800
    CONTENT_MODIFIED = -32801


class RefusalError(Exception):
    """A request that is answered with an error instead of a result."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code


class Protocol(LanguageServerProtocol):
    """One conversation with one client.

    Handlers get their parameters as pygls' types, those in `raw` as the JSON that came: for what is asked at every
    keystroke, and where a value that a future client sends must not cost the session.
    """

    def __init__(self, server: LanguageServer, converter: Converter) -> None:
        super().__init__(server, converter)
        self.raw: dict[str, Callable[[Json], JsonValue]] = {}
        self.inbox: Inbox | None = None
        self.initialized = False
        self.exit_code: int | None = None

    def _register_builtin_features(self) -> None:
        """None of pygls' own: each of them keeps documents or announces what is not there."""

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
            try:
                self._asked(known, method, message)
            except RefusalError as refusal:
                self._refuse(known, refusal.code, str(refusal))

    def unreadable(self, reason: str) -> None:
        """Answer bytes that were no message."""
        self._refuse(None, Code.PARSE_ERROR, reason)

    def _asked(self, request: int | str, method: str, message: Json) -> None:
        if self._shutdown:
            raise RefusalError(Code.INVALID_REQUEST, "the server is shutting down")
        if method == types.INITIALIZE:
            if self.initialized:
                raise RefusalError(Code.INVALID_REQUEST, "the server is initialized already")
        elif not self.initialized:
            raise RefusalError(Code.NOT_INITIALIZED, "the first request is `initialize`")
        handler = self.raw.get(method) or self._feature(method)
        if handler is None:
            raise RefusalError(Code.METHOD_NOT_FOUND, f"there is no method {method[:200]}")
        if self.inbox and self.inbox.cancels(request):
            raise RefusalError(Code.CANCELLED, "cancelled")
        params = self._params(method, message)
        done = partial(self._send_handler_result, msg_id=request)
        self._execute_handler(request, handler, done, args=(params,))

    def _notified(self, method: str, message: Json) -> None:
        if method == types.EXIT:
            self.exit_code = 0 if self._shutdown else 1
            return
        if self._shutdown or not self.initialized:
            return
        if method == types.CANCEL_REQUEST:
            params = message.get("params")
            future = self._request_futures.get(_id(params.get("id")) or 0) if isinstance(params, Mapping) else None
            if future:
                future.cancel()
            return
        handler = self.raw.get(method) or self._feature(method)
        if handler is None:
            return
        try:
            params = self._params(method, message)
        except RefusalError as refusal:
            _log.error("%s is ignored: %s", method, refusal)
            return
        self._execute_handler(f"notification {method}", handler, partial(self._notice_failure, method), args=(params,))

    def _feature(self, method: str) -> Callable[[Any], Any] | None:
        features = cast("Mapping[str, Callable[[Any], Any]]", self.fm.features)  # pyright: ignore[reportUnknownMemberType] - untyped in pygls
        return features.get(method)

    def _params(self, method: str, message: Json) -> object:
        """The parameters in the form that the method's handler takes. Raises RefusalError."""
        if method in self.raw:
            params = message.get("params")
            if not isinstance(params, Mapping):
                if params is None:
                    return {}
                raise RefusalError(Code.INVALID_PARAMS, f"{method} takes an object")
            return params
        shape = self.get_message_type(method)
        if shape is None:
            raise RefusalError(Code.METHOD_NOT_FOUND, f"there is no method {method[:200]}")
        return self.structured(message, shape).params

    def structured(self, value: JsonValue, shape: type[T]) -> T:
        """JSON as one of pygls' types. Raises RefusalError where it is none."""
        try:
            return self._converter.structure(value, shape)
        except Exception as error:
            raise RefusalError(Code.INVALID_PARAMS, _what_is_wrong(error)) from error

    def _take_answer(self, message: Json) -> None:
        """The client answers one of our requests; its result is of no interest, an error is logged."""
        future = self._request_futures.pop(_id(message.get("id")) or 0, None)
        if future and not future.done():
            if "error" in message:
                _log.warning("the client refused a request: %s", message["error"])
            future.set_result(None)

    def shut_down(self) -> None:
        """From now on only `exit` counts."""
        self._shutdown = True

    # -- what goes out
    def _send_handler_result(self, future: Future[Any], *, msg_id: int | str) -> None:
        self._request_futures.pop(msg_id, None)
        if future.cancelled():
            self._refuse(msg_id, Code.CANCELLED, "cancelled")
            return
        error = future.exception()
        if isinstance(error, RefusalError):
            self._refuse(msg_id, error.code, str(error))
        elif error is not None:
            _log.error("a request failed", exc_info=error)
            self._refuse(msg_id, Code.INTERNAL_ERROR, f"the server failed ({type(error).__name__}); its log says more")
        elif isinstance(result := future.result(), Written):
            self.send_body(f'{{"jsonrpc":"2.0","id":{json.dumps(msg_id)},"result":{result.text}}}'.encode("ascii"))
        else:
            self.send({"jsonrpc": "2.0", "id": msg_id, "result": result})

    def _notice_failure(self, method: str, future: Future[Any]) -> None:
        self._request_futures.pop(f"notification {method}", None)
        error = None if future.cancelled() else future.exception()
        if isinstance(error, RefusalError):
            _log.error("%s is ignored: %s", method, error)
        elif error is not None:
            _log.error("%s failed", method, exc_info=error)

    def _refuse(self, request: int | str | None, code: Code, message: str) -> None:
        self.send({"jsonrpc": "2.0", "id": request, "error": {"code": int(code), "message": message}})

    def send(self, message: Json) -> None:
        """Send a message that is JSON already, or holds pygls' types."""
        body = json.dumps(message, default=self._converter.unstructure, separators=(",", ":"))
        self.send_body(body.encode("ascii"))

    def send_body(self, body: bytes) -> None:
        """Send a message that is bytes already."""
        if self.writer is not None:
            self.writer.write(frame(body))

    def _send_data(self, data: object) -> None:
        """Send one of pygls' messages; it calls this for our own requests."""
        self.send(self._converter.unstructure(data))


def _id(value: object) -> int | str | None:
    """A request's id if it is one."""
    return value if isinstance(value, int | str) and not isinstance(value, bool) else None


def _what_is_wrong(error: Exception) -> str:
    """The first thing that keeps a message from being understood, in one line."""
    try:
        found = cattrs.transform_error(error, path="$")
    except Exception:  # noqa: BLE001 - whatever cattrs makes of its own error, the client gets an answer
        found = []
    return found[0][:300] if found else "the parameters have another shape"
