"""Elements that stand together in one list, table or run of headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from forewarn.dialects.markdown.columns import columns
from forewarn.dialects.markdown.drafts import TITLES
from forewarn.dialects.markdown.read import markdown_of
from forewarn.dialects.markdown.writer.places import AsHeading, AsItem, AsRow, Places
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forewarn.dialects.markdown.writer.places import Shape
    from forewarn.model.elements import Element
    from forewarn.model.reading import Part, Reading
    from forewarn.text.position import Position

NUMBERED = (Kind.THREAT, Kind.MITIGATION, Kind.ASSUMPTION, Kind.ASSET)
"""The kinds whose elements people number."""


@dataclass(frozen=True, slots=True)
class Group:
    """Elements of one kind that stand together: those with an identifier of their own, and those without.

    `numbers` are the bare numbers in a table's ID column beside those without, where each has one.
    """

    kind: Kind
    named: tuple[Element, ...]
    unnamed: tuple[Element, ...]
    numbers: tuple[str, ...] = ()


class _Container(NamedTuple):
    """A list or table, by its first and last line; a run of headings, by the heading above them and their level."""

    sort: str
    first: int
    last: int


class _Member(NamedTuple):
    element: Element
    shape: Shape
    title: Position


def groups_at(reading: Reading, part: Part, line: int, *, named_too: bool = False) -> list[Group]:
    """The groups with an element that lacks an identifier in which `line` stands, the innermost first.

    With `named_too` those in which all have one as well.

    On a section's heading: the groups right below it.
    """
    markdown = markdown_of(reading)
    here = next(
        (i for i, start in zip(part.items, part.starts, strict=True) if start <= line < start + i.line_count), None
    )
    if markdown is None or here is None:
        return []
    places = Places(reading.document, markdown, part)
    every = [element for element, _ in part.elements() if element.kind in NUMBERED and not element.recorded]
    below = [
        one for one in every if one.section is not None and one.section.item == here.serial and one.item != here.serial
    ]
    own = [one for one in every if one.item == here.serial]
    found = _together(places, below) if below else _holding(places, own, every, line)
    groups = [_group(members) for members in found.values()]
    return [group for group in groups if group.unnamed or named_too]


def _holding(
    places: Places, own: Sequence[Element], every: Sequence[Element], line: int
) -> dict[_Container, list[_Member]]:
    """The groups of the elements at a line, those in lists and tables only if they hold it."""
    sections = {one.section.item for one in own if one.section is not None and isinstance(places.shape(one), AsHeading)}
    run = [one for one in every if one.section is not None and one.section.item in sections and one not in own]
    found = _together(places, [*own, *run])
    holding = [one for one in found if one.sort == "headings" or one.first <= line <= one.last]
    return {one: found[one] for one in sorted(holding, key=lambda one: (one.sort == "headings", -one.first))}


def _together(places: Places, elements: Sequence[Element]) -> dict[_Container, list[_Member]]:
    """The elements by what they stand in. Of several kinds in one thing, that of the first title counts."""
    found: dict[_Container, list[_Member]] = {}
    for member in sorted(_members(places, elements), key=lambda one: one.title):
        container = _container(member)
        if container is not None:
            members = found.setdefault(container, [])
            if not members or members[0].element.kind is member.element.kind:
                members.append(member)
    return found


def _members(places: Places, elements: Sequence[Element]) -> Iterator[_Member]:
    for element in elements:
        shape, start = places.shape(element), places.start(element)
        field = element.field(TITLES.get(element.kind, "title"))
        if shape is not None and start is not None and field is not None:
            yield _Member(element, shape, field.span.start.down(start))


def _container(member: _Member) -> _Container | None:
    shape = member.shape
    if isinstance(shape, AsRow):
        span = shape.table.span.down(shape.lines)
        return _Container("table", span.start.line, span.end.line)
    if isinstance(shape, AsItem):
        span = shape.list.span.down(shape.lines)
        return _Container("list", span.start.line, span.end.line)
    if isinstance(shape, AsHeading) and member.element.section is not None:
        heading = shape.parts[0][0].heading
        return _Container("headings", member.element.section.item, heading.level if heading else 0)
    return None


def _group(members: Sequence[_Member]) -> Group:
    named = tuple(one.element for one in members if one.element.id and not one.element.derived)
    without = [one for one in members if one.element.derived]
    numbers = [number for one in without if (number := _number(one.shape))]
    kind = members[0].element.kind
    whole = tuple(numbers) if len(numbers) == len(without) == len(set(numbers)) else ()
    return Group(kind, named, tuple(one.element for one in without), whole)


def _number(shape: Shape) -> str:
    """The bare number in the ID column of a row."""
    if not isinstance(shape, AsRow):
        return ""
    column = columns(shape.table).first("identifier")
    text = shape.row.cells[column].text.strip(".#") if 0 <= column < len(shape.row.cells) else ""
    return text if text.isdigit() and text.isascii() else ""
