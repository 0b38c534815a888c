"""`textDocument/documentSymbol`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.features.symbols import outline

if TYPE_CHECKING:
    from lsprotocol import types

    from forewarn.features.symbols import Symbol
    from forewarn.lsp.json_types import Json, JsonValue
    from forewarn.lsp.session import Session
    from forewarn.text.document import Document

_KINDS = {
    "section": 3,  # Namespace
    "zone": 4,  # Package
    "actor": 11,  # Interface
    "component": 2,  # Module
    "asset": 20,  # Key
    "flow": 12,  # Function
    "threat": 24,  # Event
    "mitigation": 6,  # Method
    "assumption": 14,  # Constant
    "question": 15,  # String
    "review": 19,  # Object
}
"""SymbolKind (LSP 3.17) has no words for ours; these have icons that can be told apart."""
_OTHER = 13


def on_document_symbol(session: Session, params: types.DocumentSymbolParams) -> list[Json] | None:
    """The outline: nested where the client shows that, else as a flat list."""
    uri = params.text_document.uri
    seen = session.view(uri)
    if seen is None:
        return None
    found = outline(seen)
    if session.client.nested_symbols:
        return [_nested(session, seen.document, one) for one in found]
    return [flat for one in found for flat in _flat(session, seen.document, uri, one, "")]


def _nested(session: Session, document: Document, symbol: Symbol) -> Json:
    written: dict[str, JsonValue] = {
        "name": symbol.name,
        "kind": _KINDS.get(symbol.kind, _OTHER),
        "range": session.places.span(document, symbol.span),
        "selectionRange": session.places.span(document, symbol.name_span),
    }
    if symbol.detail:
        written["detail"] = symbol.detail
    if symbol.children:
        written["children"] = [_nested(session, document, child) for child in symbol.children]
    return written


def _flat(session: Session, document: Document, uri: str, symbol: Symbol, container: str) -> list[Json]:
    written: dict[str, JsonValue] = {
        "name": symbol.name,
        "kind": _KINDS.get(symbol.kind, _OTHER),
        "location": {"uri": uri, "range": session.places.span(document, symbol.span)},
    }
    if container:
        written["containerName"] = container
    return [written] + [one for child in symbol.children for one in _flat(session, document, uri, child, symbol.name)]
