"""Threats and their answers: who is asked what, where exactly, and what the fixes write."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.findings import Judged, judge, rendered

HEAD = """\
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
"""
THREAT = f"""\
{HEAD}threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
"""


def fixed(text: str, code: str, title: str) -> str:
    """The text after the fix called `title` of the first finding of rule `code` that offers it."""
    judged = judge(text)
    one = next(one for one in judged.findings(code) if title in one.titles())
    after = judged.fixed(one, title)
    assert after is not None
    return after


def codes(judged: Judged, *wanted: str) -> list[str]:
    return [one.code for one in judged.findings(*wanted)]


# -- FW201 and FW203
def test_status_open_is_the_authors_own_word_and_is_pointed_at() -> None:
    text = (
        f"{THREAT}    status: open\n    mitigations: [M1]\nmitigations:\n  M1: {{title: Own record, status: active}}\n"
    )
    assert rendered(text, "FW201", "FW203") == (
        "9:13 warning FW201: `T1` is said to be open. What would stop it, or who decides to live with it?\n"
        "      status: open\n"
        "              ^^^^\n"
    )


def test_an_answer_that_no_longer_counts_is_named() -> None:
    text = f"{THREAT}    mitigations: [M1]\nmitigations:\n  M1: {{title: Own record, status: retired}}\n"
    assert "FW201: `M1` no longer counts, and nothing else answers `T1`." in rendered(text, "FW201", "FW203")


@pytest.mark.parametrize("line", ["mitigations: [M9]", "ruled-out-by: [A9]"])
def test_a_name_that_does_not_exist_is_asked_about_first(line: str) -> None:
    assert codes(judge(f"{THREAT}    {line}\n"), "FW006", "FW201", "FW203") == ["FW006"]


def test_several_suggestions_are_one_question_with_the_places_beside_it() -> None:
    text = (
        f"{THREAT}    severity: critical\n    mitigations: [M1, M2]\n"
        "mitigations:\n  M1: {title: Own record, status: suggested}\n  M2: {title: Alarm, status: suggested}\n"
    )
    (one,) = judge(text).findings("FW203")
    assert one.message == "`M1` and `M2` are only suggestions. Who takes one of them, and where is the ticket?"
    assert [related.message for related in one.finding.related] == ["only a suggestion"] * 2
    assert one.placed.severity == "warning"


@pytest.mark.parametrize(("severity", "spoken"), [("critical", "warning"), ("high", "warning"), ("low", "information")])
def test_it_warns_only_where_it_would_be_bad(severity: str, spoken: str) -> None:
    text = f"{THREAT}    severity: {severity}\n    mitigations: [M1]\nmitigations:\n  M1: {{title: Own record}}\n"
    assert [one.placed.severity for one in judge(text).findings("FW203")] == [spoken]


def test_taking_a_suggestion_makes_it_a_plan_with_a_place_for_the_ticket() -> None:
    text = f"{THREAT}    mitigations: [M1]\nmitigations:\n  M1:\n    title: Own record\n    status: suggested\n"
    after = fixed(text, "FW203", "Plan `M1`, with a ticket")
    assert after == text.replace("status: suggested\n", "status: planned\n    ticket:\n")
    assert codes(judge(after), "FW201", "FW203") == ["FW203"]


@pytest.mark.parametrize(("mitigations", "found"), [("", ["FW201"]), ("\n## Mitigations\n\n- Own record only\n", [])])
def test_a_document_that_links_no_answer_to_any_threat_is_not_told_that_there_are_none(
    mitigations: str, found: list[str]
) -> None:
    text = f"# Threat model\n\n## Threats\n\n- T1: Somebody lists all addresses\n{mitigations}"
    assert codes(judge(text, "markdown"), "FW201", "FW203") == found


# -- FW202
def test_all_three_usual_threats_get_identifiers_of_their_own() -> None:
    after = fixed(HEAD, "FW202", "Add these 3 threats")
    assert [line.strip() for line in after.splitlines() if line.strip() in ("T1:", "T2:", "T3:")] == [
        "T1:",
        "T2:",
        "T3:",
    ]
    assert codes(judge(after), "FW202", "FW108", "FW004", "FW005", "FW006") == []


def test_threats_that_were_considered_are_neither_asked_for_nor_offered() -> None:
    text = HEAD.replace("personal-data}", "personal-data, considered: [sensitive-data-exposure]}")
    (one,) = judge(text).findings("FW202")
    assert not any("Sensitive data is returned" in title for title in one.titles())


def test_a_threat_of_this_sort_that_is_there_already_is_extended() -> None:
    text = f"{HEAD}  loan: {{type: personal-data}}\n{THREAT.removeprefix(HEAD)}    type: scraping\n"
    titles = [title for one in judge(text).findings("FW202") for title in one.titles()]
    assert not any(title.startswith("Let") for title in titles[:3])  # scraping is not among the first three
    text = text.replace("scraping", "sensitive-data-exposure")
    after = fixed(text, "FW202", "Let `T1` be against it too: Somebody lists all addresses")
    assert after == text.replace("against: [reader-address]", "against: [reader-address, loan]")


# -- FW205
@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ("{kind: accept}", "does not say who decided, why or until when."),
        ("{kind: transfer, by: Ines}", "does not say why or until when."),
        ("{kind: accept, by: TBD, reason: It hangs in the hall, until: 2027-01-01}", "does not say who decided."),
        ("{kind: not-applicable}", "does not say why."),
    ],
)
def test_what_the_record_lacks_is_named(decision: str, words: str) -> None:
    shown = rendered(f"{THREAT}    decision: {decision}\n", "FW205")
    assert words in shown
    assert f"    decision: {decision}\n  {' ' * 21}^" in shown  # below the kind


@pytest.mark.parametrize("decision", ["{kind: avoid}", "{kind: eliminate}", "{by: Ines}", "{kind: acept}", "accept"])
def test_what_is_no_acceptance_or_another_rules_matter_is_left_alone(decision: str) -> None:
    assert codes(judge(f"{THREAT}    decision: {decision}\n"), "FW205") == []


@pytest.mark.parametrize(
    ("reason", "asked"),
    [
        ("The list is behind a firewall.", True),
        ("Only encrypted backups hold it.", True),
        ("A firewall would cost more than the list is worth.", False),
        ("There is no authentication, and nobody minds.", False),
        ("Loss per month is below what a second check would cost us.", False),
    ],
)
def test_a_reason_that_names_a_control_is_asked_about(reason: str, *, asked: bool) -> None:
    text = (
        f"{THREAT}    decision:\n      kind: accept\n      by: Ines\n      until: 2027-01-01\n      reason: {reason}\n"
    )
    assert codes(judge(text), "FW205") == (["FW205"] if asked else [])


def test_a_control_that_is_recorded_already_is_not_asked_about() -> None:
    text = (
        f"{THREAT}    mitigations: [M1]\n"
        "    decision: {kind: accept, by: Ines, until: 2027-01-01, reason: A firewall}\n"
        "mitigations:\n  M1: {title: A firewall, status: active}\n"
    )
    assert codes(judge(text), "FW205") == []


# -- FW206
@pytest.mark.parametrize(
    ("today", "severity"),
    [
        (date(2026, 12, 17), None),
        (date(2026, 12, 18), "information"),
        (date(2027, 1, 1), "information"),
        (date(2027, 1, 2), "warning"),
    ],
)
def test_an_acceptance_is_announced_two_weeks_ahead_and_ends_after_its_day(today: date, severity: str | None) -> None:
    text = f"{THREAT}    decision: {{kind: accept, by: Ines, until: 2027-01-01, reason: It hangs in the hall}}\n"
    found = judge(text, today=today).findings("FW201", "FW203", "FW205", "FW206")
    assert [(one.code, one.placed.severity) for one in found] == ([("FW206", severity)] if severity else [])


def test_reopening_keeps_the_record() -> None:
    text = f"{THREAT}    decision: {{kind: accept, by: Ines, until: 2026-01-01, reason: It hangs in the hall}}\n"
    after = fixed(text, "FW206", "Reopen the threat")
    assert "status: open\n" in after
    assert "by: Ines" in after
    assert codes(judge(after), "FW201", "FW206") == ["FW201"]


# -- FW207
DOCUMENT = """\
---
stage: building
---
# Threat model of the reading room

