"""Models that are wrong in ways nobody plans for: one precise finding each, and the rest is read as ever."""

from __future__ import annotations

import pytest

from tests.support.findings import findings_of, rendered

HEAD = "threat-model: Library cards\nowner: reading-room\n"
DESK = "components:\n  desk: {type: app-server}\n"


def said(text: str, *codes: str) -> list[str]:
    """What the rules `codes` say, or all of them: code and message."""
    return [f"{one.code} {one.message}" for one in findings_of(HEAD + text, "native", *codes)]


def test_zones_that_lie_in_one_another_end_no_rule() -> None:
    zones = "zones:\n  hall: {in: house}\n  house: {in: hall}\n  shed: {in: shed}\n"
    rest = (
        "actors:\n  reader: {zone: hall}\n"
        "components:\n  desk: {zone: shed}\n"
        "flows:\n  ask: {from: reader, to: desk, protocol: http}\n"
        "assumptions:\n  A1: {statement: Nobody else asks., check: no-path hall -> shed}\n"
    )
    assert said(zones + rest, "FW008", "FW302") == [
        "FW008 `hall` in `house` in `hall`: a zone cannot lie in itself. Which of them is the outermost?",
        "FW008 `shed` in `shed`: a zone cannot lie in itself. Which zone is around it?",
        "FW302 `A1` does not hold: `ask` goes from `reader` to `desk`.",
    ]


def test_a_flow_that_ends_where_it_begins_is_a_question() -> None:
    assert rendered(f"{HEAD}{DESK}flows:\n  ask: {{from: desk, to: desk}}\n", "FW003") == (
        "6:25 information FW003: `ask` leads from `desk` back to `desk`. "
        "Which component or actor is at the other end?\n"
        "    ask: {from: desk, to: desk}\n"
        "                          ^^^^\n"
    )


@pytest.mark.parametrize(
    ("claim", "finding"),
    [
        ("no-direct internt -> desk", "FW006 Nothing is called `internt`. Which component, actor or zone is meant?"),
        ("no-direct desk ->", "FW003 The claim stops too early. What could stand here: a name of this model."),
        ("desk", "FW003 The claim stops too early. What could stand here: `only`, `stays` or `->`."),
        ("A1 stays in hall", "FW007 `A1` is an assumption. Which asset is meant?"),
    ],
)
def test_a_claim_that_names_nothing_or_says_nothing_is_not_judged(claim: str, finding: str) -> None:
    text = f"{DESK}assumptions:\n  A1:\n    statement: Nobody else asks.\n    check: {claim}\n"
    (one, *more) = said(text, "FW003", "FW006", "FW007", "FW302")
    assert one == finding
    assert not any(other.startswith("FW302") for other in more)


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "0000-00-00"])
@pytest.mark.parametrize(
    "place",
    [
        "threats:\n  T1:\n    title: a\n    decision: {{kind: accept, by: Ada, reason: r, until: {day}}}\n",
        "mitigations:\n  M1: {{title: a, status: planned, due: {day}}}\n",
        "assumptions:\n  A1: {{statement: a, validation: {{method: test, result: held, date: {day}, by: Ada}}}}\n",
        "reviews:\n  - {{date: {day}, participants: [{{name: Ada}}]}}\n",
    ],
)
def test_a_day_that_no_calendar_has_counts_for_nothing(place: str, day: str) -> None:
    text = place.format(day=day)
    assert said(text, "FW003", "FW206", "FW210", "FW305", "FW602") == [f"FW003 `{day}` is no day of the calendar."]


def test_what_ends_before_it_begins_is_asked_about_once() -> None:
    decision = "{kind: accept, by: Ada, reason: r, date: 2026-12-01, until: 2026-11-30}"
    assert said(f"threats:\n  T1:\n    title: a\n    decision: {decision}\n", "FW003") == [
        "FW003 `until: 2026-11-30` is before `date: 2026-12-01`. Which of them is right?"
    ]


@pytest.mark.parametrize(("validity", "result"), [("confirmed", "broken"), ("rejected", "held")])
def test_a_validity_that_its_own_validation_denies_contradicts_itself(validity: str, result: str) -> None:
    text = (
        f"assumptions:\n  A1:\n    statement: a\n    validity: {validity}\n"
        f"    validation: {{method: test, result: {result}, date: 2026-11-01, by: Ada}}\n"
    )
    assert said(text, "FW003") == [
        f"FW003 `A1` is said to be {validity}, and its validation says `{result}`. Which is it?"
    ]


def test_a_reason_of_a_megabyte_is_read_like_any_other() -> None:
    """It stands in one block of many lines; a single line of that length is refused, and the refusal is said."""
    reason = "      a reason that goes on and on, for a line\n" * 22_000
    record = (
        f"threats:\n  T1:\n    title: a\n    decision:\n      kind: accept\n      by: Ada\n      reason: |\n  {reason}"
    )
    text = record.replace("\n      a reason", "\n        a reason")
    assert said(f"{text}      until: 2999-01-01\n", "FW001", "FW013", "FW205") == []
    line = f"threats:\n  T1:\n    title: a\n    decision: {{kind: accept, reason: {'r' * 1_000_000}}}\n"
    assert said(line, "FW001", "FW013") == ["FW013 A line here has more than 1,000,000 characters."]


@pytest.mark.parametrize("status", ["mitigated", "activ", "[active]", "{active: true}", "~", "'open '"])
def test_a_status_that_is_none_is_one_finding_at_most_and_answers_nothing_by_itself(status: str) -> None:
    text = f"threats:\n  T1:\n    title: a\n    status: {status}\n"
    found = said(text, "FW003", "FW201", "FW207")
    assert len([one for one in found if one.startswith("FW003")]) <= 1
    assert len([one for one in found if one.startswith("FW201")]) <= 1
    assert found
