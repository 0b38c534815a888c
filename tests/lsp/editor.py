"""An editor for tests: pytest-lsp's client, with a text that is typed into and findings that are looked at.

What an editor announces comes from `capabilities/`. The editor counts columns by itself, in the encoding that the
server chose, so that a mistake in forewarn's own counting shows.
"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

if TYPE_CHECKING:
    from collections.abc import Sequence

CAPABILITIES = Path(__file__).resolve().parent / "capabilities"
COMMAND = [sys.executable, "-m", "forewarn.lsp"]
EDITORS = ("neovim-0.11", "vscode", "eglot-1.9")
"""For tests in which they might differ: the first counts UTF-8 and does not watch files, the last makes no files."""
PATIENCE = 20.0
"""Seconds after which something that should happen is taken to have failed. What happens is seen at once."""


def capabilities(name: str) -> types.ClientCapabilities:
    """What the editor of that name announces."""
    text = (CAPABILITIES / f"{name}.json").read_text("utf-8")
    return default_converter().structure(json.loads(text), types.ClientCapabilities)


class Client(LanguageClient):
    """pytest-lsp's client, which also keeps everything that was published, in order."""

    def __init__(self) -> None:
        super().__init__(converter_factory=default_converter)  # pyright: ignore[reportUnknownMemberType] - untyped in pytest-lsp
        self.published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.registered: list[types.Registration] = []
        self.outdated = asyncio.Event()
        features = {
            **DEFAULT_CLIENT_FEATURES,
            types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: _keep,
            types.CLIENT_REGISTER_CAPABILITY: _register,
            types.WORKSPACE_DIAGNOSTIC_REFRESH: _outdate,
        }
        register_lsp_features(self, features)


def _keep(ls: Client, params: types.PublishDiagnosticsParams) -> None:
    ls.published.put_nowait(params)


def _outdate(ls: Client, params: None) -> None:
    del params
    ls.outdated.set()


def _register(ls: Client, params: types.RegistrationParams) -> None:
    ls.registered += params.registrations


