"""`forewarn new`: a model is started, from a document or from nothing, and nothing is ever written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.commands import forewarn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, "str | bytes"], Path]

DOCUMENT = """\
# Library cards

## Assets

- Reader address
- Loans

## Data flows

- Card numbers to the desk

## Threats

- **T1**: Somebody lists all addresses
"""
MODEL = """\
threat-model: Library cards
documents: [cards.md]

assets:
  reader-address:
    title: Reader address
  loans:
    title: Loans

# A flow goes from somewhere to somewhere. Where do these begin and end?
#   “Card numbers to the desk”

threats:
  T1:
    title: Somebody lists all addresses
"""


def test_a_model_is_written_beside_the_document(write: Write, here: Path) -> None:
    write("design/cards.md", DOCUMENT)
    assert forewarn("new", "design/cards.md") == (
        0,
        """\
design/threat-model.yaml now holds what design/cards.md says: 2 assets, 1 threat.
1 flow stays there: a flow needs both its ends, and the document does not name them.
The two are read as one from now on; say a new thing in either of them.
Next: forewarn check design/threat-model.yaml
""",
        "",
    )
    assert (here / "design" / "threat-model.yaml").read_text("utf-8") == MODEL
    assert forewarn("check", "design").code == 0
    assert "together with: design/threat-model.yaml" in forewarn("status", "design/cards.md").out


def test_where_the_name_is_taken_the_document_gives_its_own(write: Write, here: Path) -> None:
    write("cards.md", DOCUMENT)
    write("threat-model.yaml", "threat-model: Something else\n")
    assert forewarn("new", "cards.md").code == 0
    assert (here / "cards.threat-model.yaml").read_text("utf-8") == MODEL
    assert (here / "threat-model.yaml").read_text("utf-8") == "threat-model: Something else\n"


def test_where_one_says_and_the_path_of_the_document_fits(write: Write, here: Path) -> None:
    write("design/cards.md", DOCUMENT)
    write("models/README", "")
    assert forewarn("new", "design/cards.md", "-o", "models/cards.yaml").code == 0
    text = (here / "models" / "cards.yaml").read_text("utf-8")
    assert text == MODEL.replace("[cards.md]", "[../design/cards.md]")
    assert forewarn("check", "models/cards.yaml").code == 0


@pytest.mark.parametrize("how", [("--stdout",), ("-o", "-")])
def test_it_is_printed_and_nothing_is_written(write: Write, here: Path, how: tuple[str, ...]) -> None:
    write("cards.md", DOCUMENT)
    before = sorted(here.iterdir())
    assert forewarn("new", "cards.md", *how) == (0, MODEL, "")
    assert sorted(here.iterdir()) == before


def test_a_document_that_has_a_model_gets_no_second(write: Write) -> None:
    write("cards.md", DOCUMENT)
    forewarn("new", "cards.md")
    assert forewarn("new", "cards.md") == (
        2,
        "",
        "forewarn: cards.md has a model already: threat-model.yaml; go on in it\n",
    )


@pytest.mark.parametrize("front", ["---\nthreat-model: x.yaml\n---\n", "```threat-model\nassets:\n  card: {}\n```\n"])
def test_nor_does_one_that_names_or_holds_one(write: Write, front: str) -> None:
    write("cards.md", front + DOCUMENT)
    assert forewarn("new", "cards.md").err == "forewarn: cards.md holds a model, or names one; go on in that\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("none.md",), "none.md: no such file"),
        (("there.yaml",), "there.yaml: not a Markdown document (.md); a model is started from one"),
        (("folder.md",), "folder.md: not a regular file"),
        (
            ("cards.md", "-o", "there.yaml"),
            "there.yaml is there already and was left alone; say -o FILE for another name",
        ),
        (("cards.md", "-o", "cards.txt"), "cards.txt: a model is a YAML file: call it cards.yaml"),
        (("cards.md", "-o", "none/cards.yaml"), "none/cards.yaml: cannot be written: no such file or directory"),
    ],
)
def test_what_cannot_be_done_is_said(write: Write, here: Path, typed: tuple[str, ...], said: str) -> None:
    write("cards.md", DOCUMENT)
    write("there.yaml", "kind: Deployment\n")
    (here / "folder.md").mkdir()
    assert forewarn("new", *typed) == (2, "", f"forewarn: {said}\n")
    assert (here / "there.yaml").read_text("utf-8") == "kind: Deployment\n"


def test_both_names_are_taken(write: Write) -> None:
    write("cards.md", DOCUMENT)
    write("threat-model.yaml", "threat-model: Something else\n")
    write("cards.threat-model.yaml", "threat-model: Something else\n")
    assert forewarn("new", "cards.md").err == (
        "forewarn: threat-model.yaml and cards.threat-model.yaml are there already, for something else; "
        "say -o FILE for another name\n"
    )


def test_a_document_in_which_nothing_is_found(write: Write) -> None:
    write("notes.md", "Some words.\n")
    assert forewarn("new", "notes.md").out == (
        "threat-model.yaml is a beginning: nothing in notes.md was taken for an element of a threat model.\n"
        "`forewarn show notes.md` prints what is understood of it.\n"
        "The two are read as one from now on; say a new thing in either of them.\n"
        "Next: forewarn check threat-model.yaml\n"
    )


def test_what_a_document_says_is_mitigated_is_not_open_in_its_model(write: Write) -> None:
    """The model cannot say it; the document beside it does, and counts."""
    write("cards.md", f"{DOCUMENT}  - Status: mitigated\n")
    assert "FW201" not in forewarn("check", "cards.md").out
    forewarn("new", "cards.md")
    assert "FW201" not in forewarn("check").out
    write("cards.md", DOCUMENT)
    assert "FW201" in forewarn("check").out


def test_a_model_that_could_not_name_its_document_is_not_written(write: Write, here: Path) -> None:
    """What lies outside a model's workspace is not looked at."""
    write("cards.md", DOCUMENT)
    (here / "other" / ".git").mkdir(parents=True)
    result = forewarn("new", "cards.md", "-o", "other/cards.yaml")
    assert result.code == 2
    assert result.err == (
        "forewarn: other/cards.yaml would lie in another workspace than cards.md, and could not name it; "
        "write it below the same .git, or beside the document\n"
    )
    assert not (here / "other" / "cards.yaml").exists()


