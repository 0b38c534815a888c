"""A model is started from a document: it names all that the document says, and the two are read as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from forewarn.dialects import native
from forewarn.features.new_model import has_model, names_for, new_model
from forewarn.model.kinds import Kind
from forewarn.rules.rule import Layer
from forewarn.text.document import Document
from forewarn.workspace.workspace import Workspace
from tests.support.told import read

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = """\
# Library cards

Status: live
Owner: reading-room

## Assets

| Asset | Sensitivity |
|---|---|
| Reader address | restricted |
| Loans | rather private |

## Threats

- **T1**: Somebody lists all reader addresses
  - Asset: Reader address
  - Severity: high
  - Mitigation: M1
- A lost card borrows books
  - Status: accepted
  - Accepted by: Ana, head of the desk
  - Reason: Books come back.
  - Accepted until: next summer

## Mitigations

- **M1**: Only one address a request

## Assumptions

- Only the desk can search.
"""

MODEL = """\
threat-model: Library cards
owner: reading-room
stage: live
documents: [cards.md]

assets:
  reader-address:
    title: Reader address
    sensitivity: restricted
  loans:
    title: Loans
    notes: "sensitivity: rather private"

threats:
  T1:
    title: Somebody lists all reader addresses
    against: [reader-address]
    severity: high
    mitigations: [M1]
  a-lost-card-borrows-books:
    title: A lost card borrows books
    decision:
      kind: accept
      by: Ana, head of the desk
      reason: Books come back.
    notes: "decision until: next summer"

mitigations:
  M1:
    title: Only one address a request

assumptions:
  only-the-desk-can-search:
    statement: Only the desk can search.
"""


def model(text: str, name: str = "cards.md") -> str:
    return new_model(read(text), name).text


def integrity(folder: Path, document: str, name: str = "cards.md") -> list[str]:
    """What contradicts itself once the model that is made of a document lies beside it."""
    (folder / name).write_bytes(document.encode())
    path = folder / "threat-model.yaml"
    path.write_bytes(model(document, name).encode())
    workspace = Workspace(folder=folder.as_posix())
    workspace.load(path.as_posix())
    assert [(folder / name).as_posix()] == [
        one for one in workspace.analyses(path.as_posix())[0].paths if one != path.as_posix()
    ]
    return [
        one.raised.finding.message for one in workspace.findings(path.as_posix()) if one.raised.layer is Layer.INTEGRITY
    ]


def test_all_that_the_document_says_and_nothing_else() -> None:
    """Dates and words that the format refuses stay, as notes."""
    assert model(DOCUMENT) == MODEL


def test_the_model_and_its_document_agree(tmp_path: Path) -> None:
    assert integrity(tmp_path, DOCUMENT) == []


def test_nothing_is_asked_twice_of_what_both_say(tmp_path: Path) -> None:
    (tmp_path / "cards.md").write_text(DOCUMENT, "utf-8")
    (tmp_path / "threat-model.yaml").write_text(MODEL, "utf-8")
    workspace = Workspace(folder=tmp_path.as_posix())
    workspace.load((tmp_path / "threat-model.yaml").as_posix())
    (analysis,) = workspace.analyses((tmp_path / "threat-model.yaml").as_posix())
    records = {one.id for one in analysis.whole.elements() if one.id}
    assert {one.id for one in analysis.index.by_id["M1"]} == {"M1"}
    assert len(records) == 6
    assert all(len(found) == 1 for found in analysis.index.by_id.values())


TITLES = [
    "Cards: lost", "# Not a comment", "a # b", "It's \"quoted\"", "📚 overdue", "כרטיס אבוד", "- dashed", "yes",
    "12:30", "null", "{braces}", "[a, b]", "& anchor", "* alias", "! tag", "% directive", "@ at", "`ticked`",
    "key: value: more",
    "2026-01-01", "1e3", "0x1F", "back\\slash", "a: ", "~", "---", "...", "? what", "| pipe", "> fold", "tab\there",
    "\u200bzero width",
]  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_read_again_as_it_is(title: str) -> None:
    document = f"# Threat model\n\n## Threats\n\n### T1: {title}\n\nSomething happens.\n"
    titles = [one.title for one, _ in read(document).parts[0].elements() if one.kind is Kind.THREAT]
    made = yaml.safe_load(model(document))
    again = [one for one, _ in native.read(Document.of(model(document))).parts[0].elements() if one.kind is Kind.THREAT]
    assert [one.title for one in again] == titles
    assert [one["title"] for one in made.get("threats", {}).values()] == titles


@pytest.mark.parametrize(
    ("written", "identifier"),
    [("T-01", "T-01"), ("T1.2", "T1-2"), ("CWE-79", "CWE-79"), ("TM_001", "TM_001"), ("T.1", "T-1")],
)
def test_identifiers_are_the_documents_where_the_format_allows_them(
    written: str, identifier: str, tmp_path: Path
) -> None:
    document = f"# Threat model\n\n## Threats\n\n- **{written}**: A lost card borrows books\n"
    assert f"  {identifier}:\n    title: A lost card borrows books\n" in model(document)
    assert integrity(tmp_path, document) == []


def test_a_document_may_number_its_threats_and_its_actors_alike(tmp_path: Path) -> None:
    """In a model a name belongs to one element. The other one is found again by its title."""
    document = """\
