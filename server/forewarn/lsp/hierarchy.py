"""`textDocument/prepareCallHierarchy` and `callHierarchy/incomingCalls` and `…/outgoingCalls`: data flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.features.hierarchy import KINDS, incoming, nodes_at, outgoing
from forewarn.lsp.errors import Code, RefusalError
from forewarn.lsp.json_types import dig
from forewarn.lsp.params import document_uri, point
from forewarn.lsp.symbols import SYMBOL_KINDS
from forewarn.model.kinds import Kind
from forewarn.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from forewarn.features.hierarchy import Call, Node
    from forewarn.features.view import View
    from forewarn.lsp.json_types import Json, JsonValue
    from forewarn.lsp.session import Session

_EMPTY = Document.of("")


def on_prepare(session: Session, params: Json) -> list[Json] | None:
    """What flows can be asked of under the cursor."""
    uri = document_uri(params)
    seen = session.view(uri)
    if seen is None:
        return None
    found = nodes_at(seen, session.places.read_position(seen.document, point(params)))
    return [_item(session, uri, one) for one in found] or None


def on_incoming(session: Session, params: Json) -> list[Json] | None:
    """Who sends something there."""
    return _answer(session, params, incoming, "from")


def on_outgoing(session: Session, params: Json) -> list[Json] | None:
    """To whom something is sent from there."""
    return _answer(session, params, outgoing, "to")


def _answer(
    session: Session, params: Json, ask: Callable[[View, Kind, str], tuple[Call, ...]], end: str
) -> list[Json] | None:
    item = params.get("item")
    uri, kind, name = (dig(item, "data", key) for key in ("seen", "kind", "name"))
    if not isinstance(uri, str) or not isinstance(name, str) or kind not in set(map(str, KINDS)):
        raise RefusalError(Code.INVALID_PARAMS, "item is one that was given before, with its data")
    seen = session.view(uri)
    if seen is None:
        return None
    written: list[Json] = []
    for call in ask(seen, Kind(str(kind)), name):
        document = session.document(call.sender) or _EMPTY
        ranges = [session.places.span(document, place) for place in call.places]
        written.append({end: _item(session, uri, call.node), "fromRanges": ranges})
    return written


def _item(session: Session, seen: str, node: Node) -> Json:
    """A `CallHierarchyItem`. Its data says from which open file it was found: it may itself be in one that is not."""
    document = session.document(node.path) or _EMPTY
    written: dict[str, JsonValue] = {
        "name": node.name,
        "kind": SYMBOL_KINDS.get(node.kind.value, SYMBOL_KINDS["section"]),
        "detail": node.detail,
        "uri": session.uri(node.path),
        "range": session.places.span(document, node.whole),
        "selectionRange": session.places.span(document, node.span),
        "data": {"seen": seen, "kind": node.kind.value, "name": node.name},
    }
    return written
