"""The server: who answers which message, and the loop that takes them one by one."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from forewarn import __version__
from forewarn.lsp.capabilities import Client, server_capabilities
from forewarn.lsp.frames import Received
from forewarn.lsp.inbox import Inbox
from forewarn.lsp.json_types import dig
from forewarn.lsp.lifecycle import Watch
from forewarn.lsp.protocol import Code, Protocol, RefusalError
from forewarn.lsp.texts import MalformedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import BinaryIO

    from forewarn.lsp.json_types import Json, JsonValue
    from forewarn.lsp.session import Session

_log = logging.getLogger(__name__)
_LOOK_EVERY = 1.0
"""Seconds between two looks at the disk, for editors that do not tell when files change."""
_WATCHED = ("**/*.{yaml,yml,json,md,markdown,toml}", "**/.git/HEAD")


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


class Server(LanguageServer):
    """forewarn's language server for one client."""

    protocol: Protocol

    def __init__(self, output: Output) -> None:
        super().__init__("forewarn", __version__, protocol_cls=Protocol)
        self.output = output
        self.client = Client()
        self.watch: Watch | None = None
        self._session: Session | None = None
        self._looking: asyncio.Task[None] | None = None
        self.protocol.set_writer(output)
        self.protocol.raw |= {
            types.INITIALIZE: self._initialize,
            types.INITIALIZED: self._initialized,
            types.SHUTDOWN: self._shut_down,
            types.TEXT_DOCUMENT_DID_OPEN: self._opened,
            types.TEXT_DOCUMENT_DID_CHANGE: self._changed,
            types.TEXT_DOCUMENT_DID_SAVE: self._saved,
            types.TEXT_DOCUMENT_DID_CLOSE: self._closed,
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES: self._files_changed,
            types.WORKSPACE_DID_CHANGE_CONFIGURATION: _accept,
            types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: _accept,
            types.SET_TRACE: _accept,
            types.COMPLETION_ITEM_RESOLVE: self._with_session("on_completion_resolve"),
            types.CODE_ACTION_RESOLVE: self._with_session("on_action_resolve"),
        }
        for method, name in (
            (types.TEXT_DOCUMENT_HOVER, "on_hover"),
            (types.TEXT_DOCUMENT_COMPLETION, "on_completion"),
            (types.TEXT_DOCUMENT_CODE_ACTION, "on_code_action"),
            (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, "on_document_symbol"),
        ):
            self.feature(method)(self._with_session(name))

    def report_server_error(self, error: Exception, source: object) -> None:
        """Errors are for the log: a popup would tell a person about something that is not theirs to mend."""
        _log.error("%s: %s", source, error)

    # -- the conversation's frame
    def _initialize(self, params: Json) -> Json:
        capabilities = params.get("capabilities")
        if not isinstance(capabilities, dict):
            raise RefusalError(Code.INVALID_PARAMS, "capabilities is an object")
        self.client = Client.of(capabilities)
        if self.watch:
            self.watch.follow(params.get("processId"))
        self.protocol.initialized = True
        asyncio.get_running_loop().call_soon(self._warm_up)
        return {
            "capabilities": server_capabilities(self.client),
            "serverInfo": {"name": "forewarn", "version": __version__},
        }

    def _initialized(self, params: Json) -> None:
        del params
        if self.client.registers_watchers:
            watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers=watchers)
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            registration = types.Registration(id="watched-files", method=method, register_options=options)
            self.protocol.send_request(
                types.CLIENT_REGISTER_CAPABILITY, types.RegistrationParams(registrations=[registration])
            )
        else:
            self._looking = asyncio.get_running_loop().create_task(self._look_at_disk())

    async def _look_at_disk(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            try:
                self.session.look_at_disk()
            except Exception:
                _log.exception("looking at the disk failed")

    def _shut_down(self, params: Json) -> None:
        del params
        self.protocol.shut_down()

    # -- the session behind it
    def _warm_up(self) -> None:
        """Load what the first document will need, now that the client has its answer."""
        try:
            _ = self.session
        except Exception:
            _log.exception("the server could not be loaded")

    @property
    def has_session(self) -> bool:
        """Whether there is a session already."""
        return self._session is not None

    @property
    def session(self) -> Session:
        """The session, made when it is first needed."""
        if self._session is None:
            loop = asyncio.get_running_loop()
            self._session = _answers().Session(self.client, self._send, loop)
        return self._session

    def _send(self, message: str) -> None:
        self.protocol.send_body(message.encode("ascii"))

    def _with_session(self, name: str) -> Callable[[Any], Any]:
        def handle(params: Any) -> Any:
            return getattr(_answers(), name)(self.session, params)

        return handle

    # -- documents
    def _opened(self, params: Json) -> None:
        document = params.get("textDocument")
        text, language = dig(document, "text"), dig(document, "languageId")
        if not isinstance(text, str):
            raise RefusalError(Code.INVALID_PARAMS, "a document has a text")
        language = language if isinstance(language, str) else ""
        self.session.open(_uri(document), language, _version(document), text)

    def _changed(self, params: Json) -> None:
        document = params.get("textDocument")
        try:
            self.session.change(_uri(document), _version(document), params.get("contentChanges"))
        except MalformedError as error:
            raise RefusalError(Code.INVALID_PARAMS, str(error)) from error

    def _saved(self, params: Json) -> None:
        self.session.save(_uri(params.get("textDocument")))

    def _closed(self, params: Json) -> None:
        self.session.close(_uri(params.get("textDocument")))

    def _files_changed(self, params: Json) -> None:
        changes = params.get("changes")
        uris = [dig(change, "uri") for change in changes] if isinstance(changes, list) else []
        self.session.files_changed([uri for uri in uris if isinstance(uri, str)])


def _accept(params: Json) -> None:
    """Take note of nothing: there is no setting that the editor could change yet."""
    del params


def _answers() -> ModuleType:
    from forewarn.lsp import answers  # noqa: PLC0415 - the client has its answer before this is paid for

    return answers


def _uri(document: JsonValue) -> str:
    uri = dig(document, "uri")
    if not isinstance(uri, str):
        raise RefusalError(Code.INVALID_PARAMS, "a document has a uri")
    return uri


def _version(document: JsonValue) -> int | None:
    version = dig(document, "version")
    return version if isinstance(version, int) else None


def serve() -> int:
    """Serve the client on standard input and output until it says goodbye or is gone. Gives the exit code.

    0 after `shutdown` and `exit`, 1 otherwise (LSP 3.17, Exit Notification).
    """
    logging.basicConfig(format="forewarn: %(message)s", level=logging.ERROR, stream=sys.stderr)
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    # Whatever prints must not get between the messages.
    output = Output(os.fdopen(os.dup(sys.stdout.fileno()), "wb"))
    sys.stdout = sys.stderr
    return asyncio.run(_serve(output, partial(os.read, sys.stdin.fileno())))


async def _serve(output: Output, read: Callable[[int], bytes]) -> int:
    inbox = Inbox(read)
    watch = Watch(lambda: inbox.closed_at)
    server = Server(output)
    server.watch = watch
    protocol = server.protocol
    protocol.inbox = inbox
    inbox.start()
    watch.start()
    while True:
        await inbox.ready()
        while (message := inbox.take()) is not None:
            try:
                if isinstance(message, Received):
                    protocol.receive(message.message)
                else:
                    protocol.unreadable(message.reason)
            except Exception:
                _log.exception("a message could not be handled")
            if protocol.exit_code is not None:
                return protocol.exit_code
        if inbox.ended or output.gone:
            return 1
        # The reader gets its turn: text that the next message changes again is not worth judging.
        await asyncio.sleep(0)
        if inbox.empty and server.has_session:
            server.session.settle()
