"""`workspace/willRenameFiles`: the paths and links that name what gets another name, edited before it has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.features.moving import Move, edits_for, may_name
from forewarn.lsp.edits import edit_of
from forewarn.lsp.errors import Code, RefusalError
from forewarn.lsp.guard import logged
from forewarn.lsp.json_types import dig
from forewarn.lsp.uris import path_of
from forewarn.workspace.source import UnreadableError
from forewarn.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.lsp.json_types import Json
    from forewarn.lsp.session import Session
    from forewarn.lsp.unopened import Unopened
    from forewarn.model.reading import Reading
    from forewarn.text.document import Document
    from forewarn.text.edits import TextEdit

_MOST = 1000
"""So many files and folders at once are followed; an editor that moves a tree names the tree."""


@dataclass(slots=True)
class Moving:
    """Answers before files move. `unopened` knows what nobody has open."""

    unopened: Unopened

    def will_rename(self, session: Session, params: Json) -> Json | None:
        """The edits in all files that are ours; None where nothing names what moves."""
        moves = _moves(params)
        session.read()
        made: dict[str, tuple[TextEdit, ...]] = {}
        documents: dict[str, Document] = {}
        for path, reading in self._readings(session, moves):
            # What cannot be followed in one file is followed in the others.
            with logged(f"what moves could not be followed in {path}"):
                edits = edits_for(path, reading, moves, session.workspace.source.exists)
                if edits:
                    made[path], documents[path] = edits, reading.document
        return edit_of(session, documents, made) if made else None

    def _readings(self, session: Session, moves: Sequence[Move]) -> Iterator[tuple[str, Reading]]:
        """What may name the files: all that the session knows, and of the other files those with a name in them."""
        known = session.workspace.readings()
        yield from known.items()
        for path in [path for path, _ in self.unopened.files() if path not in known]:
            try:
                text = session.workspace.source.read_text(path).document.text
                if may_name(path, text, moves):
                    fresh = Workspace()
                    fresh.load(path)
                    yield path, fresh.readings()[path]
            except (UnreadableError, KeyError):
                continue  # it went, or is ours no more, since it was looked at


def _moves(params: Json) -> tuple[Move, ...]:
    """The files that move. Raises RefusalError."""
    files = params.get("files")
    if isinstance(files, str) or not isinstance(files, Sequence):
        raise RefusalError(Code.INVALID_PARAMS, "files is a list")
    found: list[Move] = []
    for one in files[:_MOST]:
        old, new = dig(one, "oldUri"), dig(one, "newUri")
        if not isinstance(one, Mapping) or not isinstance(old, str) or not isinstance(new, str):
            raise RefusalError(Code.INVALID_PARAMS, "a file has an oldUri and a newUri")
        found.append(Move(path_of(old), path_of(new)))
    return tuple(one for one in found if one.old.startswith("/") or ":/" in one.old[:3])
