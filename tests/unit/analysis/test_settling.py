"""Not in the middle of a thought: what an element lacks waits while the element is being typed."""

from __future__ import annotations

from forewarn.analysis.engine import Raised
from forewarn.analysis.settling import held_back
from tests.support.findings import Shown, judge

MODEL = """\
threat-model: Library cards
owner: reading-room
assets:
  loan: {title: Who borrowed which book}
  card: {title: The card, sensitivity: confidential}
threats:
  T1:
    title: Somebody lists all addresses
    against: [crad]
  T2:
    title: A lost card borrows books
    against: [card]
    status: open
"""


def shown(edited: str) -> list[str]:
    """The findings that are shown while the entry `edited` is being typed."""
    found = judge(MODEL).findings("FW006", "FW102", "FW201")
    items = {one.finding.item for one in found if name(one) == edited}
    return [f"{one.code} {name(one)}" for one in found if not held_back(Raised(one.rule, one.finding), items)]


def name(one: Shown) -> str:
    return one.finding.element.name if one.finding.element else ""


def test_at_rest_everything_is_shown() -> None:
    assert shown("nothing") == ["FW102 loan", "FW201 T1", "FW006 T1", "FW201 T2"]


def test_what_the_edited_element_lacks_waits() -> None:
    assert shown("loan") == ["FW201 T1", "FW006 T1", "FW201 T2"]


def test_what_the_edited_element_says_does_not_wait() -> None:
    assert shown("T1") == ["FW102 loan", "FW006 T1", "FW201 T2"]
    assert shown("T2") == ["FW102 loan", "FW201 T1", "FW006 T1", "FW201 T2"]
