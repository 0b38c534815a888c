"""`workspace/executeCommand`: what an editor can have done by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from forewarn.features.dismissing import addition
from forewarn.lsp import capabilities
from forewarn.lsp.errors import Code, RefusalError
from forewarn.lsp.standing import status
from forewarn.model.dismissals import FORM

if TYPE_CHECKING:
    from forewarn.lsp.conversation import ToClient
    from forewarn.lsp.json_types import Json, JsonValue
    from forewarn.lsp.session import Session

_START = {"line": 0, "character": 0}


def on_execute(session: Session, params: Json, *, to_client: ToClient) -> Json | None:
    """Run a command. Raises RefusalError where it is none of ours, or cannot be run as asked."""
    command, arguments = params.get("command"), params.get("arguments")
    match command:
        case capabilities.SHOW_STATUS:
            return status(session, arguments)
        case capabilities.DISMISS:
            return _dismiss(session, arguments, to_client)
        case _:
            raise RefusalError(Code.INVALID_PARAMS, f"there is no command {str(command)[:200]}")


def _dismiss(session: Session, arguments: JsonValue, to_client: ToClient) -> None:
    """What an editor that takes commands only gets back as an edit to apply."""
    uri, lines = _arguments(arguments)
    seen = session.view(uri)
    edit = dismissal_edit(session, seen.dismissals, lines) if seen and seen.dismissals else None
    if edit is None:
        raise RefusalError(Code.INVALID_PARAMS, "nothing can be dismissed there")
    to_client("workspace/applyEdit", {"label": "Dismiss", "edit": edit})


def _arguments(arguments: JsonValue) -> tuple[str, tuple[str, ...]]:
    """The URI and the lines, each of which begins with a fingerprint and is one."""
    if not isinstance(arguments, str) and isinstance(arguments, Sequence) and len(arguments) > 1:
        uri, *rest = arguments
        lines = tuple(one for one in rest if isinstance(one, str) and one.isprintable() and FORM.match(one))
        if isinstance(uri, str) and len(lines) == len(rest):
            return uri, lines
    raise RefusalError(Code.INVALID_PARAMS, f"{capabilities.DISMISS} takes a document and lines that dismiss something")


def dismissal_edit(session: Session, path: str, lines: Sequence[str]) -> Json | None:
    """A `WorkspaceEdit` that adds lines to a file of dismissals, and makes it where it is not there.

    None where the client makes no files (LSP 3.17, CreateFile).
    """
    document, uri = session.document(path), session.uri(path)
    edit = addition(document, lines)
    if document is None:
        if not session.client.creates_files:
            return None
        written: Json = {"range": {"start": _START, "end": _START}, "newText": edit.text}
        made: Json = {"kind": "create", "uri": uri, "options": {"overwrite": False, "ignoreIfExists": True}}
        return {"documentChanges": [made, {"textDocument": {"uri": uri, "version": None}, "edits": [written]}]}
    written = {"range": session.places.span(document, edit.span), "newText": edit.text}
    if not session.client.document_changes:
        return {"changes": {uri: [written]}}
    text = session.open_text(path)
    version = text.version if text else None
    return {"documentChanges": [{"textDocument": {"uri": uri, "version": version}, "edits": [written]}]}
