"""`textDocument/codeAction` and `codeAction/resolve`: the quick fixes of the findings at a place, and refactorings.

All fixes of a file at once are an action of their own, for who asks for that kind of action: a menu, or saving.

The findings are our own, by range: what a client sends as the context's diagnostics may be old, or somebody else's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from forewarn.features.actions import actions, edits
from forewarn.features.dismissing import dismissing
from forewarn.features.fix_all import KIND as FIX_ALL
from forewarn.features.fix_all import TITLE, fix_all, is_fixable
from forewarn.features.refactoring import EXTRACT, MOVE, REWRITE
from forewarn.features.refactorings import refactorings, text_of
from forewarn.lsp.capabilities import DISMISS
from forewarn.lsp.commands import dismissal_edit
from forewarn.lsp.edits import versioned_edits, workspace_edit
from forewarn.lsp.errors import Code, RefusalError
from forewarn.lsp.guard import logged
from forewarn.lsp.json_types import dig, strings
from forewarn.lsp.params import document_uri, points
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.features.actions import Action
    from forewarn.features.refactoring import Refactoring
    from forewarn.features.view import View
    from forewarn.lsp.json_types import Json, JsonValue
    from forewarn.lsp.session import Session

KIND = "quickfix"
_REFACTORINGS = (REWRITE, MOVE, EXTRACT)
_AUTOMATIC = 2
Offered = TypeVar("Offered", "Action", "Refactoring")


def on_code_action(session: Session, params: Json) -> list[Json]:
    """The quick fixes and refactorings in a range. Their edits come on resolve if the client asks so, else at once."""
    uri = document_uri(params)
    seen = session.view(uri)
    if seen is None:
        return []
    only = None if dig(params, "context", "only") is None else strings(params, "context", "only")
    span = session.places.read_span(seen.document, *points(params))
    offered: list[Json] = []
    if not session.client.action_literals:
        return list(_commands(session, seen, uri, span)) if _is_asked(KIND, only) else []
    if _is_asked(KIND, only):
        for number, one in enumerate(actions(seen, span)):
            # A fix that cannot be written costs itself, not the others.
            with logged(f"the fix {one.title!r} could not be written"):
                offered.append(_written(session, seen, uri, span, number, one))
        with logged("what was misread could not be dismissed"):
            offered += _dismissals(session, seen, span)
    if any(_is_asked(kind, only) for kind in _REFACTORINGS) and not _is_passing_by(params):
        with logged("refactorings could not be offered"):
            for number, one in enumerate(refactorings(seen, span, files=session.client.creates_files)):
                if _is_asked(one.kind, only):
                    offered.append(_refactoring(session, seen, uri, span, number, one))
    if only is not None and _is_asked(FIX_ALL, only):
        with logged("fixing all could not be offered"):
            offered += _all(session, seen, uri, span)
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
    if action.get("kind") == FIX_ALL:
        return {**action, "edit": _all_fixes(session, seen)}
    if action.get("kind") in _REFACTORINGS:
        again = refactorings(seen, span, files=session.client.creates_files)
        return {**action, "edit": _changes(session, seen, _same(again, number, action))}
    return {**action, "edit": workspace_edit(session, seen, edits(seen, _same(actions(seen, span), number, action)))}


def _same(offered: Sequence[Offered], number: int, action: Json) -> Offered:
    """What was offered under this number. Raises RefusalError where that is something else now."""
    if not 0 <= number < len(offered) or offered[number].title != action.get("title"):
        raise RefusalError(Code.CONTENT_MODIFIED, "what was offered has changed since")
    return offered[number]


def _is_asked(kind: str, only: Sequence[str] | None) -> bool:
    return only is None or any(_is_under(kind, asked) for asked in only)


def _is_passing_by(params: Json) -> bool:
    """Whether an editor asks of itself, as the cursor comes along (LSP 3.17, CodeActionTriggerKind), and nobody else.

    A refactoring is tried out before it is offered: too much for each place that somebody passes.
    """
    return dig(params, "context", "triggerKind") == _AUTOMATIC and dig(params, "context", "only") is None


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
        written["data"] = _data(session, seen, uri, span, number)
    else:
        written["edit"] = workspace_edit(session, seen, edits(seen, action))
    return written


def _dismissals(session: Session, seen: View, span: Span) -> Iterator[Json]:
    for one in dismissing(seen, span):
        edit = dismissal_edit(session, one.path, one.lines)
        if edit is not None:
            about = [json.loads(session.diagnostics.one(one.placed))]
            yield {"title": one.title, "kind": KIND, "diagnostics": about, "edit": edit}


def _commands(session: Session, seen: View, uri: str, span: Span) -> Iterator[Json]:
    """For a client that takes commands only: what it can be asked to apply."""
    for one in dismissing(seen, span):
        if dismissal_edit(session, one.path, one.lines) is not None:
            yield {"title": one.title, "command": DISMISS, "arguments": [uri, *one.lines]}


def _all(session: Session, seen: View, uri: str, span: Span) -> Iterator[Json]:
    """All fixes that need no choice, if there are any."""
    if not is_fixable(seen):
        return
    written: dict[str, JsonValue] = {"title": TITLE, "kind": FIX_ALL}
    if session.client.action_resolves_edit:
        written["data"] = _data(session, seen, uri, span, 0)
    else:
        written["edit"] = _all_fixes(session, seen)
    yield written


def _all_fixes(session: Session, seen: View) -> Json:
    return workspace_edit(session, seen, {seen.path: fix_all(seen, session.workspace)})


def _refactoring(session: Session, seen: View, uri: str, span: Span, number: int, one: Refactoring) -> Json:
    written: dict[str, JsonValue] = {"title": one.title, "kind": one.kind}
    if session.client.action_resolves_edit:
        written["data"] = _data(session, seen, uri, span, number)
    else:
        written["edit"] = _changes(session, seen, one)
    return written


def _data(session: Session, seen: View, uri: str, span: Span, number: int) -> Json:
    """What finds the action again."""
    text = session.open_text(seen.path)
    place = [*span.start, *span.end]
    return {"uri": uri, "version": text.version if text else None, "number": number, "span": place}


def _span(place: JsonValue) -> Span | None:
    """The span that went out as four numbers."""
    if isinstance(place, str) or not isinstance(place, Sequence):
        return None
    numbers = [number for number in place if isinstance(number, int)]
    if len(numbers) != len(place) or len(numbers) != len((*Position(0, 0), *Position(0, 0))):
        return None
    return Span(Position(*numbers[:2]), Position(*numbers[2:]))


def _changes(session: Session, seen: View, one: Refactoring) -> Json:
    """A `WorkspaceEdit` that makes the new file, if there is to be one: never over another (LSP 3.17, CreateFile)."""
    if not one.creates:
        return workspace_edit(session, seen, one.edits)
    uri, start = session.uri(one.creates), {"line": 0, "character": 0}
    text = {"range": {"start": start, "end": start}, "newText": one.text or text_of(seen)}
    return {
        "documentChanges": [
            {"kind": "create", "uri": uri, "options": {"overwrite": False, "ignoreIfExists": False}},
            {"textDocument": {"uri": uri, "version": None}, "edits": [text]},
            *versioned_edits(session, seen, one.edits),
        ]
    }
