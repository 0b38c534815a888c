"""A session that lasts for days: what a date brings is said on its day, without an edit."""

from __future__ import annotations

import json
from datetime import date

from forewarn.lsp.capabilities import Client
from forewarn.lsp.session import Session
from forewarn.workspace.workspace import Workspace
from tests.lsp.models import UNANSWERED

ACCEPTED = (
    UNANSWERED + "    decision: {kind: accept, by: Ines Roth, until: 2026-12-05, reason: The list hangs in the hall.}\n"
)


class Still:
    """A clock on which nothing is due."""

    def time(self) -> float:
        """Always the same moment."""
        return 0.0

    def call_later(self, delay: float, callback: object, /) -> object:
        """Never."""
        del delay, callback
        return None


class Days:
    """One session on days that the test chooses."""

    def __init__(self, first: date) -> None:
        self.today = first
        self.sent: list[str] = []
        self.session = Session(Client(), self.sent.append, Still(), Workspace(first), day=lambda: self.today)

    def codes(self) -> list[str]:
        """The rules in what was published last."""
        return [one["code"] for one in json.loads(self.sent[-1])["params"]["diagnostics"]]


def test_what_ends_is_announced_and_found_on_its_day_without_an_edit() -> None:
    days = Days(date(2026, 11, 20))
    days.session.open("file:///models/threat-model.yaml", "yaml", 1, ACCEPTED)
    days.session.settle()
    assert "FW206" not in days.codes()
    days.today = date(2026, 11, 21)
    days.session.look_at_disk()
    assert days.codes() == ["FW206"]
    published = len(days.sent)
    days.session.look_at_disk()
    assert len(days.sent) == published, "nothing more happens on that day"
    days.today = date(2026, 12, 6)
    days.session.settle()
    assert "ended on 2026-12-05" in days.sent[-1]
