"""Everything behind the conversation, loaded when it is needed.

The rules, the catalogue and the readers cost more time than the first answer may take: `forewarn.lsp.server` imports
this module once the client has that answer. What answers requests waits until somebody asks, or until nothing else is
to do: the first diagnostics come before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.lsp.session import Clock, Session
from forewarn.rules.registry import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from forewarn.lsp.capabilities import Client
    from forewarn.lsp.requests import Requests


class Answers:
    """Who answers which request about the documents of `session`."""

    def __init__(self, client: Client, send: Callable[[str], None], clock: Clock) -> None:
        self.session = Session(client, send, clock)
        self._requests: Requests | None = None
        all_rules()

    @property
    def requests(self) -> Requests:
        """What answers requests, loaded on first use."""
        if self._requests is None:
            from forewarn.lsp.requests import Requests  # noqa: PLC0415 - the first diagnostics come before it

            self._requests = Requests(self.session)
        return self._requests