@dataclass
class Editor:
    """One editor with one document in front, saved in `folder`."""

    client: Client
    name: str
    folder: Path
    encoding: str = "utf-16"
    server: types.ServerCapabilities = field(default_factory=types.ServerCapabilities)
    uri: str = ""
    lines: list[str] = field(default_factory=lambda: [""])
    version: int = 0
    pulled: dict[str, tuple[int, str | None, list[types.Diagnostic]]] = field(
        default_factory=dict[str, "tuple[int, str | None, list[types.Diagnostic]]"]
    )
    """What was last asked for of each document: of which version, its result, and what is shown."""

    async def start(self) -> None:
        """Shake hands."""
        params = types.InitializeParams(
            capabilities=capabilities(self.name),
            root_uri=self.folder.as_uri(),
            workspace_folders=[types.WorkspaceFolder(uri=self.folder.as_uri(), name="work")],
        )
        answer = await asyncio.wait_for(self.client.initialize_session(params), PATIENCE)
        self.server = answer.capabilities
        agreed = answer.capabilities.position_encoding
        self.encoding = agreed.value if isinstance(agreed, types.PositionEncodingKind) else agreed or "utf-16"

    @property
    def watches(self) -> bool:
        """Whether it watches files for a server that asks, and tells it of those that change."""
        workspace = capabilities(self.name).workspace
        watched = workspace.did_change_watched_files if workspace else None
        return bool(watched and watched.dynamic_registration)

    # -- the document
    @property
    def text(self) -> str:
        """The document's text."""
        return "\n".join(self.lines)

    @property
    def document(self) -> types.TextDocumentIdentifier:
        """The document in front."""
        return types.TextDocumentIdentifier(uri=self.uri)

    async def open(self, name: str, text: str, language: str = "yaml") -> list[str]:
        """Open a document (a file's name, or a URI) that has this text; what the editor then shows."""
        self.show(name, text, language)
        return await self.sees()

    def show(self, name: str, text: str, language: str = "yaml") -> None:
        """Open a document without waiting for anything."""
        self.uri = name if ":" in name else (self.folder / name).as_uri()
        self.lines, self.version = text.split("\n"), 1
        self.pulled.pop(self.uri, None)
        item = types.TextDocumentItem(uri=self.uri, language_id=language, version=1, text=text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))

    async def type(self, old: str, new: str) -> list[str]:
        """Replace the text `old`, which the document holds once, by `new`; what the editor then shows."""
        self.change((old, new))
        return await self.sees()

    def change(self, *replacements: tuple[str, str]) -> None:
        """Replace texts one after the other, in one message, without waiting for anything."""
        self.version += 1
        changes: list[types.TextDocumentContentChangeEvent] = []
        for old, new in replacements:
            place = self.range_of(old)
            changes.append(types.TextDocumentContentChangePartial(range=place, text=new))
            self.lines = self.text.replace(old, new, 1).split("\n")
        document = types.VersionedTextDocumentIdentifier(uri=self.uri, version=self.version)
        params = types.DidChangeTextDocumentParams(text_document=document, content_changes=changes)
        self.client.text_document_did_change(params)

    def range_of(self, text: str) -> types.Range:
        """Where `text` stands; the document holds it once."""
        assert self.text.count(text) == 1, f"{text!r} is there {self.text.count(text)} times"
        start = self.text.index(text)
        return types.Range(start=self._position(start), end=self._position(start + len(text)))

    def at(self, text: str) -> types.Position:
        """Where the cursor is with `text` around it; `|` marks it."""
        before, after = text.split("|")
        assert self.text.count(before + after) == 1, f"{text!r} is there {self.text.count(before + after)} times"
        return self._position(self.text.index(before + after) + len(before))

    def _position(self, offset: int) -> types.Position:
        before = self.text[:offset]
        line = before.count("\n")
        return types.Position(line=line, character=self.width(before[before.rfind("\n") + 1 :]))

    def width(self, text: str) -> int:
        """How many columns a text takes in the encoding that was agreed on."""
        sizes = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
        codec = self.encoding if self.encoding == "utf-8" else f"{self.encoding}-le"
        return len(text.encode(codec)) // sizes[self.encoding]

    def text_in(self, place: types.Range) -> str:
        """The text in a range, as this editor counts."""
        start, end = self._offset(place.start), self._offset(place.end)
        return self.text[start:end]

    def _offset(self, position: types.Position) -> int:
        line = self.lines[position.line]
        column = next(n for n in range(len(line) + 1) if self.width(line[:n]) >= position.character)
        return sum(len(one) + 1 for one in self.lines[: position.line]) + column

    # -- what comes back
    async def sees(self) -> list[str]:
        """What is shown after the next publication: the words marked, the rule, the message."""
        return [self.line(one) for one in await self.diagnostics()]

    async def diagnostics(self) -> Sequence[types.Diagnostic]:
        """The next publication for the document in front."""
        return (await self.publication()).diagnostics

    async def publication(self) -> types.PublishDiagnosticsParams:
        """The next publication for the document in front, whole: as it comes, or as it is asked for."""
        if self.server.diagnostic_provider is not None:
            return await self._pull()
        while True:
            published = await asyncio.wait_for(self.client.published.get(), PATIENCE)
            if published.uri == self.uri:
                return published

    async def _pull(self) -> types.PublishDiagnosticsParams:
        """Ask as VS Code does: after an edit, and where the server says that something changed."""
        while True:
            version, result, shown = self.pulled.get(self.uri, (0, None, []))
            if version == self.version:
                await asyncio.wait_for(self.client.outdated.wait(), PATIENCE)
                self.client.outdated.clear()
            params = types.DocumentDiagnosticParams(self.document, previous_result_id=result)
            report = await self.client.text_document_diagnostic_async(params)
            if isinstance(report, types.RelatedFullDocumentDiagnosticReport):
                shown = list(report.items)
            elif version == self.version:
                continue  # what changed is in another document
            assert isinstance(report.result_id, str)
            self.pulled[self.uri] = (self.version, report.result_id, shown)
            return types.PublishDiagnosticsParams(self.uri, shown, self.version)

    def line(self, one: types.Diagnostic) -> str:
        """A diagnostic as a person sees it: the words it marks, the rule, the message."""
        return f"{self.text_in(one.range)}: {one.code} {one.message}"

    async def status(self) -> dict[str, object]:
        """What forewarn says of the document in front: whether it is checked, and why."""
        asked = types.ExecuteCommandParams(command="forewarn.showStatus", arguments=[self.uri])
        return cast("dict[str, object]", await self.client.workspace_execute_command_async(asked))

    async def nothing_more(self) -> bool:
        """Whether nothing was published up to now: a request is answered after all that came before it."""
        await self.client.text_document_hover_async(
            types.HoverParams(text_document=self.document, position=types.Position(line=0, character=0))
        )
        return self.client.published.empty() and not self.client.outdated.is_set()

    def apply(self, edit: types.WorkspaceEdit | None) -> None:
        """Make the edits that concern the document in front, as an editor does: all at once."""
        assert edit is not None
        edits: list[types.TextEdit] = []
        for uri, made in (edit.changes or {}).items():
            edits += made if uri == self.uri else []
        for change in edit.document_changes or []:
            assert isinstance(change, types.TextDocumentEdit)
            if change.text_document.uri == self.uri:
                assert change.text_document.version == self.version
                edits += [one for one in change.edits if isinstance(one, types.TextEdit)]
        ordered = sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True)
        text = self.text
        for one in ordered:
            text = text[: self._offset(one.range.start)] + one.new_text + text[self._offset(one.range.end) :]
        self.lines = text.split("\n")
