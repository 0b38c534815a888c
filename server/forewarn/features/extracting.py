"""A model in a block of a document becomes a file of its own, and the document leads to it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from forewarn.dialects.again import read_again
from forewarn.features.new_model import free_name
from forewarn.features.refactoring import EXTRACT, Refactoring
from forewarn.text.edits import TextEdit, apply_edits
from forewarn.workspace.patterns import escaped

if TYPE_CHECKING:
    from forewarn.features.view import View
    from forewarn.model.reading import Reading
    from forewarn.text.position import Span

_TITLE = "Move this model into a file of its own"


def extracting(view: View, span: Span) -> Refactoring | None:
    """What is offered in the block; None elsewhere, and where something would be lost or read otherwise."""
    from forewarn.dialects.markdown.writer.extraction import extracted  # noqa: PLC0415 - where there is Markdown

    name = free_name(view)
    if not name or any(path != view.path for analysis in view.analyses for path in analysis.paths):
        return None
    part = view.reading.parts[0]
    document = escaped(PurePosixPath(view.path).name)
    found = extracted(view.reading, part, span.start.line, document)
    if found is None:
        return None
    file = PurePosixPath(name).name
    edit = TextEdit(found.span, f"The threat model stands in [{file}](<{file}>)." if " " in file else _link(file))
    after = read_again(view.reading, apply_edits(view.document, (edit,)))
    if after is None or _told(after) != _told(view.reading):
        return None
    return Refactoring(f"{_TITLE} ({file})", EXTRACT, {view.path: (edit,)}, name, found.text)


def _link(file: str) -> str:
    return f"The threat model stands in [{file}]({file})."


def _told(reading: Reading) -> list[tuple[object, ...]]:
    """What the document itself says, beside the block."""
    return [(one.kind, one.id, one.title) for part in reading.parts for one, _ in part.elements() if not one.recorded]
