"""Waiving a finding where it stands: the comment that says so, with the place for the reason left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.dialects import native
from forewarn.model.changes import Fix, ReplaceText
from forewarn.model.waivers import waiver
from forewarn.text.edits import TextEdit, apply_edits
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.analysis.findings import Placed
    from forewarn.features.view import View
    from forewarn.model.reading import Reading
    from forewarn.text.document import Document

_OWN = "FW9"
"""What is wrong with waivers and settings is mended, not waived."""


def waive(view: View, placed: Placed) -> Iterator[Fix]:
    """The comment that waives a finding; none where no comment can stand, or would be read as one."""
    dialect = view.reading.dialect
    if (
        placed.code.startswith(_OWN)
        or placed.raised.finding.protected
        or placed.code in view.protected
        or dialect not in ("native", "markdown")
        or view.path.endswith(".json")
    ):
        return
    line = placed.span.start.line
    said = f"forewarn: ignore {placed.code} because "
    where, text = (_above if dialect == "native" else _behind)(view.document, line, said)
    changed = apply_edits(view.document, (TextEdit(Span(where, where), text),))
    if _is_read(_again(changed, view.reading), where.line):
        at = Position(where.line - placed.start, where.column)
        change = ReplaceText(placed.item, Span(at, at), text, raw=True)
        yield Fix(f"Waive {placed.code} here, with a reason", (change,), stub=True)


def _above(document: Document, line: int, said: str) -> tuple[Position, str]:
    """A YAML comment on a line of its own, as far in as what it speaks of."""
    written = document.line(line)
    indent = written[: len(written) - len(written.lstrip(" \t\ufeff"))].lstrip("\ufeff")
    column = 1 if written.startswith("\ufeff") else 0
    return Position(line, column), f"{indent}# {said.rstrip()} {document.newline}"


def _behind(document: Document, line: int, said: str) -> tuple[Position, str]:
    """An HTML comment at the end of the line, in the last cell of a row."""
    written = document.line(line).rstrip()
    if written.lstrip().startswith("|") and written.endswith("|"):
        written = written[:-1].rstrip()
    return Position(line, len(written)), f" <!-- {said} -->"


def _again(document: Document, before: Reading) -> Reading:
    if before.dialect == "native":
        return native.read(document, before)
    from forewarn.dialects import markdown  # noqa: PLC0415 - loaded only where there is Markdown

    return markdown.read(document, before)


def _is_read(reading: Reading, line: int) -> bool:
    """Whether a comment that waives something begins on the line."""
    return any(
        remark.span.start.line + start == line and waiver(remark) is not None
        for part in reading.parts
        for item, start in zip(part.items, part.starts, strict=True)
        if start <= line < start + item.line_count
        for remark in item.remarks
    )
