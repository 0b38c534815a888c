"""What stands inside a line: labels, names in back-ticks, links; and the line as a reader sees it."""

from __future__ import annotations

import pytest

from forewarn.syntax.markdown.inline import code_spans, label, link_targets, plain


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("**Bold** and *slanted* and `code`", "Bold and slanted and code"),
        ("[The rules](https://example.org) apply", "The rules apply"),
        ("![A picture](a.png)", "A picture"),
        ("a_snake_case and 2 * 3 * 4", "a_snake_case and 2 * 3 * 4"),
        ("~~old~~ new<br>line", "old new line"),
        (":material-alert: **High**", "High"),
        ("pipes \\| and stars \\*", "pipes | and stars *"),
        ("two\nlines", "two lines"),
    ],
)
def test_a_reader_sees_no_marks(text: str, seen: str) -> None:
    assert plain(text) == seen


@pytest.mark.parametrize(
    ("text", "name", "content"),
    [
        ("**Mitigation:** Locks", "Mitigation", "Locks"),
        ("**Mitigation**: Locks", "Mitigation", "Locks"),
        ("**Lost cards.** They are blocked.", "Lost cards", "They are blocked."),
        ("**Lost cards** – they are blocked.", "Lost cards", "they are blocked."),
        ("*Severity*: High", "Severity", "High"),
        ("Severity: High", "Severity", "High"),
        ("__Status:__ open", "Status", "open"),
    ],
)
def test_labels_in_every_way_that_people_write_them(text: str, name: str, content: str) -> None:
    found = label(text)
    assert found is not None
    assert (found.name, text[found.content :].strip()) == (name, content)


@pytest.mark.parametrize("text", ["No label here.", "https://example.org", "12:30 is closing time", "", ": nothing"])
def test_other_lines_have_no_label(text: str) -> None:
    assert label(text) is None


def test_names_in_back_ticks_have_exact_places() -> None:
    text = "the `loans-db` and ``a`b`` and ` x `"
    assert [(mark.text, text[mark.start : mark.end]) for mark in code_spans(text)] == [
        ("loans-db", "loans-db"),
        ("a`b", "a`b"),
        ("x", "x"),
    ]


def test_only_links_to_places_in_the_document_are_targets() -> None:
    text = "[a](#T1) [b](other.md#T2) [c](https://example.org/#T3)"
    assert [mark.text for mark in link_targets(text)] == ["T1"]
