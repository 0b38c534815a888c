"""All features count as the editor does: in UTF-8, UTF-16 and UTF-32 they mean the same places.

Before every word that a feature may point at stand an emoji and a letter with a combining mark. The answers of a server
that counts code points are taken for right; those of the others, read as they count, have to say the same.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import pytest

from forewarn.lsp.methods import METHODS
from tests.lsp.editor import CAPABILITIES, COMMAND
from tests.lsp.wire import Message, Wire

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MODEL = """\
"\U0001f512e\u0301": x
threat-model: "\U0001f512 e\u0301 Lockers"
documents: ["\U0001f512e\u0301.md"]
zones: {"\U0001f512e\u0301": 1, street: {trust: none}}
components: {"\U0001f512e\u0301": 2, kiosk: {zone: street}, store: {zone: strete}}
assets:
  pin: {notes: "\U0001f512 e\u0301 T1 `kiosk`", type: session-token, sensitivity: secret}
flows:
  ask: {title: "\U0001f512 e\u0301", from: kiosk, to: store, carries: [pin]}
threats:
  T1: {title: "\U0001f512 e\u0301 A door", against: [pin, kiosk], severity: hgih, references: [CWE-384],
    mitigations: [M1]}
  T2: {title: "\U0001f512 e\u0301", against: [nobody], ruled-out-by: [A1]}
mitigations:
  M1: {title: "\U0001f512 e\u0301", evidence: ["\U0001f512e\u0301.md"]}
assumptions:
  A1: {statement: "\U0001f512 e\u0301", check: no-direct street -> store, validation: {method: test}}
"""
DOCUMENT = """\
---
threat-model: threat-model.yaml
---
# \U0001f512 e\u0301 Lockers

The \U0001f512 e\u0301 `kiosk` and T1 rest on \U0001f512 e\u0301 A1.

## \U0001f512 e\u0301 Threats

| \U0001f512 | ID | Threat |
|---|---|---|
| \U0001f512 e\u0301 | T7 | \U0001f512 e\u0301 The kiosk burns |

- \U0001f512 e\u0301 A code is guessed

