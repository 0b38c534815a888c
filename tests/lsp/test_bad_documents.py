"""Documents that are closed, unknown, binary or huge, places outside the text: an empty answer or a proper error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from forewarn.lsp.methods import METHODS
from forewarn.syntax.limits import MAX_SIZE
from tests.lsp.editor import COMMAND
from tests.lsp.models import CARDS, UNANSWERED
from tests.lsp.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.lsp.wire import Message

URI = "untitled:threat-model.yaml"
EVERYTHING: dict[str, Any] = {
    "textDocument": {
        "codeAction": {
            "codeActionLiteralSupport": {},
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
        "rename": {"prepareSupport": True},
        "inlayHint": {"resolveSupport": {"properties": ["tooltip"]}},
        "codeLens": {},
        "semanticTokens": {"tokenTypes": ["variable", "type"], "tokenModifiers": [], "formats": ["relative"]},
    }
}
FAR = [(0, 0), (0, 10**6), (10**6, 0), (2**31 - 1, 2**31 - 1)]
"""Places from the first to one beyond any text: lines and columns."""
REFUSALS = {-32602, -32801, -32803, -32603}
INTERNAL = -32603


def params(uri: str, line: int, character: int) -> Message:
    """What any request about a document takes, at one place."""
    place = {"line": line, "character": character}
    span = {"start": place, "end": place}
    item = {"name": "x", "kind": 5, "uri": uri, "range": span, "selectionRange": span}
    return {
        "textDocument": {"uri": uri},
        "position": place,
        "positions": [place],
        "range": span,
        "context": {"diagnostics": [], "includeDeclaration": True},
        "newName": "somebody-else",
        "query": "",
        "item": item,
        "files": [{"oldUri": uri, "newUri": f"{uri}.new"}],
        "previousResultIds": [],
        "command": "forewarn.showStatus",
        "arguments": [uri],
    }


RESOLVING = [method for method in METHODS if method.endswith("/resolve")]
ASKING = [method for method in METHODS if method not in RESOLVING]


OF_ALL = ("workspace/diagnostic", "workspace/symbol", "workspace/executeCommand")
"""What is not asked of one document."""


@pytest.fixture(scope="module")
def talk() -> Iterator[Wire]:
    """One server for all, with a document open and another that was closed."""
    with Wire(COMMAND) as opened:
        opened.begin(EVERYTHING)
        opened.open(CARDS)
        opened.open(UNANSWERED, "untitled:closed/threat-model.yaml")
        opened.notify("textDocument/didClose", {"textDocument": {"uri": "untitled:closed/threat-model.yaml"}})
        yield opened


def answered(talk: Wire, method: str, asked: object) -> Message:
    """The answer, which is no failure of the server's."""
    answer = talk.request(method, asked)
    assert "result" in answer or answer["error"]["code"] != INTERNAL, answer
    assert "Traceback" not in str(answer)
    return answer


@pytest.mark.parametrize("method", [one for one in ASKING if one not in OF_ALL])
@pytest.mark.parametrize(
    "uri",
    [
        "untitled:closed/threat-model.yaml",
        "file:///nowhere/at/all/threat-model.yaml",
        "file:///%00%ff/threat-model.yaml",
        "http://example.org/threat-model.yaml",
        "",
        "::::",
        "file://[::1/x.md",
    ],
)
def test_a_document_that_is_closed_or_was_never_there(talk: Wire, method: str, uri: str) -> None:
    """Nothing is known of it: there is nothing, or it is said so."""
    answer = answered(talk, method, params(uri, 0, 0))
    if "error" not in answer:
        found = answer["result"]
        assert not found or found.get("items") == [] or found.get("data") == [], found


@pytest.mark.parametrize("method", ASKING)
@pytest.mark.parametrize(("line", "character"), FAR)
def test_a_place_outside_the_text_means_its_nearest_end(talk: Wire, method: str, line: int, character: int) -> None:
    answered(talk, method, params(URI, line, character))
    assert talk.request("textDocument/hover", params(URI, 5, 3))["result"], "it goes on"


@pytest.mark.parametrize("method", ["textDocument/hover", "textDocument/completion", "textDocument/rename"])
@pytest.mark.parametrize(("line", "character"), [(-1, 0), (0, "x"), (1.5, 0), (None, 0), (True, False), ("0", "0")])
def test_a_place_that_is_none_is_refused(talk: Wire, method: str, line: object, character: object) -> None:
    asked = params(URI, 0, 0) | {"position": {"line": line, "character": character}}
    assert talk.request(method, asked)["error"]["code"] == -32602


