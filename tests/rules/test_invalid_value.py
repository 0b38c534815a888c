"""FW003: values that their field does not take, as people type them."""

from __future__ import annotations

import pytest

from tests.support.findings import findings_of, judge

THREAT = "threats:\n  T1:\n    title: Somebody lists all addresses\n    {}\n"
DECISION = "decision: {{kind: accept, date: {}}}"
CASES = [
    # what is typed · what is said · what then stands there, None where nothing is offered
    (
        "severity: moderate",
        "`moderate` is no value of `severity`. Is `medium` meant?",
        "severity: medium",
    ),
    (
        "severity: huge",
        "`huge` is no value of `severity`: choose critical, high, medium or low.",
        None,
    ),
    (
        "severity: [high, low]",
        "`severity` takes one value; this is a list of 2. Which one counts?",
        "severity: high",
    ),
    (
        "category: integrety",
        "`integrety` is no category. Write a STRIDE word or its letter, `linddun:` and a name, or `other`.",
        None,
    ),
    (
        "category: [T, spofing]",
        "`spofing` is no category. Is `spoofing` meant?",
        "category: [T, spoofing]",
    ),
    (
        "type: sesion-hijack",
        "The catalogue has no threat type `sesion-hijack`. Is `session-hijack` meant?",
        "type: session-hijack",
    ),
    (
        "description: {a: b}",
        "`description` is text; keys and values stand here. If the colon belongs to the text, put quotes around it.",
        None,
    ),
    (
        "against: [asset: card]",
        "The blank after the colon cut this name. Is `asset:card` meant?",
        "against: [asset:card]",
    ),
    (
        "against:\n      - asset: card",
        "The blank after the colon cut this name. Is `asset:card` meant?",
        "against:\n      - asset:card",
    ),
    (
        "decision: accept",
        "`decision` is more than a text: it has fields of its own, `kind:`, `by:`, `date:`, `until:`, `reason:`.",
        None,
    ),
    (
        "decision: {kind: acept}",
        "`acept` is no value of `kind`. Is `accept` meant?",
        "decision: {kind: accept}",
    ),
    (DECISION.format("2026-02-30"), "`2026-02-30` is no day of the calendar.", None),
    (DECISION.format("01/09/2026"), "`01/09/2026` is no date: write YYYY-MM-DD.", None),
    (DECISION.format("soon"), "`soon` is no date: write YYYY-MM-DD.", None),
]
CERTAIN = [
    # what is typed · what says it in the right form: written without asking
    ("severity: HIGH", "severity: high"),
    (DECISION.format("2026-9-1"), DECISION.format("2026-09-01")),
    (DECISION.format("2026/09/01"), DECISION.format("2026-09-01")),
    (DECISION.format("1.9.2026"), DECISION.format("2026-09-01")),
]


@pytest.mark.parametrize(("typed", "message", "mended"), CASES, ids=[case[0] for case in CASES])
def test_a_value_of_a_threat(typed: str, message: str, mended: str | None) -> None:
    judged = judge(THREAT.format(typed))
    (one,) = judged.findings("FW003")
    assert one.message == message
    first = next(iter(one.fixes()), None)
    assert (first and judged.fixed(one, first)) == (mended and THREAT.format(mended))
    assert not (first and first.safe)


@pytest.mark.parametrize(("typed", "mended"), CERTAIN)
def test_what_says_the_same_in_another_form_is_mended_without_asking(typed: str, mended: str) -> None:
    judged = judge(THREAT.format(typed))
    (one,) = judged.findings("FW003")
    first = one.fixes()[0]
    assert judged.fixed(one, first) == THREAT.format(mended)
    assert first.safe


@pytest.mark.parametrize(
    "typed",
    [
        "severity:",
        "severity: critical",
        "category: I",
        "category: [Spoofing, linddun:linking, other]",
        "against: card",
        "references: CWE-639",
        "decision:",
        "decision: {kind: accept, date: 2026-02-28, until: 2026-03-01T12:00:00Z}",
        "tags: one",
        "notes: >-\n      Any text: even with colons, and commas.",
        "x-severity: [huge]",
    ],
)
def test_what_may_stand_there(typed: str) -> None:
    """Empty values too: somebody is still typing. One text is a list of one."""
    assert findings_of(THREAT.format(typed), "native", "FW003") == []


def test_a_status_that_is_computed_is_better_left_out() -> None:
    judged = judge(THREAT.format("status: mitigated\n    when: now"))
    (one,) = judged.findings("FW003")
    assert one.message == (
        "`mitigated` does not go here: computed from the answers; write open to say that they do not suffice."
    )
    assert judged.fixed(one, "Take `status` out") == THREAT.format("when: now")


def test_a_type_of_the_other_kind_is_a_hint() -> None:
    """The word is known, and it may be the element that stands in the wrong section."""
    text = "components:\n  card: {type: payment-card-data}\nassets:\n  db: {type: unicorn}\n"
    one, other = findings_of(text, "native", "FW003")
    assert (one.message, one.severity) == (
        "`payment-card-data` is a type of assets, not of components. Is this an asset?",
        "hint",
    )
    assert other.message == "The catalogue has no asset type `unicorn`. Nothing follows from it."
    assert other.severity == "hint"


def test_yes_and_no_are_text_since_yaml_1_2() -> None:
    text = "flows:\n  lend: {from: desk, to: door, encrypted: yes, both-ways: maybe}\n"
    judged = judge(text)
    yes, maybe = judged.findings("FW003")
    assert yes.message == "`yes` is text here (YAML 1.2). Write `encrypted: true`."
    assert judged.fixed(yes, "Change to `true`") == text.replace("yes", "true")
    assert (maybe.message, maybe.fixes()) == ("`both-ways` is true or false, not `maybe`.", [])


def test_votes_are_numbers() -> None:
    text = "reviews:\n  - {date: 2026-09-12, votes: {confident: two, unsure: 1}}\n"
    assert [one.message for one in findings_of(text, "native", "FW003")] == [
        "`confident` is a number, zero or more; `two` is none."
    ]


def test_a_list_where_names_are_keys_and_the_reverse() -> None:
    text = "mitigations:\n  - title: Ask for the card\nquestions:\n  q1: {ask: Who has a key?}\n"
    assert [(one.line, one.message) for one in findings_of(text, "native", "FW003")] == [
        (1, "Each mitigation stands under its identifier: `NAME:`, not in a list."),
        (3, "`questions` is a list: begin each question with `- `."),
    ]


def test_a_text_in_place_of_an_element_says_what_it_is() -> None:
    """One finding, not one for the shape and one for the title that is missing."""
    found = findings_of("threats:\n  T1: a stolen card\n", "native", "FW003", "FW004")
    assert [one.message for one in found] == ["Say what this is: `title: …` and the like, each on a line of its own."]


def test_of_an_alias_that_stands_for_a_list_no_single_value_is_changed() -> None:
    text = "x-all: &all [spoofin, tamperin]\nthreats:\n  T1: {title: x, category: *all}\n"
    found = findings_of(text, "native", "FW003")
    assert [one.line for one in found] == [2, 2]
    assert [one.fixes() for one in found] == [[], []]


def test_words_in_prose_are_not_bound_to_a_list() -> None:
    text = "# Threat model: cards\n\n## Threats\n\n- T1: Addresses are listed\n  - Severity: quite bad\n"
    assert findings_of(text, "markdown", "FW002", "FW003", "FW004") == []
