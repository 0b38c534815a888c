"""A mistake of ours costs one answer, is in the log, and is never shown to the person typing."""

from __future__ import annotations

import sys

from tests.lsp.models import CARDS
from tests.lsp.wire import Wire

BROKEN_HOVER = """
import sys
from forewarn.lsp import hover
def broken(session, params): raise ZeroDivisionError("secret detail")
hover.on_hover = broken
from forewarn.lsp.serve import serve
sys.exit(serve())
"""
BROKEN_READER = """
import sys
from forewarn.workspace.workspace import Workspace
whole = Workspace.hold
def hold(self, path, document, *more):
    if "explode" in document.text: raise ZeroDivisionError("secret detail")
    whole(self, path, document, *more)
Workspace.hold = hold
from forewarn.lsp.serve import serve
sys.exit(serve())
"""


def test_a_handler_that_breaks_answers_so() -> None:
    with Wire([sys.executable, "-c", BROKEN_HOVER]) as wire:
        wire.begin()
        wire.open(CARDS)
        place = {"textDocument": {"uri": "untitled:threat-model.yaml"}, "position": {"line": 0, "character": 0}}
        error = wire.request("textDocument/hover", place)["error"]
        assert error == {"code": -32603, "message": "the server failed (ZeroDivisionError); its log says more"}
        assert wire.lives()
        wire.request("shutdown")
        wire.notify("exit")
        assert wire.exit_code() == 0
    assert "ZeroDivisionError: secret detail\n" in wire.log


def test_a_text_that_breaks_the_reader_costs_that_version_only() -> None:
    with Wire([sys.executable, "-c", BROKEN_READER]) as wire:
        wire.begin()
        wire.open(CARDS)
        document = {"uri": "untitled:threat-model.yaml", "version": 2}
        for text in ("explode", CARDS.replace("[M1]", "[M2]")):
            change = {"textDocument": document, "contentChanges": [{"text": text}]}
            wire.notify("textDocument/didChange", change)
            shown = wire.published()["diagnostics"]
        assert "FW006" in {one["code"] for one in shown}
