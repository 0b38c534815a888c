"""Whether a document is checked, and why: for an editor to show beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from forewarn.dialects.recognise import Dialect
from forewarn.features.in_force import in_force
from forewarn.lsp.capabilities import SHOW_STATUS
from forewarn.lsp.errors import Code, RefusalError
from forewarn.lsp.uris import path_of

if TYPE_CHECKING:
    from forewarn.lsp.json_types import Json, JsonValue
    from forewarn.lsp.session import Session

_NOTHING_SAYS_SO = "nothing in its name, its place or its text says that it is a threat model or a design document"


def status(session: Session, arguments: JsonValue) -> Json:
    """Whether the document with a URI is checked, why (in words that follow "because"), and what it belongs to.

    `decided` are sentences about what the configuration, and the model itself, decide for it.
    """
    given = arguments if isinstance(arguments, Sequence) and not isinstance(arguments, str) else ()
    if not given or not isinstance(given[0], str):
        raise RefusalError(Code.INVALID_PARAMS, f"{SHOW_STATUS} takes the URI of a document")
    path = path_of(given[0])
    session.read()
    checked = session.is_ours(path)
    home = session.workspace.configuration_of(path)
    return {
        "checked": checked,
        "why": _why(session, path, checked=checked),
        "configuration": session.uri(home) if home else None,
        "decided": list(in_force(session.workspace, path)) if checked else [],
        "together": [session.uri(other) for other in _others(session, path)],
    }


def _why(session: Session, path: str, *, checked: bool) -> str:
    file = session.workspace.file(path)
    if file is None:
        return "it is not open"
    recognition = file.recognition
    if recognition.settled or recognition.dialect is not Dialect.MARKDOWN:
        kept = checked and not recognition.claimed
        return "it was a threat model when it was last saved" if kept else recognition.why
    from forewarn.dialects.markdown import claims  # noqa: PLC0415 - loaded only where there is Markdown

    by_itself = claims(path, file.reading.document)
    if by_itself or not checked:
        return by_itself or _NOTHING_SAYS_SO
    others = _others(session, path)
    if others:
        return f"it belongs to {PurePosixPath(others[0]).name}"
    return "it was a threat model or a design document when it was last saved"


def _others(session: Session, path: str) -> tuple[str, ...]:
    together = (one for analysis in session.workspace.analyses(path) for one in analysis.paths if one != path)
    return tuple(dict.fromkeys(together))
