"""`textDocument/documentSymbol`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forewarn.features.symbols import Outliner, Symbol
from forewarn.lsp.json_types import Written
from forewarn.lsp.params import document_uri

if TYPE_CHECKING:
    from forewarn.lsp.json_types import Json, JsonValue
    from forewarn.lsp.session import Session
    from forewarn.text.document import Document

SYMBOL_KINDS = {
    "model": 1,  # File
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
_EVERYBODY = frozenset(range(1, 19))
"""The kinds that a client knows which names none (LSP 3.17, SymbolKind)."""


def symbol_kind(kind: str, known: frozenset[int] | None) -> int:
    """The `SymbolKind` for a kind of element, one of those that the client knows; None if it names none."""
    wanted = SYMBOL_KINDS.get(kind, _OTHER)
    return wanted if wanted in (_EVERYBODY if known is None else known) else _OTHER


@dataclass(slots=True)
class Outlines:
    """The outlines of all open files, with what was written of each entry."""

    _outliners: dict[str, Outliner] = field(default_factory=dict[str, Outliner])
    _written: dict[str, dict[int, tuple[Symbol, str]]] = field(default_factory=dict[str, dict[int, tuple[Symbol, str]]])

    def answer(self, session: Session, params: Json) -> Written | list[Json] | None:
        """The outline: nested where the client shows that, else as a flat list."""
        uri = document_uri(params)
        seen = session.view(uri)
        if seen is None:
            return None
        found = self._outliners.setdefault(seen.path, Outliner()).of(seen)
        if not session.client.nested_symbols:
            return [flat for one in found for flat in _flat(session, seen.document, uri, one, "")]
        before, now = self._written.get(seen.path, {}), dict[int, tuple[Symbol, str]]()
        written = Written(f"[{','.join(_nested(session, seen.document, one, before, now) for one in found)}]")
        self._written[seen.path] = now
        for closed in [path for path in self._outliners if session.open_text(path) is None]:
            del self._outliners[closed]
            self._written.pop(closed, None)
        return written


def _nested(
    session: Session,
    document: Document,
    symbol: Symbol,
    before: dict[int, tuple[Symbol, str]],
    now: dict[int, tuple[Symbol, str]],
) -> str:
    """An entry with those below it, as JSON. Entries are told apart by being the same object as last time."""
    known = before.get(id(symbol))
    if known and not symbol.children:
        now[id(symbol)] = known
        return known[1]
    detail = f'"detail":{json.dumps(symbol.detail)},' if symbol.detail else ""
    below = ",".join(_nested(session, document, child, before, now) for child in symbol.children)
    children = f',"children":[{below}]' if below else ""
    text = (
        f'{{"name":{json.dumps(symbol.name)},"kind":{SYMBOL_KINDS.get(symbol.kind, _OTHER)},{detail}'
        f'"range":{session.places.span_text(document, symbol.span)},'
        f'"selectionRange":{session.places.span_text(document, symbol.name_span)}'
        f"{children}}}"
    )
    if not symbol.children:
        now[id(symbol)] = (symbol, text)
    return text


def _flat(session: Session, document: Document, uri: str, symbol: Symbol, container: str) -> list[Json]:
    written: dict[str, JsonValue] = {
        "name": symbol.name,
        "kind": SYMBOL_KINDS.get(symbol.kind, _OTHER),
        "location": {"uri": uri, "range": session.places.span(document, symbol.span)},
    }
    if container:
        written["containerName"] = container
    return [written] + [one for child in symbol.children for one in _flat(session, document, uri, child, symbol.name)]
