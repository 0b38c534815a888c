"""The server's text is the editor's text, in whatever way columns are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.lsp.editor import EDITORS
from tests.lsp.models import CARDS

if TYPE_CHECKING:
    from tests.lsp.editor import Editor
    from tests.lsp.wire import Message, Wire

WIDE = 'a "🙂🙂": 🎈 é e\u0301'
SEPARATORS = "# 🙂 \u2028 \u2029 \x0b \x0c \x1c \x85 no line ends here"
"""Characters at which `str.splitlines` cuts, though no editor does."""


@pytest.mark.parametrize(
    ("editor_name", "encoding"), [("neovim-0.11", "utf-8"), ("vscode", "utf-16")], ids=["neovim", "vscode"]
)
async def test_the_editors_first_encoding_is_used(editor: Editor, encoding: str) -> None:
    assert editor.encoding == encoding


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_columns_are_right_behind_wide_characters(editor: Editor) -> None:
    """The range of a finding, and of the next edit, both lie behind characters of several units."""
    line = f"    against: ['{WIDE}', reader-adress]"
    await editor.open("threat-model.yaml", f"{SEPARATORS}\n{CARDS}")
    seen = await editor.type("    against: [reader-address]", line)
    assert [one.split(":")[0] for one in seen if "reader-adress" in one] == ["reader-adress"]

    seen = await editor.type("reader-adress", "reader-address")
    assert not [one for one in seen if "reader-adress" in one]


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_several_changes_in_one_message_are_made_one_after_the_other(editor: Editor) -> None:
    await editor.open("threat-model.yaml", CARDS)
    editor.change(("[M1]", "[M1, M2]"), ("M2]", "M3]"), ("Library cards", "🙂\nowner: 🎈"), ("owner: 🎈\n", ""))
    assert [one for one in await editor.sees() if "FW006" in one] == [
        "M3: FW006 Nothing is called `M3`. Which mitigation is meant?"
    ]


ENCODINGS = {"utf-8": 4 + 4 + 2, "utf-16": 2 + 2 + 1, "utf-32": 3}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_all_three_encodings_count_alike(wire: Wire, encoding: str) -> None:
    """A line is broken behind `# 🙂🎈é`; what follows it there is a section only if the break is in the right place."""
    agreed = wire.begin({"general": {"positionEncodings": [encoding]}})["capabilities"]["positionEncoding"]
    assert agreed == encoding
    wire.open(
        "threat-model: A\n# 🙂🎈éthreats: {T1: {title: A, against: [nowhere], severity: low, mitigations: [gone]}}\n"
    )
    column = 2 + ENCODINGS[encoding]
    shown = change(wire, 2, [edit(1, column, 1, column, "\n")])
    assert sorted(one["message"].split("`")[1] for one in shown if one["code"] == "FW006") == ["gone", "nowhere"]


def test_an_unknown_encoding_means_utf_16(wire: Wire) -> None:
    answer = wire.begin({"general": {"positionEncodings": ["utf-7"]}})
    assert answer["capabilities"]["positionEncoding"] == "utf-16"


def test_edits_beyond_the_text_are_made_at_its_ends(wire: Wire) -> None:
    """Lines and columns that do not exist mean the end; a negative one means the start."""
    wire.begin()
    wire.open("threat-model: Cards\nowner: me\n")
    far = 2**31 - 1
    shown = change(
        wire,
        2,
        [
            edit(far, far, far, far, "threats:\n  T1: {title: A, severity: low, against: [nowhere]}\n"),
            edit(-3, -3, -3, -3, "# a remark\n"),
            edit(1, 10**12, 1, 10**12, " in the reading room"),
        ],
    )
    assert [(one["code"], one["range"]["start"]) for one in shown if one["code"] == "FW006"] == [
        ("FW006", {"line": 4, "character": 42})
    ]


def test_a_range_written_backwards_is_the_range(wire: Wire) -> None:
    wire.begin()
    wire.open("threat-model: Cards\nowner: me\nbogus: 1\n")
    assert [one["code"] for one in change(wire, 2, [edit(3, 0, 2, 0, "")])] == [
        one["code"] for one in wire.open("threat-model: Cards\nowner: me\n", uri="untitled:other")["diagnostics"]
    ]


def test_a_change_without_a_range_replaces_everything(wire: Wire) -> None:
    wire.begin()
    wire.open(CARDS.replace("[M1]", "[M7]"))
    assert change(wire, 2, [{"text": CARDS}]) == []


def test_half_a_character_is_taken_as_none(wire: Wire) -> None:
    """A lone half of a surrogate pair, which JSON can say and no file can hold, does no harm."""
    wire.begin()
    wire.open(CARDS)
    assert change(wire, 2, [edit(0, 14, 0, 14, "\ud83d")]) == []
    assert wire.lives()


def test_of_many_changes_in_a_row_only_the_last_is_judged(wire: Wire) -> None:
    """All of them sent at once: the last version is published, and not one publication for each."""
    wire.begin({"textDocument": {"publishDiagnostics": {"versionSupport": True}}})
    wire.open(CARDS)
    many = 300
    sent = [
        {
            "jsonrpc": "2.0",
            "method": "textDocument/didChange",
            "params": {
                "textDocument": {"uri": "untitled:threat-model.yaml", "version": 2 + n},
                "contentChanges": [edit(0, 14, 0, 14, "x")],
            },
        }
        for n in range(many)
    ]
    wire.send_all(sent)
    versions = [wire.published()["version"]]
    while versions[-1] != many + 1:
        versions.append(wire.published()["version"])
    assert versions == sorted(set(versions))
    assert len(versions) < many / 2


def edit(line: int, column: int, end_line: int, end_column: int, text: str) -> Message:
    """One change of a text."""
    start, end = {"line": line, "character": column}, {"line": end_line, "character": end_column}
    return {"range": {"start": start, "end": end}, "text": text}


def change(wire: Wire, version: int, changes: list[Message]) -> list[Message]:
    """Edit the open document; what is then shown."""
    document = {"uri": "untitled:threat-model.yaml", "version": version}
    wire.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})
    return wire.published()["diagnostics"]
