"""What a document is asked for that lacks a whole section, where the rules' own examples do not show it."""

from __future__ import annotations

from tests.support.findings import judge, rendered

PROSE = "Readers hold up their card at the desk.\n\n" * 16
THREATS = """\
## Threats

- T1: A password is guessed at the desk.
- T2: Somebody lists all addresses.
- T3: A lost card borrows books.
"""


def document(*sections: str) -> str:
    """A long document with these sections after its threats."""
    return "\n".join((f"# Library cards: threat model\n\n{PROSE}{THREATS}", *sections))


def test_the_missing_sections_are_written_in_the_style_of_the_document() -> None:
    text = document().replace("## Threats", "Threats\n-------")
    judged = judge(text, "markdown")
    (found,) = judged.findings("FW110")
    fixed = judged.fixed(found, "Add the missing sections") or ""
    assert fixed.startswith(text)
    assert fixed[len(text) :] == "".join(
        f"\n{title}\n{'-' * len(title)}\n\n- \n" for title in ("Assets", "Mitigations", "Assumptions")
    )


def test_sections_that_are_there_are_not_asked_for_even_if_nothing_was_read_in_them() -> None:
    assets = "## Assets\n\nAll that readers entrust to us.\n"
    said = rendered(document(assets), "FW110", dialect="markdown")
    assert "This document has no section about mitigations and assumptions yet." in said


def test_a_comment_tells_what_a_heading_holds() -> None:
    told = "## What we hold dear\n<!-- forewarn: section assets -->\n\nAll that readers entrust to us.\n"
    assert "assets" not in rendered(document(told), "FW110", dialect="markdown")


def test_what_a_document_lacks_is_not_asked_twice() -> None:
    """One finding names assumptions among the rest."""
    assert rendered(document(), "FW109", dialect="markdown") == ""
    assert rendered(document("## Assets\n\n- Opening hours\n"), "FW109", "FW110", dialect="markdown").count("FW1") == 1


def test_a_document_about_nothing_sensitive_is_left_in_peace() -> None:
    text = document().replace("A password is guessed at the desk", "The lights go out")
    assert rendered(text, "FW110", dialect="markdown") == ""


def test_a_short_note_that_grows_is_asked_when_it_is_long() -> None:
    assert rendered(document().replace(PROSE, ""), "FW110", dialect="markdown") == ""
