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
    from forewarn.lsp.conversation import ToClient
    from forewarn.lsp.requests import Requests


class Answers:
    """Who answers which request about the documents of `session`."""

    def __init__(
        self, client: Client, send: Callable[[str], None], clock: Clock, ask: ToClient = lambda _method, _params: None
    ) -> None:
        """Take what the client can do, where messages go, the loop's clock, and how the client is asked something."""
        self.session = Session(client, send, clock)
        self._requests: Requests | None = None
        self._ask = ask
        if client.refreshes_hints:
            self.session.moved = self._moved
        all_rules()

    def _moved(self, path: str) -> None:
        """Let the editor ask for its hints again, where those it shows changed without an edit of the file."""
        if self._requests is not None and self._requests.hints_moved(path):
            self._ask("workspace/inlayHint/refresh", None)

    @property
    def requests(self) -> Requests:
        """What answers requests, loaded on first use."""
        if self._requests is None:
            from forewarn.lsp.requests import Requests  # noqa: PLC0415 - the first diagnostics come before it

            self._requests = Requests(self.session, self._ask)
        return self._requests