```threat-model
flows: {"\U0001f512e\u0301": 3, look: {title: "\U0001f512 e\u0301", from: kiosk, to: store}}
```
"""
Said: TypeAlias = Any
"""JSON, of whatever shape."""
NAMES: tuple[str, str] = ("threat-model.yaml", "\U0001f512e\u0301.md")
TEXTS: dict[str, str] = dict(zip(NAMES, (MODEL, DOCUMENT), strict=True))
WORDS: dict[str, tuple[str, ...]] = {
    NAMES[0]: (
        "kiosk, to",
        "pin]}",
        "T1 `",
        "hgih",
        "CWE-384",
        "M1]}",
        "nobody",
        "street ->",
        'e\u0301.md"]}',
        "strete",
    ),
    NAMES[1]: ("kiosk` and", "A1.", "T7 |", "A code", "kiosk, to", "threat-model.yaml"),
}
"""Words at which the cursor stands, in its second column."""
ENCODINGS = ("utf-32", "utf-16", "utf-8")
SIZES = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
ELSEWHERE = {
    "completionItem/resolve", "codeAction/resolve", "workspace/executeCommand", "callHierarchy/incomingCalls",
    "callHierarchy/outgoingCalls",
}  # fmt: skip
"""Asked with what another request gave."""


class Counting:
    """A server that counts in one encoding, and what it says read as code points."""

    def __init__(self, wire: Wire, encoding: str, folder: Path) -> None:
        self.wire, self.encoding, self.folder = wire, encoding, folder
        announced = json.loads((CAPABILITIES / "vscode.json").read_text("utf-8"))
        announced["general"] = {"positionEncodings": [encoding]}
        announced["experimental"] = {"commands": {"commands": ["forewarn.showReferences"]}}
        folders = [{"uri": folder.as_uri(), "name": "work"}]
        params = {"processId": None, "capabilities": announced, "workspaceFolders": folders}
        answer = wire.request("initialize", params)["result"]["capabilities"]
        assert answer["positionEncoding"] == encoding
        self.legend = answer["semanticTokensProvider"]["legend"]
        wire.notify("initialized", {})
        for name, text in TEXTS.items():
            language = "yaml" if name.endswith("yaml") else "markdown"
            document = {"uri": self.uri(name), "languageId": language, "version": 1, "text": text}
            wire.notify("textDocument/didOpen", {"textDocument": document})

    def uri(self, name: str) -> str:
        """The URI of a file."""
        return (self.folder / name).as_uri()

    def ask(self, method: str, name: str, **params: object) -> Said:
        """Ask about a file; what is said, with code points for columns."""
        answer = self.wire.request(method, {"textDocument": {"uri": self.uri(name)}, **params})
        assert "error" not in answer or answer["error"]["code"] == -32803, answer
        return self.read(answer.get("result", answer.get("error")), self.uri(name))

    def at(self, name: str, word: str) -> Message:
        """The position of a word's second column."""
        text = TEXTS[name]
        assert text.count(word) == 1, (word, text.count(word))
        before = text[: text.index(word) + 1]
        line = before.rpartition("\n")[2]
        return {"line": before.count("\n"), "character": len(line.encode(self.codec)) // SIZES[self.encoding]}

    @property
    def codec(self) -> str:
        """How a text is encoded, without a byte order mark."""
        return self.encoding if self.encoding == "utf-8" else f"{self.encoding}-le"

    # -- reading what was said
    def read(self, value: Said, uri: str) -> Said:
        """What was said, with code points for columns and names for URIs; `uri` is the file that it is about."""
        if isinstance(value, list):
            return [self.read(one, uri) for one in cast("list[Said]", value)]
        if not isinstance(value, dict):
            return self._named(value)
        own = cast("Message", value)
        if own.keys() == {"line", "character"}:
            return f"{own['line']}:{self._column(uri, own)}"
        if own.keys() == {"data"} and isinstance(own["data"], list):
            return self._tokens(cast("list[int]", own["data"]), uri)
        here = own.get("uri") or own.get("targetUri") or self._document(own) or uri
        found: dict[str, Said] = {}
        for key, one in own.items():
            if key in ("resultId", "data"):
                continue  # what only the server reads again
            inner = uri if key == "originSelectionRange" else here
            if key == "fromRanges" and "from" in own:
                inner = own["from"]["uri"]
            found[self._named(key)] = self.read(one, key if key.startswith("file:") else inner)
        return found

    @staticmethod
    def _document(own: Message) -> str | None:
        document: Message | None = own.get("textDocument")
        return document["uri"] if document else None

    def _named(self, value: Said) -> Said:
        return value.replace(self.folder.as_uri(), "") if isinstance(value, str) else value

    def _column(self, uri: str, place: Message) -> int:
        name = next(name for name in NAMES if self.uri(name) == uri)
        line = TEXTS[name].split("\n")[int(place["line"])]
        columns = [len(line[:n].encode(self.codec)) // SIZES[self.encoding] for n in range(len(line) + 1)]
        assert place["character"] in columns, f"{place} is inside a character of {line!r}"
        return columns.index(place["character"])

    def _tokens(self, data: list[int], uri: str) -> list[Said]:
        line = column = 0
        found: list[Said] = []
        for at in range(0, len(data), 5):
            down, right, length, *sort = data[at : at + 5]
            line, column = line + down, right + (0 if down else column)
            start, end = ({"line": line, "character": end} for end in (column, column + length))
            found.append((self.read(start, uri), self.read(end, uri), sort))
        return found


def everything(server: Counting) -> dict[str, Said]:
    """What every feature says of both files, by method, file and word."""
    said: dict[str, Said] = {}
    for name in NAMES:
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": len(TEXTS[name].split("\n")), "character": 0}}
        for method in METHODS:
            if method in ELSEWHERE:
                continue
            params: Callable[[Message], Message] = _PARAMS.get(method, lambda place: {"position": place})
            for word in WORDS[name]:
                place = server.at(name, word)
                asked: Message = {**params(place)}
                if method == "workspace/willRenameFiles":
                    asked = {"files": [{"oldUri": server.uri(NAMES[1]), "newUri": server.uri("moved.md")}]}
                if "range" in asked and asked["range"] is None:
                    asked["range"] = whole
                said[f"{method} {name} {word}"] = server.ask(method, name, **asked)
        _further(server, name, said)
    return said


def _further(server: Counting, name: str, said: dict[str, Said]) -> None:
    """What is asked with what another request gave: fixes, flows, documentation."""
    uri = server.uri(name)
    for word in WORDS[name]:
        place = server.at(name, word)
        about = {"textDocument": {"uri": uri}, "position": place}
        actions: list[Message] = server.wire.request(
            "textDocument/codeAction",
            {"textDocument": {"uri": uri}, "range": {"start": place, "end": place}, "context": {"diagnostics": []}},
        )["result"]
        said[f"fixes {name} {word}"] = [
            server.read(server.wire.request("codeAction/resolve", one)["result"], uri) for one in actions
        ]
        items: list[Message] = server.wire.request("textDocument/prepareCallHierarchy", about)["result"] or []
        for method in ("callHierarchy/incomingCalls", "callHierarchy/outgoingCalls"):
            said[f"{method} {name} {word}"] = [
                server.read(server.wire.request(method, {"item": item})["result"], item["uri"]) for item in items
            ]
        offered: Message = server.wire.request("textDocument/completion", about)["result"] or {"items": []}
        first: list[Message] = offered["items"][:2]
        said[f"documented {name} {word}"] = [
            server.read(server.wire.request("completionItem/resolve", one)["result"], uri) for one in first
        ]


def _at_range(place: Message) -> Message:
    return {"range": {"start": place, "end": place}, "context": {"diagnostics": []}}


_PARAMS: dict[str, Callable[[Message], Message]] = {
    "textDocument/inlayHint": lambda _: {"range": None},
    "textDocument/semanticTokens/range": lambda _: {"range": None},
    "textDocument/codeAction": _at_range,
    "textDocument/references": lambda place: {"position": place, "context": {"includeDeclaration": True}},
    "textDocument/rename": lambda place: {"position": place, "newName": "X99"},
    "textDocument/selectionRange": lambda place: {"positions": [place]},
    "workspace/symbol": lambda _: {"query": ""},
    "workspace/diagnostic": lambda _: {"previousResultIds": []},
}


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Said]:
    """What is said by a server that counts code points."""
    return _said("utf-32", tmp_path_factory.mktemp("work"))


def _said(encoding: str, folder: Path) -> dict[str, Said]:
    (folder / ".git").mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    with Wire(COMMAND) as wire:
        return everything(Counting(wire, encoding, folder))


def test_every_feature_says_something(right: dict[str, Said]) -> None:
    """Else that all say the same would mean nothing."""
    said = {key.partition(" ")[0] for key, value in right.items() if value}
    assert said >= set(METHODS) - ELSEWHERE
    assert {"fixes", "callHierarchy/incomingCalls", "callHierarchy/outgoingCalls", "documented"} <= said


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_the_same_places_however_they_are_counted(encoding: str, right: dict[str, Said], tmp_path: Path) -> None:
    said = _said(encoding, tmp_path)
    assert said.keys() == right.keys()
    for key, value in right.items():
        assert said[key] == value, key
