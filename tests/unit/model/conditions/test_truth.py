"""What conditions mean: yes, no, or it cannot be told."""

from __future__ import annotations

import pytest

from forewarn.model.conditions import Condition, judge, parse, wrong_in
from forewarn.model.conditions.truth import glob_matches
from forewarn.text.position import NOWHERE
from tests.support.findings import judge as read_model

MODEL = """\
threat-model: Library cards
owner: reading-room
stage: live
zones:
  street: {trust: none}
  house: {trust: high}
  cellar: {in: house}
actors:
  reader: {zone: street, hostile: false}
components:
  desk: {type: app-server, zone: house, tags: [public]}
  shelf: {type: relational-database, zone: cellar, stores: [address, card-code]}
  drone: {}
assets:
  address: {type: personal-data, owner: front-desk}
  card-code: {type: password, sensitivity: secret}
  hours: {sensitivity: public}
  rumour: {}
flows:
  ask: {from: reader, to: desk, carries: [card-code], returns: [address], protocol: https, authentication: password}
  file: {from: desk, to: shelf, carries: [address], encrypted: false, authentication: none}
  fly: {from: drone, to: desk}
threats:
  T1:
    title: Somebody guesses a card code
    against: [card-code]
    severity: high
    mitigations: [M1]
    ticket: LIB-12
  T2:
    title: Somebody reads all addresses
    against: [address, file]
    severity: low
    decision: {kind: accept, by: Ines, until: 2027-01-01, reason: It hangs in the hall}
mitigations:
  M1: {title: Three tries, status: active, kind: prevent}
assumptions:
  A1: {statement: Nobody climbs in}
questions:
  - ask: What are the bad things that can happen here?
"""
ANSWERS = {True: "yes", False: "no", None: "cannot tell"}


