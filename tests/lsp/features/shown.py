"""What an editor shows of an answer, as lines of text: a place is its file, its line from 1 and the words there."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.lsp.wire import Message, Wire

Said = Any
"""JSON, of whatever shape."""
_MOST = 8
"""So many offers of a completion are written down: the first, in the order that an editor has them."""


@dataclass(frozen=True)
class Asking:
    """A server with the files of one case open in `folder` (a URI), and the cursor at a position in one of them."""

    wire: Wire
    folder: str
    files: Mapping[str, str]
    name: str
    position: Message
    legend: Message

    def ask(self, method: str, **params: Said) -> Said:
        """The answer, or the words of the refusal."""
        answer = self.wire.request(method, params)
        return answer["error"]["message"] if "error" in answer else answer["result"]

    def here(self, method: str, **params: Said) -> Said:
        """The answer to what is asked at the cursor."""
        return self.ask(method, **self.document, position=self.position, **params)

    @property
    def document(self) -> Message:
        """The document with the cursor."""
        return {"textDocument": {"uri": f"{self.folder}/{self.name}"}}

    @property
    def whole(self) -> Message:
        """The range of the whole document."""
        lines = self.files[self.name].split("\n")
        return {"start": {"line": 0, "character": 0}, "end": {"line": len(lines) - 1, "character": _wide(lines[-1])}}

    def called(self, uri: str) -> str:
        """A file by its name in the folder."""
        return uri.removeprefix(f"{self.folder}/")

    def words(self, place: Message, name: str = "") -> str:
        """The text in a range; of several lines the first and the last."""
        (first, start), (last, end) = (_pair(place[one]) for one in ("start", "end"))
        lines = self.files[name or self.name].split("\n")
        if first == last:
            return _cut(lines[first], start, end)
        return f"{_cut(lines[first], start)} … {_cut(lines[last], 0, end)}"

    def line(self, place: Message, uri: str = "") -> str:
        """A range as people name it."""
        name = self.called(uri) if uri else self.name
        return f"{name}:{place['start']['line'] + 1} {self.words(place, name)}".rstrip()


def _pair(position: Message) -> tuple[int, int]:
    return int(position["line"]), int(position["character"])


def _wide(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(line: str, start: int, end: int | None = None) -> str:
    return line.encode("utf-16-le")[start * 2 : None if end is None else end * 2].decode("utf-16-le")


# -- places
def _locations(said: Said, asking: Asking) -> Iterator[str]:
    for one in said or ():
        place = one.get("targetSelectionRange") or one["range"]
        yield asking.line(place, one.get("targetUri") or one["uri"])


def definition(asking: Asking) -> Iterator[str]:
    """Where a name leads."""
    yield from _locations(asking.here("textDocument/definition"), asking)


def declaration(asking: Asking) -> Iterator[str]:
    """Where documents tell of it."""
    yield from _locations(asking.here("textDocument/declaration"), asking)


def implementation(asking: Asking) -> Iterator[str]:
    """What stands behind it."""
    yield from _locations(asking.here("textDocument/implementation"), asking)


def references(asking: Asking) -> Iterator[str]:
    """All its places."""
    yield from _locations(asking.here("textDocument/references", context={"includeDeclaration": True}), asking)


def highlight(asking: Asking) -> Iterator[str]:
    """Its places in this file, and which of them writes it."""
    kinds = {1: "text", 2: "read", 3: "write"}
    for one in asking.here("textDocument/documentHighlight") or ():
        yield f"{kinds[one.get('kind', 1)]} {asking.line(one['range'])}"


def links(asking: Asking) -> Iterator[str]:
    """What can be opened."""
    for one in asking.ask("textDocument/documentLink", **asking.document) or ():
        yield f"{asking.line(one['range'])} -> {asking.called(one['target'])}"


# -- what is told
def hover(asking: Asking) -> Iterator[str]:
    """What is said about the words under the cursor."""
    said = asking.here("textDocument/hover")
    if said:
        yield f"about {asking.words(said['range'])}"
        yield from said["contents"]["value"].split("\n")


def hints(asking: Asking) -> Iterator[str]:
    """What stands beside the lines without being written there."""
    for one in asking.ask("textDocument/inlayHint", **asking.document, range=asking.whole) or ():
        label = one["label"] if isinstance(one["label"], str) else "".join(part["value"] for part in one["label"])
        yield f"{asking.name}:{one['position']['line'] + 1} {label}"


def lenses(asking: Asking) -> Iterator[str]:
    """What stands above the lines."""
    for one in asking.ask("textDocument/codeLens", **asking.document) or ():
        yield f"{asking.name}:{one['range']['start']['line'] + 1} {one['command']['title']}"


def tokens(asking: Asking) -> Iterator[str]:
    """What is coloured, and as what."""
    data = asking.ask("textDocument/semanticTokens/full", **asking.document)["data"]
    line = column = 0
    for at in range(0, len(data), 5):
        down, right, length, kind, marks = data[at : at + 5]
        line, column = line + down, right + (0 if down else column)
        place = {"start": {"line": line, "character": column}, "end": {"line": line, "character": column + length}}
        more = [name for bit, name in enumerate(asking.legend["tokenModifiers"]) if marks >> bit & 1]
        yield " ".join((f"{asking.line(place)}:", asking.legend["tokenTypes"][kind], *more))


def diagnostics(asking: Asking) -> Iterator[str]:
    """What is found in the file with the cursor."""
    levels = {1: "error", 2: "warning", 3: "information", 4: "hint"}
    for one in asking.ask("textDocument/diagnostic", **asking.document)["items"]:
        yield f"{asking.line(one['range'])}: {levels[one['severity']]} {one['code']} {one['message']}"


# -- the shape of a file
def symbols(asking: Asking) -> Iterator[str]:
    """Its outline."""

    def tree(said: Said, depth: int) -> Iterator[str]:
        for one in said or ():
            detail = f" ({one['detail']})" if one.get("detail") else ""
            yield f"{'  ' * depth}{one['name']}{detail} {one['range']['start']['line'] + 1}"
            yield from tree(one.get("children"), depth + 1)

    yield from tree(asking.ask("textDocument/documentSymbol", **asking.document), 0)


def folding(asking: Asking) -> Iterator[str]:
    """Which lines fold."""
    for one in asking.ask("textDocument/foldingRange", **asking.document) or ():
        yield f"{one['startLine'] + 1}-{one['endLine'] + 1} {one.get('kind', '')}".rstrip()


def selection(asking: Asking) -> Iterator[str]:
    """What is selected as the selection grows."""
    at = asking.ask("textDocument/selectionRange", **asking.document, positions=[asking.position])
    one: Said = at[0] if at else None
    while one:
        yield asking.words(one["range"])
        one = one.get("parent")


def found(asking: Asking) -> Iterator[str]:
    """What is found in all files by the word at the cursor."""
    number, column = _pair(asking.position)
    line = asking.files[asking.name].split("\n")[number]
    word = re.findall(r"[\w-]+", _cut(line, 0, column))[-1]
    for one in asking.ask("workspace/symbol", query=word) or ():
        yield f"{one['name']}: {asking.line(one['location']['range'], one['location']['uri'])}"


def flows(asking: Asking) -> Iterator[str]:
    """Where data comes from, and where it goes."""
    for item in asking.here("textDocument/prepareCallHierarchy") or ():
        yield item["name"]
        for one in asking.ask("callHierarchy/incomingCalls", item=item) or ():
            yield f"  <- {one['from']['name']}"
        for one in asking.ask("callHierarchy/outgoingCalls", item=item) or ():
            yield f"  -> {one['to']['name']}"


# -- what is written
def completion(asking: Asking) -> Iterator[str]:
    """What is offered, and what stands there once the first is taken."""
    said = asking.here("textDocument/completion", context={"triggerKind": 1})
    offered: list[Message] = sorted(said["items"], key=lambda one: str(one.get("sortText", one["label"])))
    yield from [one["label"] for one in offered[:_MOST]]
    if len(offered) > _MOST:
        yield f"and {len(offered) - _MOST} more"


def rename(asking: Asking) -> Iterator[str]:
    """What changes where the name becomes `renamed`; or why none of it does."""
    yield from _edited(asking.here("textDocument/rename", newName="renamed"), asking)


def actions(asking: Asking) -> Iterator[str]:
    """What is offered at the cursor, and what the first of it writes."""
    place = {"start": asking.position, "end": asking.position}
    said = asking.ask("textDocument/codeAction", **asking.document, range=place, context={"diagnostics": []}) or ()
    yield from [one["title"] for one in said]
    for one in said[:1]:
        resolved = asking.ask("codeAction/resolve", **one)
        yield from _edited(resolved.get("edit"), asking)


def _edited(said: Said, asking: Asking) -> Iterator[str]:
    if not isinstance(said, dict):
        yield str(said)
        return
    edit = cast("Message", said)
    changes = edit.get("changes") or {
        one["textDocument"]["uri"]: one["edits"] for one in edit["documentChanges"] if "edits" in one
    }
    for uri, edits in sorted(changes.items()):
        name = asking.called(uri)
        before = asking.files[name]
        after = _applied(before, edits)
        lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
        yield f"-- {name}"
        yield from [line for line in lines if line[0] in "+-"]


def _applied(text: str, edits: list[Message]) -> str:
    lines = text.split("\n")

    def offset(place: Message) -> int:
        number, column = _pair(place)
        return sum(len(line) + 1 for line in lines[:number]) + len(_cut(lines[number], 0, column))

    for one in sorted(edits, key=lambda one: offset(one["range"]["start"]), reverse=True):
        text = text[: offset(one["range"]["start"])] + one["newText"] + text[offset(one["range"]["end"]) :]
    return text


FEATURES: dict[str, Callable[[Asking], Iterator[str]]] = {
    one.__name__: one
    for one in (
        definition, declaration, implementation, references, highlight, links, hover, hints, lenses, tokens,
        diagnostics, symbols, folding, selection, found, flows, completion, rename, actions,
    )
}  # fmt: skip
