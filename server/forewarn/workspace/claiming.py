"""Which files are checked without being named: by what they say themselves, or by their configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.dialects.recognise import Dialect

if TYPE_CHECKING:
    from forewarn.dialects.recognise import Recognition
    from forewarn.text.document import Document


def claim(path: str, document: Document, recognition: Recognition) -> str | None:
    """Why the file is checked without being named; None if it is not."""
    if recognition.settled:
        return recognition.why if recognition.claimed else None
    if recognition.dialect is Dialect.MARKDOWN:
        from forewarn.dialects import markdown  # noqa: PLC0415 - costs 30 ms, which a check of YAML need not pay

        return markdown.claims(path, document)
    return recognition.why if recognition.claimed else None
