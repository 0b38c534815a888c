"""What counts as an answer: rules.md, *Answered*, sentence by sentence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.model.answers import Answered, Grade, Lack, answered
from forewarn.model.elements import Element, Field, Section, Text
from forewarn.model.kinds import Kind
from forewarn.text.position import NOWHERE
from tests.support.findings import judge

HEAD = """\
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
"""
TODAY = date(2026, 11, 26)


def stands(text: str, *, today: date = TODAY) -> Answered:
    """How the threat T1 of a native model stands."""
    whole = judge(text, today=today).analyses[0].whole
    return answered(next(iter(whole.elements(Kind.THREAT))), whole.facts)


def with_mitigation(fields: str, severity: str = "medium") -> str:
    return (
        f"{HEAD}    severity: {severity}\n    mitigations: [M1]\n"
        f"mitigations:\n  M1: {{title: Show a reader their own record, {fields}}}\n"
    )


def with_assumption(fields: str) -> str:
    return f"{HEAD}    ruled-out-by: [A1]\nassumptions:\n  A1: {{statement: Nobody sees the list, {fields}}}\n"


@pytest.mark.parametrize(
    ("fields", "severity", "grade", "lack"),
    [
        ("status: active", "medium", Grade.HELD, Lack.NOTHING),
        ("status: active, kind: prevent", "critical", Grade.HELD, Lack.NOTHING),
        ("status: active, kind: reduce", "high", Grade.HELD, Lack.NOTHING),
        ("status: active, type: alerting", "high", Grade.PROMISED, Lack.NOTICES_ONLY),
        ("status: active, kind: respond", "critical", Grade.PROMISED, Lack.NOTICES_ONLY),
        ("status: active, kind: respond", "Severe", Grade.PROMISED, Lack.NOTICES_ONLY),
        ("status: active, kind: detect", "medium", Grade.HELD, Lack.NOTHING),
        ("status: planned, ticket: CARD-7", "high", Grade.PROMISED, Lack.PLANNED),
        ("status: planned, owner: front-desk", "high", Grade.PROMISED, Lack.PLANNED),
        ("status: planned, due: 2027-01-01", "high", Grade.PROMISED, Lack.PLANNED),
        ("status: planned", "high", Grade.OPEN, Lack.UNOWNED),
        ("status: planned, ticket: ''", "high", Grade.OPEN, Lack.UNOWNED),
        ("description: planned is what the format takes", "high", Grade.OPEN, Lack.UNOWNED),
        ("status: suggested, owner: front-desk", "high", Grade.OPEN, Lack.SUGGESTED),
        ("status: rejected, because: too slow", "high", Grade.OPEN, Lack.GONE),
        ("status: retired", "high", Grade.OPEN, Lack.GONE),
        ("status: activ", "high", Grade.PROMISED, Lack.UNREADABLE),
    ],
)
def test_mitigations(fields: str, severity: str, grade: Grade, lack: Lack) -> None:
    state = stands(with_mitigation(fields, severity))
    assert (state.grade, state.answers[0].lack) == (grade, lack)


def test_detection_beside_prevention_is_not_alone() -> None:
    state = stands(
        f"{HEAD}    severity: critical\n    mitigations: [M1, M2]\n"
        "mitigations:\n  M1: {title: Alarm, kind: detect, status: active}\n"
        "  M2: {title: Own record only, kind: prevent, status: active}\n"
    )
    assert state.grade is Grade.HELD


@pytest.mark.parametrize("title", ["TBD", "todo", "Provide remediation for this threat or a reason if status is N/A"])
def test_a_placeholder_counts_for_nothing(title: str) -> None:
    state = stands(f"{HEAD}    mitigations: [M1]\nmitigations:\n  M1: {{title: {title}, status: active}}\n")
    assert (state.grade, state.answers[0].lack) == (Grade.OPEN, Lack.PLACEHOLDER)


def test_an_answer_that_is_still_to_be_written_counts_for_nothing() -> None:
    state = stands(f"{HEAD}    ruled-out-by: [A1]\nassumptions:\n  A1:\n    statement:\n")
    assert (state.grade, state.being_written) == (Grade.OPEN, True)


@pytest.mark.parametrize(
    ("fields", "grade"),
    [
        ("owner: front-desk", Grade.PROMISED),
        ("validation: {result: held, date: 2026-08-01}", Grade.HELD),
        ("validation: {result: held, until: 2026-11-26}", Grade.HELD),
        ("validation: {result: held, until: 2026-11-25}", Grade.PROMISED),
        ("validation: {result: not-testable}", Grade.PROMISED),
        ("validation: {result: broken}", Grade.OPEN),
        ("validity: confirmed", Grade.HELD),
        ("validity: confirmed, validation: {until: 2026-11-25}", Grade.PROMISED),
        ("validity: unconfirmed, validation: {result: held}", Grade.PROMISED),
        ("validity: rejected, validation: {result: held}", Grade.OPEN),
    ],
)
def test_assumptions(fields: str, grade: Grade) -> None:
    assert stands(with_assumption(fields)).grade is grade


@pytest.mark.parametrize(
    ("decision", "grade"),
    [
        ("{kind: accept, by: Ines, until: 2026-11-26, reason: It hangs in the hall.}", Grade.HELD),
        ("{kind: accept, by: Ines, until: 2026-11-25, reason: It hangs in the hall.}", Grade.PROMISED),
        ("{kind: transfer, until: 2026-11-25}", Grade.PROMISED),
        ("{kind: avoid, until: 2026-11-25}", Grade.HELD),
        ("{kind: accept}", Grade.HELD),
        ("{kind: not-applicable}", Grade.HELD),
    ],
)
def test_a_decision_holds_whatever_its_record_lacks_until_its_day_has_passed(decision: str, grade: Grade) -> None:
    assert stands(f"{HEAD}    decision: {decision}\n").grade is grade


def test_a_decision_without_a_value_is_none() -> None:
    assert stands(f"{HEAD}    decision:\n").grade is Grade.OPEN


def test_a_handwritten_open_wins_over_everything() -> None:
    state = stands(with_mitigation("status: active").replace("    against", "    status: open\n    against"))
    assert (state.grade, state.reopened) == (Grade.OPEN, True)


def test_the_best_answer_counts() -> None:
    state = stands(
        f"{HEAD}    mitigations: [M1, M2]\nmitigations:\n  M1: {{title: Later, status: suggested}}\n"
        "  M2: {title: Own record only, status: active}\n"
    )
    assert [answer.by.id for answer in state.with_grade(Grade.HELD) if answer.by] == ["M2"]
    assert state.grade is Grade.HELD


# -- documents
SECTION = Section("Threats", 1, NOWHERE)


def document_threat(status: str) -> Element:
    fields = {"title": _text("title", "Somebody lists all addresses"), "status": _text("status", status)}
    return Element(Kind.THREAT, "T1", NOWHERE, 1, fields, section=SECTION)


def _text(name: str, text: str) -> Field:
    return Field(name, NOWHERE, NOWHERE, Text(text, NOWHERE))


@pytest.mark.parametrize(
    ("status", "grade"),
    [("mitigated", Grade.PROMISED), ("accepted", Grade.PROMISED), ("planned", Grade.OPEN), ("open", Grade.OPEN)],
)
def test_a_document_may_say_how_a_threat_stands(status: str, grade: Grade) -> None:
    facts = judge("threat-model: Library cards\n").analyses[0].whole.facts
    assert answered(document_threat(status), facts).grade is grade


def test_a_control_that_a_document_names_without_a_status_is_taken_as_the_document_says() -> None:
    from forewarn.model.answers import mitigation_answer  # noqa: PLC0415 - only this test looks at one mitigation

    control = Element(Kind.MITIGATION, "M1", NOWHERE, 1, {"title": _text("title", "Own record only")}, section=SECTION)
    assert mitigation_answer(control, serious=True).grade is Grade.PROMISED


# -- exactly one question
STATUS = st.sampled_from(["active", "planned", "suggested", "retired", "rejected"])


@given(
    mitigations=st.lists(st.tuples(STATUS, st.booleans(), st.booleans()), max_size=3),
    assumption=st.sampled_from(["", "confirmed", "unconfirmed", "rejected"]),
    decided=st.booleans(),
    reopened=st.booleans(),
    severity=st.sampled_from(["critical", "high", "medium", "low"]),
)
def test_an_open_threat_is_asked_about_exactly_once_and_an_answered_one_never(
    mitigations: list[tuple[str, bool, bool]], assumption: str, severity: str, *, decided: bool, reopened: bool
) -> None:
    names = [f"M{number}" for number in range(1, len(mitigations) + 1)]
    text = f"{HEAD}    severity: {severity}\n    mitigations: [{', '.join(names)}]\n"
    text += "    ruled-out-by: [A1]\n" if assumption else ""
    text += "    decision: {kind: avoid}\n" if decided else ""
    text += "    status: open\n" if reopened else ""
    text += "mitigations:\n" if mitigations else ""
    for name, (status, owned, notices) in zip(names, mitigations, strict=True):
        text += f"  {name}: {{title: Own record only, status: {status}"
        text += ", ticket: CARD-7" if owned else ""
        text += ", kind: detect}\n" if notices else "}\n"
    text += f"assumptions:\n  A1: {{statement: Nobody sees the list, validity: {assumption}}}\n" if assumption else ""
    asked = [one.code for one in judge(text, today=TODAY).findings("FW201", "FW203", "FW303")]
    assert len(asked) == (stands(text).grade is Grade.OPEN), text
