"""`explain`, `rules` and `status`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forewarn.rules.registry import all_rules
from tests.support.commands import forewarn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, "str | bytes"], Path]


@pytest.mark.parametrize("given", ["FW201", "fw201", "threat-unanswered"])
def test_a_rule_is_explained_by_code_or_name(given: str) -> None:
    result = forewarn("explain", given)
    assert result.code == 0
    assert result.out.startswith("FW201 threat-unanswered (threat, warning)\n\n")
    for heading in ("## Why it matters", "## Finds", "## Fix", "## When it is wrong"):
        assert heading in result.out


def test_the_notes_for_tests_are_not_shown() -> None:
    for rule in all_rules():
        assert " want FW" not in forewarn("explain", rule.code).out


def test_a_rule_that_does_not_exist_is_guessed_at() -> None:
    assert forewarn("explain", "threat-unanswerd") == (
        2,
        "",
        "forewarn: no rule is called threat-unanswerd; did you mean threat-unanswered?\n",
    )
    assert forewarn("explain", "xyz") == (2, "", "forewarn: no rule is called xyz; `forewarn rules` lists them\n")


def test_all_rules_are_listed_by_code() -> None:
    lines = forewarn("rules").out.splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in all_rules()]
    (line,) = (line for line in lines if line.startswith("FW201"))
    assert line.split()[:5] == ["FW201", "threat-unanswered", "threat", "warning", "fix"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("threat-model.yaml", "assets: {}\n", "checked as native: its name is that of a threat model"),
        ("x.yaml", "threat-model: X\n", "checked as native: it has a top-level key `threat-model`"),
        ("x.otm", "otmVersion: 1\n", "checked as otm: it has a key `otmVersion`"),
        ("x.yaml", "image: app\n", "not checked unless named: it reads as yaml, it has none of the keys"),
        ("threat-model.md", "# Threats\n", "checked as markdown: "),
        ("readme.md", "# Hello\n", "not checked unless named: it reads as markdown, "),
    ],
)
def test_status_says_why_a_file_is_or_is_not_checked(write: Write, name: str, content: str, said: str) -> None:
    write(name, content)
    result = forewarn("status", name)
    assert result.code == 0
    assert result.out.startswith(f"{name}\n  {said}")
    assert "  workspace: .\n" in result.out


def test_status_names_what_belongs_together(write: Write) -> None:
    write("threat-model.yaml", "threat-model: Ferry\ndocuments: [docs/ferry.md]\n")
    write("docs/ferry.md", "# Ferry\n\nTickets.\n")
    assert "  together with: docs/ferry.md\n" in forewarn("status", "threat-model.yaml").out
    assert "  together with: threat-model.yaml\n" in forewarn("status", "docs/ferry.md").out
