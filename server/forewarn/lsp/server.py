"""The server: which message goes to whom."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from forewarn import __version__
from forewarn.lsp.background import Background
from forewarn.lsp.capabilities import Client, server_capabilities
from forewarn.lsp.conversation import Conversation
from forewarn.lsp.errors import Code, RefusalError
from forewarn.lsp.guard import logged
from forewarn.lsp.json_types import dig
from forewarn.lsp.methods import METHODS
from forewarn.lsp.texts import MalformedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from forewarn.lsp.answers import Answers
    from forewarn.lsp.conversation import Output
    from forewarn.lsp.json_types import Json, JsonValue, Written

_log = logging.getLogger(__name__)
_LOOK_EVERY = 1.0
"""Seconds between two looks at the disk, for editors that do not tell when files change."""
_BREATH = 0.1
"""Seconds between the first diagnostics and loading what answers requests."""
_SECTION = "forewarn"
"""What our settings are called among those of the editor."""
_WATCHED = ("**/*.{yaml,yml,json,md,markdown,toml}", "**/.forewarn-dismissed", "**/.git/HEAD")


class Server:
    """forewarn's language server for one client. `follow` is given the client's process id."""

    def __init__(self, output: Output, follow: Callable[[object], None]) -> None:
        self.conversation = Conversation(output)
        self.conversation.handlers |= {
            "initialize": self._initialize,
            "initialized": self._initialized,
            "shutdown": self._shut_down,
            "textDocument/didOpen": self._opened,
            "textDocument/didChange": self._changed,
            "textDocument/didSave": self._saved,
            "textDocument/didClose": self._closed,
            "workspace/didChangeWatchedFiles": self._files_changed,
            "workspace/didRenameFiles": self._files_moved,
            "workspace/didDeleteFiles": self._files_moved,
            "workspace/didChangeConfiguration": self._settings_changed,
            "workspace/didChangeWorkspaceFolders": self._folders_changed,
            "$/setTrace": _accept,
            **{method: partial(self._asked, method) for method in METHODS},
        }
        self._follow = follow
        self._client = Client()
        self._answers: Answers | None = None
        self._configured = False
        self._waiting = False
        self._looking: asyncio.Task[None] | None = None
        self._reading: asyncio.Task[None] | None = None
        self._folders: tuple[str, ...] = ()

    def settle(self) -> None:
        """Nothing else waits: judge what changed, and publish it."""
        if self._answers is None:
            return
        self._answers.session.settle()
        if self._answers.session.has_open and not self._waiting:
            self._waiting = True
            asyncio.get_running_loop().call_later(_BREATH, self._load_the_rest)

    def _load_the_rest(self) -> None:
        """Load what answers requests, before somebody asks."""
        with logged("what answers requests could not be loaded"):
            _ = self.answers.requests

    @property
    def answers(self) -> Answers:
        """What is behind the conversation, loaded when it is first needed."""
        if self._answers is None:
            from forewarn.lsp.answers import Answers  # noqa: PLC0415 - the client has its answer before this is paid for

            self._answers = Answers(self._client, self._send, asyncio.get_running_loop(), self.conversation.ask)
            self._answers.look_through(self._folders)
        return self._answers

    def _send(self, message: str) -> None:
        self.conversation.send_body(message.encode("ascii"))

    # -- beginning and end
    def _initialize(self, params: Json) -> Json:
        capabilities = params.get("capabilities")
        if not isinstance(capabilities, Mapping):
            raise RefusalError(Code.INVALID_PARAMS, "capabilities is an object")
        self._client = Client.of(capabilities)
        self._follow(params.get("processId"))
        self._folders = _folders(params)
        self.conversation.initialized = True
        asyncio.get_running_loop().call_soon(self._warm_up)
        return {
            "capabilities": server_capabilities(self._client),
            "serverInfo": {"name": "forewarn", "version": __version__},
        }

    def _warm_up(self) -> None:
        """Load what the first document will need, now that the client has its answer."""
        with logged("the server could not be loaded"):
            _ = self.answers

    def _initialized(self, _: Json) -> None:
        """Hear of settings, and of changed files: from the client, or by looking."""
        if self._client.registers_settings:
            self._register("settings", "workspace/didChangeConfiguration", {"section": _SECTION})
        if self._client.gives_settings:
            self._ask_for_settings()
        if self._client.finds_symbols or self._client.pulls_diagnostics:
            background = Background(
                self.conversation,
                lambda: self.answers.unopened,
                self._all_read,
                shows_progress=self._client.shows_progress,
            )
            self._reading = asyncio.get_running_loop().create_task(background.run())
        if not self._client.registers_watchers:
            self._looking = asyncio.get_running_loop().create_task(self._look_at_disk())
            return
        watchers = {"watchers": [{"globPattern": pattern} for pattern in _WATCHED]}
        self._register("watched-files", "workspace/didChangeWatchedFiles", watchers)

    def _all_read(self) -> None:
        self.answers.all_read()

    def _register(self, name: str, method: str, options: Json) -> None:
        registration: Json = {"id": name, "method": method, "registerOptions": options}
        self.conversation.ask("client/registerCapability", {"registrations": [registration]})

    async def _look_at_disk(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            with logged("looking at the disk failed"):
                self.answers.session.look_at_disk()

    def _shut_down(self, _: Json) -> None:
        self.conversation.shut_down()

    # -- settings
    def _settings_changed(self, params: Json) -> None:
        """The client says that settings changed: it tells them when asked, or right here."""
        if self._client.gives_settings:
            self._ask_for_settings()
        else:
            self._configure(dig(params, "settings", _SECTION))

    def _ask_for_settings(self) -> None:
        items: Json = {"items": [{"section": _SECTION}]}
        self.conversation.ask("workspace/configuration", items, self._settings_came)

    def _settings_came(self, result: JsonValue) -> None:
        if isinstance(result, Sequence) and not isinstance(result, str) and result:
            self._configure(result[0])

    def _configure(self, values: JsonValue) -> None:
        """Take over the editor's settings, which hold where no configuration lies; what is wrong is in the log."""
        said = {name: value for name, value in values.items() if value} if isinstance(values, Mapping) else {}
        if not said and not self._configured:
            return
        self._configured = True
        from forewarn.dialects.configuration.read import read_values  # noqa: PLC0415 - most people set nothing

        configuration, problems = read_values(said)
        for problem in problems:
            _log.error("in the editor's settings: %s", problem)
        self.answers.session.configure(configuration)
        self.answers.look_through(self._folders)

    # -- folders
    def _folders_changed(self, params: Json) -> None:
        """Folders were added to the workspace, or taken out of it."""
        added, removed = (_uris(dig(params, "event", name)) for name in ("added", "removed"))
        self._folders = tuple(dict.fromkeys((*(one for one in self._folders if one not in removed), *added)))
        self.answers.look_through(self._folders)

    # -- documents
    def _opened(self, params: Json) -> None:
        document = params.get("textDocument")
        text, language = dig(document, "text"), dig(document, "languageId")
        if not isinstance(text, str):
            raise RefusalError(Code.INVALID_PARAMS, "a document has a text")
        language = language if isinstance(language, str) else ""
        self.answers.session.open(_uri(document), language, _version(document), text)

    def _changed(self, params: Json) -> None:
        document = params.get("textDocument")
        try:
            self.answers.session.change(_uri(document), _version(document), params.get("contentChanges"))
        except MalformedError as error:
            raise RefusalError(Code.INVALID_PARAMS, str(error)) from error

    def _saved(self, params: Json) -> None:
        self.answers.session.save(_uri(params.get("textDocument")))

    def _closed(self, params: Json) -> None:
        self.answers.session.close(_uri(params.get("textDocument")))

    def _files_changed(self, params: Json) -> None:
        changes = params.get("changes")
        listed = changes if isinstance(changes, Sequence) and not isinstance(changes, str) else ()
        uris = [dig(change, "uri") for change in listed]
        self.answers.session.files_changed([uri for uri in uris if isinstance(uri, str)])

    def _files_moved(self, params: Json) -> None:
        """Files, or folders with all that is in them, have another name now, or none."""
        moved = params.get("files")
        listed = moved if isinstance(moved, Sequence) and not isinstance(moved, str) else ()
        uris = [dig(one, name) for one in listed for name in ("uri", "oldUri", "newUri")]
        self.answers.session.files_changed([uri for uri in uris if isinstance(uri, str)])

    # -- what is asked
    def _asked(self, method: str, params: Json) -> JsonValue | Written:
        """Answer about the newest text. What a later message makes old is not worked out: it is asked again."""
        uri, inbox = dig(params, "textDocument", "uri"), self.conversation.inbox
        if isinstance(uri, str) and inbox is not None and inbox.edits(uri):
            if method != "textDocument/diagnostic":
                raise RefusalError(Code.CONTENT_MODIFIED, "the text has changed since")
            if isinstance(previous := params.get("previousResultId"), str):
                return {"kind": "unchanged", "resultId": previous}
        return self.answers.requests.answer(method, params)


def _accept(_: Json) -> None:
    """Take note of nothing: what is asked about a document decides by itself where it belongs."""


def _folders(params: Json) -> tuple[str, ...]:
    """The folders of the workspace, by URI: several, or the one root of older clients (LSP 3.17, initialize)."""
    folders = _uris(params.get("workspaceFolders"))
    root = params.get("rootUri")
    return folders or ((root,) if isinstance(root, str) else ())


def _uris(folders: JsonValue) -> tuple[str, ...]:
    listed = folders if isinstance(folders, Sequence) and not isinstance(folders, str) else ()
    return tuple(uri for one in listed if isinstance(uri := dig(one, "uri"), str))


def _uri(document: JsonValue) -> str:
    uri = dig(document, "uri")
    if not isinstance(uri, str):
        raise RefusalError(Code.INVALID_PARAMS, "a document has a uri")
    return uri


def _version(document: JsonValue) -> int | None:
    version = dig(document, "version")
    return version if isinstance(version, int) else None
