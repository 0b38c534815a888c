"""What makes one text of another: the edits between two versions of it."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from forewarn.text.edits import TextEdit, minimal
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from forewarn.text.document import Document


def difference(old: Document, new: Document) -> tuple[TextEdit, ...]:
    """The edits that make `new` of `old`, in order: none touches a line that stands in both."""
    first, before, after = 0, len(old.lines), len(new.lines)
    while first < min(before, after) and old.lines[first] == new.lines[first]:
        first += 1
    while min(before, after) > first and old.lines[before - 1] == new.lines[after - 1]:
        before, after = before - 1, after - 1
    matcher = SequenceMatcher(None, old.lines[first:before], new.lines[first:after], autojunk=False)
    found: list[TextEdit] = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        lines = end - start if end - start == new_end - new_start else 0
        # Lines that stand for each other are compared one by one.
        for number in range(lines):
            found += _edit(old, first + start + number, 1, new.block(first + new_start + number, 1))
        if not lines:
            found += _edit(old, first + start, end - start, new.block(first + new_start, new_end - new_start))
    return tuple(found)


def _edit(old: Document, line: int, count: int, text: str) -> tuple[TextEdit, ...]:
    """Some lines of `old` replaced by `text`, as little as can be."""
    end = Position(line + count, 0) if line + count < len(old.lines) else old.end
    edit = minimal(old, TextEdit(Span(min(Position(line, 0), end), end), text))
    return (edit,) if edit else ()
