"""What is usual and missing (FW209), and which of many risks comes first (FW212)."""

from __future__ import annotations

import pytest

from tests.support.findings import findings_of, judge

HEAD = """\
threat-model: Library cards
owner: reading-room
threats:
  T1: {title: Leaked passwords are tried here, type: credential-stuffing, against: [login]}
assets:
"""
LOGIN = f"{HEAD}  login: {{type: user-password}}\n"


def missing(text: str, dialect: str = "native") -> list[tuple[str, str]]:
    """Who is asked, and about which of the catalogue's threats."""
    return [
        (one.finding.element.name, one.finding.subject)
        for one in findings_of(text, dialect, "FW209")
        if one.finding.element
    ]


def test_the_first_of_its_type_that_are_not_listed_are_named_in_one_finding() -> None:
    (one,) = findings_of(LOGIN, "native", "FW209")
    assert one.message == (
        "Usual for `login` (user password), and nothing here speaks of it: “Online guessing finds weak passwords” and "
        "“Stolen hashes are cracked offline”. Could that happen?"
    )


@pytest.mark.parametrize(
    ("threat", "left"),
    [
        ("{title: Guessing, type: password-guessing}", "password-db-theft"),
        ("{title: Guessing, references: [CAPEC-49]}", "password-db-theft"),
        ("{title: Somebody tries passwords by brute force}", "password-db-theft"),
        ("{title: Stolen hashes are cracked on a rented machine}", "password-guessing"),
        ("{title: The cat sits on the keyboard}", "password-guessing password-db-theft"),
        ("{title: Guessing, references: [ATT&CK T1110]}", "password-guessing password-db-theft"),
    ],
)
def test_a_type_a_shared_weakness_or_a_plain_title_lists_a_threat(threat: str, left: str) -> None:
    text = LOGIN.replace("assets:", f"  T2: {threat}\nassets:")
    assert missing(text) == [("login", left)]


def test_what_was_considered_anywhere_is_not_asked_about() -> None:
    text = LOGIN.replace("user-password}", "user-password, considered: [password-guessing, password-db-theft]}")
    assert missing(text) == []


def test_each_threat_is_asked_about_at_one_place_the_most_sensitive_asset_first() -> None:
    text = (
        f"{HEAD}  login: {{type: user-password, considered: [password-guessing, password-db-theft]}}\n"
        "  notes: {type: internal-document}\n  address: {type: personal-data}\n"
        "  phone: {type: personal-data}\n"
    ).replace("against: [login]", "against: [login, address, phone]")
    assert missing(text) == [("address", "sensitive-data-exposure broken-object-authz secret-in-logs")]


def test_a_sensitive_asset_without_a_threat_is_asked_once_by_fw202() -> None:
    text = f"{LOGIN}  address: {{type: personal-data}}\n"
    both = [(one.code, one.line) for one in findings_of(text, "native", "FW202", "FW209")]
    assert both == [("FW209", 5), ("FW202", 6)]


def test_without_any_threat_and_in_prose_nothing_is_asked() -> None:
    assert missing("threat-model: Cards\nassets:\n  notes: {type: internal-document}\n") == []
    assert missing("# Threat model\n\n## Assets\n\n- Passwords\n\n## Threats\n\n- A cat walks by\n", "markdown") == []


SHOP = """\
threat-model: Shop
zones:
  street: {trust: none}
  house: {trust: high}
actors:
  visitor: {zone: street}
components:
  desk: {type: public-api, zone: house}
flows:
  ask: {from: visitor, to: desk, protocol: https, authentication: AUTH, authorization: AUTHZ}
threats:
  T1: {title: The roof leaks}
"""


def test_what_a_flow_states_against_a_threat_takes_it_off() -> None:
    """Callers that prove who they are are not asked whether they do; strangers make what strangers do come first."""
    open_to_all = SHOP.replace("AUTHZ", "none").replace("AUTH", "none")
    assert missing(open_to_all) == [
        ("desk", "broken-object-authz request-flood expensive-request"),
        ("ask", "missing-authentication service-impersonation unattributed-action"),
    ]
    closed = SHOP.replace("AUTHZ", "per-record").replace("AUTH", "session-cookie")
    assert missing(closed) == [("desk", "request-flood expensive-request broken-function-authz")]


def test_the_fixes_add_one_add_all_or_say_considered_and_then_it_is_silent() -> None:
    judged = judge(LOGIN)
    (one,) = judged.findings("FW209")
    assert one.titles() == [
        "Add threat: Online guessing finds weak passwords",
        "Add threat: Stolen hashes are cracked offline",
        "Add these 2 threats",
        "We considered these 2 threats: not here",
    ]
    for title in one.titles()[2:]:
        assert missing(judged.fixed(one, title) or "") == [], title


# -- FW212
def risks(*more: str) -> list[str]:
    """What is said of open threats, each of which has these fields."""
    threats = "".join(
        f"  T{number}: {{title: Something happens, {fields}}}\n" for number, fields in enumerate(more, start=1)
    )
    return [one.message for one in findings_of(f"threat-model: Shop\nthreats:\n{threats}", "native", "FW212")]


HIGH, CRITICAL = "severity: high", "severity: critical"


@pytest.mark.parametrize(
    ("threats", "said"),
    [
        ([HIGH] * 3, 0),
        ([HIGH] * 4, 1),
        ([HIGH] * 9 + [CRITICAL], 0),
        ([CRITICAL] * 4, 1),
        ([HIGH] * 4 + [f"{HIGH}, when: now"], 0),
        ([HIGH] * 3 + [f"{HIGH}, when: later"], 0),
        ([HIGH] * 3 + [f"{HIGH}, decision: {{kind: avoid}}"], 0),
        (["severity: low"] * 9, 0),
    ],
)
def test_more_than_three_that_share_the_first_place_are_asked_about_once(threats: list[str], said: int) -> None:
    assert len(risks(*threats)) == said
