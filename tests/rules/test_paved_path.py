"""What a model has from its organisation's paved path, and what comes back where it leaves that."""

from __future__ import annotations

import pytest

from forewarn.model.answers import Grade, answered
from forewarn.model.configuration import Configuration, PavedPath
from forewarn.model.kinds import Kind
from tests.support.findings import Judged, judge

HARBOUR = PavedPath(
    "Harbour",
    covers=("public-api",),
    provides={"service-authentication": "https://wiki.example/identity", "alerting": "https://wiki.example/alerts"},
)
MODEL = """\
threat-model: Opening hours
owner: reading-room
paved-path: true
components:
  desk: {type: public-api}
assets:
  hours: {type: public-content}
threats:
  T1: {title: Somebody calls as the desk, type: service-impersonation, severity: high, against: [hours]}
  T2: {title: Somebody paints the door, severity: low, against: [hours]}
"""
LEAVES = MODEL.replace("true", "{deviates: [service-authentication]}", 1)


def judged(text: str = MODEL, paved: PavedPath | None = HARBOUR) -> Judged:
    """The model, judged where this paved path is described."""
    return judge(text, settings=Configuration(paved_path=paved))


def said(text: str, *codes: str, paved: PavedPath | None = HARBOUR) -> list[str]:
    """What is said by these rules, each with the word that it points at."""
    found = judged(text, paved)
    return [f"{found.document.slice(one.span)}: {one.message}" for one in found.findings(*(codes or ("FW201",)))]


def grade(text: str, name: str = "T1") -> Grade:
    """How well a threat is answered."""
    analysis = judged(text).analyses[0]
    (threat,) = analysis.whole.facts.named(name, Kind.THREAT)
    return answered(threat, analysis.whole.facts).grade


ASKED = "What would stop it, or who decides to live with it?"
T1 = f"T1: Nothing answers `T1` yet. {ASKED}"
T2 = f"T2: Nothing answers `T2` yet. {ASKED}"


def test_who_is_on_the_path_has_its_mitigations() -> None:
    """They answer threats of the types that the catalogue names them for, and no others."""
    assert said(MODEL) == [T2]
    assert grade(MODEL) is Grade.HELD


@pytest.mark.parametrize("written", ["false", "perhaps", "", "{}"])
def test_who_is_not_has_none(written: str) -> None:
    assert said(MODEL.replace("paved-path: true", f"paved-path: {written}")) == [T1, T2]


def test_nobody_has_any_where_no_path_is_described() -> None:
    assert said(MODEL, paved=None) == [T1, T2]
    assert said(LEAVES, paved=None) == [T1, T2]


def test_leaving_the_path_brings_exactly_those_threats_back() -> None:
    asked = "T1: You leave Harbour's service authentication, and nothing else answers `T1`. What does it instead?"
    assert said(LEAVES) == [asked, T2]
    assert said(MODEL.replace("true", "{deviates: [alerting]}", 1)) == [T2]


def test_what_is_left_is_named_beside_the_threat() -> None:
    (one, _) = judged(LEAVES).findings("FW201")
    (related,) = one.placed.related
    assert (related.span.start.line, related.message) == (2, "what is left out")


def test_where_no_such_threat_is_listed_the_deviation_itself_is_asked_about() -> None:
    text = "".join(line for line in LEAVES.splitlines(keepends=True) if "T1" not in line)
    asked = "service-authentication: You leave Harbour's service authentication. What does it instead?"
    assert said(text) == [asked, T2]
    unnamed = said(text, paved=PavedPath(provides=HARBOUR.provides))
    assert unnamed[0].endswith("You leave the paved path's service authentication. What does it instead?")
    found = judged(text)
    one = found.findings("FW201")[0]
    after = found.fixed(one, one.fixes()[0]) or ""
    assert "type: missing-authentication" in after
    assert [line for line in said(after) if line.startswith("service-authentication")] == []


def test_what_does_it_instead_answers_the_question() -> None:
    text = "".join(line for line in LEAVES.splitlines(keepends=True) if "T1" not in line)
    instead = "mitigations:\n  M1: {{title: Two networks, type: network-segmentation, status: {}}}\n"
    assert said(text + instead.format("active")) == [T2]
    assert len(said(text + instead.format("suggested"))) == 2
    linked = LEAVES.replace("severity: high,", "severity: high, mitigations: [M1],")
    assert said(linked + instead.format("active")) == [T2]


def test_what_the_path_is_not_for_does_not_have_its_mitigations() -> None:
    """Nor has what could touch it; a threat against a part that the path is for has them."""
    two = MODEL.replace("assets:", "  shelf: {type: relational-database}\nassets:")
    assert said(two) == [T1, T2]
    assert grade(two.replace("[hours]}\n  T2", "[hours, desk]}\n  T2")) is Grade.HELD
    assert grade(two.replace("[hours]}\n  T2", "[desk, shelf]}\n  T2")) is Grade.OPEN


def test_who_says_that_it_is_open_is_believed() -> None:
    assert grade(MODEL.replace("severity: high", "severity: high, status: open")) is Grade.OPEN


def test_what_only_notices_promises_no_more_than_that() -> None:
    text = MODEL.replace("service-impersonation", "{type}")
    for kind, held in (("fail-open", Grade.OPEN), ("prompt-injection", Grade.OPEN)):
        assert grade(text.replace("{type}", kind)) is held


def test_only_what_the_path_brings_can_be_left_out() -> None:
    text = MODEL.replace("true", "{deviates: [service-authentification, mfa, 😀]}", 1)
    seen = said(text, "FW003")
    assert seen[0] == (
        "service-authentification: Harbour brings no `service-authentification`, so nothing is left out here. "
        "Is `service-authentication` meant?"
    )
    assert seen[1:] == [
        "mfa: Harbour brings no `mfa`, so nothing is left out here. What of it is left out?",
        "😀: Harbour brings no `😀`, so nothing is left out here. What of it is left out?",
    ]
    found = judged(text)
    (one, *_) = found.findings("FW003")
    assert "deviates: [service-authentication, mfa" in (found.fixed(one, one.fixes()[0]) or "")


QUESTIONS = ("FW109", "FW012", "FW208", "FW605")


def test_of_a_light_model_only_what_everything_is_asked_is_asked() -> None:
    """FW101 to FW108, and what is no question: threats, contradictions."""
    text = MODEL.replace("owner: reading-room\n", "").replace("low, against: [hours]", "low")
    text += "mitigations:\n  M1: {title: Look twice, status: active}\n"
    off = {one.code for one in judged(text.replace("paved-path: true", "paved-path: false")).findings()}
    on = {one.code for one in judged(text).findings()}
    assert off - on == {"FW012", "FW208"}
    assert on == {"FW101", "FW201"}


def test_half_typed_models_are_judged_as_well() -> None:
    for cut in range(len(LEAVES)):
        judged(LEAVES[:cut]).findings()
