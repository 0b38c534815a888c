"""Which findings speak at which stage: rules.md, *Stage*."""

from __future__ import annotations

import pytest

from forewarn.analysis.engine import Raised
from forewarn.analysis.stage import speaks
from forewarn.rules.registry import by_code
from forewarn.rules.rule import Finding, Layer, Rule
from forewarn.text.position import NOWHERE
from tests.support.findings import judge

MODEL = """\
threat-model: Library cards
assets:
  reader-address: {type: personal-data, ownr: reading-room}
questions:
  - ask: Who may see what somebody has borrowed?
"""


def shown(stage: str) -> list[str]:
    """The findings over a model without threats, with a slip, an asset nobody owns and an open question."""
    found = judge(MODEL).findings("FW002", "FW101", "FW108", "FW202")
    return [f"{one.code}:{one.span.start.line}" for one in found if speaks(Raised(one.rule, one.finding), stage)]


def test_a_draft_is_told_of_slips_and_asked_the_one_question_on_its_title() -> None:
    assert shown("draft") == ["FW108:0", "FW002:2"]


@pytest.mark.parametrize("stage", ["design", "building", "live"])
def test_from_the_design_on_it_is_asked_for_all_that_is_not_said(stage: str) -> None:
    assert shown(stage) == ["FW108:0", "FW101:2", "FW202:2", "FW002:2", "FW108:4"]


@pytest.mark.parametrize("stage", ["superseded", "rejected", "withdrawn"])
def test_what_is_over_is_left_alone(stage: str) -> None:
    assert shown(stage) == []


@pytest.mark.parametrize(
    ("stage", "expected"), [("draft", False), ("design", False), ("building", True), ("live", True)]
)
def test_a_design_is_not_asked_whether_its_mitigations_are_active_yet(stage: str, *, expected: bool) -> None:
    assert speaks(Raised(by_code()["FW207"], Finding(1, NOWHERE, "")), stage) is expected


def test_what_prose_takes_for_granted_is_asked_of_a_draft_too() -> None:
    rule = Rule("FW301", "unstated-assumption", Layer.COMPLETENESS, "")
    assert speaks(Raised(rule, Finding(1, NOWHERE, "")), "draft")
