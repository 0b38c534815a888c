"""What a date alone brings: shown, marked and announced, and no reason to fail unless somebody asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.commands import check, forewarn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, str], Path]

HEAD = """\
threat-model: Library cards
owner: reading-room
stage: live
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
    severity: high
"""
ACCEPTED = """\
    decision: {kind: accept, by: Ines Roth, until: 2026-12-05, reason: The list hangs in the hall anyway.}
"""
PLANNED = "    mitigations: [M1]\nmitigations:\n  M1: {title: Ask for a name, owner: desk, due: 2026-12-05}\n"
CONFIRMED = """\
    ruled-out-by: [A1]
assumptions:
  A1: {statement: Nobody looks, validation: {method: review, result: held, until: 2026-12-05}}
"""
REVIEWED = "    ticket: X-1\nreviews:\n  - date: 2025-12-05\n"
WAIVED = "# forewarn: ignore FW006 because it comes in autumn until 2026-12-05\nflows: {f: {from: x, to: x}}\n"
CLOCKS = {"FW206": ACCEPTED, "FW210": PLANNED, "FW305": CONFIRMED, "FW602": REVIEWED, "FW903": WAIVED}
"""What ends on 2026-12-05, by the rule that says so."""
EACH = pytest.mark.parametrize("code", CLOCKS)
GATES = ("integrity", "threat", "completeness", "never")


def of_date(*arguments: str) -> list[tuple[str, str, str | None]]:
    """The findings that a date brings: code, severity, and whether it has passed."""
    return [
        (one["code"], one["severity"], one["clock"])
        for one in check(*arguments)["findings"]
        if one["clock"] or one["code"] in CLOCKS
    ]


@EACH
def test_it_is_announced_two_weeks_ahead(write: Write, code: str) -> None:
    write("threat-model.yaml", HEAD + CLOCKS[code])
    assert of_date("--today", "2026-11-20") == []
    assert of_date("--today", "2026-11-21") == [(code, "information", "ahead")]
    assert of_date("--today", "2026-12-05") == [(code, "information", "ahead")]
    (first, *rest) = of_date("--today", "2026-12-06")
    assert first == (code, "warning", "passed")
    assert rest == ([("FW006", "error", "passed")] * 2 if code == "FW903" else [])


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("FW206", "The acceptance of `T1` ends on 2026-12-05, in 9 days. Who looks again before then?"),
        ("FW210", "`M1` is due on 2026-12-05, in 9 days. Will it be in place by then?"),
        ("FW305", "The confirmation of `A1` ends on 2026-12-05, in 9 days. Who checks again before then?"),
        ("FW903", "This is waived until 2026-12-05, in 9 days. Who looks again?"),
    ],
)
def test_the_announcement_says_how_long_it_is_till_then(write: Write, code: str, said: str) -> None:
    write("threat-model.yaml", HEAD + CLOCKS[code])
    assert said in forewarn("check", "--today", "2026-11-26").out
    assert said.replace("in 9 days", "tomorrow") in forewarn("check", "--today", "2026-12-04").out
    assert said.replace("in 9 days", "today") in forewarn("check", "--today", "2026-12-05").out


@EACH
@pytest.mark.parametrize("gate", GATES)
def test_no_date_makes_a_run_fail_that_did_not_fail_the_day_before(write: Write, code: str, gate: str) -> None:
    write("threat-model.yaml", HEAD + CLOCKS[code])
    before, after = (forewarn("check", "--fail-on", gate, "--today", day).code for day in ("2026-12-05", "2026-12-06"))
    assert before == after


@EACH
def test_a_run_every_night_fails_once_the_date_has_passed(write: Write, code: str) -> None:
    write("threat-model.yaml", HEAD + CLOCKS[code])
    nightly = ("check", "--fail-on", "never", "--fail-on-expired", "--today")
    assert forewarn(*nightly, "2026-12-05").code == 0
    assert forewarn(*nightly, "2026-12-06").code == 1


def test_who_does_not_ask_for_dates_is_told_that_some_have_passed(write: Write) -> None:
    write("threat-model.yaml", HEAD + ACCEPTED)
    told = "1 finding is there because a date passed; `--fail-on-expired` makes that count."
    gate = ("check", "--fail-on", "threat", "--today")
    assert told in forewarn(*gate, "2026-12-06").out
    assert "--fail-on-expired" not in forewarn(*gate, "2026-12-05").out
    assert told not in forewarn(*gate, "2026-12-06", "--fail-on-expired").out
    assert told not in forewarn("check", "--today", "2026-12-06").out, "threats do not count there anyway"


def test_a_finding_that_was_waived_until_yesterday_is_back_and_does_not_count_yet(write: Write) -> None:
    """Whoever changes something else on that day has nothing to do with it."""
    write("threat-model.yaml", HEAD + WAIVED)
    day = ("--today", "2026-12-06")
    assert forewarn("check", *day).code == 0
    write("threat-model.yaml", HEAD + WAIVED.split("\n", 1)[1])
    assert forewarn("check", *day).code == 1


def test_a_last_day_that_no_calendar_has_is_a_slip_and_counts(write: Write) -> None:
    write("threat-model.yaml", HEAD + WAIVED.replace("2026-12-05", "2026-02-30"))
    assert of_date("--today", "2026-12-06") == [("FW903", "warning", None)]
    assert forewarn("check", "--today", "2026-12-06").code == 1


def test_an_announcement_is_not_louder_than_information_whatever_is_configured(write: Write) -> None:
    write("threat-model.yaml", HEAD + ACCEPTED)
    write("forewarn.toml", '[severity]\nFW206 = "error"\n')
    assert of_date("--today", "2026-12-01") == [("FW206", "information", "ahead")]
    assert of_date("--today", "2026-12-06") == [("FW206", "error", "passed")]
    write("forewarn.toml", '[severity]\nFW206 = "hint"\n')
    assert of_date("--today", "2026-12-01") == [("FW206", "hint", "ahead")]


def test_findings_that_a_document_is_asked_once_for_are_marked_together(write: Write) -> None:
    row = "| {name} | Cards are copied | high | Accepted by Ines Roth until {until}: the cards are cheap |\n"
    table = "# Threat model\n\n## Threats\n\n| ID | Threat | Severity | Decision |\n|---|---|---|---|\n"
    dates = {"T1": "2026-11-01", "T2": "2026-11-01", "T3": "2026-12-01", "T4": "2026-12-01"}
    write("threat-model.md", table + "".join(row.format(name=name, until=until) for name, until in dates.items()))
    assert of_date("--today", "2026-11-26") == [("FW206", "warning", "passed"), ("FW206", "information", "ahead")]
    assert of_date("--today", "2026-11-01") == [("FW206", "information", "ahead")]
    assert forewarn("check", "--fail-on-expired", "--today", "2026-11-26").code == 1
