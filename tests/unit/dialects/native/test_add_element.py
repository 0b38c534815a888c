"""An element is added to its section, which begins where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from forewarn.model.changes import BLANK, AddElement, AddToList, NewValue
from forewarn.model.kinds import Kind
from tests.support.cases import Case, cases
from tests.support.changing import changed, edits, typed

CONTROL = AddElement(Kind.MITIGATION, "M2", (("title", "Bind it: to the client"), ("status", "suggested")))

TABLE = cases(Path(__file__).with_name("add_element.txt"))
"""What an author has typed, and what it is after the mitigation M2 was added."""


@pytest.mark.parametrize("case", TABLE.values(), ids=TABLE)
def test_a_mitigation_is_added(case: Case) -> None:
    assert changed(case.before, lambda _: CONTROL) == case.after


def test_a_mitigation_is_added_behind_a_byte_order_mark() -> None:
    added = '\nmitigations:\n  M2:\n    title: "Bind it: to the client"\n    status: suggested\n'
    assert changed("\ufeffthreat-model: Shop\n", lambda _: CONTROL) == "\ufeffthreat-model: Shop\n" + added


FACTS: dict[str, tuple[str, Kind, tuple[tuple[str, NewValue], ...], str]] = {
    "short facts stand in braces where neighbours do": (
        "zones:\n  internet: {trust: none}\n",
        Kind.ZONE,
        (("in", "vpc"), ("trust", "high")),
        "zones:\n  internet: {trust: none}\n  new: {in: vpc, trust: high}\n",
    ),
    "short facts stand on lines where neighbours do": (
        "zones:\n  internet:\n    trust: none\n",
        Kind.ZONE,
        (("trust", "high"),),
        "zones:\n  internet:\n    trust: none\n  new:\n    trust: high\n",
    ),
    "the first of its kind stands in braces if it is short": (
        "threat-model: Shop\n",
        Kind.COMPONENT,
        (("type", "web-frontend"), ("zone", "vpc")),
        "threat-model: Shop\n\ncomponents:\n  new: {type: web-frontend, zone: vpc}\n",
    ),
    "prose never stands in braces": (
        "assets:\n  order: {type: financial-record}\n",
        Kind.ASSET,
        (("type", "card"), ("because", "slow, and costly")),
        "assets:\n  order: {type: financial-record}\n  new:\n    type: card\n    because: slow, and costly\n",
    ),
    "what is left open never stands in braces": (
        "flows:\n  pay: {from: a, to: b}\n",
        Kind.FLOW,
        (("from", BLANK), ("to", BLANK)),
        "flows:\n  pay: {from: a, to: b}\n  new:\n    from:\n    to:\n",
    ),
    "a name and nothing else": (
        "assets:\n  order:\n",
        Kind.ASSET,
        (),
        "assets:\n  order:\n  new:\n",
    ),
    "a question": (
        "questions:\n  - ask: Who?\n",
        Kind.QUESTION,
        (("ask", "What could go wrong?"), ("answer", BLANK)),
        "questions:\n  - ask: Who?\n  - ask: What could go wrong?\n    answer:\n",
    ),
    "a question below the key itself": (
        "questions:\n- ask: Who?\n",
        Kind.QUESTION,
        (("ask", "What could go wrong?"), ("answer", BLANK)),
        "questions:\n- ask: Who?\n- ask: What could go wrong?\n  answer:\n",
    ),
    "the first question": (
        "threat-model: Shop\n",
        Kind.QUESTION,
        (("ask", "What could go wrong?"),),
        "threat-model: Shop\n\nquestions:\n  - ask: What could go wrong?\n",
    ),
    "the first question where lists stand below their key": (
        "threats:\n  T1:\n    against:\n    - order\n",
        Kind.QUESTION,
        (("ask", "What could go wrong?"),),
        "threats:\n  T1:\n    against:\n    - order\n\nquestions:\n- ask: What could go wrong?\n",
    ),
    "the first question in JSON": (
        '{"threat-model": "Shop", "questions": []}',
        Kind.QUESTION,
        (("ask", "Who?"),),
        '{"threat-model": "Shop", "questions": [{"ask": "Who?"}]}',
    ),
}


@pytest.mark.parametrize(("before", "kind", "fields", "after"), FACTS.values(), ids=FACTS)
def test_a_new_element_looks_like_its_neighbours(
    before: str, kind: Kind, fields: tuple[tuple[str, NewValue], ...], after: str
) -> None:
    name = "" if kind is Kind.QUESTION else "new"
    assert changed(before, lambda _: AddElement(kind, name, fields)) == after


def test_a_name_that_would_be_something_else_is_quoted() -> None:
    assert changed("assets:\n  order:\n", lambda _: AddElement(Kind.ASSET, "on", ())) == 'assets:\n  order:\n  "on":\n'


def test_a_mitigation_with_its_link() -> None:
    before = "threat-model: Shop\n\nthreats:\n  T1:\n    title: Replay\n"
    after = changed(before, lambda model: (CONTROL, AddToList(model["T1"], "mitigations", "M2")))
    assert after == (
        "threat-model: Shop\n\nthreats:\n  T1:\n    title: Replay\n    mitigations: [M2]\n\n"
        'mitigations:\n  M2:\n    title: "Bind it: to the client"\n    status: suggested\n'
    )


def test_several_elements_of_several_new_sections() -> None:
    new = [
        AddElement(Kind.ASSUMPTION, "A1", (("statement", BLANK),)),
        AddElement(Kind.MITIGATION, "M1", (("title", "One"),)),
        AddElement(Kind.MITIGATION, "M2", (("title", "Two"),)),
    ]
    assert changed("threat-model: Shop\n", lambda _: new) == (
        "threat-model: Shop\n\nmitigations:\n  M1:\n    title: One\n  M2:\n    title: Two\n\n"
        "assumptions:\n  A1:\n    statement:\n"
    )


def test_an_element_that_is_there_is_left_alone() -> None:
    model = typed("mitigations:\n  M2:\n    title: Something else\n")
    assert edits(model, CONTROL) == ()


@pytest.mark.parametrize("before", ["mitigations: none yet\n", "mitigations:\n  - title: Log\n", "- a\n", "shop\n"])
def test_nothing_is_written_where_something_else_stands(before: str) -> None:
    assert edits(typed(before), CONTROL) == ()


def test_nothing_is_written_beside_a_section_whose_key_is_half_typed() -> None:
    """`miti` is read as the mitigations as long as there are no others."""
    assert edits(typed("threat-model: Shop\nmiti:\n  M1: {title: Log}\n"), CONTROL) == ()
