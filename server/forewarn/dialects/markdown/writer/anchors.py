"""Links within a document to headings whose text changes: a heading's address is made of its words."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from forewarn.syntax.markdown.inline import plain
from forewarn.text.edits import TextEdit
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forewarn.dialects.markdown.writer.places import AsHeading, Places

_LINK = re.compile(r"\]\(#([^)\s]+)\)")
_DROPPED = re.compile(r"[^\w\- ]")


def anchor(heading: str) -> str:
    """The address of a heading as GitHub makes it: its words in small letters, without punctuation, with hyphens."""
    return _DROPPED.sub("", plain(heading).strip().lower()).replace(" ", "-")


def links_to_headings(places: Places, changed: Sequence[tuple[AsHeading, TextEdit]]) -> Iterator[TextEdit]:
    """Edits for the links to the headings that `changed` tells, each with the text that is put into it."""
    renamed: dict[str, str] = {}
    for shape, edit in changed:
        part, lines = shape.parts[0]
        if part.heading is not None:
            text, begin = part.heading.text.text, part.heading.text.position(0)
            at = edit.span.start.column - begin.column
            if edit.span.start.line == begin.line + lines and 0 <= at <= len(text):
                renamed[anchor(text)] = anchor(text[:at] + edit.text + text[at:])
    if not renamed:
        return
    counts = Counter(anchor(part.heading.text.text) for part, _ in places.parts() if part.heading is not None)
    for number in range(len(places.document.lines)):
        line = places.document.line(number)
        for found in _LINK.finditer(line) if "](#" in line else ():
            new = renamed.get(found[1].lower())
            if new and counts[found[1].lower()] == 1:
                yield TextEdit(Span(Position(number, found.start(1)), Position(number, found.end(1))), new)
