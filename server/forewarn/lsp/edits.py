"""Edits of several files, as a `WorkspaceEdit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.lsp.json_types import dig

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forewarn.features.view import View
    from forewarn.lsp.json_types import Json
    from forewarn.lsp.session import Session
    from forewarn.text.document import Document
    from forewarn.text.edits import TextEdit


def workspace_edit(session: Session, seen: View, made: Mapping[str, Sequence[TextEdit]]) -> Json:
    """The edits of each file, made for its text in `seen`; with the versions of the texts where the client takes them.

    A file that nobody has open has no version (LSP 3.17, OptionalVersionedTextDocumentIdentifier).
    """
    return edit_of(session, _documents(seen), made)


def edit_of(session: Session, documents: Mapping[str, Document], made: Mapping[str, Sequence[TextEdit]]) -> Json:
    """The edits of each file, made for its text in `documents`."""
    versioned = _versioned(session, documents, made)
    if session.client.document_changes:
        return {"documentChanges": versioned}
    return {"changes": {str(dig(one, "textDocument", "uri")): one["edits"] for one in versioned}}


def versioned_edits(session: Session, seen: View, made: Mapping[str, Sequence[TextEdit]]) -> list[Json]:
    """The edits of each file as `TextDocumentEdit`s."""
    return _versioned(session, _documents(seen), made)


def _documents(seen: View) -> Mapping[str, Document]:
    return {path: reading.document for path, reading in seen.readings.items()}


def _versioned(
    session: Session, documents: Mapping[str, Document], made: Mapping[str, Sequence[TextEdit]]
) -> list[Json]:
    versioned: list[Json] = []
    for path, own in made.items():
        document = documents.get(path)
        if document is None:
            continue
        written: list[Json] = [{"range": session.places.span(document, one.span), "newText": one.text} for one in own]
        text = session.open_text(path)
        where: Json = {"uri": session.uri(path), "version": text.version if text else None}
        versioned.append({"textDocument": where, "edits": written})
    return versioned
