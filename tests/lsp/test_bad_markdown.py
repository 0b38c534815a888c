"""A Markdown file that is broken or far too large can still be worked on, in the editor and on the command line."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lsp.editor import Editor

_HEAD = "# Threat model\n\n## Threats\n\n"
_LAST = "- T2: Lost card\n"
_SECONDS = 120
"""What a run may take at most, on a machine that does other things: a reader whose work grows with the square of the
file takes longer."""

LARGE = {
    "5,000 headings": "".join(
        f"### T{number + 9}: Book {number} is lost\n\nIt is gone.\n\n" for number in range(5_000)
    ),
    "5,000 headings that say the same": "### T1: Lost book\n\nIt is gone.\n\n" * 5_000,
    "10,000 items that say the same": "- A book is lost\n" * 10_000 + "\n",
    "3,000 threats, each naming one of 3,000 assets": "".join(
        f"- T{number + 9}: Book {number} is lost\n" for number in range(3_000)
    )
    + "\n## Assets\n\n"
    + "".join(f"- Book {number}\n" for number in range(3_000))
    + "\n## Threats\n\n",
    "a table of 2,000 rows with 40 columns": "| ID | Threat |"
    + "".join(f" Note {number} |" for number in range(38))
    + "\n"
    + "|---" * 40
    + "|\n"
    + "".join(f"| T{number + 9} | Book {number} is lost |" + " - |" * 38 + "\n" for number in range(2_000))
    + "\n",
    "a flow chart of 10,000 edges": "## Data flow\n\n```mermaid\nflowchart LR\n"
    + "".join(f"  desk{number % 100} -->|https| shelf{number}\n" for number in range(10_000))
    + "```\n\n## Threats\n\n",
    "HTML tables that nothing closes": "<table><tr><th>ID<th>Threat\n"
    + "".join(f"<tr><td>T{number + 9}<td>Book {number} is lost\n" for number in range(2_000))
    + "\n\n",
    "comments that nothing closes": "<!-- forewarn: section\n" * 5_000,
    "fences of two kinds in each other": "```\na\n~~~\n" * 5_000,
}

REFUSED = {
    "a line of 5 MB": "- T1: " + "forged, not mitigated " * 240_000 + "\n",
    "quotes 300 deep": "> " * 300 + "- T1: Forged card\n\n",
}


def _run(command: str, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "forewarn", command, str(path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_SECONDS,
        check=False,
    )


@pytest.mark.parametrize("command", ["check", "show"])
@pytest.mark.parametrize("broken", [*LARGE.values(), *REFUSED.values()], ids=[*LARGE, *REFUSED])
def test_the_command_line_reads_what_can_be_read(broken: str, command: str, tmp_path: Path) -> None:
    path = tmp_path / "THREAT_MODEL.md"
    path.write_text(_HEAD + broken + _LAST, encoding="utf-8")
    done = _run(command, path)
    assert done.stderr == ""
    assert done.returncode in (0, 1)
    assert "THREAT_MODEL.md" in done.stdout or "Read 1 document" in done.stdout


@pytest.mark.parametrize("broken", REFUSED.values(), ids=REFUSED)
def test_what_is_too_large_for_the_reader_is_said_to_be(broken: str, tmp_path: Path) -> None:
    path = tmp_path / "THREAT_MODEL.md"
    path.write_text(_HEAD + broken + _LAST, encoding="utf-8")
    assert "FW013" in _run("check", path).stdout


SMALL = {
    "ragged rows": "| ID | Threat | Mitigation |\n|---|---|---|\n| T1 | Forged |\n| T3\n|||\n| T4 | Late | A | x |\n",
    "headings without text": "###\n\nText\n\n###   \n\n### **\n\n## Threats\n\n",
    "the same identifier three times": "- T1: Forged card\n- T1: Late card\n- T1: Torn card\n",
    "right-to-left text with its marks": "- T1: \u202eאבג\u202c is forged\n- T3: بطاقة\n",
    "blanks and characters that nobody sees": "-\u00a0T1: no item\n- T3:\u00a0Forged\u200b card\n- T4: T\ufeff\n",
    "half an HTML table": "<table><tr><th>ID<th>Threat\n<tr><td>T1<td>Forged card\n\n",
    "a fence that nothing closes": "- T1: Forged card\n\n```mermaid\nflowchart LR\n  desk --> \n",
}


@pytest.mark.parametrize("editor_name", ["vscode"])
@pytest.mark.parametrize("broken", SMALL.values(), ids=SMALL)
async def test_typing_below_a_broken_place_gives_what_a_first_look_gives(broken: str, editor: Editor) -> None:
    """Every finding lies in the text, and after an edit and its undoing all are as before."""
    first = await editor.open("THREAT_MODEL.md", _HEAD + broken + _LAST, "markdown")
    await editor.type("Lost card", "Lost card, not mitigated")
    assert await editor.type("Lost card, not mitigated", "Lost card") == first


@pytest.mark.parametrize("editor_name", ["vscode"])
@pytest.mark.parametrize("broken", LARGE.values(), ids=LARGE)
async def test_a_session_goes_on_in_a_file_that_is_far_too_large(broken: str, editor: Editor) -> None:
    first = await editor.open("THREAT_MODEL.md", _HEAD + broken + _LAST, "markdown")
    await editor.type("Lost card", "Lost cards")
    assert len(await editor.type("Lost cards", "Lost card")) == len(first)