## Threats

### T1: Somebody lists all addresses

Status: {threat}
Mitigations: M1

## Mitigations

- M1: Show a reader their own record only
{mitigation}"""


@pytest.mark.parametrize(
    ("threat", "mitigation", "message"),
    [
        ("mitigated", "  - Status: planned\n", "`T1` says mitigated; `M1` is still planned. Which of the two is true?"),
        ("mitigated", "  - Status: implemented\n", ""),
        ("mitigated", "", ""),
        ("open", "  - Status: planned\n", ""),
    ],
)
def test_a_document_may_not_call_mitigated_what_is_only_planned(threat: str, mitigation: str, message: str) -> None:
    found = judge(DOCUMENT.format(threat=threat, mitigation=mitigation), "markdown").findings("FW207")
    assert [one.message for one in found] == ([message] if message else [])


# -- FW208
def test_the_assets_of_what_is_attacked_are_offered_first() -> None:
    text = (
        "threat-model: Library cards\nowner: reading-room\n"
        "components:\n  shelf: {stores: [loan]}\n  desk: {}\n"
        "assets:\n  hours: {type: public-content}\n  loan: {type: personal-data}\n  card: {type: personal-data}\n"
        "flows:\n  put: {from: desk, to: shelf, carries: [loan, card]}\n"
        "threats:\n  T1: {title: A shelf falls, against: [shelf]}\n"
    )
    (one,) = judge(text).findings("FW208")
    assert one.titles() == [
        "It is against `loan`",
        "It is against `card`",
        "It is against `hours`",
    ]


def test_a_threat_that_was_decided_not_to_apply_need_not_say_what_it_would_hurt() -> None:
    text = "threat-model: Library cards\nthreats:\n  T1: {title: A flood, decision: {kind: not-applicable}}\n"
    assert codes(judge(text), "FW208") == []
