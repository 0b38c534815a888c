"""How `forewarn show` tells of the sections of a document: what each was taken for, and where nothing was read."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from forewarn.cli import jsonify
from forewarn.features.sections import NOTHING, Contents, sections
from forewarn.model.directives import section_words
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forewarn.cli.jsonify import Json
    from forewarn.features.sections import Section
    from forewarn.model.elements import Element
    from forewarn.model.reading import Part
    from forewarn.text.document import Document

_HOW = "To say what a section holds, write <!-- forewarn: section KIND --> above its heading. KIND is one of"
_WIDTH = 110
_COMMENTS = ("<!--", "-->", "[//]:")


def taken(part: Part) -> list[Section]:
    """The sections that were taken for something."""
    return [one for one in sections(part) if one.word and one.head.topic != NOTHING]


def heading(section: Section) -> str:
    """The line of a section: its own line in the file, what it was taken for, its title."""
    word = section.word.word if section.word else ""
    return f"{section.span.start.line + 1:>7}  {'section':<10}  {word}  “{section.head.title}”"


def as_json(part: Part) -> list[Json]:
    """The sections that were taken for something."""
    return [
        {"title": one.head.title, "holds": one.word.word if one.word else "", "range": jsonify.span(one.span)}
        for one in taken(part)
    ]


def not_read(document: Document, part: Part, elements: Sequence[tuple[Element, int]]) -> Iterator[str]:
    """Where text stands in which no element was found, and how an author says what it is.

    Where a comment tells what a section holds, the author knows; so it is with what stands below the title.
    """
    contents = Contents(((one, start) for one, start in elements if one.kind is not Kind.MODEL), None)
    found: list[tuple[Section, int]] = []
    seen = sections(part)
    for number, section in enumerate(seen):
        known = section.head.told or (number == 0 and section.word is None)
        if known or contents.between(section.span.start.line, section.next) or not _says(document, section):
            continue
        above, until = found[-1] if found else (None, -1)
        if above is not None and until == section.span.start.line and above.head.level < section.head.level:
            found[-1] = (above, section.next)
        else:
            found.append((section, section.next))
    for section, until in found:
        last = _last(document, section.span.start.line, until)
        yield f"  not read: lines {section.span.start.line + 1}–{last + 1}, “{section.head.title}”"
    if found:
        how = f"{_HOW} {', '.join(section_words())}."
        yield from wrap(how, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def _says(document: Document, section: Section) -> bool:
    """Whether there is text below the heading, comments aside."""
    lines = (document.line(number).strip() for number in range(section.span.end.line + 1, section.next))
    return any(line and not line.startswith(_COMMENTS) for line in lines)


def _last(document: Document, first: int, until: int) -> int:
    """The last line before `until` that is not blank."""
    return next((number for number in range(until - 1, first, -1) if document.line(number).strip()), first)
