"""An element or a field is taken out, with its own comments and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from forewarn.model.changes import RemoveElement, RemoveField
from tests.support.cases import Case, cases
from tests.support.changing import changed, edits, typed

ELEMENTS = cases(Path(__file__).with_name("remove_element.txt"))
"""What an author has typed, and what is left when M1 was taken out."""
FIELDS = cases(Path(__file__).with_name("remove_field.txt"))
"""What an author has typed, and what is left when the severity of T1 was taken out."""


@pytest.mark.parametrize("case", ELEMENTS.values(), ids=ELEMENTS)
def test_an_element_is_taken_out(case: Case) -> None:
    assert changed(case.before, lambda model: RemoveElement(model["M1"])) == case.after


def test_a_question_is_taken_out() -> None:
    before = "questions:\n  - ask: a\n    answer: b\n  - ask: c\n"
    model = typed(before)
    written = edits(model, RemoveElement(model["question 1"]))
    assert model.reading.document.replace(*written[0]).text == "questions:\n  - ask: c\n"


@pytest.mark.parametrize("case", FIELDS.values(), ids=FIELDS)
def test_a_field_is_taken_out(case: Case) -> None:
    assert changed(case.before, lambda model: RemoveField(model["T1"], "severity")) == case.after


def test_the_first_field_of_a_question_is_taken_out() -> None:
    before = "questions:\n  - ask: a\n    answer: b\n"
    after = changed(before, lambda model: RemoveField(model["question 1"], "ask"))
    assert after == "questions:\n  - answer: b\n"


def test_a_field_of_the_model_itself_is_taken_out() -> None:
    before = "threat-model: Shop\nstage: live\n\nassets:\n"
    after = changed(before, lambda model: RemoveField(model.header("stage"), "stage"))
    assert after == "threat-model: Shop\n\nassets:\n"


def test_what_a_merge_brings_cannot_be_taken_out() -> None:
    model = typed("threats:\n  T0: &usual {severity: low}\n  T1: {<<: *usual}\n")
    assert edits(model, RemoveField(model["T1"], "severity")) == ()
