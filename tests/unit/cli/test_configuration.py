"""What a repository says about itself in forewarn.toml, seen from the command line."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from forewarn.dialects.configuration.read import read_values
from forewarn.model.configuration.settings import settings
from tests.support.commands import check, forewarn
from tests.support.findings import judge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, str], Path]

MODEL = """\
threat-model: Ferry
assets:
  ticket: {type: personal-data}
threats:
  T1: {title: Somebody copies a ticket, against: [ticket], severity: high}
"""


def told(*arguments: str) -> list[tuple[str, str]]:
    """Codes and severities of what is found, as far as it matters here."""
    findings = check(*arguments)["findings"]
    return [(one["code"], one["severity"]) for one in findings if one["code"] in RULES or one["code"] > "FW9"]


def said(*arguments: str) -> list[str]:
    """The codes of what is found, as far as it matters here."""
    return [code for code, _ in told(*arguments)]


def found(write: Write, settings: str, *arguments: str, name: str = "forewarn.toml") -> list[tuple[str, str]]:
    """Codes and severities found in a model that lies two folders below these settings."""
    write(name, settings)
    write("docs/model/threat-model.yaml", MODEL)
    return told(*arguments)


RULES = ("FW101", "FW201")
PRIVATE = (
    "2:1 There is no setting `private` in `sensitivity`. Write `public`, `confidential`, `restricted` or `secret`."
)
BOTH = [("FW101", "information"), ("FW201", "warning")]


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("", BOTH),
        ('select = ["FW201"]', [("FW201", "warning")]),
        ('ignore = ["threat-unanswered"]', [("FW101", "information")]),
        ('[ignore-in]\n"docs/" = ["FW201"]', [("FW101", "information")]),
        ('[ignore-in]\n"design/" = ["FW201"]', BOTH),
        ('[severity]\nFW201 = "error"\nasset-owner-unknown = "off"', [("FW201", "error")]),
        ('profile = "guided"', [("FW101", "hint"), ("FW201", "warning")]),
        ('profile = "self-serve"', [("FW101", "warning"), ("FW201", "warning")]),
        ('select = ["FW101"]\n[policy]\nprotected = ["FW201"]', BOTH),
    ],
)
def test_settings_choose_rules_and_how_loudly_they_speak(write: Write, typed: str, seen: list[tuple[str, str]]) -> None:
    assert found(write, typed) == seen


@pytest.mark.parametrize(
    ("typed", "arguments", "seen"),
    [
        ('ignore = ["FW201"]', ("--select", "FW201"), ["FW201"]),
        ('select = ["FW201"]', ("--select", "FW101"), ["FW101"]),
        ('ignore = ["FW201"]', ("--ignore", "FW101"), ["FW201"]),
        ('profile = "guided"', ("--profile", "observed"), ["FW101", "FW201"]),
    ],
)
def test_what_is_asked_for_wins(write: Write, typed: str, arguments: tuple[str, ...], seen: list[str]) -> None:
    assert [code for code, _ in found(write, typed, *arguments)] == seen


def test_a_project_file_holds_settings_in_a_table_of_their_own(write: Write) -> None:
    typed = '[project]\nname = "ferry"\n[tool.forewarn]\nignore = ["FW201"]\nignor = 1\n'
    assert found(write, typed, name="pyproject.toml") == [("FW905", "error"), ("FW101", "information")]


def test_a_project_file_without_such_a_table_is_passed_over(write: Write) -> None:
    write("forewarn.toml", 'ignore = ["FW201"]')
    write("docs/pyproject.toml", "[project\n")
    write("docs/threat-model.yaml", MODEL)
    assert said() == ["FW101"]


def test_the_nearest_settings_count(write: Write) -> None:
    write("forewarn.toml", 'ignore = ["FW201"]')
    write("docs/forewarn.toml", "")
    write("docs/threat-model.yaml", MODEL)
    assert said() == ["FW101", "FW201"]


def test_files_are_claimed_and_disclaimed(write: Write) -> None:
    write("forewarn.toml", '[files]\nclaim = ["parts/*.yaml"]\ndisclaim = ["vendor/"]')
    write("parts/ferry.yaml", "threats:\n  T1: {title: Somebody copies a ticket, against: [tickt], severity: high}\n")
    write("vendor/threat-model.yaml", MODEL)
    write("other.yaml", "threats: {}\n")
    assert {one["path"] for one in check()["findings"]} == {"parts/ferry.yaml"}
    assert "checked as native: the configuration claims it" in forewarn("status", "parts/ferry.yaml").out
    assert "the configuration disclaims it" in forewarn("status", "vendor/threat-model.yaml").out


def test_a_file_that_is_no_toml_counts_for_nothing_and_fails_the_gate(write: Write) -> None:
    write("forewarn.toml", 'ignore = ["FW201"\n')
    write("threat-model.yaml", MODEL)
    assert said() == ["FW905", "FW101", "FW201"]
    assert forewarn("check").code == 1


def test_a_link_that_leads_out_of_the_workspace_is_not_followed(write: Write, tmp_path: Path) -> None:
    model = write("work/threat-model.yaml", MODEL)
    write("work/.git/HEAD", "")
    outside = write("outside.toml", 'ignore = ["FW201"]')
    (model.parent / "forewarn.toml").symlink_to(outside)
    assert said("work") == ["FW101", "FW201"]


@pytest.mark.parametrize("name", list(settings()))
def test_every_setting_has_an_example_that_is_right(name: str) -> None:
    example = settings()[name].example
    if settings()[name].editors:
        said = json.loads(example)["forewarn"]
        assert name in said
        assert read_values(said)[1] == ()
        return
    assert name in tomllib.loads(example)
    assert judge(example, "configuration").findings() == []


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("ignor = []", "1:1 There is no setting `ignor`. Is `ignore` meant?"),
        ("[fils]\nclaim = []", "1:2 There is no setting `fils`. Is `files` meant?"),
        ("files.clame = []", "1:7 There is no setting `clame` in `files`. Write `claim` or `disclaim`."),
        ('ignore = "FW101"', '1:10 `ignore` is a list of rules, ["FW201", "unknown-key"].'),
        ("ignore = [1]", '1:11 Here stands a list of rules, ["FW201", "unknown-key"].'),
        ('profile = "loud"', "1:12 `loud` is nothing that stands here. Write `guided`, `observed` or `self-serve`."),
        ("review-ages = {full = 0}", "1:23 `full` is a number of days, 1 or more."),
        ("review-ages = {full = true}", "1:23 `full` is a number of days, 1 or more."),
        (
            "[files]\nclaim = ['../x']",
            "2:11 `../x` leads out of this folder. Only files in it and below it can be meant.",
        ),
        ("[policy.acceptance.hihg]\nmax-days = 3", "1:20 `hihg` is no severity. Is `high` meant?"),
        ("[sensitivity]\npublic = ['x']\nsecret = ['X']", "3:11 `X` is a word for `public` already. Which is meant?"),
        (
            "[sensitivity]\nrestricted = ['Confidential']",
            "2:15 `Confidential` is the name of a step itself. Which word stands for that one?",
        ),
        ("[sensitivity]\nsecret = ['']", '2:11 Here stands a list of texts, ["one", "another"].'),
        ("[sensitivity]\nprivate = ['x']", PRIVATE),
        ("review-ages = {full = -30}", "1:23 `full` is a number of days, 1 or more."),
        ("review-ages = {full = 1.5}", "1:23 `full` is a number of days, 1 or more."),
        ("review-ages = {full = 1979-05-27}", "1:23 `full` is a number of days, 1 or more."),
        ("review-ages = {full = 3651}", "1:23 `full` is 3,651 days, more than 10 years. How many are meant?"),
        (
            "review-ages = {full = 9999999999999999999999}",
            "1:23 `full` is very many days, more than 10 years. How many are meant?",
        ),
        (
            "[review-ages]\nfull = 400\nlight = 100",
            "2:8 What needs a full model would be looked at after 400 days, and what needs a light one after 100. ",
        ),
        (
            "[policy.acceptance.high]\nmax-days = 90\n[policy.acceptance.critical]\nmax-days = 180",
            "4:12 A critical threat might be accepted for 180 days, and a high one for 90. Which of the two is meant?",
        ),
        ("[policy.acceptance.high]\nby = []", "2:6 `by` names nobody. Who is it?"),
        ("[policy.acceptance.high]\nby = [' ']", '2:7 Here stands a list of texts, ["one", "another"].'),
        ("[policy.acceptance.high]\nmax-days = -1", "2:12 `max-days` is a number of days, 1 or more."),
        ("[policy.acceptance.high]\nmax-days = 99999", "2:12 `max-days` is 99,999 days, more than 10 years."),
        ("[policy.acceptance.high]", "1:20 `high` says nothing yet: write `by` or `max-days`."),
        ("[policy.acceptance.high]\nwho = 'x'", "2:1 There is no setting `who` in `high`. Write `by` or `max-days`."),
        ("[policy]\nacceptance = 7", "2:14 `acceptance` is a table."),
        ("[paved-path]\nname = '  '", "2:8 `name` says nothing yet."),
        ("[paved-path]\nlink = 7", "2:8 `link` is a text in quotes."),
        ("[paved-path]\ncovers = ['third-party-apis']", "2:12 `third-party-apis` is no type of component. Is"),
        (
            "[paved-path.provides]\nservice-authentification = 'x'",
            "2:1 `service-authentification` is no mitigation of the catalogue. Is `service-authentication` meant?",
        ),
        ("[paved-path.provides]\nservice-authentication = ''", "2:26 `service-authentication` says nothing yet."),
        (
            "ignore = ['FW201']\n[policy]\nprotected = ['threat-unanswered']",
            "1:12 `FW201` is silenced here, and `policy` protects it: it speaks. Which of the two is meant?",
        ),
        ("ignore = ['fw201']", "1:12 No rule is called `fw201`. Is `FW201` meant?"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(typed: str, seen: str) -> None:
    judged = judge(typed, "configuration")
    (one,) = judged.findings()
    (line, column), _ = one.span
    assert f"{line + 1}:{column + 1} {one.message}".startswith(seen)
    fixed = [judged.fixed(one, fix) for fix in one.fixes()]
    assert len(fixed) == (re.search("Is `[\\w-]*` meant\\?", one.message) is not None)
    assert all(text is not None and judge(text, "configuration").findings() == [] for text in fixed)


ACCEPTED = """\
threat-model: Ferry
owner: quay-team
assets:
  ticket: {type: personal-data}
