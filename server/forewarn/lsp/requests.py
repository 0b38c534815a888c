"""What an editor asks about the documents of a session, method by method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.lsp import code_actions, completion, hover, inlay_hints, symbols

if TYPE_CHECKING:
    from forewarn.lsp.json_types import Json, Written
    from forewarn.lsp.session import Session


class Requests:
    """Who answers which request."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._outlines = symbols.Outlines()
        self._hints = inlay_hints.InlayHints()

    def hover(self, params: Json) -> Json | None:
        """`textDocument/hover`."""
        return hover.on_hover(self.session, params)

    def completion(self, params: Json) -> Json | None:
        """`textDocument/completion`."""
        return completion.on_completion(self.session, params)

    def completion_resolve(self, item: Json) -> Json:
        """`completionItem/resolve`."""
        return completion.on_resolve(self.session, item)

    def inlay_hint(self, params: Json) -> list[Json] | None:
        """`textDocument/inlayHint`."""
        return self._hints.answer(self.session, params)

    def hints_moved(self, path: str) -> bool:
        """Whether the hints that the editor shows of a file, which it did not edit since, are others now."""
        return self._hints.moved(self.session, path)

    def code_action(self, params: Json) -> list[Json]:
        """`textDocument/codeAction`."""
        return code_actions.on_code_action(self.session, params)

    def code_action_resolve(self, action: Json) -> Json:
        """`codeAction/resolve`."""
        return code_actions.on_resolve(self.session, action)

    def document_symbol(self, params: Json) -> Written | list[Json] | None:
        """`textDocument/documentSymbol`."""
        return self._outlines.answer(self.session, params)
