"""The exit code: 0 clean, 1 findings at the gate, 2 wrong usage, unreadable input or nothing read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.commands import check, codes, forewarn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, "str | bytes"], Path]

CLEAN = "threat-model: Ferry\n"
INTEGRITY = "threat-model: Ferry\nzones:\n  shore: {in: see}\n"
"""FW006, an error."""
THREAT = "threat-model: Ferry\nthreats:\n  T1: {title: x, severity: high}\n"
"""FW201, a warning."""
COMPLETENESS = "threat-model: Ferry\nflows:\n  book: {from: web, to: web}\ncomponents:\n  web: {}\n"
"""FW107 and the like: questions, shown below a warning."""


@pytest.mark.parametrize(
    ("model", "select", "fail_on", "code"),
    [
        (CLEAN, "FW006", "completeness", 0),
        (INTEGRITY, "FW006", "never", 0),
        (INTEGRITY, "FW006", "integrity", 1),
        (INTEGRITY, "FW006", "threat", 1),
        (INTEGRITY, "FW006", "completeness", 1),
        (THREAT, "FW201", "never", 0),
        (THREAT, "FW201", "integrity", 0),
        (THREAT, "FW201", "threat", 1),
        (THREAT, "FW201", "completeness", 1),
        (COMPLETENESS, "FW107", "integrity", 0),
        (COMPLETENESS, "FW107", "threat", 0),
        (COMPLETENESS, "FW107", "completeness", 0),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_the_gate_is_the_lowest_layer_that_counts(
    write: Write, model: str, select: str, fail_on: str, code: int, form: str
) -> None:
    """Whatever the format; a finding that is shown below a warning never fails."""
    write("threat-model.yaml", model)
    found = codes(check("--select", select, "threat-model.yaml")["findings"])
    assert found == ([] if model == CLEAN else [select])
    result = forewarn("check", "--select", select, "--fail-on", fail_on, "--format", form, "threat-model.yaml")
    assert result.code == code


def test_integrity_is_the_gate_unless_said_otherwise(write: Write) -> None:
    write("a.threat-model.yaml", INTEGRITY)
    write("b.threat-model.yaml", THREAT)
    assert forewarn("check", "a.threat-model.yaml").code == 1
    assert forewarn("check", "b.threat-model.yaml").code == 0


@pytest.mark.parametrize("given", ["FW006", "fw006", "unknown-reference", "FW201,FW006", " FW006 , unknown-key"])
def test_rules_are_chosen_by_code_or_name(write: Write, given: str) -> None:
    write("threat-model.yaml", INTEGRITY)
    assert codes(check("--select", given)["findings"]) == ["FW006"]
    assert "FW006" not in codes(check("--ignore", given)["findings"])


def test_options_that_are_given_twice_add_up_and_ignore_wins(write: Write) -> None:
    write("threat-model.yaml", INTEGRITY + "nonsense: x\n")
    assert set(codes(check("--select", "FW006", "--select", "FW002")["findings"])) == {"FW002", "FW006"}
    assert codes(check("--select", "FW006,FW002", "--ignore", "FW002")["findings"]) == ["FW006"]


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_rule_that_does_not_exist_is_wrong_usage(write: Write, option: str) -> None:
    write("threat-model.yaml", CLEAN)
    result = forewarn("check", option, "FW006,FW9999", ".")
    assert result == (2, "", "forewarn: no rule is called FW9999; `forewarn rules` lists them\n")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("check", "--format", "yaml"),
        ("check", "--fail-on", "everything"),
        ("check", "--today", "tomorrow"),
        ("show",),
        ("explain",),
        ("status",),
    ],
)
def test_wrong_usage_is_two(arguments: tuple[str, ...]) -> None:
    result = forewarn(*arguments)
    assert result.code == 2
    assert result.out == ""
    assert "usage: forewarn" in result.err


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("check", "--help"), ("rules",)])
def test_questions_about_forewarn_itself_are_zero(arguments: tuple[str, ...]) -> None:
    assert forewarn(*arguments).code == 0


def test_a_folder_with_nothing_to_read_is_two(write: Write) -> None:
    write("readme.txt", "hello")
    write("values.yaml", "image: app\n")
    result = forewarn("check")
    assert result == (2, "", "forewarn: nothing to read: no file here is a threat model or design document\n")


def test_a_folder_with_near_misses_says_so(write: Write) -> None:
    write("model.yaml", "zones: {}\nassets: {}\nthreats: {}\nflows: {}\n")
    result = forewarn("check", ".")
    assert result.code == 2
    assert result.err == (
        "forewarn: nothing to read: no file here is a threat model or design document; "
        "1 file looks like a model but is not claimed\n"
    )


def test_what_can_be_read_is_reported_even_if_something_cannot(write: Write) -> None:
    write("threat-model.yaml", INTEGRITY)
    result = forewarn("check", "threat-model.yaml", "missing.yaml")
    assert result.code == 2
    assert "FW006" in result.out
    assert result.err == "forewarn: missing.yaml: no such file\n"
