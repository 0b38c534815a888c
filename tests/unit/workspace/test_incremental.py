"""After any sequence of edits the findings and the elements are those of a fresh run (architecture.md, invariant 4).

Two thousand scripts of edits on the project's example, a made-up model, and real documents of the corpus where it is
there. Each script says what it did when it fails: `random.Random(seed)` makes it again.
"""

from __future__ import annotations

import os
import random
from datetime import date
from pathlib import Path

import pytest

from forewarn.text.document import Document
from forewarn.workspace.workspace import Workspace
from tests.bench.models import make
from tests.conftest import REPOSITORY
from tests.support.edits import script

TODAY = date(2026, 11, 26)
SCRIPTS = 2_000
BATCHES = 20
LINES = 120
EDITS = 6


def _sources() -> list[tuple[str, str]]:
    """Texts by the path they are opened under."""
    example = REPOSITORY / "docs" / "example"
    found = [
        (path.as_posix(), path.read_text("utf-8"))
        for path in sorted(example.rglob("*"))
        if path.suffix in (".md", ".yaml")
    ]
    found.append(("/nowhere/threat-model.yaml", make(200)))
    corpus = Path(os.environ.get("FOREWARN_SHARED") or REPOSITORY.parent / "shared") / "corpus"
    for pattern in (
        "markdown-models/documents/*.md",
        "design-docs/*.md",
        "threat-models/*/*.yaml",
        "threat-models/*/*.json",
    ):
        for path in sorted(corpus.glob(pattern)):
            lines = path.read_text("utf-8").splitlines(keepends=True)
            first = max(0, len(lines) // 2 - LINES // 2)
            found.append((f"/nowhere/{path.name}", "".join(lines[first : first + LINES])))
    return found


def _state(workspace: Workspace, path: str) -> tuple[object, object]:
    """All that is said of a file, with places."""
    file = workspace.file(path)
    assert file is not None
    elements = [
        (e.kind, e.id, e.span.down(start), e.id_span and e.id_span.down(start), sorted(e.fields))
        for part in file.reading.parts
        for e, start in part.elements()
    ]
    return elements, [(one.order, one.severity, one.related) for one in workspace.findings(path)]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_editing_ends_where_a_fresh_run_begins(batch: int) -> None:
    sources = _sources()
    for number in range(SCRIPTS // BATCHES):
        seed = batch * (SCRIPTS // BATCHES) + number
        chance = random.Random(seed)  # noqa: S311 - a test that can be made again
        path, text = chance.choice(sources)
        document = Document.of(text)
        edited = Workspace(today=TODAY)
        edited.hold(path, document)
        done: list[str] = []
        for after, what in script(chance, document, EDITS):
            document = after
            done.append(what)
            edited.hold(path, document)
        fresh = Workspace(today=TODAY)
        fresh.hold(path, Document.of(document.text))
        assert _state(edited, path) == _state(fresh, path), f"seed {seed}, {path}: {done}"
