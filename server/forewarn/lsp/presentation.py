"""`textDocument/foldingRange`, `textDocument/selectionRange` and `textDocument/documentLink`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from forewarn.features.folding import COMMENT, folds
from forewarn.features.links import links
from forewarn.features.selecting import selections
from forewarn.lsp.errors import Code, RefusalError
from forewarn.lsp.json_types import Written
from forewarn.lsp.params import document_uri, read_point

if TYPE_CHECKING:
    from forewarn.features.folding import Fold
    from forewarn.lsp.json_types import Json, JsonValue
    from forewarn.lsp.session import Session
    from forewarn.text.document import Document
    from forewarn.text.position import Span

_MOST = 1_000
"""Positions of which a selection may be asked at once."""


def on_folding(session: Session, params: Json) -> Written | None:
    """What can be folded, by whole lines; the outermost where the client wants no more than so many."""
    seen = session.view(document_uri(params))
    if seen is None:
        return None
    found = folds(seen)
    limit = session.client.folding_limit
    if limit is not None and len(found) > limit:
        found = sorted(sorted(found, key=lambda one: one.first - one.last)[:limit])
    return Written(f"[{','.join(_fold(one, kinds=session.client.folding_comments) for one in found)}]")


def _fold(one: Fold, *, kinds: bool) -> str:
    kind = f',"kind":"{one.kind}"' if kinds and one.kind == COMMENT else ""
    return f'{{"startLine":{one.first},"endLine":{one.last}{kind}}}'


def on_selection(session: Session, params: Json) -> list[Json] | None:
    """For each position what a selection grows to, from the inside out."""
    asked = params.get("positions")
    if isinstance(asked, str) or not isinstance(asked, Sequence) or len(asked) > _MOST:
        raise RefusalError(Code.INVALID_PARAMS, f"positions is a list of at most {_MOST:,}")
    points = [read_point(one, "each of positions") for one in asked]
    seen = session.view(document_uri(params))
    if seen is None:
        return None
    document = seen.document
    return [
        _nested(session, document, selections(seen, session.places.read_position(document, point))) for point in points
    ]


def _nested(session: Session, document: Document, chain: Sequence[Span]) -> Json:
    written: dict[str, JsonValue] = {}
    for span in reversed(chain):
        inner: dict[str, JsonValue] = {"range": session.places.span(document, span)}
        if written:
            inner["parent"] = written
        written = inner
    return written


def on_links(session: Session, params: Json) -> list[Json] | None:
    """The files that a text names, and the pages of its reference ids."""
    seen = session.view(document_uri(params))
    if seen is None:
        return None
    found: list[Json] = []
    for one in links(seen):
        written: dict[str, JsonValue] = {
            "range": session.places.span(seen.document, one.span),
            "target": session.uri(one.path) if one.path else one.url,
        }
        if one.about and session.client.link_tooltips:
            written["tooltip"] = one.about
        found.append(written)
    return found