# Threat model

## Actors

- **A1**: A reader who lost a card

## Threats

- **T1**: A lost card borrows books (A1)

## Assumptions

- **A1**: Cards are blocked within a day
"""
    made = yaml.safe_load(model(document))
    assert list(made["actors"]) == ["A1"]
    assert list(made["assumptions"]) == ["assumption-A1"]
    assert integrity(tmp_path, document) == []


def test_two_of_one_title_are_two(tmp_path: Path) -> None:
    document = "# Threat model\n\n## Threats\n\n- Cards are copied\n- Cards are copied\n"
    assert list(yaml.safe_load(model(document))["threats"]) == ["cards-are-copied", "cards-are-copied-2"]
    assert integrity(tmp_path, document) == []


def test_a_flow_without_ends_is_asked_about(tmp_path: Path) -> None:
    """A flow goes from somewhere to somewhere; where the document does not say so, the model cannot hold it."""
    document = "# Threat model\n\n## Data flows\n\n- Card numbers to the desk\n- Loans\n"
    assert model(document).splitlines()[3:] == [
        "# A flow goes from somewhere to somewhere. Where do these begin and end?",
        "#   “Card numbers to the desk”",
        "#   “Loans”",
    ]
    assert integrity(tmp_path, document) == []


def test_names_in_a_diagram_become_components_zones_and_flows(tmp_path: Path) -> None:
    document = """\
# Threat model

## Architecture

```mermaid
flowchart LR
  reader[Reader] -->|https| desk
  subgraph office[Office]
    desk[The desk] --> cards[(Card store)]
  end
```
"""
    made = yaml.safe_load(model(document))
    assert made["zones"] == {"office": {"title": "Office"}}
    assert made["components"]["desk"] == {"title": "The desk", "zone": "office"}
    assert [(one["from"], one["to"]) for one in made["flows"].values()] == [("reader", "desk"), ("desk", "cards")]
    assert integrity(tmp_path, document) == []


@pytest.mark.parametrize("document", ["", "\n", "Some words.\n", "# Library cards\n", "---\n---\n", "#\n"])
def test_a_document_without_elements_gives_a_beginning(document: str, tmp_path: Path) -> None:
    made = yaml.safe_load(model(document))
    assert made == {"threat-model": "Library cards" if "Library" in document else "cards", "documents": ["cards.md"]}
    assert integrity(tmp_path, document) == []


@pytest.mark.parametrize("name", ["a [draft].md", "what?.md", "cards: old.md", "# cards.md", "кarta.md"])
def test_a_document_of_any_name_is_found_again(name: str, tmp_path: Path) -> None:
    assert integrity(tmp_path, DOCUMENT, name) == []


def test_what_a_model_is_called() -> None:
    assert names_for("design/cards.md") == ("threat-model.yaml", "cards.threat-model.yaml")


@pytest.mark.parametrize(
    "document",
    ["---\nthreat-model: model/cards.yaml\n---\n# Cards\n", "# Cards\n\n```threat-model\nassets:\n  card: {}\n```\n"],
)
def test_a_document_that_has_a_model(document: str) -> None:
    assert has_model(read(document))
    assert not has_model(read("# Cards\n"))


PIECES = st.sampled_from(
    [
        "# Threat model", "## Threats", "## Assets", "## Mitigations", "## Assumptions", "## Data flows", "## Zones",
        "- **T1**: ", "- M1: ", "- ", "### ", "| ID | Threat | Mitigation | Severity |\n|---|---|---|---|\n| ", " | ",
        "  - Status: ", "  - Asset: ", "accepted", "N/A", "```mermaid\nflowchart LR\n a -->|x| b\n```", "\n", "\n\n",
        "Severity: ", "2026-01-01", "CWE-79", ": ", " #", "'", '"', "yes", "12:30", "---\nowner: &x\n---", "A → B",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12), st.just("\n")), max_size=30).map("".join)


@given(text=TEXTS)
def test_whatever_a_document_says_the_model_can_be_read(text: str) -> None:
    """By forewarn and by any other reader of YAML, with the elements that were taken over and their titles."""
    made = new_model(read(text), "cards.md")
    yaml.safe_load(made.text)
    (part,) = native.read(Document.of(made.text)).parts
    assert [one.problems for one in part.items if one.problems] == []
    again = [(one.kind, one.id) for one, _ in part.elements() if one.kind is not Kind.MODEL]
    assert sorted(again) == sorted((one.kind, one.id) for one in made.restated.elements)
    assert len({one for one in again if one[1]}) == len([one for one in again if one[1]])
