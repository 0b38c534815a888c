"""`textDocument/codeLens`, and when the editor is to ask again.

A lens that speaks of places shows them when it is chosen, where the client has announced the command for it; else it
only says what it says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forewarn.features.lenses import lenses
from forewarn.lsp.navigation import location
from forewarn.lsp.params import document_uri

if TYPE_CHECKING:
    from forewarn.features.lenses import Lens
    from forewarn.features.view import View
    from forewarn.lsp.json_types import Json
    from forewarn.lsp.session import Session
    from forewarn.text.document import Document

SHOW_REFERENCES = "forewarn.showReferences"
"""A command of the client that shows places: a URI, a position, locations. It is announced as one of
`experimental.commands.commands`, as other servers have it."""


@dataclass(slots=True)
class Lenses:
    """Answers for lenses, with what each open file was last given."""

    _shown: dict[str, tuple[Document, tuple[Lens, ...]]] = field(
        default_factory=dict[str, "tuple[Document, tuple[Lens, ...]]"]
    )

    def answer(self, session: Session, params: Json) -> list[Json] | None:
        """The lenses of a file; None where it is not ours."""
        seen = session.view(document_uri(params))
        if seen is None:
            return None
        found = lenses(seen)
        self._shown[seen.path] = (seen.document, found)
        for closed in [path for path in self._shown if session.open_text(path) is None]:
            del self._shown[closed]
        return [_written(session, seen, one) for one in found]

    def moved(self, session: Session, path: str) -> bool:
        """Whether the lenses that the editor has of a file are others now, though its text is the same."""
        shown, text = self._shown.get(path), session.open_text(path)
        seen = session.view(text.uri) if shown and text else None
        if shown is None or seen is None or seen.document is not shown[0]:
            return False
        found = lenses(seen)
        self._shown[path] = (seen.document, found)
        return [one.text for one in found] != [one.text for one in shown[1]]


def _written(session: Session, seen: View, one: Lens) -> Json:
    span = session.places.span(seen.document, one.span)
    command: Json = {"title": one.text, "command": ""}
    if one.places and SHOW_REFERENCES in session.client.commands:
        places = [location(session, place.path, place.span) for place in one.places]
        command = {
            "title": one.text,
            "command": SHOW_REFERENCES,
            "arguments": [session.uri(seen.path), span["start"], places],
        }
    return {"range": span, "command": command}
