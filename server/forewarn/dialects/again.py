"""A text read once more, as it would be after some edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.dialects import native
from forewarn.dialects.recognise import Dialect

if TYPE_CHECKING:
    from forewarn.model.reading import Reading
    from forewarn.text.document import Document


def read_again(reading: Reading, document: Document) -> Reading | None:
    """`document` as the file of `reading` would be read; None for files that hold no elements. Never raises."""
    if reading.dialect == Dialect.NATIVE:
        return native.read(document, reading)
    if reading.dialect == Dialect.MARKDOWN:
        from forewarn.dialects.markdown.read import read, was_named  # noqa: PLC0415 - loaded where there is Markdown

        return read(document, reading, named=was_named(reading))
    return None
