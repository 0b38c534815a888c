"""`forewarn check --baseline`: what was there before is known, and only what is new is shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.commands import check, codes, forewarn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, "str | bytes"], Path]

MODEL = """\
threat-model: Ferry
owner: quay
assets:
  ticket: {type: order-history}
threats:
  T1: {title: Somebody copies a ticket, against: [tickt], severity: high}
"""
RULES = ("--select", "FW006,FW201")
DOCUMENT = """\
# Threat model

## Threats

| threat | severity |
|---|---|
| A ticket is copied | high |
| A seat is sold twice | |
| The ferry leaves early | |
"""


def test_what_a_baseline_lists_is_not_shown_and_does_not_stand_at_the_gate(write: Write) -> None:
    write("threat-model.yaml", MODEL)
    assert forewarn("check", *RULES).code == 1
    written = forewarn("check", *RULES, "--write-baseline", "known.json")
    assert (written.code, written.err) == (
        0,
        "forewarn: 2 findings written to known.json: --baseline leaves them out from now on\n",
    )
    after = forewarn("check", *RULES, "--baseline", "known.json")
    assert (after.code, after.out) == (0, "No findings; 2 known. Read 1 model with 2 elements.\n")
    write("threat-model.yaml", MODEL + "  T2: {title: Somebody sinks the ferry, against: [fery], severity: high}\n")
    report = check(*RULES, "--baseline", "known.json")
    assert [(one["code"], one["range"]["start"]["line"]) for one in report["findings"]] == [("FW201", 7), ("FW006", 7)]
    assert report["summary"]["known"] == 2


def test_a_baseline_reads_well_in_a_diff(write: Write) -> None:
    """One finding on each line, sorted, with paths from its own folder; written again it is the same."""
    write("docs/threat-model.yaml", MODEL)
    write("ci/.gitkeep", "")
    forewarn("check", *RULES, "--write-baseline", "ci/known.json")
    text = write("ci/.gitkeep", "").with_name("known.json").read_text("utf-8")
    first, second = (json.loads(line.strip().rstrip(",")) for line in text.splitlines() if "fingerprint" in line)
    assert (first["path"], first["code"]) == ("../docs/threat-model.yaml", "FW006")
    assert first["about"] == "T1 Somebody copies a ticket: tickt"
    assert (second["code"], second["about"]) == ("FW201", "T1 Somebody copies a ticket")
    forewarn("check", *RULES, "--write-baseline", "ci/known.json")
    assert write("ci/.gitkeep", "").with_name("known.json").read_text("utf-8") == text
    assert check(*RULES, "--baseline", "ci/known.json")["findings"] == []


def test_the_fingerprints_of_a_report_are_those_of_the_baseline(write: Write) -> None:
    write("threat-model.yaml", MODEL)
    forewarn("check", *RULES, "--write-baseline", "known.json")
    listed = json.loads(forewarn("check").out and write("x.txt", "").with_name("known.json").read_text("utf-8"))
    assert {one["fingerprint"] for one in listed["findings"]} == {
        one["fingerprint"] for one in check(*RULES)["findings"]
    }


def test_a_file_may_be_renamed_and_its_copy_is_new(write: Write, here: Path) -> None:
    write("threat-model.yaml", MODEL)
    forewarn("check", *RULES, "--write-baseline", "known.json")
    (here / "threat-model.yaml").rename(here / "ferry.threat-model.yaml")
    assert check(*RULES, "--baseline", "known.json")["findings"] == []
    write("a.threat-model.yaml", MODEL)
    report = check(*RULES, "--baseline", "known.json")
    # Nobody can tell which of the two was there before; as many are known as were, and the others shown.
    assert (codes(report["findings"]), report["summary"]["known"]) == (["FW201", "FW006"], 2)
    (here / "ferry.threat-model.yaml").rename(here / "threat-model.yaml")
    report = check(*RULES, "--baseline", "known.json")
    assert {one["path"] for one in report["findings"]} == {"a.threat-model.yaml"}


def test_in_a_document_that_is_asked_once_only_what_is_new_is_asked(write: Write) -> None:
    write("threat-model.md", DOCUMENT)
    assert [one["message"] for one in check("--select", "FW106")["findings"]] == [
        "2 of the 3 threats do not say how bad they would be. Which three are the worst?"
    ]
    forewarn("check", "--write-baseline", "known.json")
    assert check("--baseline", "known.json")["findings"] == []
    write("threat-model.md", DOCUMENT + "| The bridge is open | |\n")
    new = [one for one in check("--baseline", "known.json")["findings"] if one["code"] == "FW106"]
    assert [(one["range"]["start"]["line"], "The bridge is open" in one["message"]) for one in new] == [(10, True)]


def test_what_is_waived_is_not_written(write: Write) -> None:
    waived = MODEL.replace("  T1", "  # forewarn: ignore FW006, FW201 because the pier is closed\n  T1")
    write("threat-model.yaml", waived)
    assert "0 findings written" in forewarn("check", *RULES, "--write-baseline", "known.json").err
    write("threat-model.yaml", MODEL)
    assert codes(check(*RULES, "--baseline", "known.json")["findings"]) == ["FW201", "FW006"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no such file"),
        ("", "not a baseline: no JSON"),
        ("[" * 100_000, "not a baseline: no JSON"),
        ("[]", "not a baseline: there is no `forewarn-baseline` in it"),
        ('{"forewarn-baseline": 2, "findings": []}', "a baseline of version 2; this forewarn reads version 1"),
        ('{"forewarn-baseline": 1}', "not a baseline: `findings` is a list"),
        ('{"forewarn-baseline": 1, "findings": [1]}', "finding 1 has no fingerprint"),
        ('{"forewarn-baseline": 1, "findings": [{"path": 1}]}', "finding 1 is none: `path`, `code` and `about` are"),
    ],
)
def test_a_file_that_is_no_baseline_is_said_and_nothing_is_checked(
    write: Write, content: str | None, said: str
) -> None:
    write("threat-model.yaml", MODEL)
    if content is not None:
        write("known.json", content)
    result = forewarn("check", "--baseline", "known.json")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"forewarn: known.json: {said}")


def test_only_a_baseline_is_written_over(write: Write) -> None:
    model = write("threat-model.yaml", MODEL)
    result = forewarn("check", "--write-baseline", "threat-model.yaml")
    assert (result.code, result.out) == (2, "")
    assert "threat-model.yaml was left alone: not a baseline" in result.err
    assert model.read_text("utf-8") == MODEL
    assert "no/known.json: cannot be written" in forewarn("check", "--write-baseline", "no/known.json").err


def test_no_baseline_is_written_of_what_could_not_all_be_read(write: Write, here: Path) -> None:
    write("threat-model.yaml", MODEL)
    result = forewarn("check", "threat-model.yaml", "missing.yaml", "--write-baseline", "known.json")
    assert result.code == 2
    assert "known.json was not written: not everything could be read" in result.err
    assert not (here / "known.json").exists()