EMPTY = """\
threat-model: {title}

# What here is worth stealing, changing or breaking, and for whom?
assets:

# What runs or stores here, who can reach it, and what does it trust without asking?
components:

# Who uses this, who runs it, and who gains when it fails?
actors:

# What travels here, who can read or change it on the way, and how does each end know the other?
flows:

# Who does what to which asset, and how would you notice?
threats:

# What stops the attack, and what makes you sure that it is switched on?
mitigations:

# What do you take for granted, and which threats come back when it is false?
assumptions:
"""


def test_without_a_document_a_model_asks(here: Path) -> None:
    assert forewarn("new") == (
        0,
        """\
threat-model.yaml asks, and says nothing yet. Begin with `assets:`: what is worth protecting?
`forewarn new DOC.md` begins with what a design document says.
Next: an editor, or forewarn check threat-model.yaml
""",
        "",
    )
    assert (here / "threat-model.yaml").read_text("utf-8") == EMPTY.format(title=here.name)


def test_what_begins_with_nothing_contradicts_nothing_and_is_left_in_peace_until_something_stands_in_it() -> None:
    forewarn("new")
    assert forewarn("check").out == "No findings. Read 1 model with 0 elements.\n"


def test_the_first_asset_brings_the_first_question(here: Path) -> None:
    forewarn("new")
    path = here / "threat-model.yaml"
    path.write_text(path.read_text("utf-8").replace("assets:\n", "assets:\n  card: {}\n"), "utf-8")
    assert "FW108 No threat is listed yet. What are the bad things that can happen here?" in forewarn("check").out


def test_it_is_called_after_the_folder_that_it_stands_in(write: Write, here: Path) -> None:
    write("ferry/README", "")
    assert forewarn("new", "-o", "ferry/model.yml").code == 0
    assert (here / "ferry" / "model.yml").read_text("utf-8") == EMPTY.format(title="ferry")


def test_a_folder_with_an_unlikely_name_gives_a_title_all_the_same(write: Write) -> None:
    write("no: #1 'x'/README", "")
    assert forewarn("new", "-o", "no: #1 'x'/threat-model.yaml").code == 0
    assert forewarn("show", "no: #1 'x'/threat-model.yaml").out.count("threat-model: no: #1 'x'") == 1


@pytest.mark.parametrize("how", [("--stdout",), ("-o", "-")])
def test_a_model_that_asks_is_printed_and_nothing_is_written(here: Path, how: tuple[str, ...]) -> None:
    assert forewarn("new", *how) == (0, EMPTY.format(title=here.name), "")
    assert [path.name for path in here.iterdir()] == [".git"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((), "threat-model.yaml is there already and was left alone; say -o FILE for another name"),
        (("-o", "x.txt"), "x.txt: a model is a YAML file: call it x.yaml"),
        (("-o", "none/x.yaml"), "none/x.yaml: cannot be written: no such file or directory"),
    ],
)
def test_a_model_that_asks_is_written_over_nothing(write: Write, here: Path, typed: tuple[str, ...], said: str) -> None:
    write("threat-model.yaml", "mine")
    assert forewarn("new", *typed) == (2, "", f"forewarn: {said}\n")
    assert (here / "threat-model.yaml").read_text("utf-8") == "mine"
