"""Which reader reads a text, and what becomes of a text at which a reader fails."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from forewarn.dialects import native, plain
from forewarn.dialects.recognise import Dialect

if TYPE_CHECKING:
    from forewarn.model.reading import Reading
    from forewarn.text.document import Document

_log = logging.getLogger(__name__)


def read_guarded(path: str, dialect: Dialect, document: Document, before: Reading | None) -> Reading:
    """Read a text. A fault in a reader costs this text its findings and is logged, never the session."""
    try:
        return _read(path, dialect, document, before)
    except Exception:  # noqa: BLE001 - readers never raise; where one does, the other files are still read
        _log.exception("%s could not be read: a fault of forewarn's own", path)
        return plain.unread(document, dialect)


def _read(path: str, dialect: Dialect, document: Document, before: Reading | None) -> Reading:
    """Read a text in its dialect; `before` counts only if it was read in the same one."""
    before = before if before and before.dialect == dialect else None
    if dialect is Dialect.NATIVE:
        return native.read(document, before)
    if dialect is Dialect.MARKDOWN:
        from forewarn.dialects import markdown  # noqa: PLC0415 - costs 30 ms, which a check of YAML need not pay

        return markdown.read(document, before, named=markdown.claims_by_name(path) is not None)
    if dialect is Dialect.CONFIGURATION:
        from forewarn.dialects.configuration import read as settings  # noqa: PLC0415 - most repositories have none

        return settings.read(document, path)
    if dialect is Dialect.DISMISSALS:
        from forewarn.dialects import dismissals  # noqa: PLC0415 - see above

        return dismissals.read(document)
    if dialect is Dialect.RULES:
        from forewarn.dialects.own_rules import read as own_rules  # noqa: PLC0415 - few have rules of their own

        return own_rules.read(document, before)
    if dialect is Dialect.YAML:
        return plain.read_syntax(document, before)
    return plain.name_only(document, dialect)
