"""Everything behind the conversation, in one import.

It brings the rules, the catalogue and the parsers with it, which cost more time than the first answer may take:
`forewarn.lsp.server` imports it once the client has that answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.lsp import code_actions, completion, hover, symbols
from forewarn.lsp.session import Clock, Session
from forewarn.rules.registry import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from forewarn.lsp.capabilities import Client
    from forewarn.lsp.json_types import Json, Written


class Answers:
    """Who answers which request about the documents of `session`."""

    def __init__(self, client: Client, send: Callable[[str], None], clock: Clock) -> None:
        self.session = Session(client, send, clock)
        self._outlines = symbols.Outlines()
        all_rules()

    def hover(self, params: Json) -> Json | None:
        """`textDocument/hover`."""
        return hover.on_hover(self.session, params)

    def completion(self, params: Json) -> Json | None:
        """`textDocument/completion`."""
        return completion.on_completion(self.session, params)

    def completion_resolve(self, item: Json) -> Json:
        """`completionItem/resolve`."""
        return completion.on_resolve(self.session, item)

    def code_action(self, params: Json) -> list[Json]:
        """`textDocument/codeAction`."""
        return code_actions.on_code_action(self.session, params)

    def code_action_resolve(self, action: Json) -> Json:
        """`codeAction/resolve`."""
        return code_actions.on_resolve(self.session, action)

    def document_symbol(self, params: Json) -> Written | list[Json] | None:
        """`textDocument/documentSymbol`."""
        return self._outlines.answer(self.session, params)
