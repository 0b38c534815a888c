"""Several files of one workspace: what is on the disk, which of them the editor shows, and the words at places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lsprotocol import types

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tests.lsp.editor import Editor


@dataclass
class Files:
    """The files of a folder, by name. The one in front is the editor's."""

    editor: Editor
    texts: dict[str, str] = field(default_factory=dict[str, str])

    @staticmethod
    def write(editor: Editor, texts: Mapping[str, str]) -> Files:
        """Write the files into the editor's folder."""
        for name, text in texts.items():
            path = editor.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        return Files(editor, dict(texts))

    async def open(self, name: str) -> None:
        """Show a file in front."""
        await self.editor.open(name, self.texts[name], "markdown" if name.endswith(".md") else "yaml")

    def show(self, name: str) -> None:
        """Go back to a file that was opened before."""
        self.editor.uri, self.editor.lines = self.uri(name), self.texts[name].split("\n")

    def uri(self, name: str) -> str:
        """The URI of a file."""
        return (self.editor.folder / name).as_uri()

    def name(self, uri: str) -> str:
        """The name of the file that a URI means."""
        return unquote(uri).removeprefix(f"{unquote(self.editor.folder.as_uri())}/")

    def at(self, uri: str, place: types.Range) -> str:
        """A place as a person sees it: file, line from 1, and the line with the words in brackets."""
        name = self.name(uri)
        front = self.editor.lines
        self.editor.lines = self.texts[name].split("\n")
        try:
            words, line = self.editor.text_in(place), self.editor.lines[place.start.line]
            start = len(self.editor.text_in(types.Range(types.Position(place.start.line, 0), place.start)))
        finally:
            self.editor.lines = front
        shown = line[:start] + f"[{words}]" + line[start + len(words) :]
        return f"{name}:{place.start.line + 1} {shown.strip()}"

    def locations(self, found: object) -> list[str]:
        """Locations or links, as a person sees them."""
        return [self._location(one) for one in _listed(found)]

    def _location(self, one: object) -> str:
        if isinstance(one, types.Location):
            return self.at(one.uri, one.range)
        assert isinstance(one, types.LocationLink)
        inner, outer = one.target_selection_range, one.target_range
        assert (outer.start.line, outer.start.character) <= (inner.start.line, inner.start.character)
        assert (inner.end.line, inner.end.character) <= (outer.end.line, outer.end.character)
        return self.at(one.target_uri, inner)

    def edited(self, edit: types.WorkspaceEdit | None) -> dict[str, str]:
        """The texts after an edit, by file: only those that it changes."""
        assert edit is not None
        made: dict[str, list[types.TextEdit]] = {}
        for uri, edits in (edit.changes or {}).items():
            made.setdefault(self.name(uri), []).extend(edits)
        for change in edit.document_changes or []:
            assert isinstance(change, types.TextDocumentEdit)
            edits = [one for one in change.edits if isinstance(one, types.TextEdit)]
            made.setdefault(self.name(change.text_document.uri), []).extend(edits)
        return {name: self._with(name, edits) for name, edits in made.items()}

    def _with(self, name: str, edits: list[types.TextEdit]) -> str:
        front, uri = self.editor.lines, self.editor.uri
        self.editor.lines, self.editor.uri = self.texts[name].split("\n"), self.uri(name)
        try:
            self.editor.apply(types.WorkspaceEdit(changes={self.uri(name): edits}))
            return self.editor.text
        finally:
            self.editor.lines, self.editor.uri = front, uri


def _listed(found: object) -> Iterable[object]:
    return found if isinstance(found, list | tuple) else [] if found is None else [found]  # pyright: ignore[reportUnknownVariableType] - an answer


def written(folder: Path, name: str) -> str:
    """The text of a file on the disk, with its own line ends."""
    return (folder / name).read_bytes().decode()
