"""`textDocument/prepareRename` and `textDocument/rename`.

What is not renamed is refused with the reason, which editors show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.features.renaming import NotRenamedError, renamable, rename
from forewarn.lsp.edits import workspace_edit
from forewarn.lsp.errors import Code, RefusalError
from forewarn.lsp.params import document_uri, point

if TYPE_CHECKING:
    from forewarn.lsp.json_types import Json
    from forewarn.lsp.session import Session


def on_prepare(session: Session, params: Json) -> Json | None:
    """The identifier under the cursor; None where nothing is named."""
    seen = session.view(document_uri(params))
    if seen is None:
        return None
    try:
        found = renamable(seen, session.places.read_position(seen.document, point(params)))
    except NotRenamedError as error:
        raise RefusalError(Code.REQUEST_FAILED, str(error)) from error
    return {"range": session.places.span(seen.document, found.span), "placeholder": found.name} if found else None


def on_rename(session: Session, params: Json) -> Json | None:
    """The edits that give it its new name in all files of its models."""
    seen = session.view(document_uri(params))
    position, name = point(params), params.get("newName")
    if not isinstance(name, str):
        raise RefusalError(Code.INVALID_PARAMS, "newName is a text")
    if seen is None:
        return None
    try:
        return workspace_edit(session, seen, rename(seen, session.places.read_position(seen.document, position), name))
    except NotRenamedError as error:
        raise RefusalError(Code.REQUEST_FAILED, str(error)) from error