DATA: list[object] = [
    None,
    0,
    "x",
    [],
    [1, 2, 3],
    {},
    {"uri": 7},
    {"uri": URI},
    {"uri": URI, "topic": 7},
    {"uri": URI, "topic": "element:"},
    {"uri": URI, "topic": "no-such-sort:x"},
    {"uri": URI, "topic": "field:threat.no.such.field"},
    {"uri": URI, "topic": "choice:" + "." * 500},
    {"uri": URI, "topic": "kind:no-such-kind"},
    {"uri": URI, "topic": "field:no-such-kind.title"},
    {"uri": URI, "version": 1, "number": -1, "span": [0, 0, 0, 0]},
    {"uri": URI, "version": 1, "number": 0, "span": [0, 0, 0]},
    {"uri": URI, "version": 1, "number": 0, "span": [0, 0, "x", 0]},
    {"uri": URI, "version": 1, "number": 0, "span": [10**9, 10**9, -5, -5]},
    {"uri": URI, "version": "1", "number": True, "span": "0000"},
    {"uri": URI, "line": -1},
    {"uri": URI, "line": 10**12},
    {"uri": URI, "line": "1"},
    {"uri": "untitled:closed/threat-model.yaml", "line": 0, "version": 1, "number": 0, "span": [0, 0, 0, 0]},
    {"nested": {"uri": [{"uri": URI}]}},
]


@pytest.mark.parametrize("method", RESOLVING)
@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("kind", [None, "source.fixAll.forewarn", "refactor.extract", 7])
def test_data_that_never_went_out_is_given_back_or_refused(talk: Wire, method: str, data: object, kind: object) -> None:
    item = {"title": "x", "label": "x", "kind": kind, "position": {"line": 0, "character": 0}, "data": data}
    answer = answered(talk, method, item)
    assert "error" in answer or answer["result"]["data"] == data


@pytest.mark.parametrize("method", ["callHierarchy/incomingCalls", "callHierarchy/outgoingCalls"])
@pytest.mark.parametrize(
    "item", [None, 3, {}, {"uri": URI}, {"uri": 3, "selectionRange": 4}, {"uri": URI, "data": [1]}]
)
def test_a_hierarchy_item_that_never_went_out(talk: Wire, method: str, item: object) -> None:
    answer = answered(talk, method, {"item": item})
    assert "error" in answer or not answer["result"]


@pytest.mark.parametrize("name", ["", " ", "a b", "1x", "ümlaut", "x\ny", "T1", "M1", "CWE-79", "x" * 10_000, "x: {}"])
def test_a_new_name_that_is_none_or_taken_is_refused_with_the_reason(talk: Wire, name: str) -> None:
    line = next(number for number, text in enumerate(CARDS.split("\n")) if "reader-address:" in text)
    answer = answered(talk, "textDocument/rename", params(URI, line, 4) | {"newName": name})
    if len(name) == 10_000:  # long, and a name all the same
        assert "result" in answer
        return
    assert answer["error"]["code"] in REFUSALS
    assert answer["error"]["message"]


COMMANDS: list[object] = [
    {"command": "forewarn.dismiss"},
    {"command": "forewarn.dismiss", "arguments": ["x", 3]},
    {"command": "forewarn.dismiss", "arguments": [URI, "no fingerprint"]},
    {"command": "forewarn.showStatus"},
    {"command": "forewarn.showStatus", "arguments": [[]]},
    {"command": "forewarn.showStatus", "arguments": URI},
    {"command": "no.such.command", "arguments": [URI]},
    {"command": 7},
    {},
]


@pytest.mark.parametrize("asked", COMMANDS)
def test_commands_that_are_none_or_lack_something_are_refused(talk: Wire, asked: object) -> None:
    assert answered(talk, "workspace/executeCommand", asked)["error"]["code"] == -32602


BINARY = "".join(map(chr, range(256))) * 40 + "\ud800\U0010ffff\n\x00: [\x00\n" * 20
HUGE = "threat-model: Huge\nnotes: " + "x" * MAX_SIZE + "\n"
DEEP = "threat-model: Deep\nassets: " + "[" * 5_000 + "\n"


@pytest.mark.parametrize("language", ["yaml", "json", "markdown", "no-language", ""])
@pytest.mark.parametrize(
    "text", [BINARY, DEEP, "", "\n", "\ufeff", "\r"], ids=["binary", "deep", "empty", "line", "bom", "cr"]
)
def test_a_document_that_is_no_text_for_us(talk: Wire, text: str, language: str) -> None:
    """Everything is asked of it, everywhere, and everything is answered."""
    uri = f"untitled:strange-{language}/threat-model.{'md' if language == 'markdown' else 'yaml'}"
    document = {"uri": uri, "languageId": language, "version": 1, "text": text}
    talk.notify("textDocument/didOpen", {"textDocument": document})
    for method in ASKING:
        answered(talk, method, params(uri, 0, 3))
    talk.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert talk.request("textDocument/hover", params(URI, 5, 3))["result"]


def test_a_huge_document_is_said_to_be_so_and_costs_nobody_else_anything(talk: Wire) -> None:
    uri = "untitled:huge/threat-model.yaml"
    assert [one["code"] for one in talk.open(HUGE, uri)["diagnostics"]] == ["FW013"]
    for method in ASKING:
        answered(talk, method, params(uri, 1, 10**6))
    assert talk.request("textDocument/hover", params(URI, 5, 3))["result"]
