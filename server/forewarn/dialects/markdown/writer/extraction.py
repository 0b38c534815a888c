"""A model that stands in a block of a document, taken out of it: its text, and where the block stands."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

from forewarn.dialects.markdown.fences import codes, is_embedded_model
from forewarn.dialects.markdown.read import markdown_of
from forewarn.dialects.markdown.writer.places import Places
from forewarn.dialects.native.read import read
from forewarn.dialects.native.write import write
from forewarn.model.changes import AddField, AddToList
from forewarn.model.kinds import Kind
from forewarn.syntax.markdown.blocks import Code
from forewarn.text.document import Document
from forewarn.text.edits import apply_edits

if TYPE_CHECKING:
    from forewarn.model.changes import Change
    from forewarn.model.reading import Part, Reading
    from forewarn.text.position import Span

_DOCUMENTS = "documents"


class Extracted(NamedTuple):
    """The text of a model as a file of its own, and the lines of the document in which it stood, fences included."""

    text: str
    span: Span


def extracted(reading: Reading, part: Part, line: int, document: str) -> Extracted | None:
    """The block around `line`, as a file that names `document` (a path relative to it).

    None where there is no such block or more than one, where it stands inside a list or quote, and where it is half
    typed: it has no end yet, or something in it cannot be read.
    """
    markdown = markdown_of(reading)
    if markdown is None:
        return None
    places = Places(reading.document, markdown, part)
    every = [
        (code, lines)
        for markdown_part, lines in places.parts()
        for code in codes(markdown_part.blocks)
        if code.fenced and is_embedded_model(code.info)
    ]
    outermost = [
        block for markdown_part, _ in places.parts() for block in markdown_part.blocks if isinstance(block, Code)
    ]
    if len(every) != 1 or every[0][0] not in outermost:
        return None
    code, lines = every[0]
    span = code.span.down(lines)
    if not (code.closed and span.start.line <= line <= span.end.line):
        return None
    text = _naming(f"{dedent(code.body.text)}\n", document)
    return Extracted(text.replace("\n", reading.document.newline), span) if text else None


def _naming(text: str, document: str) -> str:
    """The model with `document` among its documents; empty where it is not sound or has no place for it."""
    reading = read(Document.of(text))
    if len(reading.parts) != 1 or any(item.problems for item in reading.parts[0].items):
        return ""
    part = reading.parts[0]
    headers = [one for one, _ in part.elements() if one.kind is Kind.MODEL]
    listing = next((one for one in headers if _DOCUMENTS in one.fields), None)
    if not headers or (listing is not None and document in listing.names(_DOCUMENTS)):
        return text if headers else ""
    change: Change = (
        AddToList(listing, _DOCUMENTS, document)
        if listing is not None
        else AddField(headers[0], _DOCUMENTS, (document,))
    )
    edits = write([change], reading, part)
    after = apply_edits(reading.document, edits)
    again = read(after)
    named = [document in one.names(_DOCUMENTS) for one, _ in again.parts[0].elements()]
    return after.text if edits and any(named) else ""
