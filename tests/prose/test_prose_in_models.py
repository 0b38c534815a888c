"""Sentences of a YAML model are read where they stand, through quotes, escapes and blocks."""

from __future__ import annotations

import pytest

from tests.support.findings import judge

ASKED = "Only authorized librarians can access the card index."
HEAD = "threat-model: Library cards\nowner: reading-room\n"
CODES = ("FW301", "FW306", "FW307", "FW308", "FW501")


def seen(text: str) -> list[str]:
    """What is marked in the text, as it is written."""
    judged = judge(text)
    return [judged.document.slice(one.span) for one in judged.findings(*CODES)]


def component(written: str) -> str:
    """A model with a component that has this description."""
    return f"{HEAD}components:\n  desk:\n    type: app-server\n    description: {written}\n"


WRAPPED = "Only authorized librarians\n      can access the card index."
GLUED = "Only authorized \\\n      librarians can access the card index."
DOUBLED = "Only ''authorized'' librarians can access the card index."


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        (ASKED, ASKED),
        (f"It is old. {ASKED} It is closed at night.", ASKED),
        (WRAPPED, WRAPPED),
        (f"'It''s a 😀 desk. {ASKED}'", ASKED),
        (f"'{DOUBLED}'", DOUBLED),
        (f'"It is \\"old\\"\\u0021 {ASKED}"', ASKED),
        (f'"{GLUED}"', GLUED),
        (f"|\n      It is old.\n\n      - {ASKED}\n", ASKED),
        (f">-\n      It is old. {WRAPPED}\n", WRAPPED),
    ],
)
def test_the_place_is_that_of_the_words_as_they_are_written(written: str, marked: str) -> None:
    assert seen(component(written)) == [marked]


@pytest.mark.parametrize(
    "written",
    [
        f"|\n      ```\n      {ASKED}\n      ```\n",
        f"|\n      > {ASKED}\n",
        f"|\n      # {ASKED}\n",
        f"|\n      Like this:\n\n          {ASKED}\n",
        f"|\n      | {ASKED} |\n",
        f'"{ASKED.replace("card index", "{{ index }}")}"',
        f"[{ASKED}]",
        "",
        "|",
        '"',
        f"'{ASKED}",
        "*nothing",
        "!!str x y",
    ],
)
def test_code_quotes_templates_and_what_is_half_typed_are_left_alone(written: str) -> None:
    assert seen(component(written)) == []


def test_scope_notes_and_answers_are_read_like_descriptions() -> None:
    text = f"""{HEAD}scope: {ASKED}
assets:
  loan: {{type: order-history, notes: The index does not contain any sensitive data.}}
questions:
  - ask: What changes for security?
    answer: There are no security implications.
"""
    assert seen(text) == [
        ASKED,
        "The index does not contain any sensitive data.",
        "There are no security implications.",
    ]


def test_what_a_model_records_is_not_asked_about() -> None:
    text = f"""{HEAD}scope: {ASKED}
assumptions:
  A1:
    statement: Access to the card index is for authorized librarians only.
mitigations:
  M1: {{title: Locks, description: {ASKED}}}
threats:
  T1: {{title: Cards are read, description: {ASKED}}}
"""
    assert seen(text) == []


def test_it_is_recorded_in_the_model_itself() -> None:
    text = f"{HEAD}scope: {ASKED}\nassumptions:\n  A1:\n    statement: The desk is locked.\n"
    judged = judge(text)
    (one,) = judged.findings("FW301")
    fixed = judged.fixed(one, "Record as an assumption") or ""
    assert f"  A2:\n    statement: {ASKED}\n    kind: identity\n    validity: unconfirmed\n" in fixed
    assert judge(fixed).findings("FW301") == []


def test_words_that_an_alias_repeats_are_read_once_where_they_are_written() -> None:
    assert seen(f"{HEAD}components:\n  desk: {{notes: &n {ASKED}}}\n  shelf: {{notes: *n}}\n") == [ASKED]
