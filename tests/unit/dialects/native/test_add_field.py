"""A field is added to an element, or filled in where its key waits for a value."""

from __future__ import annotations

from pathlib import Path

import pytest

from forewarn.model.changes import BLANK, AddField, NewRecord
from tests.support.cases import Case, cases
from tests.support.changing import changed, edits, typed

ACCEPT = NewRecord((("kind", "accept"), ("by", BLANK), ("reason", BLANK)))

TABLE = cases(Path(__file__).with_name("add_field.txt"))
"""What an author has typed, the field and its value, and what it is afterwards."""


@pytest.mark.parametrize("case", TABLE.values(), ids=TABLE)
def test_a_field_is_added_where_the_author_would_type_it(case: Case) -> None:
    name, _, text = case.asked.partition(":")
    value = ACCEPT if text.strip() == "a record" else text.strip().replace("\\n", "\n")
    element = "T1" if "threats" in case.before else "order"
    assert changed(case.before, lambda model: AddField(model[element], name, value)) == case.after


def test_a_truth_value_and_a_number_stand_without_quotes() -> None:
    before = "flows:\n  pay: {from: a, to: b}\n"
    after = changed(before, lambda model: AddField(model["pay"], "encrypted", "true"))
    assert after == "flows:\n  pay: {from: a, to: b, encrypted: true}\n"


def test_a_truth_value_in_json() -> None:
    before = '{"flows": {"pay": {"from": "a", "to": "b"}}}'
    after = changed(before, lambda model: AddField(model["pay"], "encrypted", "true"))
    assert after == '{"flows": {"pay": {"from": "a", "to": "b", "encrypted": true}}}'


def test_within_a_record() -> None:
    before = "threats:\n  T1:\n    decision:\n      kind: accept\n      reason: Rare.\n    when: now\n"
    after = changed(before, lambda model: AddField(model["T1"], "until", "2027-01-01", within=("decision",)))
    assert after == before.replace("      reason", "      until: 2027-01-01\n      reason")


def test_within_a_record_in_braces() -> None:
    before = "threats:\n  T1:\n    decision: {kind: accept}\n    when: now\n"
    after = changed(before, lambda model: AddField(model["T1"], "until", "2027-01-01", within=("decision",)))
    assert after == before.replace("accept}", "accept, until: 2027-01-01}")


def test_prose_within_a_record_in_braces() -> None:
    before = "threats:\n  T1:\n    decision: {kind: accept}\n    when: now\n"
    after = changed(before, lambda model: AddField(model["T1"], "reason", "Rare, and cheap.", within=("decision",)))
    assert after == (
        "threats:\n  T1:\n    decision:\n      kind: accept\n      reason: Rare, and cheap.\n    when: now\n"
    )


def test_within_a_record_that_is_not_there() -> None:
    before = "threats:\n  T1:\n    title: Replay\n"
    after = changed(before, lambda model: AddField(model["T1"], "by", BLANK, within=("decision",)))
    assert after == "threats:\n  T1:\n    title: Replay\n    decision:\n      by:\n"


def test_several_fields_at_once_come_in_the_order_of_the_schema() -> None:
    before = "threats:\n  T1:\n    title: Replay\n"
    fields = [("when", "now"), ("severity", "high"), ("against", ("web", "order"))]
    after = changed(before, lambda model: [AddField(model["T1"], *field) for field in fields])
    assert after == "threats:\n  T1:\n    title: Replay\n    against: [web, order]\n    severity: high\n    when: now\n"


def test_several_fields_at_once_into_braces() -> None:
    before = "flows:\n  pay: {to: web}\n"
    fields = [("from", "shop"), ("protocol", "https"), ("encrypted", "true")]
    after = changed(before, lambda model: [AddField(model["pay"], *field) for field in fields])
    assert after == "flows:\n  pay: {from: shop, to: web, protocol: https, encrypted: true}\n"


def test_a_field_that_says_something_is_left_alone() -> None:
    model = typed("threats:\n  T1:\n    severity: low\n")
    assert edits(model, AddField(model["T1"], "severity", "high")) == ()


def test_a_field_of_a_question() -> None:
    before = "questions:\n  - ask: What could go wrong?\n  - ask: Who would do it?\n"
    after = changed(before, lambda model: AddField(model["question 1"], "answer", BLANK))
    assert after == "questions:\n  - ask: What could go wrong?\n    answer:\n  - ask: Who would do it?\n"


def test_the_first_field_of_a_question() -> None:
    before = "questions:\n- answer: Nothing.\n"
    after = changed(before, lambda model: AddField(model["question 1"], "ask", "What could go wrong?"))
    assert after == "questions:\n- ask: What could go wrong?\n  answer: Nothing.\n"


def test_a_question_in_braces_gets_lines() -> None:
    before = "questions:\n  - {ask: Who?}\n"
    after = changed(before, lambda model: AddField(model["question 1"], "answer", "Nobody, we hope."))
    assert after == "questions:\n  - ask: Who?\n    answer: Nobody, we hope.\n"


HEADERS = {
    "among the others": (
        "threat-model: Shop\nscope: All of it.\n\nassets:\n  order:\n",
        "threat-model: Shop\nowner: web-team\nscope: All of it.\n\nassets:\n  order:\n",
    ),
    "before the sections": (
        "threat-model: Shop  # ours\nassets:\n  order:\n",
        "threat-model: Shop  # ours\nowner: web-team\nassets:\n  order:\n",
    ),
    "its key waits": ("threat-model: Shop\nowner:\n", "threat-model: Shop\nowner: web-team\n"),
    "JSON": (
        '{\n  "threat-model": "Shop",\n  "assets": {}\n}\n',
        '{\n  "threat-model": "Shop",\n  "owner": "web-team",\n  "assets": {}\n}\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), HEADERS.values(), ids=HEADERS)
def test_a_field_of_the_model_itself(before: str, after: str) -> None:
    assert changed(before, lambda model: AddField(model.header("threat-model"), "owner", "web-team")) == after


REFUSED = {
    "a text stands where fields would": "threats:\n  T1: Replay\n",
    "half a word stands where fields would": "threats:\n  T1:\n    tit\n",
    "a list stands where fields would": "threats:\n  T1: [Replay]\n",
    "others are merged with it": "threats:\n  T1: &usual\n    title: Replay\n  T2:\n    <<: *usual\n",
    "it is another's": "x: &usual {title: Replay}\nthreats:\n  T1: *usual\n",
}


@pytest.mark.parametrize("before", REFUSED.values(), ids=REFUSED)
def test_nothing_is_written_where_it_would_do_harm(before: str) -> None:
    model = typed(before)
    assert edits(model, AddField(model["T1"], "severity", "high")) == ()
