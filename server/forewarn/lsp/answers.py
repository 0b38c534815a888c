"""Everything behind the conversation, in one import.

It brings the rules, the catalogue and the parsers with it, which cost more time than the first answer may take:
`forewarn.lsp.server` imports it once the client has that answer.
"""

from __future__ import annotations

from forewarn.lsp.code_actions import on_code_action
from forewarn.lsp.code_actions import on_resolve as on_action_resolve
from forewarn.lsp.completion import on_completion
from forewarn.lsp.completion import on_resolve as on_completion_resolve
from forewarn.lsp.hover import on_hover
from forewarn.lsp.session import Session
from forewarn.lsp.symbols import on_document_symbol
from forewarn.rules.registry import all_rules

all_rules()

__all__ = [
    "Session",
    "on_action_resolve",
    "on_code_action",
    "on_completion",
    "on_completion_resolve",
    "on_document_symbol",
    "on_hover",
]
