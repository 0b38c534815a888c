"""A document's list taken into its model, and a model in a block of a document moved into a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from forewarn.dialects.again import read_again
from forewarn.features.refactorings import refactorings
from forewarn.features.view import View, view
from forewarn.text.document import Document
from forewarn.text.edits import apply_edits
from forewarn.text.position import Position, Span
from forewarn.workspace.workspace import Workspace

if TYPE_CHECKING:
    from forewarn.features.refactoring import Refactoring

CURSOR = "‸"
MODEL = """\
threat-model: Library cards   # ours
documents: [threat-model.md]
threats:
  T1: {title: Somebody lists all addresses, mitigations: [M1]}
mitigations:
  M1: {title: One at a time, status: active}
"""
DOCUMENT = """\
# Library cards: threat model

## Threats

- **T1**: Somebody lists all addresses
- Somebody reads the backups‸
- Somebody copies a card \U0001f4b3. *Mitigation:* M1
"""


def seen(folder: Path, text: str, model: str = "", name: str = "threat-model.md") -> tuple[View, Span]:
    """The document, open in an editor beside its model, and where the cursor stands in it."""
    before, _, after = text.partition(CURSOR)
    document = Document.of(before)
    here = Position(len(document.lines) - 1, len(document.lines[-1]))
    workspace = Workspace(folder=folder.as_posix())
    if model:
        (folder / "threat-model.yaml").write_text(model, "utf-8")
    path = (folder / name).as_posix()
    (folder / name).write_text(before + after, "utf-8")
    workspace.hold(path, Document.of(before + after), language="markdown")
    found = view(workspace, path)
    assert found is not None
    return found, Span(here, here)


def offered(
    folder: Path, text: str, kind: str, model: str = "", *, files: bool = True
) -> tuple[View, list[Refactoring]]:
    one, cursor = seen(folder, text, model)
    return one, [
        each for each in refactorings(one, cursor, files=files) if each.kind == kind and "Start" not in each.title
    ]


def after(one: View, chosen: Refactoring, path: str) -> str:
    return apply_edits(one.readings[path].document, chosen.edits.get(path, ())).text


# -- a list into the model
def taken(folder: Path, text: str, model: str = MODEL) -> tuple[str, str, str]:
    """What is offered, and then the document and the model after it."""
    one, (chosen,) = offered(folder, text, "refactor.move", model)
    return chosen.title, after(one, chosen, one.path), after(one, chosen, (folder / "threat-model.yaml").as_posix())


def test_a_list_is_recorded_and_told_of_by_its_new_identifiers(tmp_path: Path) -> None:
    title, document, model = taken(tmp_path, DOCUMENT)
    assert title == "Take these items into the model (T2 to T3)"
    assert document == DOCUMENT.replace(CURSOR, "").replace("- Somebody reads", "- **T2**: Somebody reads").replace(
        "- Somebody copies", "- **T3**: Somebody copies"
    )
    assert model == MODEL.replace(
        "mitigations:\n",
        "  T2:\n    title: Somebody reads the backups\n"
        "  T3:\n    title: Somebody copies a card \U0001f4b3.\n    mitigations: [M1]\nmitigations:\n",
        1,
    )


def test_a_second_time_there_is_nothing_to_take(tmp_path: Path) -> None:
    _, document, model = taken(tmp_path, DOCUMENT)
    assert offered(tmp_path, document + CURSOR, "refactor.move", model)[1] == []


def test_items_with_identifiers_of_their_own_keep_them(tmp_path: Path) -> None:
    table = "| ID | Threat | Severity |\n|---|---|---|\n| T7 | Cards are sold‸ | high |\n"
    text = f"# Cards: threat model\n\n## Threats\n\n{table}"
    title, document, model = taken(tmp_path, text)
    assert title == "Take this item into the model (T7)"
    assert document == text.replace(CURSOR, "")
    assert "  T7:\n    title: Cards are sold\n    severity: high\n" in model


def test_line_ends_of_both_files_stay(tmp_path: Path) -> None:
    (tmp_path / "threat-model.yaml").write_bytes(MODEL.replace("\n", "\r\n").encode())
    _, document, _ = taken(tmp_path, DOCUMENT.replace("\n", "\r\n"))
    assert document.count("\r\n") == document.count("\n") == DOCUMENT.count("\n")


@pytest.mark.parametrize(
    ("text", "model"),
    [
        # no model to take it into
        (DOCUMENT, ""),
        # a model that is being typed
        (DOCUMENT, MODEL + "  M2: {title: 'Half"),
        # a name that stands for something else there
        (
            DOCUMENT.replace("- Somebody reads", "- **M1**: Somebody reads").replace(
                "- Somebody copies", "- **T1**: x"
            ),
            MODEL,
        ),
        # nothing in the list is an element
        ("# Cards: threat model\n\n## History\n\n- Written in March‸\n", MODEL),
        ("‸", MODEL),
    ],
)
def test_where_nothing_can_be_taken_nothing_is_offered(tmp_path: Path, text: str, model: str) -> None:
    assert offered(tmp_path, text, "refactor.move", model)[1] == []


# -- a block into a file
BLOCK = """\
# Library cards

