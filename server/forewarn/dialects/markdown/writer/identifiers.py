"""Identifiers for elements that have none, written where the document has them or would have them.

In an ID column, in a bold lead-in, at the beginning of an item, a cell or a heading: the first way after which the
document is read as before, but for the identifiers, is taken. Where there is no such way, nothing is written.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from forewarn.dialects.markdown.columns import columns
from forewarn.dialects.markdown.drafts import TITLES
from forewarn.dialects.markdown.names import heading_name
from forewarn.dialects.markdown.read import markdown_of, read
from forewarn.dialects.markdown.words import says_nothing
from forewarn.dialects.markdown.writer.anchors import links_to_headings
from forewarn.dialects.markdown.writer.pieces import cell_edit
from forewarn.dialects.markdown.writer.places import AsHeading, AsItem, AsRow, Places
from forewarn.dialects.markdown.writer.unchanged import reads_alike
from forewarn.text.edits import OverlappingEditsError, TextEdit, apply_edits, in_order, minimal
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forewarn.dialects.markdown.writer.grouping import Group
    from forewarn.dialects.markdown.writer.places import Shape
    from forewarn.model.elements import Element
    from forewarn.model.reading import Part, Reading
    from forewarn.text.document import Document


class _Place(NamedTuple):
    """Where an identifier would go: at the title, before the marks that make it bold, or before a word that labels it.

    The last is that of a heading: "Threat: Cards are copied".
    """

    shape: Shape
    inner: Position
    outer: Position
    front: Position


class _Form(NamedTuple):
    """How an identifier is written. `at` is a field of `_Place`."""

    before: str
    behind: str
    at: str = "outer"


_PLAIN = _Form("", ": ")
_BOLD = _Form("**", "**: ")
_INSIDE = _Form("", ": ", "inner")
_IN_FRONT = _Form("", ": ", "front")
_MARKS = re.compile(r"(?:\*{1,3}|_{1,3})$")
_OPENING = re.compile(r"[*_`\[(]*$")


def give_identifiers(reading: Reading, part: Part, group: Group, names: Sequence[str]) -> tuple[TextEdit, ...]:
    """The edits that give the elements of `group` that have none these identifiers, in order; none if that cannot be.

    The edits are absolute, sorted, and touch nothing else; links to headings that change with them are followed up.
    """
    markdown = markdown_of(reading)
    if markdown is None or len(names) != len(group.unnamed):
        return ()
    places = Places(reading.document, markdown, part)
    found = [_place(places, element) for element in group.unnamed]
    wanted = {id(element): name for element, name in zip(group.unnamed, names, strict=True)}
    order = [element for element, _ in part.elements()]
    given = {place: wanted[id(element)] for place, element in enumerate(order) if id(element) in wanted}
    here = [one for one in found if one is not None]
    if len(here) != len(found) or len(given) != len(found):
        return ()
    for edits in _ways(places, part, group, here, names):
        try:
            small = in_order(edit for one in edits if (edit := minimal(reading.document, one)) is not None)
        except OverlappingEditsError:
            continue
        after = read(apply_edits(reading.document, small), reading)
        if len(after.parts) == 1 and reads_alike(part, after.parts[0], given):
            return small
    return ()


def _ways(
    places: Places, part: Part, group: Group, here: Sequence[_Place], names: Sequence[str]
) -> Iterator[list[TextEdit]]:
    """Ways to write the identifiers, the most fitting first."""
    in_column = _in_column(places.document, here, names)
    if in_column is not None:
        yield in_column
        return
    for form in dict.fromkeys(_forms(places, part, group, here)):
        edits = [_at_title(places.document, place, form, name) for place, name in zip(here, names, strict=True)]
        if all(edits):
            headings = [(one.shape, edit[0]) for one, edit in zip(here, edits, strict=True)]
            followed = links_to_headings(places, [(s, e) for s, e in headings if isinstance(s, AsHeading)])
            yield [*chain.from_iterable(edits), *followed]


def _place(places: Places, element: Element) -> _Place | None:
    shape, start = places.shape(element), places.start(element)
    field = element.field(TITLES.get(element.kind, "title"))
    if shape is None or start is None or field is None or field.span.start == field.span.end:
        return None
    inner = field.span.start.down(start)
    marks = _MARKS.search(places.document.line(inner.line)[: inner.column])
    outer = Position(inner.line, marks.start() if marks else inner.column)
    return _Place(shape, inner, outer, _front(shape) or outer)


def _front(shape: Shape) -> Position | None:
    """Where the words of a heading begin, behind its number."""
    part, lines = shape.parts[0] if isinstance(shape, AsHeading) else (None, 0)
    if part is None or part.heading is None:
        return None
    text = part.heading.text
    return text.position(heading_name(text.text).start).down(lines)


def _in_column(document: Document, here: Sequence[_Place], names: Sequence[str]) -> list[TextEdit] | None:
    """Into the ID column of a table that has one for these elements; None if there is none."""
    edits: list[TextEdit] = []
    for place, name in zip(here, names, strict=True):
        shape = place.shape
        if not isinstance(shape, AsRow):
            return None
        column = columns(shape.table).first("identifier")
        if column < 0 or _column_of(shape, place.inner) == column:
            return None
        text = shape.row.cells[column].text if column < len(shape.row.cells) else ""
        if text and not says_nothing(text) and not text.strip(".#").isdigit():
            return None  # a category's letter, or whatever else stands there
        edits.append(cell_edit(document, shape.row, shape.lines, column, name))
    return edits


def _column_of(shape: AsRow, place: Position) -> int:
    at = Position(place.line - shape.lines, place.column)
    return next((n for n, cell in enumerate(shape.row.cells) if cell.whole.holds(at)), -1)


def _forms(places: Places, part: Part, group: Group, here: Sequence[_Place]) -> Iterator[_Form]:
    """As the neighbours have it, then as is usual for the shape."""
    for element in (*group.named, *(one for one, _ in part.elements() if one.kind is group.kind)):
        form = _form_of(places, element, here[0].shape)
        if form is not None:
            yield form
            break
    if isinstance(here[0].shape, AsItem):
        yield _INSIDE
        yield _BOLD
    yield _PLAIN
    yield _BOLD
    yield _IN_FRONT


def _form_of(places: Places, element: Element, like: Shape) -> _Form | None:
    """How an element that has an identifier of its own writes it, if it has the same shape."""
    if element.id_span is None or element.derived:
        return None
    place, start = _place(places, element), places.start(element)
    if place is None or start is None or type(place.shape) is not type(like):
        return None
    identifier = element.id_span.down(start)
    if identifier.start.line != place.outer.line or place.outer < identifier.end:
        return None
    line = places.document.line(identifier.start.line)
    opening = _OPENING.search(line[: identifier.start.column])
    before, behind = opening[0] if opening else "", line[identifier.end.column : place.outer.column]
    if before and not behind.strip(" :.–—-"):
        return _Form("", behind, "inner")
    return _Form(before, behind)


def _at_title(document: Document, place: _Place, form: _Form, name: str) -> list[TextEdit]:
    """The edits that write one identifier before its title; none where the form does not fit."""
    at = {"inner": place.inner, "outer": place.outer, "front": place.front}[form.at]
    if form.at != "outer" and at == place.outer:
        return []
    text = f"{form.before}{name}{form.behind}"
    edits = [TextEdit(Span(at, at), text)]
    if isinstance(place.shape, AsRow):
        edits += _less_padding(document, place.shape, at, len(text))
    return edits


def _less_padding(document: Document, shape: AsRow, at: Position, width: int) -> list[TextEdit]:
    """Blanks taken out at the end of a cell into which so many characters are written, so that columns stay in line."""
    column = _column_of(shape, at)
    if column < 0:
        return []
    end = shape.row.cells[column].whole.end.down(shape.lines)
    behind = document.line(end.line)[end.column :]
    blanks = len(behind) - len(behind.lstrip(" "))
    if not behind.lstrip(" ").startswith("|") or blanks < 2:  # noqa: PLR2004 - one blank before the bar stays
        return []
    return [TextEdit(Span(end, Position(end.line, end.column + min(blanks - 1, width))), "")]
