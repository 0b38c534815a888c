"""Values are offered by what the field takes: choices, types, this model's names by their role, reference ids."""

from __future__ import annotations

import pytest

from forewarn.features.completion import asks_again, complete
from tests.support.cursors import accepted, completions, labels, marked

MODEL = """\
threat-model: Ferry tickets
zones:
  shore: {trust: none}
  cloud: {trust: medium}
actors:
  traveller: {zone: shore}
components:
  kiosk: {type: iot-device, zone: shore}
  bookings: {type: relational-database, zone: cloud}
assets:
  seat: {type: order-history}
  login: {type: session-token}
flows:
  book: {from: traveller, to: kiosk, carries: [seat]}
threats:
  T1:
    title: A login is replayed
    type: session-hijack
    against: [login]
mitigations:
  M1: {title: Encrypt backups, type: encryption-at-rest}
  M2: {title: Bind the login to its device, type: sender-constrained-tokens}
assumptions:
  A1: {statement: Nobody opens the kiosk.}
"""


def replaced(old: str, new: str) -> str:
    """The model with a piece replaced by one that holds the cursor."""
    assert MODEL.count(old) == 1
    return MODEL.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "offered"),
    [
        ("to: kiosk", "to: ¦", ["kiosk", "bookings", "traveller"]),
        ("from: traveller", "from: ¦", ["kiosk", "bookings", "traveller"]),
        ("carries: [seat]", "carries: [¦]", ["seat", "login"]),
        ("carries: [seat]", "carries: [seat, ¦]", ["login"]),
        ("carries: [seat]", "carries: [¦, seat]", ["login"]),
        ("carries: [seat]", "carries: [seat,\n    ¦]", ["login"]),
        ("against: [login]", "against: [¦]", ["seat", "login", "kiosk", "bookings", "book"]),
        ("against: [login]", "against:\n      - login\n      - ¦", ["seat", "kiosk", "bookings", "book"]),
        ("against: [login]", "against:\n    - login\n    - ¦", ["seat", "kiosk", "bookings", "book"]),
        ("against: [login]", "against:\n      - ¦\n      - login", ["seat", "kiosk", "bookings", "book"]),
        ("against: [login]", "against:\n      ¦", ["seat", "login", "kiosk", "bookings", "book"]),
        ("against: [login]", "against: [asset:¦]", ["seat", "login"]),
        ("against: [login]", "mitigations: [¦]", ["M2", "M1"]),
        ("opens the kiosk.}", "opens it., check: shore -> ¦}", ["kiosk", "bookings", "traveller", "shore", "cloud"]),
        ("opens the kiosk.}", "opens it., check: shore -> bookings only ¦}", ["via"]),
        ("opens the kiosk.}", "opens it., check: seat stays in ¦}", ["shore", "cloud"]),
        ("against: [login]", "mitigations: [M2, ¦]", ["M1"]),
        ("against: [login]", "ruled-out-by: [¦]", ["A1"]),
        ("cloud: {trust: medium}", "cloud: {in: ¦}", ["shore"]),
        ("cloud: {trust: medium}", "cloud:\n    in: ¦", ["shore"]),
        ("traveller: {zone: shore}", "traveller: {zone: ¦}", ["shore", "cloud"]),
        ("bookings: {type: relational-database, zone: cloud}", "bookings: {stores: [¦]}", ["seat", "login"]),
    ],
)
def test_names_of_the_model_are_offered_by_role(old: str, new: str, offered: list[str]) -> None:
    """A flow's ends take components and actors, `carries` the assets not yet listed, and so on.

    Mitigations that answer the threat's type come first.
    """
    assert labels(replaced(old, new)) == offered


def test_a_name_is_shown_with_its_kind_and_title() -> None:
    shown = {one.label: one.detail for one in completions(replaced("against: [login]", "mitigations: [¦]"))}
    assert shown["M2"] == "mitigation: Bind the login to its device"


@pytest.mark.parametrize(
    ("value", "offered"),
    [
        ("severity: ¦", ["critical", "high", "medium", "low"]),
        ("severity: hi¦", ["critical", "high", "medium", "low"]),
        ("severity:¦", ["critical", "high", "medium", "low"]),
        ("severity:hi¦", ["critical", "high", "medium", "low"]),
        ("severity: 'hi¦", ["critical", "high", "medium", "low"]),
        ('severity: "¦"', ["critical", "high", "medium", "low"]),
        ("status: ¦", ["open"]),
        ("when: ¦", ["now", "next", "later"]),
        ("decision: {kind: ¦}", ["accept", "transfer", "avoid", "eliminate", "not-applicable"]),
        ("decision:\n      kind: ¦", ["accept", "transfer", "avoid", "eliminate", "not-applicable"]),
    ],
)
def test_choices_of_a_field_are_offered_in_their_order(value: str, offered: list[str]) -> None:
    assert labels(replaced("against: [login]", value)) == offered


