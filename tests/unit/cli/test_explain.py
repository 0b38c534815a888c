"""`forewarn explain FILE:LINE` and `explain CODE FILE:LINE`: what the rules answer at a place, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.commands import forewarn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, "str | bytes"], Path]

MODEL = """\
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
  shelf-plan: {title: Shelf plan}
components:
  desk: {type: app-server}
  archive: {type: app-server}
flows:
  file: {from: desk, to: archive, carries: [reader-address], protocol: ipp}
  show: {from: desk, to: archive, carries: [shelf-plan], protocol: http}
  send: {from: desk, to: archive, carries: [reader-address], protocol: https}
threats:
  T1: {title: Somebody lists all addresses, against: [reader-address], mitigations: [M1]}
  T2: {title: Somebody tears out pages, against: [shelf-plan]}
  T3: {title: Reading along, against: [reader-address], decision: {kind: accept, by: A, reason: r, until: 2999-01-01}}
mitigations:
  M1: {title: Show a reader their own record only, status: active}
"""


@pytest.fixture(autouse=True)
def _model(write: Write) -> None:
    write("threat-model.yaml", MODEL)


@pytest.mark.parametrize(
    ("code", "line", "answer"),
    [
        ("FW401", 10, "cannot tell: whether it is encrypted is not said (FW103 asks)"),
        ("FW401", 11, "cannot tell: how sensitive `shelf-plan` is, is not said (FW102 asks)"),
        ("FW401", 12, "answered: it goes over https, which is encrypted"),
        ("FW401", 4, "not applicable: it is asked of flows, not of assets"),
        ("FW402", 12, "cannot tell: how its caller is known is not said (FW104 asks)"),
        ("FW201", 14, "answered: it is held by `M1`"),
        ("FW201", 15, "open: Nothing answers `T2` yet."),
        ("FW203", 15, "not applicable: nothing answers it (FW201 asks)"),
        ("FW204", 14, "cannot tell: of which type it is, is not said"),
        ("FW206", 16, "answered: it holds until 2999-01-01"),
        ("FW202", 4, "answered: `T1` is against it"),
        ("FW202", 5, "cannot tell: how sensitive it is, is not said (FW102 asks)"),
        ("FW403", 12, "not applicable: it leads to no store"),
        ("unknown-reference", 14, "nothing to ask: it looked, and what it saw raises no question"),
        ("FW001", 14, "not applicable: it is asked of the text as it is written, not of an element"),
        ("FW601", 14, "not applicable: it is asked of the model as a whole"),
    ],
)
def test_a_rule_says_how_it_stands_with_an_element(code: str, line: int, answer: str) -> None:
    result = forewarn("explain", code, f"threat-model.yaml:{line}")
    assert result.code == 0
    assert f" — {answer}" in " ".join(result.out.split())


def test_a_rule_names_what_it_looked_at() -> None:
    assert "it looked at `M1` Show a reader their own record only" in " ".join(
        forewarn("explain", "FW201", "threat-model.yaml:14").out.split()
    )


def test_a_place_alone_tells_its_findings_first_and_then_all_rules() -> None:
    result = forewarn("explain", "threat-model.yaml:15")
    lines = result.out.splitlines()
    assert lines[0] == "threat-model.yaml:15:3 warning FW201 threat-unanswered"
    assert "  fix: Add mitigation" in lines
    assert any(line.startswith("  why it matters: ") for line in lines)
    assert "threat-model.yaml:15 threat `T2` Somebody tears out pages" in lines
    assert any(line.startswith("  nothing to ask: FW002, ") for line in lines)


@pytest.mark.parametrize("place", ["threat-model.yaml:15:3", "threat-model.yaml:15:"])
def test_a_place_may_be_as_other_tools_print_it(place: str) -> None:
    assert forewarn("explain", place) == forewarn("explain", "threat-model.yaml:15")


def test_what_a_comment_waives_is_told_as_such(write: Write) -> None:
    write("threat-model.yaml", MODEL.replace("  T2:", "  # forewarn: ignore FW201 because the desk is burning\n  T2:"))
    answer = forewarn("explain", "FW201", "threat-model.yaml:16").out
    assert "(not shown: a comment waives it)" in " ".join(answer.split())


def test_what_a_configuration_silences_is_told_as_such(write: Write) -> None:
    write("forewarn.toml", 'ignore = ["FW201"]\n')
    answer = forewarn("explain", "FW201", "threat-model.yaml:15").out
    assert "(not shown: the configuration leaves this rule out)" in " ".join(answer.split())


def test_what_a_stage_silences_is_told_as_such(write: Write) -> None:
    write("threat-model.yaml", MODEL.replace("owner:", "stage: draft\nowner:"))
    answer = forewarn("explain", "FW201", "threat-model.yaml:16").out
    assert "(not shown: at the stage `draft` it is silent)" in " ".join(answer.split())


def test_what_is_said_once_for_a_whole_document_is_told_where(write: Write) -> None:
    write(
        "threats.md",
        "# Threats\n\n## Threats\n\n" + "".join(f"- **T{n}**: Somebody lists page {n}\n" for n in range(9)),
    )
    answer = forewarn("explain", "FW201", "threats.md:7").out
    assert "(not shown: it is said once for all 9, on line 3)" in " ".join(answer.split())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("threat-model.yaml:99",), "threat-model.yaml has 19 lines, no line 99"),
        (("nothing.yaml:3",), "nothing.yaml: "),
        (("FW201", "FW202"), "explain takes one rule, one place (FILE:LINE), or one of each"),
        (("threat-model.yaml:0",), "no rule is called threat-model.yaml:0"),
        (("FW999", "threat-model.yaml:3"), "no rule is called FW999"),
    ],
)
def test_what_is_no_place_and_no_rule_is_refused(given: tuple[str, ...], said: str) -> None:
    result = forewarn("explain", *given)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"forewarn: {said}")


def test_a_line_outside_all_elements_says_so(write: Write) -> None:
    write("threat-model.md", "# Threats\n\nHello.\n\n<!-- nothing -->\n")
    assert forewarn("explain", "threat-model.md:3").code == 0
