"""What is not said yet: asked where the answer matters, at the token that can be changed, and not twice."""

from __future__ import annotations

import pytest

from tests.support.findings import judge, rendered

SYSTEM = """\
threat-model: Library cards
owner: reading-room
zones:
  street: {{trust: none}}
  house: {{trust: medium}}
components:
  kiosk: {{zone: street}}
  desk: {{zone: house}}
  shelf: {{zone: house}}
  cloud: {{title: Somewhere}}
assets:
  hours: {{type: public-content}}
  address: {{type: personal-data}}
flows:
  f: {{{flow}}}
"""


def codes(text: str, *wanted: str, dialect: str = "native") -> list[str]:
    return [one.code for one in judge(text, dialect).findings(*wanted)]


@pytest.mark.parametrize(
    ("flow", "expected"),
    [
        ("from: desk, to: shelf, carries: [hours]", []),
        ("from: desk, to: shelf, carries: [address]", ["FW103", "FW104"]),
        ("from: desk, to: shelf, returns: [address]", ["FW103", "FW104"]),
        ("from: kiosk, to: desk, carries: [hours]", ["FW103", "FW104"]),
        ("from: kiosk, to: desk, carries: [hours], protocol: https", ["FW104"]),
        ("from: kiosk, to: desk, carries: [hours], encrypted: false, authentication: none", []),
        ("from: kiosk, to: cloud, carries: [hours]", []),
        ("from: kiosk, to: nowhere, carries: [hours]", []),
    ],
)
def test_encryption_and_authentication_are_asked_where_they_matter(flow: str, expected: list[str]) -> None:
    assert codes(SYSTEM.format(flow=flow), "FW103", "FW104") == expected


def test_the_question_says_why_it_is_asked() -> None:
    text = SYSTEM.format(flow="from: desk, to: kiosk, returns: [address], protocol: grpc")
    (one,) = judge(text).findings("FW103")
    assert one.message == "`f` returns `address` (restricted), and nothing says whether it is encrypted. Is it?"


@pytest.mark.parametrize(
    ("protocol", "stated", "asked"),
    [
        ("http", "true", True), ("https", "false", True), ("http", "false", False), ("https", "true", False),
        ("grpc", "true", False), ("https", "perhaps", False),
    ],
)  # fmt: skip
def test_a_protocol_and_a_statement_that_disagree_are_asked_about(protocol: str, stated: str, *, asked: bool) -> None:
    flow = f"from: desk, to: shelf, carries: [hours], protocol: {protocol}, encrypted: {stated}"
    assert codes(SYSTEM.format(flow=flow), "FW103") == (["FW103"] if asked else [])


def test_a_key_without_a_value_is_pointed_at() -> None:
    text = "threat-model: Library cards\nassets:\n  loan:\n    title: Who borrowed\n    sensitivity:\n    owner: TBD\n"
    assert rendered(text, "FW101", "FW102") == (
        "5:5 information FW102: How much harm would it do if `loan` got out? "
        "(public, confidential, restricted, secret)\n"
        "      sensitivity:\n"
        "      ^^^^^^^^^^^\n"
        "6:12 information FW101: `loan` has no owner. Which team answers for it? Name it here, or once for the whole "
        "model.\n"
        "      owner: TBD\n"
        "             ^^^\n"
    )


def test_a_blank_that_is_there_already_is_not_offered_again() -> None:
    text = "threat-model: Library cards\nowner:\nassets:\n  loan:\n    owner:\n"
    (one,) = judge(text).findings("FW101")
    assert one.fixes() == []


def test_an_unknown_word_is_another_rules_matter() -> None:
    assert codes("threat-model: L\nassets:\n  loan: {sensitivity: very, owner: desk}\n", "FW102") == []


def test_severities_are_asked_for_only_where_some_threat_has_one() -> None:
    text = "threat-model: L\nthreats:\n  T1: {title: Flood}\n  T2: {title: Fire}\n"
    assert codes(text, "FW106") == []
    assert codes(text.replace("Fire", "Fire, severity: low"), "FW106") == ["FW106"]


def test_zones_are_asked_for_only_where_there_are_some() -> None:
    text = "threat-model: L\ncomponents:\n  desk: {}\n"
    assert codes(text, "FW105") == []
    assert codes(f"{text}zones:\n  house: {{}}\n", "FW105") == ["FW105"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("threat-model: Library cards\n", False),
        ("threat-model: Library cards\nstage: design\n", False),
        ("threat-model: Library cards\nowner: reading-room\n", True),
        ("threat-model: Library cards\ncomponents:\n  desk: {}\n", True),
        ("threat-model: Library cards\nthreats:\n  T1: {title: Fire}\n", False),
    ],
)
def test_the_one_question_is_asked_of_models_that_have_begun(text: str, *, asked: bool) -> None:
    assert codes(text, "FW108") == (["FW108"] if asked else [])


def test_the_one_question_is_asked_once() -> None:
    text = "threat-model: L\nquestions:\n  - ask: What are the bad things that can happen here?\n"
    assert [one.line for one in judge(text).findings("FW108")] == [0]


def test_a_threat_of_the_most_sensitive_asset_is_offered_as_the_first() -> None:
    text = "threat-model: L\nassets:\n  hours: {type: public-content}\n  address: {type: personal-data}\n"
    (one,) = judge(text).findings("FW108")
    assert one.titles() == [
        "Add threat: Sensitive data is returned or stored where it should not be",
        "Add threat: Change an id, read someone else's record",
        "Write down the first one",
    ]


def test_an_asset_below_its_type_is_told_from_one_that_only_uses_another_word() -> None:
    text = "threat-model: L\nassets:\n  a: {{type: personal-data, sensitivity: {}}}\n"
    assert codes(text.format("internal"), "FW405") == ["FW405"]
    assert codes(text.format("Highly Confidential"), "FW405") == []


@pytest.mark.parametrize(
    ("arrow", "asked"),
    [
        ("kiosk -->|signed renewal| desk", False),
        ("kiosk --> desk", True),
        ("kiosk -->|Kiosk to desk| desk", True),
        ("kiosk -->|1| desk", True),
    ],
)
def test_an_arrow_of_a_diagram_that_has_a_label_of_its_own_says_what_it_carries(arrow: str, *, asked: bool) -> None:
    text = f"# Threat model\n\n```mermaid\nflowchart LR\n  kiosk[Kiosk]\n  desk[Desk]\n  {arrow}\n```\n"
    assert [one.code for one in judge(text, "markdown").findings("FW107")] == (["FW107"] if asked else [])


def test_the_place_that_is_made_for_many_is_named_and_so_is_the_first_of_them() -> None:
    text = (
        "# Threat model\n\n## Threats\n\n### T1: A lost card borrows books\n\nSeverity: high\n\n"
        "### T2: Somebody lists all addresses\n\n### T3: A flood\n"
    )
    (one,) = judge(text, "markdown").findings("FW106")
    assert one.titles() == ["Make a place for the severity (`T2` first)"]
    assert [place.message for place in one.placed.related] == ["`T2` Somebody lists all addresses", "`T3` A flood"]
