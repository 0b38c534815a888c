"""The examples of docs/own-rules.md over real models and documents: no rule breaks, and what they say is counted."""

from __future__ import annotations

import logging
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from forewarn.text.document import Document
from forewarn.workspace.workspace import Workspace
from tests.conftest import REPOSITORY
from tests.support.findings import TODAY

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (REPOSITORY / "docs" / "own-rules.md").read_text("utf-8")
RULES = re.findall(r"<!-- example -->\n```yaml\n(?:own-rules: .*\n)?rules:\n(.*?)```", PAGE, re.DOTALL)
ASKING = """\
  SEC-900:
    name: everything-says-what-it-is
    kind: {kind}
    require: title is stated and description is stated and not tags contains x and model.owner is known
    message: "{{name}}, {{title}}, {{description}}: {{model.owner}}, {{model.stage}}."
    ask: "What is {{name}}?"
"""
KINDS = ("asset", "component", "flow", "threat", "mitigation", "assumption", "model", "actor", "zone")
SOURCES = ("markdown-models/documents/*.md", "design-docs/*.md", "threat-models/*/*.yaml", "threat-models/*/*.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "forewarn.toml").write_text('own-rules = ["rules.yaml"]\n', "utf-8")
    broad = [
        ASKING.format(kind=kind).replace("900", f"90{n}").replace("what-it", f"what-{kind}-it")
        for n, kind in enumerate(KINDS)
    ]
    (tmp_path / "rules.yaml").write_text("rules:\n" + "".join([*RULES, *broad]), "utf-8")
    return tmp_path


def test_the_examples_of_the_page_hold_over_the_corpus(
    shared: Path, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    said: Counter[str] = Counter()
    files = 0
    with caplog.at_level(logging.ERROR):
        for pattern in SOURCES:
            for source in sorted((shared / "corpus").glob(pattern)):
                workspace = Workspace(TODAY, folder.as_posix())
                path = (folder / source.name).as_posix()
                document = Document.of(source.read_bytes().decode("utf-8", "replace"))
                workspace.hold(path, document)
                assert len(workspace.book(path).own) == len(RULES) + len(KINDS)
                found = workspace.findings(path)
                files += 1
                for one in found:
                    if one.raised.rule.is_own:
                        said[one.code] += 1
                        assert document.clamp(one.span.start) == one.span.start
                        assert one.message.strip()
    assert caplog.records == []
    assert files > 100
    # What nobody said is never warned of: the page's rules rest on facts that none of these documents states.
    assert {code for code in said if code < "SEC-9"} == set()
    assert {code[:4] for code in said} == {"SEC-"}
    assert len(said) == len(KINDS), "every kind of element is asked about"
