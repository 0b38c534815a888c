"""Threats and their answers: who is asked what, where exactly, and what the fixes write."""

from __future__ import annotations

from datetime import date

import pytest

from forewarn.rules.rule import Together
from tests.support.findings import Judged, findings_of, judge, rendered

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


@pytest.mark.parametrize(
    ("heading", "text", "found"),
    [
        ("Risks and mitigations", "A stolen card borrows books. The desk sees none of it.", []),
        ("Risks and mitigations", "T1: A stolen card borrows books. The desk sees none of it.", ["FW201"]),
        ("Risks and mitigations", "A stolen card borrows books. We will reject it and enforce a fee.", []),
        ("Risks and mitigations", "A stolen card borrows books. Nothing is done to prevent it.", []),
        ("Threats", "A stolen card borrows books. The desk rejects cards that were reported.", []),
        ("Threats", "T1: A stolen card borrows books. We will reject it.", []),
        ("Threats", "A stolen card borrows books. The desk does not reject it.", ["FW201"]),
        ("Threats", "A stolen card borrows books. An attacker never needs the code.", ["FW201"]),
    ],
)
def test_a_risk_that_says_what_is_done_about_it_is_not_said_to_be_unanswered(
    heading: str, text: str, found: list[str]
) -> None:
    """Elsewhere a sentence has to say it; where the heading promises answers they may stand in any words.

    Who gives identifiers has places for answers.
    """
    assert codes(judge(f"# Threat model\n\n## {heading}\n\n- {text}\n", "markdown"), "FW201") == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("The desk lends it again.\n\nLost cards are blocked at once.", []),
        ("The desk lends it again.\n\nIt is said to happen in May.", ["FW201"]),
    ],
)
def test_what_is_done_may_be_told_anywhere_below_a_threats_heading(said: str, found: list[str]) -> None:
    assert (
        codes(judge(f"# Threat model\n\n## Threats\n\n### T1: A card is lost\n\n{said}\n", "markdown"), "FW201")
        == found
    )


@pytest.mark.parametrize(("answer", "found"), [("", []), (" Mitigation: a stamp.", ["FW201"])])
def test_a_threat_lacks_an_answer_where_those_beside_it_have_theirs(answer: str, found: list[str]) -> None:
    """The mitigation of another section says nothing of how answers are told here."""
    text = (
        "# Threat model\n\n## Threats to books\n\n- A page is torn out. Mitigation: photos.\n\n"
        f"## Threats to cards\n\n- A card is copied.{answer}\n- A card is lost.\n"
    )
    assert codes(judge(text, "markdown"), "FW201") == found


def test_answers_promised_in_a_section_of_their_own_need_not_be_understood() -> None:
    text = "# Threat model\n\n## Threats\n\n- A card is copied.\n\n## Mitigations\n\nSee the manual of the desk:\n"
    assert codes(judge(text, "markdown"), "FW201") == []


def test_a_threat_of_which_there_is_none_is_not_open() -> None:
    text = "# Threat model\n\n## Threats\n\n- **Lost books**: {}\n- **Lost cards**: they are found.\n"
    assert codes(judge(text.format("None. They are tied to the shelf."), "markdown"), "FW201") == ["FW201"]
    assert codes(judge(text.format("open"), "markdown"), "FW201") == ["FW201", "FW201"]


def test_what_is_not_prevented_by_design_is_accepted() -> None:
    """Somebody decided so: the decision's record is asked for, not an answer."""
    text = "# Threat model\n\n## Threats\n\n### T1: A reader lies\n\n**Not prevented.** {}\n"
    assert codes(judge(text.format("The desk takes every word."), "markdown"), "FW201") == ["FW201"]
    assert codes(judge(text.format("This is by design: the desk trusts."), "markdown"), "FW201") == []


def test_what_is_out_of_scope_need_not_say_what_it_would_hurt() -> None:
    text = "# Threat model\n\n## {}\n\n- Fire burns cards\n- Water spoils cards\n- Mice steal cards\n"
    assert codes(judge(text.format("Threats"), "markdown"), "FW208") == ["FW208"]
    assert codes(judge(text.format("Threats out of scope"), "markdown"), "FW208") == []


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


# -- what a document in prose is asked
PROSE = """\
# Threat model

## Assets

- Reader addresses
- Loan history

## Threats

- Somebody lists all addresses
- The loan-histories of a reader leak
- A lost card borrows books
"""


def test_a_document_that_lists_its_assets_is_asked_which_of_them_its_threats_hurt() -> None:
    (one,) = findings_of(PROSE, "markdown", "FW208")
    assert one.message == "2 assets are listed. Which of them do the other 2 threats hurt?"
    (one,) = findings_of(PROSE.replace("The loan-histories of a reader leak", "A flood"), "markdown", "FW208")
    assert one.message == "2 assets are listed. Which of them does each threat hurt?"
    (one,) = findings_of(PROSE.replace("- Loan history\n", ""), "markdown", "FW208")
    assert one.message == "One asset is listed. What else is here that the threats would hurt?"
    (one,) = findings_of("# Threat model" + PROSE[PROSE.index("\n\n## Threats") :], "markdown", "FW208")
    assert one.message == "None of the 3 threats names an asset. What are the three things here worth stealing?"


