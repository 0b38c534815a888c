"""In a design document identifiers are offered where one is being named, and YAML in an embedded model."""

from __future__ import annotations

import pytest

from tests.support.cursors import MARKDOWN, accepted, labels

DOCUMENT = """\
# Ferry tickets: threat model

## Threats

- T1: A login is replayed
- T2: A seat is sold twice

## Mitigations

- M1: Bind the login to its device

## Notes

%s
"""


@pytest.mark.parametrize("typed", ["See `¦", "See `T¦`", "See `a` and `¦`", "See [¦", "See [T¦]"])
def test_identifiers_are_offered_behind_a_back_tick_and_a_bracket(typed: str) -> None:
    assert sorted(labels(DOCUMENT % typed, MARKDOWN)) == ["M1", "T1", "T2"]


@pytest.mark.parametrize("typed", ["See ¦", "See `T1` ¦", "See [T1] and ¦", "See `a b¦"])
def test_nothing_is_offered_in_running_text(typed: str) -> None:
    assert labels(DOCUMENT % typed, MARKDOWN) == []


def test_the_whole_identifier_is_replaced() -> None:
    assert accepted(DOCUMENT % "See `T¦`.", "T2", MARKDOWN) == DOCUMENT % "See `T2`."


@pytest.mark.parametrize("fence", ["```threat-model", "```yaml threat-model", "~~~ threat-model"])
def test_an_embedded_model_is_completed_like_a_file(fence: str) -> None:
    end = fence[:3]
    text = f"# Ferry\n\n{fence}\nthreat-model: Ferry\nassets:\n  seat: {{}}\nthreats:\n  T1:\n    against: [¦]\n{end}\n"
    assert labels(text, MARKDOWN) == ["seat"]
    assert labels(f"# Ferry\n\n{fence}\n¦\n{end}\n", MARKDOWN)[0] == "threat-model"


def test_yaml_of_another_sort_is_left_alone() -> None:
    assert labels("# Ferry\n\n```yaml\nstage: ¦\n```\n", MARKDOWN) == []
