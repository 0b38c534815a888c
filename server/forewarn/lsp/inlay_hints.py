"""`textDocument/inlayHint` with `inlayHint/resolve`, and when the editor is to ask again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from forewarn.features.hints import USUAL, Sort, about, hints
from forewarn.lsp.hover import markup
from forewarn.lsp.json_types import dig
from forewarn.lsp.params import document_uri, points
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from forewarn.features.hints import Hint
    from forewarn.features.view import View
    from forewarn.lsp.json_types import Json, JsonValue
    from forewarn.lsp.session import Session
    from forewarn.text.document import Document


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
        found = hints(seen, span, chosen(session))
        self._shown[seen.path] = _Shown(seen.document, span, found)
        for closed in [path for path in self._shown if session.open_text(path) is None]:
            del self._shown[closed]
        return [_written(session, seen, one) for one in found]

    def moved(self, session: Session, path: str) -> bool:
        """Whether the hints that the editor has of a file are others now, though its text is the same.

        After an edit the editor asks by itself.
        """
        shown, text = self._shown.get(path), session.open_text(path)
        seen = session.view(text.uri) if shown and text else None
        if shown is None or seen is None or seen.document is not shown.document:
            return False
        found = hints(seen, shown.span, chosen(session))
        self._shown[path] = shown._replace(hints=found)
        return found != shown.hints


def on_resolve(session: Session, hint: Json) -> Json:
    """The hint with what hovering would say of it; as it came where it is not there any more."""
    uri, line = dig(hint, "data", "uri"), dig(hint, "data", "line")
    seen = session.view(uri) if isinstance(uri, str) else None
    if seen is None or not isinstance(line, int) or not 0 <= line < len(seen.document.lines):
        return hint
    there = hints(seen, Span(Position(line, 0), Position(line, len(seen.document.line(line)))), chosen(session))
    told = next((about(seen, one) for one in there if one.text == hint.get("label")), "")
    if not told:
        return hint
    client = session.client
    return {**hint, "tooltip": markup(told, markup=True, markdown=client.hover_markdown)}


def chosen(session: Session) -> frozenset[Sort]:
    """The sorts of hints to show: the usual ones, but for what the editor's settings say."""
    said = session.workspace.configurations.elsewhere.hints
    return frozenset(sort for sort in Sort if said.get(sort, sort in USUAL))


def _written(session: Session, seen: View, one: Hint) -> Json:
    place = session.places.position(seen.document, one.position)
    written: dict[str, JsonValue] = {"position": place, "label": one.text, "paddingLeft": True}
    if one.about and session.client.hint_tooltips_later:
        written["data"] = {"uri": session.uri(seen.path), "line": one.position.line}
    return written
