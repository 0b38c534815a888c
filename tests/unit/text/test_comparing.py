"""The edits between two versions of a text: they make the one of the other, and leave alone what stands in both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.text.comparing import difference
from forewarn.text.document import Document
from forewarn.text.edits import apply_edits

_LINES = st.lists(
    st.sampled_from(["a: 1\n", "b: 2\n", "b: 3\n", "\U0001f512 e\u0301\r\n", "\r", "\n", "c"]), max_size=12
)


def edits(old: str, new: str) -> list[tuple[str, str]]:
    """What is replaced by what."""
    document = Document.of(old)
    return [(document.slice(edit.span), edit.text) for edit in difference(document, Document.of(new))]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a: 1\nb: 2\n", "a: 1\nb: 2\n", []),
        # words in two lines: each for itself, and nothing else of them
        ("a: High # x\nb: 2\nc: Low\n", "a: high # x\nb: 2\nc: low\n", [("H", "h"), ("L", "l")]),
        # a line more, a line less
        ("a\nc\n", "a\nb\nc\n", [("", "b\n")]),
        ("a\nb\nc\n", "a\nc\n", [("b\n", "")]),
        # at an end without a line end
        ("a", "a\nb", [("", "\nb")]),
        ("a\nb", "a", [("\nb", "")]),
        ("", "a\n", [("", "a\n")]),
        # the two halves of a line end stay together
        ("a\r\n", "a\n", [("\r\n", "\n")]),
    ],
)
def test_as_little_as_can_be(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert edits(old, new) == expected


@given(_LINES, _LINES)
def test_they_make_the_one_of_the_other(old: list[str], new: list[str]) -> None:
    before, after = Document.of("".join(old)), Document.of("".join(new))
    assert apply_edits(before, difference(before, after)).text == after.text
