"""Fixes in Markdown, in the shape that the document has already. What is typed and what is written: write.txt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.dialects.markdown.writer import write
from forewarn.model.changes import (
    BLANK,
    AddElement,
    AddField,
    AddToList,
    NewRecord,
    RemoveElement,
    ReplaceText,
)
from forewarn.model.kinds import Kind
from forewarn.text.document import Document
from forewarn.text.edits import apply_edits
from tests.support.cases import cases
from tests.support.findings import judge
from tests.support.told import elements, read

if TYPE_CHECKING:
    from forewarn.model.changes import Change
    from forewarn.model.elements import Element
    from forewarn.model.reading import Reading

CASES = cases(Path(__file__).with_name("write.txt"))


def changes(asked: str, threat: Element) -> tuple[Change, ...]:
    """What rules ask for."""
    title = "Slow down listings, and tell the desk"
    if asked == "mitigate":
        new = AddElement(Kind.MITIGATION, "M1", (("title", title), ("status", "suggested")), near=threat)
        return new, AddToList(threat, "mitigations", "M1")
    if asked == "rule out":
        new = AddElement(Kind.ASSUMPTION, "A1", (("statement", "Only the desk can search."),), near=threat)
        return new, AddToList(threat, "ruled-out-by", "A1")
    if asked == "accept":
        record = NewRecord((("kind", "accept"), ("by", BLANK), ("reason", BLANK), ("until", BLANK)))
        return (AddField(threat, "decision", record),)
    if asked == "severity":
        return (AddField(threat, "severity", "critical"),)
    if asked == "threat":
        return (AddElement(Kind.THREAT, "T9", (("title", "Somebody guesses a card number"),)),)
    assert asked == "question"
    return (AddElement(Kind.QUESTION, "", (("ask", "What are the bad things that can happen here?"),)),)


def first_threat(reading: Reading) -> Element:
    return next(element for element, _ in elements(reading) if element.kind is Kind.THREAT)


def written(text: str, asked: str) -> str:
    reading = read(text)
    edits = write(changes(asked, first_threat(reading)), reading, reading.parts[0])
    return apply_edits(reading.document, edits).text


@pytest.mark.parametrize("sentence", CASES)
def test_a_change_is_written_as_its_neighbours_are(sentence: str) -> None:
    case = CASES[sentence]
    assert written(case.before, case.asked) == case.after


@pytest.mark.parametrize(
    "sentence", [key for key, case in CASES.items() if case.asked in ("mitigate", "rule out", "severity")]
)
def test_what_was_written_is_read_again_and_not_written_twice(sentence: str) -> None:
    case = CASES[sentence]
    threat = first_threat(read(case.after))
    if case.asked == "mitigate":
        titles = {element.id: element.title for element, _ in elements(read(case.after))}
        assert any("Slow down listings, and tell the desk" in titles[name] for name in threat.names("mitigations"))
    elif case.asked == "rule out":
        assert threat.names("ruled-out-by")
    else:
        assert threat.text("severity") == "critical"
    assert written(case.after, case.asked) == case.after


def test_a_suggestion_is_read_as_one() -> None:
    text = written(CASES["a numbered item gets a bullet below its text"].before, "mitigate")
    (status,) = (element.text("status") for element, _ in elements(read(text)) if element.kind is Kind.MITIGATION)
    assert status == "suggested"


def test_a_recorded_acceptance_is_read_as_a_decision() -> None:
    for sentence, case in CASES.items():
        if case.asked == "accept":
            decision = first_threat(read(case.after)).record("decision")
            assert decision is not None, sentence
            assert decision.text("kind") == "accept"


def test_a_shape_without_room_is_left_alone() -> None:
    rows = "<tr><th>Threat</th></tr>\n<tr><td>Somebody waits</td></tr>"
    text = f"# Threat model\n\n## Threats\n\n<table>\n{rows}\n</table>\n"
    assert written(text, "severity") == text


def test_text_is_replaced_where_it_stands() -> None:
    reading = read("# Threat model\n\n## Threats\n\n- Somebody waits\n  - Status: open\n")
    threat = first_threat(reading)
    (status,) = threat.texts("status")
    edits = write((ReplaceText(threat.item, status.span, "planned"),), reading, reading.parts[0])
    assert apply_edits(reading.document, edits).text.endswith("  - Status: planned\n")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("# Threat model\n\n## Mitigations\n\n- One\n- Two\n", "# Threat model\n\n## Mitigations\n\n- Two\n"),
        (
            "# Threat model\n\n## Threats\n\n| Threat | Mitigation |\n|---|---|\n| Somebody waits | One |\n",
            "# Threat model\n\n## Threats\n\n| Threat | Mitigation |\n|---|---|\n| Somebody waits |  |\n",
        ),
    ],
)
def test_a_mitigation_is_taken_out_and_nothing_else(text: str, left: str) -> None:
    reading = read(text)
    mitigation = next(element for element, _ in elements(reading) if element.kind is Kind.MITIGATION)
    edits = write((RemoveElement(mitigation),), reading, reading.parts[0])
    assert apply_edits(reading.document, edits).text == left


PIECES = st.sampled_from(
    [
        "# Threat model\n",
        "## Threats\n",
        "### T1: Somebody waits\n",
        "- Somebody waits\n",
        "  - Severity: high\n",
        "| Threat | Mitigation |\n|---|---|\n| Somebody waits | |\n",
        "**Mitigations:**\n",
        "Text.\n",
        "\n",
        "```\ncode\n",
        "> quoted\n",
        "1. One\n",
        "\t- tab\n",
    ]
)


@given(
    st.lists(PIECES, max_size=12), st.sampled_from(["mitigate", "accept", "rule out", "severity", "threat", "question"])
)
def test_whatever_the_document_a_change_only_adds(pieces: list[str], asked: str) -> None:
    text = "# Threat model\n\n## Threats\n\n- Somebody lists all addresses\n\n" + "".join(pieces)
    reading = read(text)
    edits = write(changes(asked, first_threat(reading)), reading, reading.parts[0])
    assert all(edit.span.start == edit.span.end or not reading.document.slice(edit.span).strip() for edit in edits)
    after = apply_edits(reading.document, edits)
    assert read(after.text).document == Document.of(after.text)


BLOCK = """\
# Library cards

- Our model:

  ```threat-model
  threats:
    T1:
      title: Somebody lists all addresses  # seen in May
      severity: hgh
  ```
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_model_in_a_block_is_written_as_in_a_file_of_its_own(newline: str) -> None:
    """The block keeps its indentation and its comments; the document around it is left alone."""
    judged = judge(BLOCK.replace("\n", newline), "markdown")
    (value,) = judged.findings("FW003")
    assert judged.fixed(value, "Change to `high`") == BLOCK.replace("hgh", "high").replace("\n", newline)
    (open_threat,) = judged.findings("FW201")
    assert judged.fixed(open_threat, "Rule out by an assumption") == BLOCK.replace(
        "      severity: hgh\n",
        "      severity: hgh\n      ruled-out-by: [A1]\n\n  assumptions:\n    A1:\n      statement:\n",
    ).replace("\n", newline)
