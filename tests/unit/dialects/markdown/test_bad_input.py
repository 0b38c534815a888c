"""Whatever a Markdown file holds, it is read: no exception, and what stands beside the broken place is kept.

The whole of it runs within the time that one test may take; what is read has to grow with the file, not faster.
"""

from __future__ import annotations

import pytest

from forewarn.model.kinds import Kind
from forewarn.text.document import Document
from tests.support.told import elements, read

_HEAD = "# Threat model\n\n## Threats\n\n"
_LAST = "- T2: Lost card\n"
_MANY = 10_000

BROKEN = {
    "ragged rows": "| ID | Threat | Mitigation |\n|---|---|---|\n"
    "| T1 | Forged |\n| T3\n|||\n| T4 | Late | Fine | more | cells |\n\n",
    "quotes 300 deep": "> " * 300 + "- T1: Forged card\n\n",
    "quotes 5,000 deep without blanks": ">" * 5_000 + "- T1: Forged card\n\n",
    "lists 300 deep": "".join("  " * depth + f"- deep {depth}\n" for depth in range(300)) + "\n",
    "a list of 10,000 items": "".join(f"- T{number + 9}: Book {number} is lost\n" for number in range(_MANY)) + "\n",
    "a table of 5,000 columns": "|" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|" * 5_000 + "\n\n",
    "brackets, stars and backticks that nothing closes": f"- {'[' * _MANY}\n- {'*' * _MANY}\n"
    f"- {'`' * _MANY}\n- {'(' * _MANY}\n",
    "a line of 400,000 characters": "- T1: " + "forged, not mitigated " * 18_000 + "\n",
    "headings without text": "###\n\nText\n\n###   \n\n### **\n\n## Threats\n\n",
    "the same identifier three times": "- T1: Forged card\n- T1: Late card\n- T1: Torn card\n",
    "right-to-left text with its marks": "- T1: \u202eאבג\u202c is forged\n- T3: بطاقة\n",
    "no-break blanks and characters without width": "-\u00a0T1: no item\n- T3:\u00a0Forged\u200b card\n"
    "- \u200bT4: Torn\ufeff card\n\n",
    "null characters and lone surrogates' neighbours": "- T1: Forged\0 card \U0001f9e8\ufffd\n",
    "carriage returns of all kinds": "- T1: Forged card\r- T3: Late card\r\n",
}


def _threats(text: str) -> dict[str, str]:
    """The words that each threat stands on, by its identifier: what is read has to lie where it was written."""
    document = Document.of(text)
    found: dict[str, str] = {}
    for element, start in elements(read(text)):
        anchor, whole = element.anchor.down(start), element.span.down(start)
        assert document.clamp(anchor.start) == anchor.start, "a range lies within the text"
        assert document.clamp(anchor.end) == anchor.end, "a range lies within the text"
        assert whole.start <= anchor.start <= anchor.end <= whole.end
        if element.kind is Kind.THREAT:
            found[element.id] = document.slice(anchor)
    return found


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_what_stands_below_a_broken_place_is_read(broken: str) -> None:
    found = _threats(_HEAD + broken + _LAST)
    assert found["T2"] == "T2"


def test_what_stands_before_a_fence_that_is_not_closed_is_read() -> None:
    assert set(_threats(f"{_HEAD}- T1: Forged card\n\n```mermaid\nflowchart LR\n a --> b\n\n{_LAST}")) == {"T1"}


def test_a_list_of_ten_thousand_items_is_read_whole() -> None:
    assert len(_threats(_HEAD + BROKEN["a list of 10,000 items"])) == _MANY


def test_characters_that_cannot_be_seen_move_no_range() -> None:
    text = _HEAD + BROKEN["no-break blanks and characters without width"]
    assert _threats(text)["T3"] == "T3"
