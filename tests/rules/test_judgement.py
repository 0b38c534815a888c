"""What the catalogue and the calendar say of answers: FW204, FW210, FW211, FW213."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.findings import findings_of, judge, rendered

HEAD = """\
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
"""
SEARCH = f"""\
{HEAD}threats:
  T1:
    title: Somebody asks the search box for everybody's address
    type: sql-injection
    against: [reader-address]
    severity: high
"""
DISKS = "  M1: {title: Encrypted disks, type: encryption-at-rest, status: active}\n"


# -- FW204
def test_a_mitigation_that_cannot_stop_the_threat_is_named_with_the_reason() -> None:
    assert rendered(f"{SEARCH}    mitigations: [M1]\nmitigations:\n{DISKS}", "FW204") == (
        "11:19 warning FW204: `M1` alone does not stop `T1`. The database decrypts for whoever may query it, deleting "
        "needs no key, and what is kept encrypted is still kept; only a stolen disk or snapshot stays closed. "
        "What would?\n"
        "      mitigations: [M1]\n"
        "                    ^^\n"
    )


def test_several_that_cannot_are_one_finding_with_each_reason_beside_it() -> None:
    text = (
        f"{SEARCH}    mitigations: [M1, M2]\nmitigations:\n{DISKS}"
        "  M2: {title: Errors tell nothing, type: generic-errors, status: active}\n"
    )
    (one,) = findings_of(text, "native", "FW204")
    assert one.message.startswith("`M1` and `M2` do not stop `T1`. Of `M1`: The database decrypts")
    assert [related.message for related in one.finding.related][1] == (
        "The attacker sees less of the hole; the hole stays."
    )


@pytest.mark.parametrize(
    "beside",
    [
        "mitigations: [M1, M2]",  # M2 has no type: nobody can tell
        "mitigations: [M1, M9]",  # FW006 asks first
        "mitigations: [M1]\n    ruled-out-by: [A1]",
        "mitigations: [M1]\n    decision: {kind: avoid}",
        "mitigations: [M1]\n    status: open",
    ],
)
def test_where_something_else_may_answer_nothing_is_said(beside: str) -> None:
    text = (
        f"{SEARCH}    {beside}\nmitigations:\n{DISKS}  M2: {{title: One reviewed query, status: active}}\n"
        "assumptions:\n  A1: {statement: The search box is gone.}\n"
    )
    assert findings_of(text, "native", "FW204") == []


def test_what_is_retired_is_no_answer_beside_it() -> None:
    text = f"{SEARCH}    mitigations: [M1, M2]\nmitigations:\n{DISKS}  M2: {{title: One query, status: retired}}\n"
    assert len(findings_of(text, "native", "FW204")) == 1


def test_alternatives_come_from_the_catalogue_and_are_suggestions() -> None:
    judged = judge(f"{SEARCH}    mitigations: [M1]\nmitigations:\n{DISKS}")
    (one,) = judged.findings("FW204")
    assert one.titles()[0] == "Add mitigation: Use parameterised queries only"
    after = judged.fixed(one, one.titles()[0]) or ""
    assert "mitigations: [M1, M2]" in after
    assert "type: parameterised-queries" in after
    assert findings_of(after, "native", "FW204") == []


# -- FW213
@pytest.mark.parametrize(("severity", "found"), [("critical", 1), ("high", 1), ("medium", 0), ("low", 0)])
def test_people_alone_are_asked_about_where_it_would_be_bad(severity: str, found: int) -> None:
    text = (
        f"{SEARCH.replace('severity: high', f'severity: {severity}')}    mitigations: [M1]\nmitigations:\n"
        "  M1: {title: Somebody looks at the alarms, type: alerting, status: active}\n"
    )
    assert len(findings_of(text, "native", "FW213")) == found


def test_a_suggestion_does_not_help_the_people_but_a_plan_does() -> None:
    for status, found in (("suggested", 1), ("planned, ticket: CARD-3", 0), ("active", 0)):
        text = (
            f"{SEARCH}    mitigations: [M1, M2]\nmitigations:\n"
            "  M1: {title: Somebody looks at the alarms, type: alerting, status: active}\n"
            f"  M2: {{title: One reviewed query, status: {status}}}\n"
        )
        assert len(findings_of(text, "native", "FW213")) == found, status


def test_people_who_are_only_planned_by_nobody_are_fw203s_matter() -> None:
    text = f"{SEARCH}    mitigations: [M1]\nmitigations:\n  M1: {{title: Train the desk, type: security-training}}\n"
    assert [one.code for one in findings_of(text, "native", "FW203", "FW213")] == ["FW203"]


# -- FW210 and FW211
@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 10, 16), ""),
        (date(2026, 10, 17), "information"),
        (date(2026, 10, 31), "information"),
        (date(2026, 11, 1), "warning"),
    ],
)
def test_a_due_day_is_announced_two_weeks_ahead_and_warned_of_once_it_has_passed(today: date, said: str) -> None:
    text = (
        f"{SEARCH.replace('assets:', 'stage: live' + chr(10) + 'assets:')}    mitigations: [M1]\nmitigations:\n"
        "  M1: {title: One reviewed query, owner: desk, due: 2026-10-31}\n"
    )
    assert [one.severity for one in findings_of(text, "native", "FW210", today=today)] == ([said] if said else [])


@pytest.mark.parametrize(("stage", "found"), [("draft", 0), ("design", 0), ("building", 2), ("live", 2)])
def test_what_is_built_is_asked_about_only_where_something_is_built(stage: str, found: int) -> None:
    text = (
        f"{SEARCH.replace('assets:', f'stage: {stage}' + chr(10) + 'assets:')}    mitigations: [M1, M2]\nmitigations:\n"
        "  M1: {title: One reviewed query, status: active}\n  M2: {title: Fewer columns, due: 2026-01-31}\n"
    )
    assert len(findings_of(text, "native", "FW210", "FW211")) == found


def test_a_leftover_is_no_evidence() -> None:
    text = (
        f"{SEARCH.replace('assets:', 'stage: live' + chr(10) + 'assets:')}    mitigations: [M1]\nmitigations:\n"
        "  M1: {title: One reviewed query, status: active, evidence: [TBD]}\n"
    )
    assert [one.message for one in findings_of(text, "native", "FW211")] == [
        "`M1` is said to hold `T1` (high). What shows that it works: a test, a page, a ticket?"
    ]
