"""Where an author corrects how a document is read: what is offered in a comment, and what is said about headings."""

from __future__ import annotations

import pytest

from tests.support.cursors import MARKDOWN, accepted, hovered, labels, said

DOCUMENT = "# Ferry: threat model\n\n%s\n## What we keep\n\n- Seats\n\n## Threats\n\n- T1: A seat is sold twice\n"


@pytest.mark.parametrize(
    "typed", ["<!-- forewarn: ¦", "<!-- forewarn: se¦", "<!--forewarn:¦ -->", "- x <!-- Forewarn: ¦-->"]
)
def test_first_what_can_be_told(typed: str) -> None:
    assert labels(DOCUMENT % typed, MARKDOWN) == ["section", "not"]


def test_then_the_kinds() -> None:
    assert labels(DOCUMENT % "<!-- forewarn: section ¦ -->", MARKDOWN)[:6] == [
        *("assets", "components", "actors", "zones", "flows", "threats"),
    ]
    assert labels(DOCUMENT % "<!-- forewarn: not ¦", MARKDOWN)[-2:] == ["question", "an element"]
    assert labels(DOCUMENT % "<!-- forewarn: not an ¦", MARKDOWN)[-2:] == ["question", "element"]


def test_the_word_that_was_begun_is_replaced() -> None:
    typed = DOCUMENT % "<!-- forewarn: section out-¦ -->"
    assert accepted(typed, "out-of-scope", MARKDOWN) == DOCUMENT % "<!-- forewarn: section out-of-scope -->"


@pytest.mark.parametrize(
    "typed",
    ["forewarn: ¦", "<!-- ¦ -->", "<!-- forewarn: section -->¦", "<!-- forewarn: section threats ¦", "<!-- we: ¦"],
)
def test_nothing_is_offered_elsewhere(typed: str) -> None:
    assert labels(DOCUMENT % typed, MARKDOWN) == []


def test_a_heading_says_how_it_was_read_and_what_to_do_if_that_is_wrong() -> None:
    text = (DOCUMENT % "").replace("## Threats", "## Th¦reats")
    told = said(text, MARKDOWN)
    assert told.startswith(
        "Read as: **threats**. 1 threat, 1 open.\n\nNot so? Write `<!-- forewarn: section KIND -->` above"
    )
    assert "`assumptions`" in told


def test_a_heading_that_was_not_read_says_so() -> None:
    text = (DOCUMENT % "").replace("## What", "## ¦What")
    assert said(text, MARKDOWN).startswith("Not read as a section of any kind. Should it be?")


def test_a_heading_of_which_nothing_is_read_at_its_authors_wish() -> None:
    text = (DOCUMENT % "<!-- forewarn: section none -->").replace("## What", "## ¦What")
    assert said(text, MARKDOWN) == "Nothing is read here: a comment says so."


def test_a_section_in_a_section_of_its_kind() -> None:
    text = (DOCUMENT % "") + "\n### On ¦board\n\n- T2: A life vest is missing\n- T3: The bar is robbed\n"
    assert said(text, MARKDOWN).startswith("Read as: **threats**, like the section around it. 2 threats, 2 open.")


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("section assets", "Tells forewarn what stands in the section of this heading: **assets**."),
        ("section non-goals", "Tells forewarn what stands in the section of this heading: **out of scope**."),
        ("not a threat", "Tells forewarn that the item in this line, or else the next one, is not a **threat**."),
        ("not an element", "Tells forewarn that the item in this line, or else the next one, is not an **element**."),
    ],
)
def test_a_comment_says_what_it_does(comment: str, expected: str) -> None:
    assert said(DOCUMENT % f"<!-- fore¦warn: {comment} -->", MARKDOWN) == expected


@pytest.mark.parametrize(
    "typed", ["<!-- no¦te -->", "<!-- forewarn: ignore FW201 because it is ¦old -->", "See ¦above."]
)
def test_nothing_is_said_of_other_comments_and_text(typed: str) -> None:
    assert hovered(DOCUMENT % typed, MARKDOWN) is None


def test_the_title_of_a_document_is_left_alone() -> None:
    assert "Read as" not in said((DOCUMENT % "").replace("# Ferry", "# Fe¦rry"), MARKDOWN)
