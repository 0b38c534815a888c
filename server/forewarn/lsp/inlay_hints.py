"""`textDocument/inlayHint`, and when the editor is to ask again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from forewarn.features.hints import hints
from forewarn.lsp.params import document_uri, points

if TYPE_CHECKING:
    from forewarn.features.hints import Hint
    from forewarn.lsp.json_types import Json
    from forewarn.lsp.session import Session
    from forewarn.text.document import Document
    from forewarn.text.position import Span


class _Shown(NamedTuple):
    """What the editor was last told of a file: of which text, and of which lines of it."""

    document: Document
    span: Span
    hints: tuple[Hint, ...]


@dataclass(slots=True)
class InlayHints:
    """Answers for hints, with what each open file was last given."""

    _shown: dict[str, _Shown] = field(default_factory=dict[str, _Shown])

    def answer(self, session: Session, params: Json) -> list[Json] | None:
        """The hints in a range of lines; None where the file is not ours."""
        seen = session.view(document_uri(params))
        if seen is None:
            return None
        span = session.places.read_span(seen.document, *points(params))
        found = hints(seen, span)
        self._shown[seen.path] = _Shown(seen.document, span, found)
        for closed in [path for path in self._shown if session.open_text(path) is None]:
            del self._shown[closed]
        return [
            {"position": session.places.position(seen.document, one.position), "label": one.text, "paddingLeft": True}
            for one in found
        ]

    def moved(self, session: Session, path: str) -> bool:
        """Whether the hints that the editor has of a file are others now, though its text is the same.

        After an edit the editor asks by itself.
        """
        shown, text = self._shown.get(path), session.open_text(path)
        seen = session.view(text.uri) if shown and text else None
        if shown is None or seen is None or seen.document is not shown.document:
            return False
        found = hints(seen, shown.span)
        self._shown[path] = shown._replace(hints=found)
        return found != shown.hints
