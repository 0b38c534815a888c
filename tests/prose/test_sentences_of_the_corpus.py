"""The product cuts documents into the sentences that the readers read; make prose learns from those."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from forewarn.dialects import markdown
from forewarn.text.document import Document

if TYPE_CHECKING:
    from pathlib import Path

_LINK = re.compile(r"!?\[[^\[\]]*\](?:\([^()\s]*\)|\[[^\[\]]*\])[\s.,;]*")
EVERY = 6
"""Of the training documents every so many are read."""


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def aligned(folder: Path, rows: list[dict[str, str | int]]) -> tuple[int, int]:
    """How many of the sentences the product cuts alike, and how many there are; links alone are no sentences."""
    by_document: defaultdict[str, list[dict[str, str | int]]] = defaultdict(list)
    for row in rows:
        if not _LINK.fullmatch(str(row["text"])):
            by_document[str(row["doc"])].append(row)
    same = 0
    for document, expected in by_document.items():
        reading = markdown.read(Document.of((folder / document).read_text(encoding="utf-8", errors="replace")))
        there: defaultdict[int, list[list[str]]] = defaultdict(list)
        for part in reading.parts:
            for item, start in zip(part.items, part.starts, strict=True):
                for sentence in item.sentences:
                    there[sentence.span.start.line + start + 1].append(words(sentence.text))
        for row in expected:
            lines = range(int(row["line"]) - 1, int(row["end_line"]) + 2)
            same += any(words(str(row["text"])) in there[line] for line in lines)
    return same, sum(map(len, by_document.values()))


def test_nearly_all_sentences_are_cut_where_the_readers_cut_them(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "corpus/exhaustive-readings.jsonl").read_text("utf-8").splitlines()]
    same, total = aligned(shared / "corpus", rows)
    assert same / total > 0.98
    path = shared / "corpus/training/sentences.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    documents = sorted({row["doc"] for row in rows})[::EVERY]
    same, total = aligned(shared / "corpus/training", [row for row in rows if row["doc"] in documents])
    assert same / total > 0.98
