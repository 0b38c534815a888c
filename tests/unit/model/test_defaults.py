"""What follows from what is written, and where it comes from: formats.md, *Defaults*."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forewarn.model import defaults
from forewarn.model.defaults import Known, Origin
from forewarn.model.scale import USUAL
from tests.support.findings import judge

if TYPE_CHECKING:
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts

MODEL = """\
threat-model: Library cards
owner: reading-room
stage: building
zones:
  street: {trust: none}
  house: {trust: medium}
  cellar: {in: house}
  loop: {in: loop}
actors:
  reader: {zone: street}
components:
  kiosk: {zone: house}
  shelf: {zone: cellar, owner: archive}
  cloud: {}
assets:
  typed: {type: personal-data}
  stated: {type: personal-data, sensitivity: internal}
  wrong: {type: personal-data, sensitivity: very}
  bare: {title: Who borrowed which book}
  own: {owner: front-desk}
  key: {type: api-key, sensitivity: secret}
flows:
  in: {from: reader, to: kiosk, carries: [bare], returns: [typed], protocol: https}
  down: {from: kiosk, to: shelf, carries: [asset:typed, key], protocol: http, encrypted: true}
  same: {from: kiosk, to: kiosk, protocol: grpc, encrypted: perhaps}
  out: {from: kiosk, to: cloud, protocol: telnet}
threats:
  T1: {title: Replay, type: session-hijack}
  T2: {title: Read, category: [I, tampering]}
  T3: {title: Bad, severity: Severe}
  T4: {title: Worse, severity: dreadful}
mitigations:
  M1: {title: Alarm, type: alerting}
  M2: {title: Alarm, type: alerting, kind: prevent}
  M3: {title: A thing}
"""


@pytest.fixture(scope="module")
def facts() -> Facts:
    return judge(MODEL).analyses[0].whole.facts


def element(facts: Facts, name: str) -> Element:
    found = facts.first(name)
    assert found is not None, name
    return found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("typed", Known("restricted", Origin.TYPE, "personal-data")),
        ("stated", Known("confidential", Origin.STATED)),
        ("wrong", Known("restricted", Origin.TYPE, "personal-data")),
        ("bare", None),
    ],
)
def test_sensitivity_comes_from_the_text_else_from_the_type(
    facts: Facts, name: str, expected: Known[str] | None
) -> None:
    assert defaults.sensitivity(element(facts, name), USUAL) == expected


def test_sensitive_means_restricted_or_more(facts: Facts) -> None:
    names = ("typed", "stated", "bare", "key")
    assert [name for name in names if defaults.is_sensitive(element(facts, name), USUAL)] == ["typed", "key"]


def test_classes_come_from_the_type(facts: Facts) -> None:
    assert "personal" in defaults.classes(element(facts, "typed"))
    assert defaults.classes(element(facts, "bare")) == ()


def test_the_owner_is_the_models_unless_the_element_names_one(facts: Facts) -> None:
    assert defaults.owner(element(facts, "own"), facts) == Known("front-desk", Origin.STATED)
    assert defaults.owner(element(facts, "kiosk"), facts) == Known("reading-room", Origin.MODEL)


def test_mitigations_do_not_inherit_the_models_owner(facts: Facts) -> None:
    assert defaults.owner(element(facts, "M1"), facts) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("in", Known(value=True, origin=Origin.PROTOCOL, source="https")),
        ("out", Known(value=False, origin=Origin.PROTOCOL, source="telnet")),
        ("down", Known(value=True, origin=Origin.STATED)),
        ("same", None),
    ],
)
def test_encryption_is_stated_or_follows_from_the_protocol(
    facts: Facts, name: str, expected: Known[bool] | None
) -> None:
    assert defaults.encrypted(element(facts, name)) == expected


@pytest.mark.parametrize(
    ("name", "left", "entered"),
    [("in", ["street"], ["house"]), ("down", [], ["cellar"]), ("same", [], []), ("out", None, None)],
)
def test_a_flow_crosses_the_boundaries_of_zones_that_hold_one_end_only(
    facts: Facts, name: str, left: list[str] | None, entered: list[str] | None
) -> None:
    found = defaults.crossing(element(facts, name), facts)
    zones = ([one.id for one in found.left], [one.id for one in found.entered]) if found is not None else (None, None)
    assert zones == (left, entered)  # None where nobody can tell: `cloud` has no zone
    assert bool(found) == bool(left or entered)


def test_zones_nest_and_a_zone_inside_itself_ends_the_search(facts: Facts) -> None:
    assert [zone.id for zone in defaults.zones_around(element(facts, "shelf"), facts)] == ["cellar", "house"]
    assert defaults.zones_around(element(facts, "loop"), facts) == ()


def test_trust_comes_from_the_innermost_zone_that_says_it(facts: Facts) -> None:
    assert defaults.trust(element(facts, "shelf"), facts) == Known("medium", Origin.ZONE, "house")
    assert defaults.trust(element(facts, "street"), facts) == Known("none", Origin.STATED)
    assert defaults.trust(element(facts, "cloud"), facts) is None


@pytest.mark.parametrize(("name", "expected"), [("in", "typed"), ("down", "key"), ("same", None)])
def test_the_most_sensitive_thing_a_flow_takes_along(facts: Facts, name: str, expected: str | None) -> None:
    found = defaults.sensitive_load(element(facts, name), facts)
    assert (found.id if found else None) == expected


def test_categories_come_from_the_text_else_from_the_type(facts: Facts) -> None:
    assert defaults.categories(element(facts, "T2")) == Known(("information-disclosure", "tampering"), Origin.STATED)
    typed = defaults.categories(element(facts, "T1"))
    assert typed is not None
    assert (typed.value[0], typed.origin) == ("spoofing", Origin.TYPE)
    assert defaults.categories(element(facts, "T3")) is None


def test_severity_is_read_with_its_synonyms_and_never_invented(facts: Facts) -> None:
    assert [defaults.severity(element(facts, name)) for name in ("T3", "T4", "T1")] == ["high", "", ""]
    assert defaults.is_serious(element(facts, "T3"))


def test_how_a_mitigation_helps_comes_from_the_text_else_from_the_type(facts: Facts) -> None:
    known = [defaults.help_of(element(facts, name)) for name in ("M1", "M2", "M3")]
    assert [one.value if one else None for one in known] == ["detect", "prevent", None]


@pytest.mark.parametrize(
    ("line", "stage", "origin"),
    [
        ("stage: live", "live", Origin.MODEL),
        ("stage: Draft", "draft", Origin.MODEL),
        ("stage: desgin", "design", Origin.FORMAT),
        ("owner: reading-room", "design", Origin.FORMAT),
    ],
)
def test_the_stage_is_design_unless_the_model_says_another(line: str, stage: str, origin: Origin) -> None:
    found = defaults.stage(judge(f"threat-model: Library cards\n{line}\n").analyses[0].whole.facts)
    assert (found.value, found.origin) == (stage, origin)


def test_what_a_template_left_is_not_said() -> None:
    facts = judge("threat-model: X\nassets:\n  a: {owner: TBD}\n  b: {owner: N/A}\n  c: {owner: desk}\n").analyses[0]
    owners = [defaults.said(element(facts.whole.facts, name), "owner") for name in "abc"]
    assert owners == ["", "", "desk"]