@pytest.mark.parametrize(
    ("old", "new", "there", "not_there"),
    [
        ("{type: iot-device", "{type: ¦", "relational-database", "session-token"),
        ("{type: order-history}", "{type: ¦}", "session-token", "public-api"),
        ("type: session-hijack", "type: ses¦", "session-hijack", "session-token"),
        ("type: session-hijack", "type: ses¦sion-hijack", "session-hijack", "session-token"),
        ("type: encryption-at-rest", "type: ¦", "mfa", "session-hijack"),
        ("{type: order-history}", "{considered: [¦]}", "session-hijack", "session-token"),
        ("threat-model: Ferry tickets", "threat-model: F\npaved-path: {deviates: [¦]}", "mfa", "session-hijack"),
        ("against: [login]", "category: ¦", "spoofing", "mfa"),
        ("against: [login]", "category: [spoofing, ¦]", "linddun:linking", "spoofing"),
        ("carries: [seat]", "protocol: ¦", "https", "seat"),
        ("carries: [seat]", "encrypted: ¦", "true", "none"),
        ("carries: [seat]", "authorization: ¦", "per-record", "true"),
        ("threat-model: Ferry tickets", "threat-model: F\nstage: ¦", "building", "true"),
        ("threat-model: Ferry tickets", "threat-model: F\npaved-path: ¦", "false", "deviates"),
        ("{trust: medium}", "{trust: ¦}", "full", "true"),
    ],
)
def test_types_and_words_are_those_that_the_field_takes(old: str, new: str, there: str, not_there: str) -> None:
    found = labels(replaced(old, new))
    assert there in found
    assert not_there not in found


def test_reference_ids_begin_with_those_of_the_threats_type() -> None:
    assert labels(replaced("against: [login]", "references: [¦]"))[:2] == ["CWE-613", "CWE-384"]


@pytest.mark.parametrize("typed", ["CWE-79", "cross-site scripting", "ATT&CK T1110"])
def test_reference_ids_are_found_by_number_and_by_words_of_the_title(typed: str) -> None:
    text = replaced("against: [login]", f"references:\n      - {typed}¦")
    wanted = {"CWE-79": "CWE-79", "cross-site scripting": "CWE-79", "ATT&CK T1110": "ATT&CK T1110"}[typed]
    assert wanted in labels(text)
    assert f"- {wanted}\n" in accepted(text, wanted)


def test_only_reference_ids_are_asked_for_again_while_one_types_on() -> None:
    """There are thousands; everything else is given whole."""
    assert asks_again(complete(*marked(replaced("against: [login]", "references: [¦]"))))
    assert not asks_again(complete(*marked(replaced("against: [login]", "against: [¦]"))))


@pytest.mark.parametrize(
    ("old", "new", "label", "after"),
    [
        ("against: [login]", "severity:¦", "high", "severity: high"),
        ("against: [login]", "severity:hi¦", "high", "severity: high"),
        ("against: [login]", "severity: hi¦ # for now", "high", "severity: high # for now"),
        ("against: [login]", "severity: ¦critical", "high", "severity: high"),
        ("against: [login]", "severity: cri¦tical", "high", "severity: high"),
        ("against: [login]", "severity: 'hi¦", "high", "severity: 'high'"),
        ("against: [login]", 'severity: "hi¦"', "high", 'severity: "high"'),
        ("against: [login]", "against: [login,¦]", "seat", "against: [login, seat]"),
        ("against: [login]", "against: [¦", "seat", "against: [seat"),
        ("against: [login]", "against: [lo¦gin, kiosk]", "seat", "against: [seat, kiosk]"),
        ("against: [login]", "against: [asset:se¦]", "seat", "against: [asset:seat]"),
        ("against: [login]", "against:\n      - ¦", "seat", "against:\n      - seat"),
        ("against: [login]", "against:\n      -¦", "seat", "against:\n      - seat"),
        ("against: [login]", "against:\n      se¦", "seat", "against:\n      - seat"),
        ("against: [login]", "category: linddun:li¦", "linddun:linking", "category: linddun:linking"),
        ("title: A login", "title: 😀 login\n    severity: ¦\n    notes: A login", "high", "severity: high\n"),
    ],
)
def test_an_accepted_value_replaces_the_word_under_the_cursor(old: str, new: str, label: str, after: str) -> None:
    assert after in accepted(replaced(old, new), label)


def test_a_model_far_down_in_a_long_file_is_still_in_its_section() -> None:
    rows = "".join(f"  T{n}: {{title: Threat {n}}}\n" for n in range(3_000))
    assert labels(f"threat-model: Long\nthreats:\n{rows}  T:\n    severity: ¦\n")[0] == "critical"
