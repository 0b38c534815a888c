"""Files get other names: what names them follows, and nothing else changes."""

from __future__ import annotations

import pytest

from forewarn.features.moving import Move, edits_for, may_name
from forewarn.text.document import Document
from forewarn.text.edits import apply_edits
from forewarn.workspace.workspace import Workspace

HERE = "/nowhere/parcels/threat-model.yaml"
FILES = {
    "/nowhere/parcels/design/a b.md",
    "/nowhere/parcels/design/cards.md",
    "/nowhere/parcels/tests/test_x.py",
    "/nowhere/parcels/threat-model.yaml",
}


def after(text: str, *moves: tuple[str, str], path: str = HERE) -> str:
    """The text once files of the folder `work` have their new names."""
    workspace = Workspace()
    workspace.hold(path, Document.of(text))
    file = workspace.file(path)
    assert file is not None
    named = [Move(f"/nowhere/parcels/{old}", f"/nowhere/parcels/{new}") for old, new in moves]
    edits = edits_for(
        path, file.reading, named, lambda one: one in FILES or any(f.startswith(f"{one}/") for f in FILES)
    )
    made = apply_edits(file.reading.document, edits).text
    assert may_name(path, text, named) or made == text
    return made


MODEL = """\
threat-model: Cards  # design/cards.md is told here
documents: [design/cards.md, "design/a b.md", https://example.org/design/cards.md]
sources:
  - path: ./design/cards.md
mitigations:
  M1: {title: See design/cards.md, evidence: [tests/test_x.py, CARD-1]}
"""


@pytest.mark.parametrize(
    ("move", "old", "new"),
    [
        (("tests/test_x.py", "tests/unit/test_x.py"), "[tests/test_x.py", "[tests/unit/test_x.py"),
        # a file with a blank in its name keeps its quotation marks, and others get some where they need them
        (("design/a b.md", "design/a c.md"), '"design/a b.md"', '"design/a c.md"'),
        (("tests/test_x.py", "tests/x, y.py"), "[tests/test_x.py", '["tests/x, y.py"'),
        # a name with the sign of a pattern is still a name
        (("tests/test_x.py", "tests/[x].py"), "[tests/test_x.py", '["tests/[[]x].py"'),
    ],
)
def test_a_path_follows_what_it_names(move: tuple[str, str], old: str, new: str) -> None:
    assert after(MODEL, move) == MODEL.replace(old, new)


def test_titles_comments_and_web_addresses_stay() -> None:
    assert after(MODEL, ("design/cards.md", "docs/tickets.md")) == MODEL.replace(
        "[design/cards.md", "[docs/tickets.md"
    ).replace("./design/cards.md", "./docs/tickets.md")


def test_a_folder_moves_with_all_that_is_in_it() -> None:
    moved = after(MODEL, ("design", "docs/design"))
    assert 'documents: [docs/design/cards.md, "docs/design/a b.md", https:' in moved
    assert "path: ./docs/design/cards.md" in moved


def test_a_model_that_moves_itself_still_names_what_stays() -> None:
    moved = after(MODEL, ("threat-model.yaml", "models/threat-model.yaml"))
    assert 'documents: [../design/cards.md, "../design/a b.md", https:' in moved
    assert "evidence: [../tests/test_x.py, CARD-1]" in moved, "a ticket is no path"


def test_what_moves_together_stays_as_it_is() -> None:
    text = "threat-model: Cards\ndocuments: [cards.md]\n"
    assert after(text, ("design", "docs"), path="/nowhere/parcels/design/threat-model.yaml") == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("threat-model: A\ndocuments: [design/*.md]\n", "threat-model: A\ndocuments: [design/*.md, docs/cards.md]\n"),
        ("threat-model: A\ndocuments: design/*.md\n", "threat-model: A\ndocuments: [design/*.md, docs/cards.md]\n"),
        (
            "threat-model: A\ndocuments:\n  - design/*.md\n",
            "threat-model: A\ndocuments:\n  - design/*.md\n  - docs/cards.md\n",
        ),
        # it names the file under its new name as well
        ("threat-model: A\ndocuments: ['**/*.md']\n", "threat-model: A\ndocuments: ['**/*.md']\n"),
        ("threat-model: A\ndocuments: [d*/cards.md]\n", "threat-model: A\ndocuments: [d*/cards.md]\n"),
        # it never named it
        ("threat-model: A\ndocuments: [other/*.md]\n", "threat-model: A\ndocuments: [other/*.md]\n"),
    ],
)
def test_a_pattern_that_loses_a_file_gets_its_name_beside_it(text: str, expected: str) -> None:
    assert after(text, ("design/cards.md", "docs/cards.md")) == expected


DOCUMENT = """\
---
threat-model: ../threat-model.yaml
---
# Cards \U0001f4b3

See [the model](../threat-model.yaml#threats), [other](<a b.md>) or [again](a%20b.md "Title"), `[x](a%20b.md)`.
Not [a section](#cards), nor [the web](https://example.org/a%20b.md) nor [what is not there](gone.md).

```md
[x](a%20b.md)
```

[ref]: a%20b.md
"""
CARDS = "/nowhere/parcels/design/cards.md"


def test_front_matter_and_links_follow_the_model() -> None:
    moved = after(DOCUMENT, ("threat-model.yaml", "models/cards.threat-model.yaml"), path=CARDS)
    assert moved == DOCUMENT.replace("../threat-model.yaml", "../models/cards.threat-model.yaml")


def test_links_are_written_as_they_were() -> None:
    moved = after(DOCUMENT, ("design/a b.md", "design/c (d).md"), path=CARDS)
    assert "[other](<c (d).md>)" in moved
    assert '[again](c%20%28d%29.md "Title"), `[x](a%20b.md)`' in moved
    assert "```md\n[x](a%20b.md)\n```\n\n[ref]: c%20%28d%29.md\n" in moved


def test_a_document_that_moves_keeps_its_links() -> None:
    moved = after(DOCUMENT, ("design/cards.md", "cards.md"), path=CARDS)
    assert "\nthreat-model: threat-model.yaml\n" in moved
    assert "(threat-model.yaml#threats), [other](<design/a b.md>)" in moved
    assert "[what is not there](gone.md)" in moved
    assert "(#cards)" in moved


def test_a_block_in_a_document() -> None:
    text = "# A\n\n```yaml threat-model\nthreat-model: A\ndocuments: [other.md]\n```\n"
    assert after(text, ("other.md", "docs/b.md"), path="/nowhere/parcels/a.md") == text.replace("other.md", "docs/b.md")


@pytest.mark.parametrize(
    "typed", ["documents: [design/cards.md", "documents:\n  - design/cards.md\n  -", "documents: 'design/cards.md"]
)
def test_half_typed_texts_lose_nothing(typed: str) -> None:
    moved = after(f"threat-model: A\n{typed}", ("design/cards.md", "docs/b.md"))
    assert moved in (f"threat-model: A\n{typed}", f"threat-model: A\n{typed.replace('design/cards.md', 'docs/b.md')}")


def test_a_second_time_there_is_nothing_to_do() -> None:
    once = after(MODEL, ("design/cards.md", "docs/tickets.md"))
    assert after(once, ("design/cards.md", "docs/tickets.md")) == once
