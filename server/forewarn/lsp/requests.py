"""What an editor asks about the documents of a session, method by method."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from forewarn.lsp import (
    code_actions,
    commands,
    completion,
    hover,
    inlay_hints,
    navigation,
    presentation,
    renaming,
    symbols,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forewarn.lsp.conversation import ToClient
    from forewarn.lsp.json_types import Json, JsonValue, Written
    from forewarn.lsp.session import Session


class Requests:
    """Who answers which request."""

    def __init__(self, session: Session, to_client: ToClient) -> None:
        """Take the state, and how the client is asked something."""
        self.session = session
        self._outlines = symbols.Outlines()
        self._hints = inlay_hints.InlayHints()
        self._handlers: Mapping[str, Callable[[Json], JsonValue | Written]] = {
            method: partial(ask, session)
            for method, ask in (
                ("textDocument/hover", hover.on_hover),
                ("textDocument/completion", completion.on_completion),
                ("completionItem/resolve", completion.on_resolve),
                ("textDocument/documentSymbol", self._outlines.answer),
                ("textDocument/inlayHint", self._hints.answer),
                ("textDocument/codeAction", code_actions.on_code_action),
                ("codeAction/resolve", code_actions.on_resolve),
                ("workspace/executeCommand", partial(commands.on_execute, to_client=to_client)),
                ("textDocument/definition", navigation.on_definition),
                ("textDocument/declaration", navigation.on_declaration),
                ("textDocument/implementation", navigation.on_implementation),
                ("textDocument/references", navigation.on_references),
                ("textDocument/documentHighlight", navigation.on_highlight),
                ("textDocument/prepareRename", renaming.on_prepare),
                ("textDocument/rename", renaming.on_rename),
                ("textDocument/foldingRange", presentation.on_folding),
                ("textDocument/selectionRange", presentation.on_selection),
                ("textDocument/documentLink", presentation.on_links),
            )
        }

    def answer(self, method: str, params: Json) -> JsonValue | Written:
        """Answer a request whose method is one of `forewarn.lsp.methods`."""
        return self._handlers[method](params)

    def hints_moved(self, path: str) -> bool:
        """Whether the hints that the editor shows of a file, which it did not edit since, are others now."""
        return self._hints.moved(self.session, path)
