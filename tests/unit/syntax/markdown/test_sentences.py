"""Where a sentence ends."""

from __future__ import annotations

import pytest

from forewarn.syntax.markdown.sentences import cut


@pytest.mark.parametrize(
    "sentences",
    [
        ["The room is locked.", "Only the desk has keys."],
        ["Is it locked?", "Yes!", "(Always.)"],
        ["Cards, e.g. lost ones, are blocked.", "Others, i.e. those in use, are not."],
        ["Version 1.2.3 is out.", "See section 4. of the rules."],
        ["Ask Dr. Meyer at the desk.", "She knows."],
        ["Use `a. B` as written.", "Then go on."],
        ["See [the rules](https://example.org/a.b).", "They help."],
        ["**Lost cards.**", "They are blocked."],
        ["Locks, keys, etc. They are at the desk."],
        ["A line\nthat goes on.", "Another."],
        ["No full stop at the end"],
        ["Wait … what?", "Yes."],
        ["Das Schloß ist zu.", "Übermorgen auch."],
        [],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[one.start : one.end] for one in cut(text)] == sentences
