"""What is offered at a place with nothing wrong: identifiers for items that lack them, a model beside a document."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.dialects import markdown
from forewarn.features.refactoring import EXTRACT as MODEL
from forewarn.features.refactoring import REWRITE as IDENTIFIERS
from forewarn.features.refactoring import Refactoring
from forewarn.features.refactorings import refactorings, text_of
from forewarn.features.view import View, view
from forewarn.model.kinds import Kind
from forewarn.text.document import Document
from forewarn.text.edits import apply_edits
from forewarn.text.position import Position, Span
from forewarn.workspace.workspace import Workspace
from tests.support.cases import cases

CASES = cases(Path(__file__).with_name("identifiers.txt"))
CURSOR = "‸"

DOCUMENT = "# Library cards\n\n## Threats\n\n- Somebody lists all addresses\n- Somebody reads the backups\n"


def seen(folder: Path, text: str, name: str = "threat-model.md", model: str = "") -> View:
    """The document, open in an editor, with a model in a file beside it."""
    workspace = Workspace(folder=folder.as_posix())
    if model:
        (folder / "threat-model.yaml").write_text(model, "utf-8")
    path = name if ":" in name else (folder / name).as_posix()
    if ":" not in name:
        (folder / name).write_text(text, "utf-8")
    workspace.hold(path, Document.of(text), language="markdown")
    found = view(workspace, path)
    assert found is not None
    return found


def at(text: str) -> tuple[str, Span]:
    """The text without the cursor, and where it was."""
    before, _, _ = text.partition(CURSOR)
    document = Document.of(before)
    end = Position(len(document.lines) - 1, len(document.line(len(document.lines) - 1)))
    return text.replace(CURSOR, ""), Span(end, end)


def offered(one: View, cursor: Span, kind: str) -> list[Refactoring]:
    return [each for each in refactorings(one, cursor, files=True) if each.kind == kind]


@pytest.mark.parametrize("sentence", CASES)
def test_identifiers_are_written_where_the_document_has_them(sentence: str, tmp_path: Path) -> None:
    """And the second time there is nothing left to do."""
    text, cursor = at(CASES[sentence].before)
    one = seen(tmp_path, text)
    found = next(each for each in offered(one, cursor, IDENTIFIERS) if each.title == CASES[sentence].asked)
    after = apply_edits(one.document, found.edits[one.path])
    assert after.text == CASES[sentence].after
    again = offered(seen(tmp_path, after.text), cursor, IDENTIFIERS)
    assert found.title not in [each.title for each in again]


@pytest.mark.parametrize("sentence", CASES)
def test_the_document_is_read_as_before_but_for_them(sentence: str) -> None:
    before = markdown.read(Document.of(at(CASES[sentence].before)[0])).parts[0].elements()
    after = markdown.read(Document.of(CASES[sentence].after)).parts[0].elements()
    assert [(one.kind, one.title) for one, _ in before] == [(one.kind, one.title) for one, _ in after]
    called = {one.id: other.id for (one, _), (other, _) in zip(before, after, strict=True)}
    for (one, _), (other, _) in zip(before, after, strict=True):
        for name in ("mitigations", "against", "ruled-out-by"):
            assert [called.get(each, each) for each in one.names(name)] == list(other.names(name))


@pytest.mark.parametrize(
    "text",
    [
        "‸# Library cards\n\nSome words.\n",
        "# Threat model\n\n## Threats\n\n- **T1**: Somebody lists all addresses‸\n",
        "# Threat model\n\n## Actors\n\n- A reader‸\n- A librarian\n",
        "# Threat model\n\n## Threats\n\nNothing yet.‸\n",
        "‸",
    ],
)
def test_where_nothing_lacks_an_identifier_none_is_offered(text: str, tmp_path: Path) -> None:
    text, cursor = at(text)
    assert offered(seen(tmp_path, text), cursor, IDENTIFIERS) == []


def test_the_series_of_the_model_counts_as_well(tmp_path: Path) -> None:
    """And an element that the model has already is called as it is there."""
    model = (
        "threat-model: Library cards\ndocuments: [threat-model.md]\nthreats:\n"
        "  T-04:\n    title: Somebody lists all addresses\n  T-09:\n    title: Somebody copies a card\n"
    )
    one = seen(tmp_path, DOCUMENT, model=model)
    (found,) = offered(one, Span(Position(4, 3), Position(4, 3)), IDENTIFIERS)
    assert apply_edits(one.document, found.edits[one.path]).lines[4:6] == (
        "- **T-04**: Somebody lists all addresses\n",
        "- **T-10**: Somebody reads the backups\n",
    )


# -- a model beside the document
def started(one: View) -> list[str]:
    start = Span(Position(0, 0), Position(0, 0))
    return [Path(each.creates).name for each in offered(one, start, MODEL)]


def test_a_model_is_started_beside_a_document_that_has_none(tmp_path: Path) -> None:
    one = seen(tmp_path, DOCUMENT)
    assert started(one) == ["threat-model.yaml"]
    assert text_of(one).startswith("threat-model: Library cards\ndocuments: [threat-model.md]\n\nthreats:\n")
    assert Kind.THREAT in {element.kind for element, _ in one.reading.parts[0].elements()}


def test_a_name_that_is_taken_is_left_alone(tmp_path: Path) -> None:
    one = seen(tmp_path, DOCUMENT, name="cards.md", model="threat-model: Something else\n")
    assert started(one) == ["cards.threat-model.yaml"]
    (tmp_path / "cards.threat-model.yaml").write_text("threat-model: Something else\n", "utf-8")
    assert started(seen(tmp_path, DOCUMENT, name="cards.md")) == []


@pytest.mark.parametrize(
    ("text", "model"),
    [
        (DOCUMENT, "threat-model: Library cards\ndocuments: [threat-model.md]\n"),
        (f"---\nthreat-model: model/cards.yaml\n---\n{DOCUMENT}", ""),
        (f"{DOCUMENT}\n```threat-model\nassets:\n  card: {{}}\n```\n", ""),
        ("# Library cards\n\nSome words.\n", ""),
        ("", ""),
    ],
)
def test_a_document_that_has_a_model_or_nothing_to_say_is_offered_none(tmp_path: Path, text: str, model: str) -> None:
    assert started(seen(tmp_path, text, model=model)) == []


def test_a_document_that_is_in_no_folder_is_offered_none(tmp_path: Path) -> None:
    assert started(seen(tmp_path, DOCUMENT, name="untitled:threat-model.md")) == []


def test_editors_that_create_no_files_are_offered_none(tmp_path: Path) -> None:
    one = seen(tmp_path, DOCUMENT)
    assert [each.kind for each in refactorings(one, Span(Position(0, 0), Position(0, 0)), files=False)] == []


PIECES = st.sampled_from(
    ["# Threat model", "## Threats", "## Assets", "- **T1**: ", "- ", "  - Mitigation: ", "1. ", "### ", "**Lost**: ",
     "| ID | Threat | Mitigation |\n|---|---|---|\n| ", " | ", " |\n| ", "T2", "\n", "\n\n", "[x](#lost)", "Lost", "> ",
     "```"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8), st.just("\n")), max_size=30).map("".join)


@given(text=TEXTS, line=st.integers(0, 20))
def test_anywhere_in_whatever_is_typed(text: str, line: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each kind keeps its elements and their titles, and what was given an identifier is offered none again."""
    one = seen(tmp_path_factory.getbasetemp(), text)
    start = one.document.clamp(Position(line, 0))
    for each in offered(one, Span(start, start), IDENTIFIERS):
        after = apply_edits(one.document, each.edits[one.path])
        again = seen(tmp_path_factory.getbasetemp(), after.text)
        old, new = (part.reading.parts[0].elements() for part in (one, again))
        assert [(e.kind, e.title) for e, _ in old] == [(e.kind, e.title) for e, _ in new]
        assert sum(e.derived for e, _ in new) < sum(e.derived for e, _ in old)
        assert each.title not in [other.title for other in offered(again, Span(start, start), IDENTIFIERS)]
