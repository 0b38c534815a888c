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
    from forewarn.lsp.unopened import Unopened

_MOMENT = 0.2
"""Seconds after which it is looked whether an edit of one file changed what is shown of others."""


class Answers:
    """Who answers which request about the documents of `session`."""

    def __init__(
        self, client: Client, send: Callable[[str], None], clock: Clock, ask: ToClient = lambda _method, _params: None
    ) -> None:
        """Take what the client can do, where messages go, the loop's clock, and how the client is asked something."""
        self.session = Session(client, send, clock)
        self._requests: Requests | None = None
        self._ask = ask
        self._clock = clock
        self._moved: set[str] = set()
        if client.refreshes:
            self.session.moved = self._note_moved
        self._unopened: Unopened | None = None
        self.folders: tuple[str, ...] = ()
        all_rules()

    def _note_moved(self, path: str) -> None:
        """Something that the file depends on has changed: look in a moment, not at every key."""
        if not self._moved:
            self._clock.call_later(_MOMENT, self._look_at_moved)
        self._moved.add(path)

    def _look_at_moved(self) -> None:
        """Let the editor ask again for what it shows of files that it did not edit, where that has changed."""
        paths, self._moved = self._moved, set()
        for method in self._requests.moved(paths) if self._requests is not None else ():
            self._ask(method, None)

    def all_read(self) -> None:
        """What nobody has open is known now: an editor that asks for diagnostics may ask again."""
        if self.session.client.pulls_diagnostics:
            self._ask("workspace/diagnostic/refresh", None)

    def look_through(self, folders: tuple[str, ...]) -> None:
        """Take the folders of the workspace, by URI."""
        self.folders = folders
        if self._unopened is not None:
            self._unopened.begin(folders)

    @property
    def unopened(self) -> Unopened:
        """What nobody has open, loaded on first use."""
        if self._unopened is None:
            from forewarn.lsp.unopened import Unopened  # noqa: PLC0415 - the first diagnostics come before it

            self._unopened = Unopened(self.session)
            self._unopened.begin(self.folders)
            self.session.left = self._unopened.changed
        return self._unopened

    @property
    def requests(self) -> Requests:
        """What answers requests, loaded on first use."""
        if self._requests is None:
            from forewarn.lsp.requests import Requests  # noqa: PLC0415 - the first diagnostics come before it

            self._requests = Requests(self.session, self._ask, self.unopened)
        return self._requests
