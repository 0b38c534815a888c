"""Changes written back into a configuration, or a file of dismissals: words in place of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.changes import ReplaceText
from forewarn.text.edits import TextEdit, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.model.changes import Change
    from forewarn.model.reading import Part, Reading


def write(changes: Sequence[Change], reading: Reading, part: Part) -> tuple[TextEdit, ...]:
    """The edits for `changes`; none where one of them is more than a word for another."""
    starts = {item.serial: start for item, start in zip(part.items, part.starts, strict=True)}
    edits: list[TextEdit] = []
    for change in changes:
        if not isinstance(change, ReplaceText) or change.item not in starts:
            return ()
        span = change.span.down(starts[change.item])
        if reading.document.slice(span) != change.text:
            edits.append(TextEdit(span, change.text))
    return in_order(edits)
