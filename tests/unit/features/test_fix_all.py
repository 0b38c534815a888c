"""One action that fixes all that needs no choice: what `forewarn fix` would write, and nothing a second time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.features.fix_all import fix_all, is_fixable
from forewarn.features.view import view
from forewarn.text.document import Document
from forewarn.text.edits import apply_edits
from forewarn.workspace.mending import mend
from forewarn.workspace.workspace import Workspace
from tests.support.cursors import MARKDOWN, YAML

MODEL = """\
threat-model: Library cards   # ours \U0001f512
assets:
  address: {type: personal-data, Sensitivity: Restricted}
threats:
  T1:
    title: Somebody lists all addresses
    severity: High
    against: [adress]
mitigations:
  M1: {title: One at a time, status: actve}
"""
FIXED = MODEL.replace("Sensitivity: Restricted", "sensitivity: restricted").replace("High", "high")
CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"


def fixed(text: str, path: str = YAML) -> str:
    """The text after the action."""
    workspace = Workspace()
    workspace.hold(path, Document.of(text))
    seen = view(workspace, path)
    assert seen is not None
    edits = fix_all(seen, workspace)
    assert seen.document.text == text, "trying it out leaves the text as it is"
    assert is_fixable(seen) or not edits
    return apply_edits(seen.document, edits).text


def test_what_needs_no_choice_is_fixed_and_the_rest_stays() -> None:
    assert fixed(MODEL) == FIXED


def test_a_second_time_there_is_nothing_to_do() -> None:
    assert fixed(FIXED) == FIXED


def test_it_is_what_the_command_line_writes() -> None:
    workspace = Workspace()
    workspace.hold(YAML, Document.of(MODEL))
    assert mend(workspace, [YAML]).texts[YAML].text == fixed(MODEL)


def test_line_ends_stay() -> None:
    assert fixed(MODEL.replace("\n", "\r\n")) == FIXED.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "typed", ["T2: {severity: High", "T2: {severity: 'High", "T2: [", "T2:\n    severity: High\n   x"]
)
def test_a_half_typed_text_keeps_what_is_half_typed(typed: str) -> None:
    text = MODEL.replace("mitigations:\n", f"  {typed}\nmitigations:\n")
    after = fixed(text)
    assert "Sensitivity" not in after
    assert typed.casefold() in after.casefold()
    assert fixed(after) == after


def test_a_block_in_a_document() -> None:
    text = f"# Cards\n\n```yaml threat-model\n{MODEL}```\n"
    assert fixed(text, MARKDOWN) == f"# Cards\n\n```yaml threat-model\n{FIXED}```\n"


@given(st.lists(st.sampled_from(MODEL.splitlines(keepends=True)), max_size=14))
def test_twice_is_once(lines: list[str]) -> None:
    once = fixed("".join(lines))
    assert fixed(once) == once


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_on_documents_as_people_write_them() -> None:
    for path in sorted(CORPUS.glob("**/*.md"))[::40]:
        once = fixed(path.read_text("utf-8", "replace"), f"/models/{path.name}")
        assert fixed(once, f"/models/{path.name}") == once
