"""What an editor asks about the documents of a session, method by method."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from forewarn.lsp import (
    code_actions,
    commands,
    completion,
    finding,
    hierarchy,
    hover,
    inlay_hints,
    lenses,
    moving,
    navigation,
    presentation,
    pulling,
    renaming,
    symbols,
    tokens,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from forewarn.lsp.conversation import ToClient
    from forewarn.lsp.json_types import Json, JsonValue, Written
    from forewarn.lsp.session import Session
    from forewarn.lsp.unopened import Unopened


class Requests:
    """Who answers which request."""

    def __init__(self, session: Session, to_client: ToClient, unopened: Unopened) -> None:
        """Take the state, how the client is asked something, and what nobody has open."""
        self.session = session
        self._outlines = symbols.Outlines()
        self._hints = inlay_hints.InlayHints()
        self._lenses = lenses.Lenses()
        self._tokens = tokens.SemanticTokens()
        self._pulling = pulling.Pulling(unopened)
        self._handlers: Mapping[str, Callable[[Json], JsonValue | Written]] = {
            method: partial(ask, session)
            for method, ask in (
                ("textDocument/hover", hover.on_hover),
                ("textDocument/completion", completion.on_completion),
                ("completionItem/resolve", completion.on_resolve),
                ("textDocument/documentSymbol", self._outlines.answer),
                ("textDocument/inlayHint", self._hints.answer),
                ("inlayHint/resolve", inlay_hints.on_resolve),
                ("textDocument/codeAction", code_actions.on_code_action),
                ("codeAction/resolve", code_actions.on_resolve),
                ("workspace/executeCommand", partial(commands.on_execute, to_client=to_client)),
                ("workspace/willRenameFiles", moving.Moving(unopened).will_rename),
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
                ("textDocument/diagnostic", self._pulling.document),
                ("workspace/diagnostic", self._pulling.workspace),
                ("workspace/symbol", finding.Finder(unopened).answer),
                ("textDocument/codeLens", self._lenses.answer),
                ("textDocument/prepareCallHierarchy", hierarchy.on_prepare),
                ("callHierarchy/incomingCalls", hierarchy.on_incoming),
                ("callHierarchy/outgoingCalls", hierarchy.on_outgoing),
                ("textDocument/semanticTokens/full", self._tokens.full),
                ("textDocument/semanticTokens/range", self._tokens.part),
            )
        }

    def answer(self, method: str, params: Json) -> JsonValue | Written:
        """Answer a request whose method is one of `forewarn.lsp.methods`."""
        return self._handlers[method](params)

    def moved(self, paths: Iterable[str]) -> tuple[str, ...]:
        """How to ask the editor for what it is to fetch again: what it shows of these files, not edited since."""
        shown = {
            "diagnostic": self._pulling,
            "inlayHint": self._hints,
            "codeLens": self._lenses,
            "semanticTokens": self._tokens,
        }
        return tuple(
            f"workspace/{name}/refresh"
            for name, one in shown.items()
            if name in self.session.client.refreshes and [path for path in paths if one.moved(self.session, path)]
        )
