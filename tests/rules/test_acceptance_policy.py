"""Who may accept a threat, and for how long, as an organisation's policy says."""

from __future__ import annotations

import pytest

from forewarn.model.configuration import Acceptance, Configuration
from forewarn.rules.rule import Layer
from tests.support.findings import Judged, judge

POLICY = Configuration(
    acceptance={
        "high": Acceptance(("Head of Payments", "CISO"), 180),
        "critical": Acceptance(("CISO",), 90),
    }
)
MODEL = """\
threat-model: Ferry
owner: quay-team
assets:
  ticket: {{type: personal-data}}
threats:
  T1:
    title: Somebody copies a ticket
    against: [ticket]
    severity: {severity}
    decision:
      kind: {kind}
      by: {by}
      date: {date}
      until: {until}
      reason: Loss is small.
"""
RIGHT = {"severity": "high", "kind": "accept", "by": "CISO", "date": "2026-10-01", "until": "2027-03-30"}


def typed(**said: str) -> str:
    """The model with an acceptance that is within policy, but for these."""
    return MODEL.format(**(RIGHT | said))


def judged(text: str, settings: Configuration = POLICY) -> Judged:
    """The model, judged where this policy holds."""
    return judge(text, settings=settings)


def said(text: str, settings: Configuration = POLICY) -> list[str]:
    """What FW205 says, each with the words that it points at."""
    found = judged(text, settings)
    return [f"{found.document.slice(one.span)}: {one.message}" for one in found.findings("FW205")]


WHO = "`T1` is high, and policy lets Head of Payments or CISO accept that. Who of them decides?"


@pytest.mark.parametrize(
    "by",
    [
        "CISO",
        "ciso",
        "Dana Meyer, Head of Payments",
        "Dana Meyer (Head of Payments)",
        "Ana for the CISO",
        "Bo and Head of Payments",
        "Head of Payments; Chi",
    ],
)
def test_who_may_is_named_alone_or_among_others(by: str) -> None:
    assert said(typed(by=by)) == []


@pytest.mark.parametrize("by", ["Dana Meyer", "Deputy Head of Payments", "the intern", "😀 CISOs"])
def test_somebody_else_is_asked_about_where_their_name_stands(by: str) -> None:
    assert said(typed(by=by)) == [f"{by}: {WHO}"]


@pytest.mark.parametrize(
    ("severity", "date", "until", "days"),
    [
        ("high", "2026-10-01", "2027-03-30", 0),
        ("high", "2026-10-01", "2027-03-31", 181),
        ("critical", "2026-10-01", "2026-12-30", 0),
        ("critical", "2026-10-01", "2026-12-31", 91),
        ("medium", "2026-10-01", "2046-10-01", 0),
        ("low", "2026-10-01", "9999-12-31", 0),
        ("high", "2026-02-30", "2027-03-30", 0),
        ("high", "2027-01-01", "2027-06-30", 216),
    ],
)
def test_an_acceptance_lasts_as_long_as_policy_lets_it(severity: str, date: str, until: str, days: int) -> None:
    """From the day on which it was decided, which is today at the latest (2026-11-26)."""
    found = said(typed(severity=severity, date=date, until=until))
    limit = POLICY.acceptance[severity].max_days if days else 0
    long = f"is accepted for {days} days; policy lets that last {limit} days. Until which day is it?"
    assert found == [f"{until}: `T1` is {severity} and {long}"] * bool(days)


def test_where_no_day_of_the_decision_is_written_it_is_asked_for() -> None:
    text = typed().replace("      date: 2026-10-01\n", "")
    ask = (
        "`T1` is accepted, and the record does not say since when; policy lets that last 180 days. When was it decided?"
    )
    assert said(text) == [f"2027-03-30: {ask}"]
    found = judged(text)
    (one,) = found.findings("FW205")
    assert "      date: \n" in (found.fixed(one, one.fixes()[0]) or "").replace("date:\n", "date: \n")
    later = text.replace("2027-03-30", "2027-09-30")
    (asked,) = said(later)
    assert asked.startswith(
        "2027-09-30: `T1` is high and is accepted until 2027-09-30; policy lets that last 180 days."
    )


def test_policy_speaks_of_what_was_accepted_and_of_how_bad_it_is_said_to_be() -> None:
    assert said(typed(kind="transfer", by="Somebody")) == []
    assert said(typed(severity="dreadful", by="Somebody")) == []
    assert said(typed(by="Somebody"), Configuration()) == []


def test_what_is_said_of_a_severity_holds_for_graver_ones() -> None:
    only = Configuration(acceptance={"medium": Acceptance(("CISO",)), "high": Acceptance(max_days=30)})
    assert [one.split(":")[0] for one in said(typed(severity="critical", by="Bo"), only)] == ["Bo", "2027-03-30"]
    assert said(typed(severity="low", by="Bo"), only) == []


def test_it_contradicts_what_was_decided_so_it_stands_at_the_gate() -> None:
    (one,) = judged(typed(by="Bo")).findings("FW205")
    assert (one.placed.layer, str(one.severity)) == (Layer.INTEGRITY, "warning")


@pytest.mark.parametrize("said_of", [{"by": "Bo"}, {"until": "2028-03-30"}, {"by": ""}, {"until": ""}])
def test_no_comment_waives_it(said_of: dict[str, str]) -> None:
    name, value = next(iter(said_of.items()))
    waived = typed(**{name: f"{value}  # forewarn: ignore FW205 because we say so"})
    codes = [one.code for one in judged(waived).findings() if one.code in ("FW205", "FW901")]
    if value:
        assert codes in (["FW205", "FW901"], ["FW901", "FW205"])
        (told,) = judged(waived).findings("FW901")
        assert told.message.startswith("The configuration protects `FW205`: no comment waives it.")
        assert judged(waived).findings("FW205")[0].finding.protected
    else:
        assert "FW205" in codes


def test_what_policy_does_not_ask_is_waived_as_ever() -> None:
    comment = "    # forewarn: ignore FW205 because it is written down elsewhere\n"
    text = typed(by="").replace("      kind", f"  {comment}      kind")
    assert [one.code for one in judged(text, Configuration()).findings() if one.code in ("FW205", "FW901")] == []


def test_a_document_is_asked_once() -> None:
    rows = "".join(
        f"| T{number} | Cards are copied | high | Accepted by Bo until 2027-{number:02}-01: the cards are cheap |\n"
        for number in (1, 2, 8, 9)
    )
    table = f"# Threat model\n\n## Threats\n\n| ID | Threat | Severity | Decision |\n|---|---|---|---|\n{rows}"
    found = judge(table, "markdown", settings=POLICY).findings("FW205")
    assert [one.message for one in found] == [
        "2 of the 4 threats are accepted for longer than policy lets anybody. Until which day instead?",
        "All 4 threats are accepted by somebody whom policy does not let. Who may, and decides?",
    ]


@pytest.mark.parametrize("kind", ["accept", "[accept]", "{}", "", "akzept"])
@pytest.mark.parametrize("by", ["[a, b]", "{x: y}", "''", "TBD"])
def test_records_of_any_shape_are_no_trouble(kind: str, by: str) -> None:
    judged(typed(kind=kind, by=by, date="[2026-01-01]", until="tomorrow")).findings()
