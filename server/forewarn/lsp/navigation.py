"""`textDocument/definition`, `declaration`, `implementation`, `references` and `documentHighlight`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.features.navigation import declarations, definitions, highlights, implementations, uses
from forewarn.features.occurrences import Role
from forewarn.lsp.json_types import says_yes
from forewarn.lsp.params import document_uri, point
from forewarn.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from forewarn.features.navigation import Target
    from forewarn.features.view import View
    from forewarn.lsp.json_types import Json, JsonValue
    from forewarn.lsp.session import Session
    from forewarn.text.position import Position, Span

_EMPTY = Document.of("")
_HIGHLIGHTS = {Role.DEFINITION: 3, Role.REFERENCE: 2, Role.MENTION: 1}
"""DocumentHighlightKind (LSP 3.17): Write, Read, Text."""


def on_definition(session: Session, params: Json) -> list[Json] | None:
    """Where the element under the cursor is defined."""
    return _lead(session, params, definitions, "definition")


def on_declaration(session: Session, params: Json) -> list[Json] | None:
    """Where documents tell of it."""
    return _lead(session, params, declarations, "declaration")


def on_implementation(session: Session, params: Json) -> list[Json] | None:
    """What stands behind it."""
    return _lead(session, params, implementations, "implementation")


def on_references(session: Session, params: Json) -> list[Json] | None:
    """Every place that names it."""
    seen = session.view(document_uri(params))
    if seen is None:
        return None
    definition = says_yes(params, "context", "includeDeclaration")
    found = uses(seen, session.places.read_position(seen.document, point(params)), definition=definition)
    return [location(session, one.path, one.span) for one in found]


def on_highlight(session: Session, params: Json) -> list[Json] | None:
    """The places in this file that name it."""
    seen = session.view(document_uri(params))
    if seen is None:
        return None
    found = highlights(seen, session.places.read_position(seen.document, point(params)))
    return [{"range": session.places.span(seen.document, one.span), "kind": _HIGHLIGHTS[one.role]} for one in found]


def location(session: Session, path: str, span: Span) -> Json:
    """A `Location`. A file that was not read is only gone to at its beginning, which every text has."""
    document = session.document(path) or _EMPTY
    return {"uri": session.uri(path), "range": session.places.span(document, span)}


def _lead(
    session: Session, params: Json, ask: Callable[[View, Position], tuple[Target, ...]], feature: str
) -> list[Json] | None:
    """The places that a question leads to: with the word that leads there where the client takes that."""
    seen = session.view(document_uri(params))
    if seen is None:
        return None
    found = ask(seen, session.places.read_position(seen.document, point(params)))
    if feature not in session.client.links:
        return [location(session, one.path, one.span) for one in found]
    return [_link(session, seen, one) for one in found]


def _link(session: Session, seen: View, target: Target) -> Json:
    document = session.document(target.path) or _EMPTY
    written: dict[str, JsonValue] = {
        "targetUri": session.uri(target.path),
        "targetRange": session.places.span(document, target.whole),
        "targetSelectionRange": session.places.span(document, target.span),
    }
    if target.origin:
        written["originSelectionRange"] = session.places.span(seen.document, target.origin)
    return written
