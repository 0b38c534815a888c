"""In JSON the same is offered, written with the quotation marks that it needs."""

from __future__ import annotations

import pytest

from tests.support.cursors import JSON, accepted, labels

MODEL = """\
{
  "threat-model": "Ferry tickets",
  "assets": {
    "seat": {"type": "order-history"},
    "login": {"type": "session-token"}
  },
  "threats": {
    "T1": {
      "title": "A login is replayed",
      %s
    }
  }
}
"""


@pytest.mark.parametrize(
    ("typed", "label", "after"),
    [
        ('"sev¦"', "severity", '"severity": '),
        ('"sev¦', "severity", '"severity": '),
        ("¦", "severity", '"severity": '),
        ('"sev¦": "high"', "severity", '"severity": "high"'),
        ('"¦"', "against", '"against": [¦]'),
        ('"severity": ¦', "high", '"severity": "high"'),
        ('"severity":¦', "high", '"severity": "high"'),
        ('"severity": "¦', "high", '"severity": "high"'),
        ('"severity": "hi¦', "high", '"severity": "high"'),
        ('"severity": "hi¦"', "high", '"severity": "high"'),
        ('"severity": "hi¦",', "high", '"severity": "high",'),
        ('"against": [¦]', "seat", '"against": ["seat"]'),
        ('"against": ["login", ¦]', "seat", '"against": ["login", "seat"]'),
        ('"against": ["¦", "login"]', "seat", '"against": ["seat", "login"]'),
        ('"references": ["cross-site scripting¦"]', "CWE-79", '"references": ["CWE-79"]'),
        ('"decision": {"kind": "¦"}', "accept", '"decision": {"kind": "accept"}'),
    ],
)
def test_what_is_accepted_has_its_quotation_marks_once(typed: str, label: str, after: str) -> None:
    assert accepted(MODEL % typed, label, JSON) == MODEL % after


def test_true_and_false_stand_without_quotation_marks() -> None:
    text = '{"threat-model": "Ferry", "actors": {"thief": {"hostile": ¦}}}'
    assert accepted(text, "true", JSON) == '{"threat-model": "Ferry", "actors": {"thief": {"hostile": true}}}'


def test_names_that_stand_in_the_list_are_not_offered_again() -> None:
    assert labels(MODEL % '"against": ["login", "¦"]', JSON) == ["seat"]


def test_an_empty_object_offers_the_marker_key_first() -> None:
    assert labels("{¦}", JSON)[0] == "threat-model"
    assert accepted("{¦}", "threat-model", JSON) == '{"threat-model": }'


def test_a_model_on_one_line_offers_the_fields_of_the_element_at_the_cursor() -> None:
    assert labels('{"threat-model": "X", "threats": {"T1": {"title": "a", "¦"}}}', JSON)[:2] == ["type", "against"]
