"""`textDocument/completion` and `completionItem/resolve`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.features.completion import asks_again, complete, documentation
from forewarn.lsp.hover import markup
from forewarn.lsp.json_types import dig
from forewarn.lsp.params import document_uri, point

if TYPE_CHECKING:
    from forewarn.features.completion import Completion
    from forewarn.features.view import View
    from forewarn.lsp.json_types import Json, JsonValue
    from forewarn.lsp.session import Session

_KINDS = {"key": 10, "choice": 20, "type": 7, "name": 18, "id": 18, "word": 14}
"""CompletionItemKind (LSP 3.17): Property, EnumMember, Class, Reference, Keyword."""
_TEXT = 1
_EARLY = 40
"""Items, of those offered first, that carry their documentation where the client cannot ask for it later."""
_SNIPPET = 2
"""InsertTextFormat.Snippet (LSP 3.17)."""


def on_completion(session: Session, params: Json) -> Json | None:
    """What could stand at the cursor. Where the list is complete, an editor filters it itself while one types on."""
    uri = document_uri(params)
    seen = session.view(uri)
    if seen is None:
        return None
    found = complete(seen, session.places.read_position(seen.document, point(params)))
    return {
        "isIncomplete": asks_again(found),
        "items": [_item(session, seen, uri, one, early=n < _EARLY) for n, one in enumerate(found)],
    }


def on_resolve(session: Session, item: Json) -> Json:
    """The item with its documentation."""
    uri, topic = dig(item, "data", "uri"), dig(item, "data", "topic")
    if not isinstance(uri, str) or not isinstance(topic, str) or not topic:
        return item
    seen = session.view(uri)
    said = _documentation(session, seen, topic) if seen else None
    return {**item, "documentation": said} if said else item


def _documentation(session: Session, seen: View, topic: str) -> Json | str | None:
    text, client = documentation(seen, topic), session.client
    return markup(text, markup=client.completion_markup, markdown=client.completion_markdown) if text else None


def _item(session: Session, seen: View, uri: str, one: Completion, *, early: bool) -> Json:
    snippet = one.snippet and session.client.completion_snippets
    new_text = one.insert if snippet or not one.snippet else without_marks(one.insert)
    item: dict[str, JsonValue] = {
        "label": one.label,
        "kind": _KINDS.get(one.kind, _TEXT),
        "textEdit": {"range": session.places.span(seen.document, one.span), "newText": new_text},
    }
    if snippet:
        item["insertTextFormat"] = _SNIPPET
    if one.detail:
        item["detail"] = one.detail
    if one.sort:
        item["sortText"] = one.sort
    if one.filter:
        item["filterText"] = one.filter
    if one.topic and early and not session.client.completion_documents_later:
        said = _documentation(session, seen, one.topic)
        if said:
            item["documentation"] = said
    elif one.topic:
        item["data"] = {"uri": uri, "topic": one.topic}
    return item


def without_marks(snippet: str) -> str:
    """A snippet as plain text: tab stops gone, the default of a placeholder in its place (LSP 3.17, Snippet Syntax)."""
    out: list[str] = []
    rest = snippet
    while rest:
        if rest[0] == "\\" and len(rest) > 1:
            out.append(rest[1])
            rest = rest[2:]
        elif rest[0] == "$" and rest[1:2].isdigit():
            rest = rest[1:].lstrip("0123456789")
        elif rest.startswith("${") and "}" in rest:
            inner, rest = rest[2:].split("}", 1)
            out.append(inner.partition(":")[2])
        else:
            out.append(rest[0])
            rest = rest[1:]
    return "".join(out)
