"""Identifiers given in real documents: nothing else is read otherwise, and none is given twice."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from forewarn.features.refactoring import REWRITE as IDENTIFIERS
from forewarn.features.refactoring import Refactoring
from forewarn.features.refactorings import refactorings
from forewarn.features.view import View, view
from forewarn.text.document import Document
from forewarn.text.edits import apply_edits
from forewarn.text.position import Position, Span
from forewarn.workspace.workspace import Workspace
from tests.corpus.markdown.test_models import documents, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLACES = 6
"""So many places in each document are looked at."""
MOST = 0.8
"""The share of places without an identifier at which one is offered; most others stand in running text."""


def seen(path: Path, document: Document) -> View:
    workspace = Workspace(folder=path.parent.as_posix())
    workspace.hold(path.as_posix(), document, language="markdown")
    found = view(workspace, path.as_posix())
    assert found is not None
    return found


def offered(one: View, line: int) -> list[Refactoring]:
    start = Position(line, 0)
    return [each for each in refactorings(one, Span(start, start), files=False) if each.kind == IDENTIFIERS]


def places(one: View) -> Iterator[int]:
    """Lines on which an element begins that has no identifier of its own."""
    kinds = ("threat", "mitigation", "assumption", "asset")
    found = [
        e.anchor.start.line + start for e, start in one.reading.parts[0].elements() if e.kind in kinds and e.derived
    ]
    yield from itertools.islice(sorted(set(found)), 0, None, len(found) // PLACES + 1)


def test_identifiers_change_nothing_else(shared: Path) -> None:
    tried = done = 0
    for path in (one for one in documents(shared) if one.parent.name == "documents"):
        one = seen(path, Document.of(text_of(path)))
        for line in places(one):
            tried += 1
            found = offered(one, line)
            done += bool(found)
            for each in found[:1]:
                (edits,) = each.edits.values()
                after = apply_edits(one.document, edits)
                again = seen(path, after)
                old, new = (part.reading.parts[0].elements() for part in (one, again))
                assert [(e.kind, e.title) for e, _ in old] == [(e.kind, e.title) for e, _ in new], path.name
                given = {e.id for e, _ in new if not e.derived} - {e.id for e, _ in old if not e.derived}
                assert given, path.name
                assert each.title not in [other.title for other in offered(again, line)], path.name
    assert done >= tried * MOST
