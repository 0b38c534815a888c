"""A document and the model it belongs to are read as one: names mean the same in both, and nothing is asked twice."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from forewarn.analysis.fixes import edits_of, fixes_of
from forewarn.text.document import Document
from forewarn.text.edits import apply_edits
from forewarn.workspace.workspace import Workspace
from tests.support.edits import script

TODAY = date(2026, 11, 26)
SCRIPTS = 150

MODEL = """\
threat-model: Library cards
owner: reading-room
documents: [cards.md]
zones:
  internet: {trust: none}
  office: {trust: medium}
components:
  desk: {title: The desk, type: web-frontend, zone: office}
  card-store: {title: Card store, type: relational-database, zone: office, stores: [reader-address]}
actors:
  reader: {zone: internet}
assets:
  reader-address: {title: Reader address, type: personal-data}
flows:
  ask: {from: reader, to: desk, carries: [reader-address], protocol: https, authentication: pin, authorization: tenant}
  keep: {from: desk, to: card-store, carries: [reader-address], protocol: tls, authentication: none}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address, desk]
    severity: high
    mitigations: [M1]
  T2:
    title: A lost card borrows books
    against: [reader-address]
    severity: low
mitigations:
  M1:
    title: Only one address a request
    status: active
assumptions:
  A1:
    statement: The office is locked at night
"""
DOCUMENT = """\
# Library cards

## Assets

- Reader address: where a reader lives

## Threats

| ID | Threat | Severity | Mitigation |
|----|--------|----------|------------|
| T1 | Somebody lists all addresses | High | M1 |
| T2 | A lost card borrows books | low | A PIN is asked for |
| T3 | The desk is left alone with the reader address on it | medium | M1 |
"""


def together(folder: Path, **files: str) -> Workspace:
    """A workspace of files, `model` being `threat-model.yaml` and every other a document, all of them open."""
    workspace = Workspace(today=TODAY, folder=folder.as_posix())
    for name, text in files.items():
        path = folder / ("threat-model.yaml" if name == "model" else f"{name}.md")
        path.write_text(text, "utf-8")
    for name, text in files.items():
        path = folder / ("threat-model.yaml" if name == "model" else f"{name}.md")
        workspace.hold(path.as_posix(), Document.of(text))
    return workspace


def said(workspace: Workspace, path: Path) -> list[str]:
    """The findings in a file, one to a line."""
    return [f"{one.span.start.line + 1} {one.code} {one.message}" for one in workspace.findings(path.as_posix())]


def both(workspace: Workspace, folder: Path) -> list[str]:
    """The findings in the model and in the document beside it."""
    return [*said(workspace, folder / "threat-model.yaml"), *said(workspace, folder / "cards.md")]


def test_what_one_of_the_two_says_counts_for_both(tmp_path: Path) -> None:
    """T2's mitigation stands in the document only, T3's in the model, the asset's type in the model."""
    assert both(together(tmp_path, model=MODEL, cards=DOCUMENT), tmp_path) == []


def test_what_neither_says_is_asked_once_and_in_the_model(tmp_path: Path) -> None:
    document = DOCUMENT.replace("A PIN is asked for", "")
    assert both(together(tmp_path, model=MODEL, cards=document), tmp_path) == [
        "23 FW201 Nothing answers `T2` yet. What would stop it, or who decides to live with it?"
    ]


def test_a_name_in_the_model_may_be_one_that_only_the_document_tells(tmp_path: Path) -> None:
    document = DOCUMENT.replace("- Reader address", "- **AS2**: Loan history\n- Reader address")
    model = MODEL.replace("against: [reader-address]\n", "against: [reader-address, AS2]\n")
    assert [one for one in both(together(tmp_path, model=model, cards=document), tmp_path) if "FW006" in one] == []
    lost = both(together(tmp_path, model=model, cards=DOCUMENT), tmp_path)
    assert [one for one in lost if "FW006" in one] != []


def test_where_the_two_contradict_each_other_the_document_says_so_beside_the_model(tmp_path: Path) -> None:
    workspace = together(tmp_path, model=MODEL, cards=DOCUMENT.replace("High", "**Critical**"))
    (finding,) = workspace.findings((tmp_path / "cards.md").as_posix())
    assert finding.message == "`T1` is critical here and high in its model. Which of the two holds?"
    (related,) = finding.related
    assert (Path(related.path).name, related.span.start.line + 1) == ("threat-model.yaml", 21)