Words before. \U0001f4d6

```yaml threat-model
threat-model: Library cards # ours
threats:‸
  T1:
    title: Somebody lists all addresses   # really
```

Words behind.
"""


def extracted(folder: Path, text: str) -> tuple[Refactoring, str]:
    one, (chosen,) = offered(folder, text, "refactor.extract")
    return chosen, after(one, chosen, one.path)


def test_a_model_becomes_a_file_and_the_document_leads_to_it(tmp_path: Path) -> None:
    chosen, document = extracted(tmp_path, BLOCK)
    assert chosen.title == "Move this model into a file of its own (threat-model.yaml)"
    assert Path(chosen.creates) == tmp_path / "threat-model.yaml"
    assert chosen.text == (
        "threat-model: Library cards # ours\ndocuments: [threat-model.md]\nthreats:\n"
        "  T1:\n    title: Somebody lists all addresses   # really\n"
    )
    head, tail = BLOCK.partition("```yaml")[0], BLOCK.split("```\n")[1]
    assert document == f"{head}The threat model stands in [threat-model.yaml](threat-model.yaml).\n{tail}"


def test_the_two_are_read_together_afterwards(tmp_path: Path) -> None:
    chosen, document = extracted(tmp_path, BLOCK)
    one, _ = seen(tmp_path, document, chosen.text)
    assert [Path(path).name for path in one.analyses[0].paths] == ["threat-model.yaml", "threat-model.md"]
    assert [each.id for each in one.analyses[0].index.by_id["T1"]] == ["T1"]


def test_documents_that_are_named_already_stay_named(tmp_path: Path) -> None:
    chosen, _ = extracted(tmp_path, BLOCK.replace("threats:", "documents: [other.md]\nthreats:"))
    assert "documents: [other.md, threat-model.md]\n" in chosen.text


def test_an_indented_block_loses_its_indentation_and_keeps_its_line_ends(tmp_path: Path) -> None:
    text = "# Cards\r\n\r\n  ```threat-model\r\n  threat-model: Cards‸\r\n  assets:\r\n    card: {}\r\n  ```\r\n"
    chosen, document = extracted(tmp_path, text)
    assert chosen.text == "threat-model: Cards\r\ndocuments: [threat-model.md]\r\nassets:\r\n  card: {}\r\n"
    assert document.startswith("# Cards\r\n\r\n")
    assert document.endswith(").\r\n")


@pytest.mark.parametrize(
    "text",
    [
        # half typed: no end yet, or something in it that cannot be read
        BLOCK.replace("```\n\nWords behind.", "\n\nWords behind."),
        BLOCK.replace("    title: Somebody", "    title: 'Somebody"),
        BLOCK.replace("  T1:\n", "  T1: {\n"),
        BLOCK.replace("threat-model: Library cards # ours\n", ""),
        # the cursor stands elsewhere
        BLOCK.replace(CURSOR, "").replace("Words behind.", "Words‸ behind."),
        # two models, or one in a quote
        BLOCK + BLOCK.replace(CURSOR, ""),
        "".join(f"> {line}\n" for line in BLOCK.split("\n")),
        # another language
        BLOCK.replace("yaml threat-model", "yaml"),
    ],
)
def test_where_something_could_be_lost_nothing_is_offered(tmp_path: Path, text: str) -> None:
    assert offered(tmp_path, text, "refactor.extract")[1] == []


def test_an_editor_that_makes_no_files_is_not_offered_it(tmp_path: Path) -> None:
    assert offered(tmp_path, BLOCK, "refactor.extract", files=False)[1] == []


def test_both_names_taken(tmp_path: Path) -> None:
    (tmp_path / "threat-model.yaml").write_text("threat-model: Other\n", "utf-8")
    (tmp_path / "threat-model.threat-model.yaml").write_text("threat-model: Other\n", "utf-8")
    assert offered(tmp_path, BLOCK, "refactor.extract")[1] == []


def test_what_the_document_says_beside_the_block_is_read_as_before(tmp_path: Path) -> None:
    text = BLOCK.replace("Words behind.", "## Threats\n\n- T2: Somebody reads the backups")
    one, (chosen,) = offered(tmp_path, text, "refactor.extract")
    again = read_again(one.reading, apply_edits(one.document, chosen.edits[one.path]))
    assert again is not None
    assert [each.id for part in again.parts for each, _ in part.elements() if each.id] == ["T2"]
