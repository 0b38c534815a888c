"""A name is added to a list: however the list is written, and where there is none yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from forewarn.model.changes import AddToList
from tests.support.cases import Case, cases
from tests.support.changing import changed, edits, typed

TABLE = cases(Path(__file__).with_name("add_to_list.txt"))
"""What an author has typed, and what it is after M2 was added to the mitigations of T1."""


@pytest.mark.parametrize("case", TABLE.values(), ids=TABLE)
def test_a_name_is_added_where_the_author_would_type_it(case: Case) -> None:
    assert changed(case.before, lambda model: AddToList(model["T1"], "mitigations", "M2")) == case.after


def test_what_is_there_already_is_not_added() -> None:
    model = typed("threats:\n  T1:\n    mitigations: [M1, 'M2']\n")
    assert edits(model, AddToList(model["T1"], "mitigations", "M2")) == ()


def test_two_names_at_once_to_a_list_that_is_not_there() -> None:
    after = changed(
        "threats:\n  T1:\n    title: Replay\n",
        lambda model: (AddToList(model["T1"], "mitigations", "M1"), AddToList(model["T1"], "mitigations", "M2")),
    )
    assert after == "threats:\n  T1:\n    title: Replay\n    mitigations: [M1, M2]\n"


def test_a_document_of_the_header() -> None:
    before = "threat-model: Shop\nowner: web\nthreats:\n"
    after = changed(before, lambda model: AddToList(model.header("documents"), "documents", "design/shop.md"))
    assert after == "threat-model: Shop\nowner: web\ndocuments: [design/shop.md]\nthreats:\n"


# Places that cannot be written to without saying something else elsewhere, or that are too broken to tell.
REFUSED = {
    "the list is another's as well": "x-all: &all [M1]\nthreats:\n  T1:\n    mitigations: *all\n",
    "others repeat this list": "threats:\n  T1:\n    mitigations: &all [M1]\n  T3:\n    mitigations: *all\n",
    "a text over several lines": "threats:\n  T1:\n    mitigations: |\n      M1\n",
    "a mapping": "threats:\n  T1:\n    mitigations: {M1: strong}\n",
    "the element is a text": "threats:\n  T1: Replay\n",
}


@pytest.mark.parametrize("before", REFUSED.values(), ids=REFUSED)
def test_nothing_is_written_where_it_would_do_harm(before: str) -> None:
    model = typed(before)
    assert edits(model, AddToList(model["T1"], "mitigations", "M2")) == ()
