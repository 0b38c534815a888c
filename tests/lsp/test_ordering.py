"""What is asked about a text that the next message changes is not worked out; what was taken back neither."""

from __future__ import annotations

import asyncio
import io
import json
import time
from typing import TYPE_CHECKING

from forewarn.lsp.errors import Code
from forewarn.lsp.frames import Received, frame
from forewarn.lsp.inbox import Inbox
from forewarn.lsp.server import Server
from tests.lsp.models import CARDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

    from tests.lsp.wire import Message

URI = "untitled:threat-model.yaml"
DOCUMENT = {"uri": URI}
PLACE = {"line": 7, "character": 16}


class Sent:
    """Takes what the server sends."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def write(self, data: bytes) -> None:
        """Keep a message."""
        self.messages.append(json.loads(data.partition(b"\r\n\r\n")[2]))


def request(number: int, method: str, **params: object) -> Message:
    """A request about the document."""
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": {"textDocument": DOCUMENT, **params}}


def edit(version: int, text: str) -> Message:
    """An edit of the document."""
    params = {"textDocument": {**DOCUMENT, "version": version}, "contentChanges": [{"text": text}]}
    return {"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params}


def _wait_for_all(inbox: Inbox) -> None:
    while inbox.closed_at is None:
        time.sleep(0.001)


async def _exchange(messages: Sequence[Message], worked_out: list[str]) -> dict[int, Message]:
    """The answers to messages that all wait before the first of them is looked at."""
    opened = {"uri": URI, "languageId": "yaml", "version": 1, "text": CARDS}
    begin: list[Message] = [
        {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"capabilities": {}}},
        {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": opened}},
    ]
    data = io.BytesIO(b"".join(frame(json.dumps(one).encode()) for one in (*begin, *messages)))
    sent = Sent()
    server = Server(sent, lambda _: None)
    inbox = server.conversation.inbox = Inbox(data.read)
    inbox.start()
    await asyncio.to_thread(_wait_for_all, inbox)
    requests = server.answers.requests
    whole = requests.answer

    def answer(method: str, params: Message) -> object:
        worked_out.append(method)
        return whole(method, params)

    requests.answer = answer  # pyright: ignore[reportAttributeAccessIssue] - to see what is asked for
    while (one := inbox.take()) is not None:
        assert isinstance(one, Received)
        server.conversation.receive(one.message)
    return {one["id"]: one for one in sent.messages if "id" in one and "method" not in one}


def exchange(*messages: Message) -> tuple[dict[int, Message], list[str]]:
    """The answers by request, and the methods that were worked out."""
    worked_out: list[str] = []
    return asyncio.run(_exchange(messages, worked_out)), worked_out


def test_fifty_old_requests_cost_a_hover_nothing() -> None:
    """Asked before an edit, which is all that is looked at: none of them is begun."""
    whole = ("textDocument/semanticTokens/full", "textDocument/codeLens", "textDocument/documentSymbol")
    old = [request(n, whole[n % 3]) for n in range(1, 51)]
    answers, worked_out = exchange(*old, edit(2, CARDS), request(99, "textDocument/hover", position=PLACE))
    assert worked_out == ["textDocument/hover"]
    assert {answers[n]["error"]["code"] for n in range(1, 51)} == {Code.CONTENT_MODIFIED}
    assert answers[99]["result"]


def test_what_was_taken_back_is_not_begun() -> None:
    old = [request(n, "textDocument/semanticTokens/full") for n in range(1, 51)]
    back: list[Message] = [{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": n}} for n in range(1, 51)]
    answers, worked_out = exchange(*old, *back, request(99, "textDocument/hover", position=PLACE))
    assert worked_out == ["textDocument/hover"]
    assert {answers[n]["error"]["code"] for n in range(1, 51)} == {Code.CANCELLED}


def test_the_newest_version_counts() -> None:
    """An answer is about all edits before it; between two edits nothing is judged."""
    texts = [CARDS.replace("Library", f"Version {n}") for n in range(2, 12)]
    edits = [edit(n, text) for n, text in enumerate(texts, 2)]
    asked = [request(n, "textDocument/documentSymbol") for n in range(1, 10)]
    mixed = [one for pair in zip(edits, asked, strict=False) for one in pair]
    answers, worked_out = exchange(*mixed, *edits[len(asked) :], request(99, "textDocument/hover", position=PLACE))
    assert worked_out == ["textDocument/hover"]
    assert all("error" in answers[n] for n in range(1, 10))


def test_an_edit_of_another_document_makes_nothing_old() -> None:
    other: Message = {
        "jsonrpc": "2.0",
        "method": "textDocument/didChange",
        "params": {"textDocument": {"uri": "untitled:other.yaml", "version": 2}, "contentChanges": [{"text": ""}]},
    }
    answers, worked_out = exchange(request(1, "textDocument/hover", position=PLACE), other)
    assert worked_out == ["textDocument/hover"]
    assert answers[1]["result"]


def test_an_old_request_for_diagnostics_changes_nothing() -> None:
    """The editor asks again after the edit: until then it keeps what it has."""
    asked = request(1, "textDocument/diagnostic", previousResultId="abc")
    answers, worked_out = exchange(asked, edit(2, CARDS), request(2, "textDocument/diagnostic"))
    assert answers[1]["result"] == {"kind": "unchanged", "resultId": "abc"}
    assert worked_out == ["textDocument/diagnostic"]
    assert answers[2]["result"]["kind"] == "full"


def test_edits_are_counted_out_as_they_were_counted_in() -> None:
    answers, worked_out = exchange(
        edit(2, CARDS), edit(3, CARDS), request(1, "textDocument/hover", position=PLACE), edit(4, CARDS),
        request(2, "textDocument/hover", position=PLACE),
    )  # fmt: skip
    assert "error" in answers[1]
    assert answers[2]["result"]
    assert worked_out == ["textDocument/hover"]


def test_malformed_edits_are_not_counted(caplog: pytest.LogCaptureFixture) -> None:
    """Neither do they make anything old, nor do they end the conversation."""
    bad: list[Message] = [
        {"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params}
        for params in ({}, {"textDocument": None}, {"textDocument": {"uri": 7}})
    ]
    answers, _ = exchange(request(1, "textDocument/hover", position=PLACE), *bad)
    assert answers[1]["result"]
    assert "didChange is ignored" in caplog.text
