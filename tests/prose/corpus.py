"""What the classifier learns from and is measured on: sentences in their places, with what readers said of them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

from forewarn.prose.features import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARGUABLE, LIKELY, CERTAIN = 1, 2, 3
"""What a reader's mark is worth."""
WEIGHTS = {0: 1.0, ARGUABLE: 0.3, LIKELY: 1.0, CERTAIN: 1.6}
BOTH = 3.0
"""How much a sentence counts that two readers marked."""
WRITTEN = 0.3
"""How much a sentence counts that was written for the purpose."""


class Example(NamedTuple):
    """A sentence with its place.

    `right`: a reader marked it; `must`: two did. `source` is its repository.

    `codes` are the letters of the stricter reader: S stated as such, C concedes, M claim with mechanism, H harmless.
    """

    text: str
    place: Place
    right: bool
    must: bool
    weight: float
    source: str
    document: str
    kind: str
    readers: int
    codes: str = ""


def training(shared: Path) -> list[Example]:
    """The sentences of the training documents."""
    return _read(shared / "corpus" / "training" / "sentences.jsonl", _sources(shared / "corpus" / "training"))


def exhaustive(shared: Path) -> list[Example]:
    """The sentences of the documents that three readers read, for measuring."""
    return _read(shared / "corpus" / "exhaustive-readings.jsonl", _sources(shared / "corpus"), readers=3)


def written(shared: Path) -> list[Example]:
    """The sentences written for this project, in pairs that contrast."""
    rows = (shared / "corpus" / "written-sentences.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found: list[Example] = []
    for number, row in enumerate(rows):
        mark, kind, section, text = row.split("\t")
        path = tuple(section.split(" > "))
        source = f"written-{number // 100}"
        found.append(Example(text, Place(path), mark == "1", False, WRITTEN, source, source, kind, 0))  # noqa: FBT003
    return found


def fingerprint(shared: Path) -> str:
    """The SHA-256 of all the data that is learnt from."""
    digest = hashlib.sha256()
    for name in ("training/sentences.jsonl", "exhaustive-readings.jsonl", "written-sentences.tsv"):
        digest.update((shared / "corpus" / name).read_bytes())
    return digest.hexdigest()


def fold_of(source: str, folds: int) -> int:
    """The fold that a repository belongs to, the same on every machine."""
    return int(hashlib.sha1(source.encode(), usedforsecurity=False).hexdigest(), 16) % folds


def _sources(folder: Path) -> dict[str, str]:
    """The repository of each document."""
    rows = (folder / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {cells[0]: cells[1].removeprefix("https://github.com/") for cells in (row.split("\t") for row in rows)}


def _read(path: Path, sources: dict[str, str], readers: int = 0) -> list[Example]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [_example(row, place, sources, readers) for row, place in zip(rows, _places(rows), strict=True)]


def _example(row: dict[str, object], place: Place, sources: dict[str, str], readers: int) -> Example:
    marked, hunt = int(str(row["unstated"])), int(str(row["hunt"]))
    document = str(row["doc"])
    source = sources.get(document) or sources[document.partition("/")[2]]
    count = readers or int(str(row["readers"]))
    must = marked > 1 and count > 1
    weight = BOTH if must else WEIGHTS[hunt] if marked else 1.0
    kind, codes = str(row.get("kind", "")), str(row.get("codes") or "")
    return Example(str(row["text"]), place, marked > 0, must, weight, source, document, kind, count, codes)


def _places(rows: list[dict[str, object]]) -> Iterator[Place]:
    """Where each sentence stands; only those under the same heading are neighbours."""
    homes = [None, *((row["doc"], row["section"]) for row in rows), None]
    texts = ["", *(str(row["text"]) for row in rows), ""]
    for number, row in enumerate(rows, 1):
        here = homes[number]
        path = tuple(part for part in str(row["section"]).split(" > ") if part)
        before, behind = (texts[at] if homes[at] == here else "" for at in (number - 1, number + 1))
        yield Place(path, str(row["where"]), before, behind)
