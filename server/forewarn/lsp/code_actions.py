"""`textDocument/codeAction` and `codeAction/resolve`: the quick fixes of the findings at a place.

The findings are our own, by range: what a client sends as the context's diagnostics may be old, or somebody else's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from forewarn.features.actions import actions, edits
from forewarn.lsp.errors import Code, RefusalError
from forewarn.lsp.guard import logged
from forewarn.lsp.json_types import dig, strings
from forewarn.lsp.params import document_uri, points
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from forewarn.features.actions import Action
    from forewarn.features.view import View
    from forewarn.lsp.json_types import Json, JsonValue
    from forewarn.lsp.session import Session
    from forewarn.text.edits import TextEdit

KIND = "quickfix"


def on_code_action(session: Session, params: Json) -> list[Json]:
    """The quick fixes in a range. Their edits come on resolve where the client asks so, else at once."""
    if dig(params, "context", "only") is not None and not any(
        _is_under(KIND, kind) for kind in strings(params, "context", "only")
    ):
        return []
    uri = document_uri(params)
    seen = session.view(uri)
    if seen is None:
        return []
    span = session.places.read_span(seen.document, *points(params))
    offered: list[Json] = []
    for number, one in enumerate(actions(seen, span)):
        # A fix that cannot be written costs itself, not the others.
        with logged(f"the fix {one.title!r} could not be written"):
            offered.append(_written(session, seen, uri, span, number, one))
    return offered


def on_resolve(session: Session, action: Json) -> Json:
    """The action with its edit. Raises RefusalError where the text has changed since the action was offered."""
    uri, version, number = (dig(action, "data", name) for name in ("uri", "version", "number"))
    span = _span(dig(action, "data", "span"))
    if not isinstance(uri, str) or not isinstance(number, int) or span is None:
        return action
    seen = session.view(uri)
    text = session.open_text(seen.path) if seen else None
    if seen is None or text is None or text.version != version:
        raise RefusalError(Code.CONTENT_MODIFIED, "the text has changed since this was offered")
    offered = actions(seen, span)
    if not 0 <= number < len(offered) or offered[number].title != action.get("title"):
        raise RefusalError(Code.CONTENT_MODIFIED, "what was offered has changed since")
    return {**action, "edit": _edit(session, seen, offered[number])}


def _is_under(kind: str, asked: str) -> bool:
    """Whether `kind` is `asked` or a sub-kind of it; the empty kind holds all (LSP 3.17, CodeActionKind)."""
    return not asked or kind == asked or kind.startswith(f"{asked}.")


def _written(session: Session, seen: View, uri: str, span: Span, number: int, action: Action) -> Json:
    written: dict[str, JsonValue] = {
        "title": action.title,
        "kind": KIND,
        "diagnostics": [json.loads(session.diagnostics.one(placed)) for placed in action.placed],
    }
    if action.preferred and session.client.action_preferred:
        written["isPreferred"] = True
    if session.client.action_resolves_edit:
        text = session.open_text(seen.path)
        place = [*span.start, *span.end]
        written["data"] = {"uri": uri, "version": text.version if text else None, "number": number, "span": place}
    else:
        written["edit"] = _edit(session, seen, action)
    return written


def _span(place: JsonValue) -> Span | None:
    """The span that went out as four numbers."""
    if isinstance(place, str) or not isinstance(place, Sequence):
        return None
    numbers = [number for number in place if isinstance(number, int)]
    if len(numbers) != len(place) or len(numbers) != len((*Position(0, 0), *Position(0, 0))):
        return None
    return Span(Position(*numbers[:2]), Position(*numbers[2:]))


def _edit(session: Session, seen: View, action: Action) -> Json:
    """A `WorkspaceEdit`; with the versions it is made for where the client takes them."""
    changes: dict[str, list[Json]] = {}
    versioned: list[Json] = []
    for path, made in edits(seen, action).items():
        document = session.document(path)
        if document is None:
            continue
        written = [_text_edit(session, seen, path, one) for one in made]
        text = session.open_text(path)
        uri = session.uri(path)
        changes[uri] = written
        versioned.append(
            {"textDocument": {"uri": uri, "version": text.version if text else None}, "edits": written},
        )
    return {"documentChanges": versioned} if session.client.document_changes else {"changes": changes}


def _text_edit(session: Session, seen: View, path: str, edit: TextEdit) -> Json:
    document = seen.readings[path].document
    return {"range": session.places.span(document, edit.span), "newText": edit.text}