threats:
  T1:
    title: Somebody copies a ticket
    against: [ticket]
    severity: high
    decision: {kind: accept, by: Bo, date: 2026-10-01, until: 2027-01-01, reason: Loss is small.}
"""
POLICY = '[policy.acceptance.high]\nby = ["CISO"]\n'


@pytest.mark.parametrize(
    ("more", "arguments", "seen"),
    [
        ("", (), ["FW205"]),
        ('ignore = ["FW205"]\n', (), ["FW905", "FW205"]),
        ('select = ["FW006"]\n', (), ["FW205"]),
        ('severity.FW205 = "off"\n', (), ["FW905", "FW205"]),
        ('severity.FW205 = "error"\n', (), ["FW205"]),
        ("", ("--ignore", "FW205"), []),
        ("", ("--select", "FW006"), []),
    ],
)
def test_who_has_a_policy_does_not_silence_it(
    write: Write, more: str, arguments: tuple[str, ...], seen: list[str]
) -> None:
    """Only who asks for something else on the command line does."""
    write("forewarn.toml", more + POLICY)
    write("threat-model.yaml", ACCEPTED)
    found = check("--today", "2026-11-26", *arguments)["findings"]
    assert [one["code"] for one in found if one["code"] in ("FW205", "FW905")] == seen
    assert forewarn("check", "--today", "2026-11-26", *arguments).code == bool(seen)
