"""Reading real documents: threat models as well as a careful reader finds them, other documents left alone."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

from forewarn.dialects import markdown
from forewarn.model.kinds import Kind
from forewarn.text.document import Document
from forewarn.text.position import Position, Span

FLOORS = {
    "asset": 0.90,
    "component": 0.75,
    "actor": 0.75,
    "zone": 0.85,
    "flow": 0.80,
    "threat": 0.88,
    "mitigation": 0.82,
    "assumption": 0.78,
}
"""F1 by kind that the reading of the corpus' models does not fall below."""

ALIGNED = 0.97
"""The share of sentences that are cut as the readers of the corpus cut them."""


def documents(shared: Path) -> list[Path]:
    corpus = shared / "corpus"
    return sorted([*(corpus / "markdown-models" / "documents").glob("*.md"), *(corpus / "design-docs").glob("*.md")])


def text_of(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def test_models_are_read_about_as_well_as_people_read_them(shared: Path) -> None:
    models = shared / "corpus" / "markdown-models"
    program = Path(sys.executable).with_name("forewarn")
    floors = [f"{kind}={floor}" for kind, floor in FLOORS.items()]
    done = subprocess.run(
        [
            sys.executable,
            shared / "corpus" / "score_models.py",
            models / "elements.jsonl",
            models,
            *floors,
            "--",
            program,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_design_documents_give_next_to_no_elements(shared: Path) -> None:
    """Most of them are about something else; those that give elements have a section about threats, or are models."""
    counts: Counter[str] = Counter()
    for path in (shared / "corpus" / "design-docs").glob("*.md"):
        reading = markdown.read(Document.of(text_of(path)))
        counts[path.name] = sum(element.kind is not Kind.MODEL for element, _ in reading.parts[0].elements())
    assert sum(count == 0 for count in counts.values()) >= len(counts) * 3 // 4
    assert sorted(counts.values())[len(counts) * 19 // 20] <= 20


def test_identifiers_and_names_stand_where_they_are_said_to(shared: Path) -> None:
    for path in documents(shared):
        document = Document.of(text_of(path))
        (part,) = markdown.read(document).parts
        for item, start in zip(part.items, part.starts, strict=True):
            for element in item.elements:
                if element.id_span is not None:
                    assert document.slice(element.id_span.down(start)) == element.id
            for mention in item.mentions:
                assert document.slice(mention.span.down(start)) == mention.name
        assert sum(item.line_count for item in part.items) == len(document.lines)


def test_sentences_are_cut_as_the_readers_of_the_corpus_cut_them(shared: Path) -> None:
    lines = (shared / "corpus" / "exhaustive-readings.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    right = 0
    for name, group in groupby(rows, key=lambda row: row["doc"]):
        (part,) = markdown.read(Document.of(text_of(shared / "corpus" / name))).parts
        found = {
            (one.span.start.line + start + 1, _words(one.text))
            for item, start in zip(part.items, part.starts, strict=True)
            for one in item.sentences
        }
        right += sum((row["line"], _words(row["text"])) in found for row in group)
    assert right >= len(rows) * ALIGNED


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


PIECES = ["x", "\n", "# H\n", "## Threats\n", "```\n", "- ", "|", "**Severity:** High\n", "<!--", "---\n", "", "", "T1"]


@pytest.mark.parametrize("seed", range(8))
def test_after_edits_of_real_documents_the_reading_is_a_fresh_one(shared: Path, seed: int) -> None:
    choose = random.Random(seed)  # noqa: S311 - chooses edits, no secrets
    document = Document.of(text_of(choose.choice(documents(shared))))
    reading = markdown.read(document)
    for _ in range(12):
        line = choose.randrange(len(document.lines))
        place = Position(line, choose.randrange(len(document.line(line)) + 1))
        end = Position(line, min(len(document.line(line)), place.column + choose.choice([0, 0, 3])))
        document = document.replace(Span(place, end), choose.choice(PIECES))
        reading = markdown.read(document, reading)
    fresh = markdown.read(document)
    assert reading.parts[0].starts == fresh.parts[0].starts
    assert [(e.kind, e.id, e.span.down(s), dict(e.fields)) for e, s in reading.parts[0].elements()] == [
        (e.kind, e.id, e.span.down(s), dict(e.fields)) for e, s in fresh.parts[0].elements()
    ]
