"""docs/own-rules.md: its examples do what they say, and it names all that a rule may say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from forewarn.model.conditions.vocabulary import words
from forewarn.model.kinds import Kind
from forewarn.model.own_rules import rule_fields
from forewarn.model.schema import schema
from tests.support.commands import forewarn

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "own-rules.md").read_text("utf-8")
EXAMPLES = re.findall(r"<!-- example -->\n```yaml\n(.*?)```\n```yaml\n(.*?)```\n```text\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("rules", "model", "shown"), EXAMPLES, ids=["SEC-001", "SEC-002", "SEC-003"])
def test_the_rules_of_the_page_find_what_it_says(
    rules: str, model: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "forewarn.toml").write_text('own-rules = ["rules.yaml"]\n', "utf-8")
    (tmp_path / "rules.yaml").write_text(rules, "utf-8")
    (tmp_path / "threat-model.yaml").write_text(model, "utf-8")
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"SEC-\d+(?=:)", rules)
    assert forewarn("check", "rules.yaml").out.startswith("No findings")
    result = forewarn("check", "threat-model.yaml", "--select", code, "--today", "2026-11-26")
    assert result.out.split("\n\n")[0].rstrip("\n") == shown.rstrip("\n")


def test_the_page_names_every_field_of_a_rule_and_every_fact_beside_those_of_the_format() -> None:
    fields = [name for name in rule_fields() if f"| `{name}` |" not in PAGE]
    beside = {name for kind in Kind for name in words(kind) if name not in schema().kinds[kind].fields}
    assert fields == []
    assert [name for name in sorted(beside) if f"`{name}`" not in PAGE] == []
