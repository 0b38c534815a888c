"""FW003 in comments that are meant for forewarn: a word that means nothing is found where it stands."""

from __future__ import annotations

import pytest

from tests.support.findings import judge

DOCUMENT = "# Threat model\n\n{}\n## Threats\n\n- The master key is copied\n"
KINDS = "`asset`, `component`, `actor`, `zone`, `flow`, `threat`, `mitigation`, `assumption`, `question` or `element`"


@pytest.mark.parametrize(
    ("typed", "word", "message", "mended"),
    [
        (
            "section thraets",
            "thraets",
            "`thraets` is no kind of section. Is `threats` meant?",
            "section threats",
        ),
        (
            "section out of scpe",
            "out of scpe",
            "`out of scpe` is no kind of section. Is `out-of-scope` meant?",
            "section out-of-scope",
        ),
        ("not a thread", "thread", "`thread` is no kind of element. Is `threat` meant?", "not a threat"),
        ("not parcel", "parcel", f"`parcel` is no kind of element. Write {KINDS}.", None),
        ("not", "not", f"`not` what? Write {KINDS}.", None),
        (
            "sections threats",
            "sections",
            "`sections` is nothing to tell forewarn. Is `section` meant?",
            "section threats",
        ),
        ("hello", "hello", "`hello` is nothing to tell forewarn. Write `section`, `not` or `ignore`.", None),
    ],
)
def test_a_word_that_means_nothing(typed: str, word: str, message: str, mended: str | None) -> None:
    comment = "<!-- \U0001f512 --><!-- forewarn: {} -->"
    judged = judge(DOCUMENT.format(comment.format(typed)), "markdown")
    (one,) = judged.findings("FW003")
    assert (one.message, one.severity) == (message, "warning")
    span = one.placed.span
    assert judged.document.line(span.start.line)[span.start.column : span.end.column] == word
    first = next(iter(one.fixes()), None)
    assert (first and judged.fixed(one, first)) == (mended and DOCUMENT.format(comment.format(mended)))


def test_what_is_said_of_a_section_is_shown_at_its_headings_own_words() -> None:
    text = "# Threat model\n\n## On our shelves <!-- forewarn: section assets -->\n\n- Names\n- Loans\n"
    judged = judge(text, "markdown")
    (one,) = judged.findings("FW101")
    span = one.placed.span
    assert judged.document.line(span.start.line)[span.start.column : span.end.column] == "On our shelves"


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- forewarn: section threats -->",
        "<!--forewarn:Section Open questions-->",
        "<!-- forewarn: not an element -->",
        "<!-- forewarn: ignore FW201 because the lockers are old -->",
        "<!-- forewarn: -->",
        "<!-- forewarn is great -->",
        "<!-- we were forewarn: ed -->",
        "`<!-- forewarn: section thraets -->`",
        "```\n<!-- forewarn: section thraets -->\n```",
    ],
)
def test_what_may_stand_there(comment: str) -> None:
    assert judge(DOCUMENT.format(comment), "markdown").findings("FW003") == []
