"""`forewarn check --format json`, as programs read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml

from forewarn.model.dismissals import FORM
from forewarn.text.document import Document
from forewarn.text.edits import TextEdit, apply_edits
from forewarn.text.position import Position, Span
from tests.support.commands import check, codes, forewarn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.commands import Fix, Range

    Write = Callable[[str, "str | bytes"], Path]

MODEL = """\
threat-model: Ferry
assets:
  seat: {type: order-history, owner: quay, sensitivity: confidential}
threats:
  T1:
    title: 😀 A seat is sold twice
    against: [seta]
    severity: high
    mitigations: [M1]
mitigations:
  M1: {title: Count, status: suggested}
"""


def test_a_finding_has_all_its_parts(write: Write) -> None:
    write("threat-model.yaml", MODEL)
    report = check("--select", "FW006,FW203")
    assert report["version"] == 1
    assert report["summary"] == {
        "files": 1,
        "elements": 3,
        "findings": {"integrity": 1, "completeness": 0, "threat": 1},
        "waived": 0,
        "dismissed": 0,
        "known": 0,
    }
    unknown, not_owned = report["findings"]
    assert unknown["fixes"][0]["title"] == "Change to `seat`"
    assert FORM.fullmatch(unknown["fingerprint"])
    assert {key: value for key, value in unknown.items() if key != "fixes"} == {
        "path": "threat-model.yaml",
        "code": "FW006",
        "name": "unknown-reference",
        "layer": "integrity",
        "severity": "error",
        "clock": None,
        "message": "Nothing is called `seta`. Which asset, component or flow is meant?",
        "fingerprint": unknown["fingerprint"],
        "range": {"start": {"line": 7, "column": 15}, "end": {"line": 7, "column": 19}},
        "related": [],
    }
    assert unknown["fixes"][0] == {
        "title": "Change to `seat`",
        "safe": False,
        "edits": [
            # The smallest change: `seta` and `seat` begin alike.
            {
                "path": "threat-model.yaml",
                "range": {"start": {"line": 7, "column": 17}, "end": {"line": 7, "column": 19}},
                "text": "at",
            }
        ],
    }
    assert not_owned["code"] == "FW203"
    assert [(one["path"], one["range"]["start"]["line"]) for one in not_owned["related"]] == [("threat-model.yaml", 11)]


def test_columns_count_code_points(write: Write) -> None:
    """An emoji is one, an accent on its own letter is one more."""
    write("threat-model.yaml", "threat-model: x\nthreats:\n  T1: {title: 😀e\u0301, against: [seta]}\n")
    assert check("--select", "FW006")["findings"][0]["range"] == {
        "start": {"line": 3, "column": 30},
        "end": {"line": 3, "column": 34},
    }


def test_edits_make_the_finding_vanish(write: Write) -> None:
    path = write("threat-model.yaml", MODEL)
    finding = check("--select", "FW006")["findings"][0]
    path.write_text(_applied(MODEL, finding["fixes"][0]), "utf-8")
    assert check("--select", "FW006")["findings"] == []


def _applied(text: str, fix: Fix) -> str:
    edits = [TextEdit(_span(one["range"]), one["text"]) for one in fix["edits"]]
    return apply_edits(Document.of(text), edits).text


def _span(where: Range) -> Span:
    start, end = (Position(at["line"] - 1, at["column"] - 1) for at in (where["start"], where["end"]))
    return Span(start, end)


@pytest.mark.parametrize("options", [(), ("--select", "FW006"), ("--ignore", "FW006"), ("--fail-on", "never")])
def test_json_has_the_findings_of_the_text(write: Write, options: tuple[str, ...]) -> None:
    """The same, in the same order, and the same exit code."""
    write("threat-model.yaml", MODEL)
    write("threat-model.md", "# Threats\n\n- T1: Somebody reads the tickets\n")
    text, as_json = forewarn("check", *options), forewarn("check", "--format", "json", *options)
    report = check(*options)
    heads = [line.split(" ")[2:5] for line in text.out.splitlines() if line.startswith("  ") and " FW" in line[:40]]
    assert [f"{place} {severity} {code}" for place, severity, code in heads] == [
        f"{one['range']['start']['line']}:{one['range']['start']['column']} {one['severity']} {one['code']}"
        for one in report["findings"]
    ]
    assert text.code == as_json.code


def test_it_is_one_line_of_json(write: Write) -> None:
    write("threat-model.yaml", MODEL)
    out = forewarn("check", "--format", "json").out
    assert out.endswith("}\n")
    assert out.count("\n") == 1
    json.loads(out)


def test_files_that_are_recognised_and_not_read_get_one_hint(write: Write) -> None:
    """Other people's formats: no elements, exit 0."""
    write("model.otm", "otmVersion: 0.2.0\nproject: {name: x}\n")
    write("threagile.yaml", "threagile_version: 1.0.0\ntitle: x\n")
    result = forewarn("check", "--format", "json", "model.otm", "threagile.yaml")
    report = check("model.otm", "threagile.yaml")
    assert result.code == 0
    assert [one["severity"] for one in report["findings"]] == ["hint", "hint"]
    assert all("not read yet" in one["message"] for one in report["findings"])
    assert report["summary"]["elements"] == 0


def test_other_yaml_is_looked_at_for_its_syntax(write: Write) -> None:
    write("values.yaml", "image: app\nports: [80, 443\n")
    write("fine.yaml", "image: app\n")
    assert codes(check("values.yaml", "fine.yaml")["findings"]) == ["FW001"]
    assert check("values.yaml")["summary"]["elements"] == 0


def test_dates_are_judged_as_on_the_day_given(write: Write) -> None:
    write(
        "threat-model.yaml",
        "threat-model: Ferry\nthreats:\n  T1:\n    title: x\n"
        "    decision: {kind: accept, by: Ida, date: 2026-01-01, until: 2026-06-30, reason: Rare.}\n",
    )
    assert "FW206" in codes(check("--today", "2026-07-01")["findings"])
    assert "FW206" not in codes(check("--today", "2026-03-01")["findings"])


def test_json_models_are_judged_like_yaml(write: Write, repository: Path) -> None:
    """The shipped example, written as JSON on many lines and on one."""
    text = (repository / "docs" / "example" / "threat-model.yaml").read_text("utf-8")
    text = text.replace("documents: [design/parcel-pickup.md]\n", "")
    model = yaml.safe_load(text)
    write("a.threat-model.yaml", text)
    write("b.threat-model.json", json.dumps(model, default=str, indent=2))
    write("c.threat-model.json", json.dumps(model, default=str))
    findings = check()["findings"]
    by_file = [
        [(one["code"], one["message"]) for one in findings if one["path"] == path]
        for path in ("a.threat-model.yaml", "b.threat-model.json", "c.threat-model.json")
    ]
    assert by_file[0] == by_file[1] == by_file[2] != []


def test_what_a_comment_waives_is_counted(write: Write) -> None:
    write("threat-model.yaml", MODEL.replace("assets:", "# forewarn: ignore FW101 because we are one team\nassets:"))
    before = check("threat-model.yaml")["summary"]["waived"]
    waived = "assets:\n  # forewarn: ignore FW101 because we are one team\n"
    write("threat-model.yaml", "threat-model: Ferry\n" + waived + "  seat: {type: personal-data}\n")
    assert (before, check("threat-model.yaml")["summary"]["waived"]) == (0, 1)