@pytest.mark.parametrize(
    ("name", "condition", "answer"),
    [
        # scales and defaults
        ("card-code", "sensitivity == secret", "yes"),
        ("card-code", "sensitivity >= restricted", "yes"),
        ("card-code", "asset.sensitivity >= restricted", "yes"),
        ("address", "sensitivity >= restricted", "yes"),
        ("hours", "sensitivity > public", "no"),
        ("rumour", "sensitivity >= restricted", "cannot tell"),
        ("rumour", "sensitivity != secret", "cannot tell"),
        ("rumour", "not sensitivity == secret", "cannot tell"),
        ("rumour", "sensitivity is known", "no"),
        ("address", "sensitivity is stated", "no"),
        ("address", "sensitivity is known", "yes"),
        ("address", "class == personal", "yes"),
        ("hours", "class == personal", "cannot tell"),
        ("rumour", "owner is stated", "no"),
        ("rumour", "owner is known", "yes"),
        ("rumour", "owner == reading-room", "yes"),
        ("address", "owner in [front-desk, cellar]", "yes"),
        ("address", "owner not in [front-desk, cellar]", "no"),
        # flags
        ("ask", "encrypted", "yes"),
        ("file", "encrypted", "no"),
        ("file", "not encrypted", "yes"),
        ("file", "encrypted == false", "yes"),
        ("fly", "encrypted", "cannot tell"),
        ("fly", "not encrypted", "cannot tell"),
        ("reader", "hostile", "no"),
        # texts
        ("ask", "protocol in [https, grpcs]", "yes"),
        ("ask", "protocol == HTTPS", "yes"),
        ("file", "authentication == none", "yes"),
        ("T1", 'title contains "CARD code"', "yes"),
        ("T1", 'title starts with "Somebody guesses"', "yes"),
        ("T1", "title ends with code", "yes"),
        ("T1", 'ticket matches "lib-*"', "yes"),
        ("T1", 'ticket matches "LIB-?"', "no"),
        ("T2", 'ticket matches "LIB-*"', "cannot tell"),
        ("T1", 'id starts with "T"', "yes"),
        # neighbours
        ("ask", "crosses a boundary", "yes"),
        ("fly", "crosses a boundary", "cannot tell"),
        ("ask", "from.zone.trust == none", "yes"),
        ("shelf", "zone.in.trust == high", "yes"),
        ("shelf", "trust == high", "yes"),
        ("drone", "trust == high", "cannot tell"),
        ("drone", "zone.trust is stated", "cannot tell"),
        ("ask", "from.kind == actor", "yes"),
        ("ask", "from.hostile", "no"),
        ("ask", "carries.sensitivity >= restricted", "yes"),
        ("fly", "carries.sensitivity >= restricted", "cannot tell"),
        ("fly", "carries is stated", "no"),
        ("ask", "carries == card-code", "yes"),
        ("ask", "to == shelf", "no"),
        ("rumour", "model.stage >= building", "yes"),
        ("rumour", "model.need == full", "yes"),
        # counting, some, every
        ("address", "count(threats) == 1", "yes"),
        ("hours", "count(threats) > 0", "no"),
        ("hours", "count(threats) != 0", "no"),
        ("fly", "count(carries) == 0", "cannot tell"),
        ("fly", "count(carries) >= 0", "yes"),
        ("house", "count(holds) == 1", "yes"),
        ("desk", "count(flows) == 3", "yes"),
        ("desk", "count(flows-in) == 2", "yes"),
        ("address", "some threats (severity == low and answer == held)", "yes"),
        ("address", "every threats (answer >= held)", "yes"),
        ("hours", "every threats (answer >= held)", "yes"),
        ("hours", "some threats (answer >= held)", "no"),
        ("card-code", "every stored-in (zone == cellar)", "yes"),
        ("desk", "every flows (encrypted)", "no"),
        ("reader", "every flows (encrypted)", "yes"),
        # lists that the model keeps
        ("desk", "tags contains publ", "yes"),
        ("shelf", "tags contains publ", "no"),
        ("T2", "mitigations.status == active", "no"),
        ("T1", "mitigations.status == active", "yes"),
        ("M1", "threats.severity >= high", "yes"),
        ("A1", "validity == confirmed", "no"),
        ("A1", "count(threats) == 0", "yes"),
        # records and days
        ("T2", "decision.kind == accept", "yes"),
        ("T2", "decision is stated", "yes"),
        ("T1", "decision is stated", "no"),
        ("T1", "decision.kind == accept", "cannot tell"),
        ("T2", "decision.until < today", "no"),
        ("T2", "decision.until <= today + 90 days", "yes"),
        ("T2", "decision.until <= today + 30 days", "no"),
        ("T2", "decision.until > 2026-12-31", "yes"),
        ("T2", "decision.until > today - 99999 days", "yes"),
        ("T2", "decision.date is not stated", "yes"),
        # and, or, not
        ("rumour", "sensitivity == secret and owner == nobody", "no"),
        ("rumour", "sensitivity == secret or owner == reading-room", "yes"),
        ("rumour", "sensitivity == secret and owner == reading-room", "cannot tell"),
        ("rumour", "not (sensitivity == secret or owner == nobody)", "cannot tell"),
        ("hours", "not not sensitivity == public", "yes"),
    ],
)
def test_a_condition_holds_or_does_not_or_cannot_be_told(name: str, condition: str, answer: str) -> None:
    analysis = read_model(MODEL).analyses[0]
    (element, *_) = analysis.index.by_id[name]
    assert wrong_in(condition, element.kind) == ()
    read = parse(condition)
    assert isinstance(read, Condition)
    assert ANSWERS[judge(read, element, analysis.whole.facts).holds] == answer


@pytest.mark.parametrize(
    ("text", "pattern", "fits"),
    [
        ("lib-12", "lib-*", True),
        ("lib-12", "*-1?", True),
        ("lib-12", "lib", False),
        ("", "*", True),
        ("", "?", False),
        ("a[b", "a[b", True),
        ("a" * 1000 + "c", "*a" * 45 + "*b", False),
    ],
)
def test_shapes_know_two_signs_and_never_take_long(text: str, pattern: str, *, fits: bool) -> None:
    assert glob_matches(text, pattern) is fits


def test_a_condition_that_would_look_at_too_much_cannot_be_told() -> None:
    assets = "".join(f"  a{n}: {{sensitivity: public}}\n" for n in range(150))
    names = ", ".join(f"a{n}" for n in range(150))
    flows = "".join(f"  f{n}: {{from: desk, to: desk, carries: [{names}]}}\n" for n in range(150))
    analysis = read_model(f"components:\n  desk: {{}}\nassets:\n{assets}flows:\n{flows}").analyses[0]
    read = parse("flows.carries.sensitivity == secret")
    assert isinstance(read, Condition)
    (desk,) = analysis.index.by_id["desk"]
    assert judge(read, desk, analysis.whole.facts).holds is None
    assert desk.span != NOWHERE
