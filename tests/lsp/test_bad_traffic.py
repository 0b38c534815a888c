"""Whatever is sent: an answer for every request, no traceback to the client, no popup, and the server goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from tests.lsp.editor import COMMAND
from tests.lsp.models import CARDS, UNANSWERED
from tests.lsp.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.lsp.wire import Message

URI = "untitled:threat-model.yaml"
PLACE = {"textDocument": {"uri": URI}, "position": {"line": 5, "character": 3}}

PARSE_ERROR, INVALID_REQUEST, NO_METHOD, INVALID_PARAMS = -32700, -32600, -32601, -32602
NOT_INITIALIZED, CANCELLED = -32002, -32800


def code(answer: Message) -> int:
    """The error code of an answer, which says what is wrong in one line."""
    assert "result" not in answer
    assert answer["error"]["message"]
    assert "\n" not in answer["error"]["message"]
    assert "Traceback" not in str(answer)
    return answer["error"]["code"]


WRONG: list[tuple[str, object]] = [
    ("textDocument/hover", None),
    ("textDocument/hover", {}),
    ("textDocument/hover", []),
    ("textDocument/hover", {"textDocument": {"uri": URI}, "position": {"line": "five", "character": 3}}),
    ("textDocument/hover", {"textDocument": {"uri": URI}, "position": {"line": -1, "character": 3}}),
    ("textDocument/hover", {"textDocument": URI, "position": {"line": 1, "character": 3}}),
    ("textDocument/completion", {"textDocument": {}, "position": {"line": 1, "character": 3}}),
    ("textDocument/documentSymbol", {"uri": URI}),
    ("textDocument/codeAction", {"textDocument": {"uri": URI}}),
    ("textDocument/codeAction", "all"),
    ("codeAction/resolve", [1, 2]),
    ("completionItem/resolve", 7),
]


@pytest.fixture(scope="module")
def talk() -> Iterator[Wire]:
    """One server for all tests that need no handshake of their own, with a document open."""
    with Wire(COMMAND) as opened:
        opened.begin()
        opened.open(CARDS)
        yield opened


@pytest.mark.parametrize(("method", "params"), WRONG)
def test_wrong_parameters_are_answered(talk: Wire, method: str, params: object) -> None:
    assert code(talk.request(method, params)) == INVALID_PARAMS
    assert "result" in talk.request("textDocument/hover", PLACE)


def test_what_was_never_offered_comes_back_untouched_or_is_refused(talk: Wire) -> None:
    """Data that is not ours, or is for a text that is gone."""
    assert talk.request("codeAction/resolve", {"title": "x"})["result"] == {"title": "x"}
    data = {"uri": URI, "version": 1, "number": 10**9, "span": [0, 0, 0, 0]}
    assert "error" in talk.request("codeAction/resolve", {"title": "x", "data": data})
    assert "error" in talk.request("codeAction/resolve", {"title": "x", "data": {**data, "uri": "untitled:gone"}})


def test_a_method_that_does_not_exist(talk: Wire) -> None:
    assert code(talk.request("textDocument/teleport", {})) == NO_METHOD
    talk.notify("textDocument/teleported", {})
    talk.notify("$/whatever", {"x": 1})
    assert talk.lives()


def test_nothing_before_initialize(wire: Wire) -> None:
    wire.notify("textDocument/didOpen", {"textDocument": {"uri": URI, "languageId": "yaml", "version": 1, "text": "x"}})
    assert code(wire.request("textDocument/hover", PLACE)) == NOT_INITIALIZED
    assert code(wire.request("shutdown")) == NOT_INITIALIZED
    wire.begin()
    assert wire.request("textDocument/hover", PLACE)["result"] is None


def test_initialize_comes_once(wire: Wire) -> None:
    assert code(wire.request("initialize", {"capabilities": 3})) == INVALID_PARAMS
    wire.begin()
    assert code(wire.request("initialize", {"capabilities": {}})) == INVALID_REQUEST
    assert wire.lives()


def test_nothing_after_shutdown(wire: Wire) -> None:
    wire.begin()
    assert wire.request("shutdown")["result"] is None
    assert code(wire.request("textDocument/hover", PLACE)) == INVALID_REQUEST
    wire.notify("exit")
    assert wire.exit_code() == 0


@pytest.mark.parametrize(
    "capabilities", [{"textDocument": 3}, {"general": {"positionEncodings": "utf-8"}}, {"workspace": []}]
)
def test_capabilities_of_a_strange_shape_count_as_not_announced(wire: Wire, capabilities: Message) -> None:
    assert wire.begin(capabilities)["capabilities"]["positionEncoding"] == "utf-16"
    assert wire.open(CARDS)["diagnostics"] == []


def test_cancelling_what_is_not_there(talk: Wire) -> None:
    for request in (99, "x", None, [1], 99):
        talk.notify("$/cancelRequest", {"id": request})
    talk.notify("$/cancelRequest")
    assert talk.lives()


def test_a_request_taken_back_before_it_was_looked_at_is_answered_so(talk: Wire) -> None:
    """Both arrive at once, and the cancellation twice."""
    ask = {"jsonrpc": "2.0", "id": "q", "method": "textDocument/hover", "params": PLACE}
    cancel = {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "q"}}
    busy = {
        "jsonrpc": "2.0",
        "id": "b",
        "method": "textDocument/documentSymbol",
        "params": {"textDocument": {"uri": URI}},
    }
    talk.send_all([*[busy] * 20, ask, cancel, cancel])
    answer = talk.answer("q")
    assert "result" in answer or code(answer) == CANCELLED
    assert talk.lives()


def test_every_request_among_rubbish_is_answered_in_turn(talk: Wire) -> None:
    rubbish: list[object] = [[], 3, "x", None, {}, {"jsonrpc": "2.0"}, {"method": 7}, {"id": 1.5, "method": "x"}]
    asked = [
        {"jsonrpc": "2.0", "id": f"n{n}", "method": "textDocument/hover", "params": PLACE} for n in range(len(rubbish))
    ]
    talk.send_all([one for pair in zip(rubbish, asked, strict=True) for one in pair])
    for one in asked:
        assert "result" in talk.answer(str(one["id"]))


def test_an_id_may_be_zero_or_a_text(talk: Wire) -> None:
    for request in (0, "", "a b", 2**40):
        talk.send({"jsonrpc": "2.0", "id": request, "method": "textDocument/hover", "params": PLACE})
        assert "result" in talk.answer(request)


def test_a_body_that_is_no_json(talk: Wire) -> None:
    talk.raw(b'Content-Length: 7\r\n\r\n{"a": \xff')
    assert code(talk.answer(None)) == PARSE_ERROR
    assert talk.lives()


def test_lines_that_are_no_header(talk: Wire) -> None:
    talk.raw(b"hello\r\n\r\nContent-Length: -5\r\n\r\nContent-Length: many\r\nX-Other: 1\r\n\r\n\r\n")
    assert talk.lives()


def test_a_wrong_length_costs_one_message(talk: Wire) -> None:
    """The length reaches into the next message, which is still found."""
    body = b'{"jsonrpc": "2.0", "method": "$/x"}'
    talk.raw(b"Content-Length: %d\r\n\r\n%b" % (len(body) + 30, body))
    assert talk.lives()


def test_headers_in_any_case_and_order(talk: Wire) -> None:
    body = b'{"jsonrpc": "2.0", "id": "h", "method": "textDocument/teleport"}'
    kind = b"Content-Type: application/vscode-jsonrpc; charset=utf-8"
    talk.raw(b"%b\r\ncontent-length:%d\r\n\r\n%b" % (kind, len(body), body))
    assert code(talk.answer("h")) == NO_METHOD


def test_a_body_nested_without_end(talk: Wire) -> None:
    body = b"[" * 200_000
    talk.raw(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    assert code(talk.answer(None)) == PARSE_ERROR
    assert talk.lives()


NO_CHANGES: list[object] = [
    None,
    3,
    "all",
    [3],
    [{}],
    [{"text": 3}],
    [{"range": 3, "text": ""}],
    [{"range": {"start": {}, "end": {}}, "text": "x"}],
]


def test_a_change_that_is_none_leaves_the_text_alone(wire: Wire) -> None:
    """Not even the good change before it counts, as nobody could say what the text is then."""
    wire.begin()
    wire.open(UNANSWERED)
    good = {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}, "text": ""}
    for version, changes in enumerate(NO_CHANGES, 2):
        all_changes: object = [good, *cast("list[object]", changes)] if isinstance(changes, list) else changes
        document = {"uri": URI, "version": version}
        wire.notify("textDocument/didChange", {"textDocument": document, "contentChanges": all_changes})
        wire.notify("textDocument/didChange", {"textDocument": document, "contentChanges": []})
        assert [one["code"] for one in wire.published()["diagnostics"]] == ["FW201"]


def test_documents_that_were_never_opened(talk: Wire) -> None:
    gone = {"uri": "untitled:gone", "version": 3}
    talk.notify("textDocument/didChange", {"textDocument": gone, "contentChanges": [{"text": "x"}]})
    talk.notify("textDocument/didSave", {"textDocument": gone})
    talk.notify("textDocument/didClose", {"textDocument": gone})
    talk.notify("textDocument/didClose", {"textDocument": {"uri": 7}})
    assert talk.request("textDocument/hover", {**PLACE, "textDocument": gone})["result"] is None
    assert talk.lives()


def test_answers_to_questions_nobody_asked(talk: Wire) -> None:
    talk.send({"jsonrpc": "2.0", "id": 4711, "result": {"x": 1}})
    talk.send({"jsonrpc": "2.0", "id": "no", "error": {"code": 1, "message": "x"}})
    assert talk.lives()


def test_a_refused_registration_does_no_harm(wire: Wire) -> None:
    wire.begin({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}})
    request = wire.next()
    assert request["method"] == "client/registerCapability"
    wire.send({"jsonrpc": "2.0", "id": request["id"], "error": {"code": -32601, "message": "no"}})
    assert wire.open(CARDS)["diagnostics"] == []