@pytest.mark.parametrize(
    ("written", "here", "there"),
    [("Critical", "| High |", "severity: critical"), ("**CRITICAL**", "| **HIGH** |", "severity: critical")],
)
def test_either_side_can_be_taken_over(tmp_path: Path, written: str, here: str, there: str) -> None:
    workspace = together(tmp_path, model=MODEL, cards=DOCUMENT.replace("High", written))
    (finding,) = workspace.findings((tmp_path / "cards.md").as_posix())
    readings = workspace.readings()
    mended: list[str] = []
    for fix in fixes_of(finding.raised, finding.analysis):
        ((path, edits),) = edits_of(fix, finding.analysis, readings).items()
        mended.append(apply_edits(readings[path].document, edits).text)
    assert mended[0] == DOCUMENT.replace("| High |", here)
    assert mended[1] == MODEL.replace("severity: high", there)


def test_an_identifier_that_means_something_else_is_asked_about(tmp_path: Path) -> None:
    document = DOCUMENT.replace("T1 | Somebody lists all addresses", "T1 | Coffee on the keyboard")
    assert said(together(tmp_path, model=MODEL, cards=document), tmp_path / "cards.md")[-1] == (
        "11 FW504 `T1` is something else in the model: “Somebody lists all addresses”. "
        "Is it one threat or two? Two need a name each."
    )


def test_a_drawing_shows_the_components_that_the_model_has(tmp_path: Path) -> None:
    """Boxes and arrows are the model's own by name and by their ends; another zone than the model's is a question."""
    drawing = """\

## Architecture

```mermaid
flowchart LR
  subgraph internet
    reader[Reader]
  end
  subgraph office
    desk[The desk]
  end
  subgraph cellar
    card-store[Card store]
  end
  reader --> desk
```
"""
    workspace = together(tmp_path, model=MODEL, cards=DOCUMENT + drawing)
    found = said(workspace, tmp_path / "cards.md")
    assert [one for one in found if "FW5" in one or "FW10" in one] == [
        "25 FW504 `card-store` stands in “cellar” here and in `office` in its model. Where is it?"
    ]


def test_a_document_may_name_its_model(tmp_path: Path) -> None:
    """The front matter is enough: the model need not name the document. Taken out, the two are judged apart."""
    model = MODEL.replace("documents: [cards.md]\n", "")
    named = f"---\nthreat-model: threat-model.yaml\n---\n{DOCUMENT}"
    workspace = together(tmp_path, model=model, cards=named)
    assert both(workspace, tmp_path) == []
    workspace.hold((tmp_path / "cards.md").as_posix(), Document.of(DOCUMENT))
    assert both(workspace, tmp_path) == both(together(tmp_path, model=model, cards=DOCUMENT), tmp_path) != []
    workspace.hold((tmp_path / "cards.md").as_posix(), Document.of(named))
    assert both(workspace, tmp_path) == []


def test_a_block_in_a_document_is_its_model(tmp_path: Path) -> None:
    block = MODEL.replace("documents: [cards.md]\n", "")
    workspace = together(tmp_path, cards=f"{DOCUMENT}\n```threat-model\n{block}```\n")
    assert said(workspace, tmp_path / "cards.md") == []
    workspace = together(tmp_path, cards=f"{DOCUMENT.replace('High', 'low')}\n```threat-model\n{block}```\n")
    assert said(workspace, tmp_path / "cards.md") == [
        "11 FW504 `T1` is low here and high in its model. Which of the two holds?"
    ]


@pytest.mark.parametrize("seed", range(SCRIPTS))
def test_editing_either_file_ends_where_a_fresh_run_begins(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test that can be made again
    texts = {"model": MODEL, "cards": DOCUMENT}
    edited = together(tmp_path, **texts)
    for _ in range(3):
        name = chance.choice(("model", "cards"))
        path = (tmp_path / ("threat-model.yaml" if name == "model" else "cards.md")).as_posix()
        for after, _ in script(chance, Document.of(texts[name]), 3):
            texts[name] = after.text
            edited.hold(path, after)
    fresh = together(tmp_path, **texts)
    assert both(edited, tmp_path) == both(fresh, tmp_path), f"seed {seed}: {texts}"
