"""Whatever was typed on the way, in the end the editor sees what it would see if it opened the text now."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.lsp.models import CARDS, MISTYPED, UNANSWERED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lsp.wire import Message, Wire

PIECES = (
    "\n", "  ", "- ", ":", "[", "]", "{", "'", '"', "#", "\t", "|", "&a ", "*a", "T2:", "  M2:\n    title: x\n", "🙂",
    "e\u0301", "\u2028", "\x0c", "\r", "\r\n", "\ufeff", "threats:\n", "    against: [x]\n", "---\n", MISTYPED,
    UNANSWERED,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_a_text_typed_is_a_text_opened(wire: Wire, tmp_path: Path, seed: int) -> None:
    """Sixty pieces typed and deleted at random places, some of them several at once, some of them beyond the text."""
    dice = random.Random(seed)  # noqa: S311 - nothing here is a secret
    wire.begin({"textDocument": {"publishDiagnostics": {"versionSupport": True}}})
    typed, fresh = (tmp_path / name / "threat-model.yaml" for name in ("typed", "fresh"))
    uri, text, version = typed.as_uri(), CARDS * 2, 1
    wire.open(text, uri)
    for step in range(60):
        changes: list[Message] = []
        for _ in range(dice.choice((1, 1, 1, 3))):
            start, end = sorted(dice.choices(range(len(text) + 1), k=2))
            end = min(end, start + dice.choice((0, 0, 1, 5, 60)))
            piece = dice.choice((*PIECES, "", "", text[end : end + 5]))
            place = {"start": place_of(text, start), "end": place_of(text, end)}
            if any(text[offset - 1 : offset + 1] == "\r\n" for offset in (start, end) if offset):
                continue  # between the halves of a line ending no editor has a cursor
            changes.append({"range": place, "text": piece})
            text = text[:start] + piece + text[end:]
        version += 1
        document = {"uri": uri, "version": version}
        wire.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})
        if step % 12 == 11:
            version += 1
            wire.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
            document = {"uri": uri, "version": version}
            wire.notify("textDocument/didChange", {"textDocument": document, "contentChanges": []})
            assert shown(wire, uri, version) == opened(wire, fresh.as_uri(), text)


def place_of(text: str, offset: int) -> Message:
    """The offset as an editor says it: lines end at LF, CRLF and CR; columns are UTF-16 units."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    line = before.rsplit("\n", 1)[-1]
    return {"line": before.count("\n"), "character": len(line.encode("utf-16-le")) // 2}


def shown(wire: Wire, uri: str, version: int) -> list[Message]:
    """What is published for this version of a document."""
    while True:
        published = wire.published()
        if (published["uri"], published.get("version")) == (uri, version):
            return published["diagnostics"]


def opened(wire: Wire, uri: str, text: str) -> list[Message]:
    """What is shown of a text that is opened now."""
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
    wire.notify("textDocument/didOpen", {"textDocument": document})
    found = shown(wire, uri, 1)
    wire.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    return found