@pytest.mark.parametrize(
    ("asset", "threat", "asked"),
    [
        ("Reader addresses", "Somebody sells a reader address", False),
        ("API keys (one per kiosk)", "An API-key is copied", False),
        ("A1: Reader addresses", "A1 leaks", False),
        ("Reader addresses", "Readers are misled at another address", True),
    ],
)
def test_a_threat_in_prose_names_an_asset_by_its_whole_title(asset: str, threat: str, *, asked: bool) -> None:
    text = f"# Threat model\n\n## Assets\n\n- {asset}\n\n## Threats\n\n- {threat}\n"
    assert codes(judge(text, "markdown"), "FW208") == (["FW208"] if asked else [])


def accepted(*risks: str) -> str:
    lines = "".join(f"- {risk}\n" for risk in risks)
    return f"# Threat model\n\n## Threats\n\n- T1: A lost card borrows books\n\n## Accepted risks\n\n{lines}"


def test_of_accepted_risks_in_prose_only_what_none_of_them_says_is_asked_for() -> None:
    text = accepted("**Addresses are seen**. They hang in the hall.", "**The kiosk is slow**. Nobody minds.")
    (one,) = findings_of(text, "markdown", "FW205")
    assert one.message == (
        "Both threats are accepted, and nothing says who decided or until when. Who can fill that in?"
    )
    (one,) = findings_of(accepted("**Addresses are seen**", "**The kiosk is slow**"), "markdown", "FW205")
    assert "nothing says who decided, why or until when." in one.message


def test_a_sentence_for_a_title_tells_its_own_reason() -> None:
    text = accepted("Addresses are seen by everybody, as they hang in the hall until the new building opens")
    (one,) = findings_of(text, "markdown", "FW205")
    assert "nothing says who decided or until when." in one.message


def test_what_does_not_apply_is_asked_for_a_reason_only_also_where_many_are_asked_about_at_once() -> None:
    decision = "decision: {kind: not-applicable}"
    found = judge(f"threats:\n  T1: {{title: A, {decision}}}\n  T2: {{title: B, {decision}}}\n").findings("FW205")
    rule = found[0].rule
    assert rule.wording is not None
    together = Together(tuple(one.finding for one in found), share="Both threats", total=2, everything=True, listed={})
    assert rule.wording(together) == ("Both threats are said not to apply, and nothing says why. What rules them out?")


def test_a_control_that_the_running_text_names_is_not_taken_for_the_reason() -> None:
    text = (
        "# Threat model\n\n## Threats\n\n- Cards are copied\n\n## Non-goals\n\n"
        "- **The cellar's register is read**. It is not wholly encrypted, and it is not meant to be.\n"
    )
    assert findings_of(text, "markdown", "FW205") == []


# -- what is proposed first
@pytest.mark.parametrize(
    ("threat", "first"),
    [
        ("title: Support impersonation", "Add mitigation: Make account recovery at least as strong as login"),
        ("title: Payment provider outage", "Add mitigation: Time out, back off and degrade when a dependency fails"),
        (
            "title: Payment provider outage\n    category: denial-of-service",
            "Add mitigation: Time out, back off and degrade when a dependency fails",
        ),
        ("title: Somebody lists all addresses", "Add mitigation"),
    ],
)
def test_a_threat_that_is_called_like_one_of_the_catalogues_gets_its_answers_first(threat: str, first: str) -> None:
    (one,) = judge(f"threats:\n  T1:\n    {threat}\n").findings("FW201")
    assert one.titles()[0] == first


def test_a_title_of_another_category_than_stated_proposes_nothing_of_its_own() -> None:
    (one,) = judge("threats:\n  T1:\n    title: Payment provider outage\n    category: spoofing\n").findings("FW201")
    assert not any("dependency" in title for title in one.titles())


def test_acceptance_in_a_document_has_places_for_who_why_and_until_when() -> None:
    judged = judge("# Threat model\n\n## Threats\n\n### A flood\n\nThe cellar is under water.\n", "markdown")
    (one,) = judged.findings("FW201")
    after = judged.fixed(one, "Accept with a record") or ""
    assert all(word in after for word in ("accepted", "Accepted by:", "Reason:", "Accepted until:"))


@pytest.mark.parametrize(("severity", "layer"), [("critical", "threat"), ("high", "threat"), ("low", "completeness")])
def test_who_takes_a_suggestion_is_a_matter_of_completeness_unless_the_threat_is_grave(
    severity: str, layer: str
) -> None:
    text = f"{THREAT}    severity: {severity}\n    mitigations: [M1]\nmitigations:\n  M1: {{title: Own record}}\n"
    assert [str(one.placed.layer) for one in judge(text).findings("FW203")] == [layer]
