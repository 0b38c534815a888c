"""New elements in the section where their like stand, or in a section made for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.dialects.markdown.columns import columns
from forewarn.dialects.markdown.vocabulary import KINDS, Topic, topic
from forewarn.dialects.markdown.writer.pieces import gap, in_cell, is_loose, item_text, marker_like, one_line
from forewarn.dialects.markdown.writer.places import AsHeading, AsItem, AsRow
from forewarn.model.kinds import Kind
from forewarn.syntax.markdown.blocks import List, Rule
from forewarn.text.edits import TextEdit
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forewarn.dialects.markdown.writer.places import Places, Shape
    from forewarn.model.elements import Element
    from forewarn.syntax.markdown.blocks import Part

_TITLES = {
    Kind.THREAT: "Threats",
    Kind.MITIGATION: "Mitigations",
    Kind.ASSET: "Assets",
    Kind.ASSUMPTION: "Assumptions",
    Kind.QUESTION: "Open questions",
    Kind.ACTOR: "Actors",
    Kind.COMPONENT: "Components",
    Kind.ZONE: "Trust boundaries",
    Kind.FLOW: "Data flows",
}
_CELLS = {
    "against": ("asset", "against", "component"),
    "severity": ("severity",),
    "owner": ("owner",),
    "ticket": ("ticket",),
}


def add_element(places: Places, kind: Kind, name: str, fields: Mapping[str, str]) -> TextEdit | None:
    """An edit that adds an element of `kind`, called `name` where it is to be referred to (else empty)."""
    like = _neighbour(places, kind)
    title = one_line(fields.get("title") or fields.get("statement") or fields.get("ask") or "")
    if like is not None:
        element, shape = like
        edit = _beside(places, element, shape, name, title, fields)
        if edit is not None:
            return edit
    return _in_section(places, kind, _called(None, name, title))


def _neighbour(places: Places, kind: Kind) -> tuple[Element, Shape] | None:
    """The last element of the kind that stands in a section of its own and has a shape that can be repeated."""
    best: tuple[Element, Shape] | None = None
    for element, _ in places.part.elements():
        if element.kind is not kind or element.section is None:
            continue
        found = topic(element.section.title)
        if (
            found is None
            or KINDS.get(found.topic) is not kind
            or found.topic in (Topic.ACCEPTED, Topic.DISCLAIMED, Topic.ANSWERED, Topic.EXCLUDED)
        ):
            continue
        shape = places.shape(element)
        if isinstance(shape, AsRow | AsItem | AsHeading):
            best = element, shape
    return best


def _called(element: Element | None, name: str, title: str) -> str:
    """A title with its identifier before it, in bold as forewarn writes it or as `element` has it."""
    del element
    return f"**{name}**: {title}".rstrip(" ") if name else title


def _beside(
    places: Places, element: Element, shape: Shape, name: str, title: str, fields: Mapping[str, str]
) -> TextEdit | None:
    document, newline = places.document, places.document.newline
    if isinstance(shape, AsRow):
        cols = columns(shape.table)
        cells = ["" for _ in cols.roles]
        subject = _subject_column(places, element, shape)
        if subject < 0:
            return None
        cells[subject] = title
        number = cols.first("identifier")
        if number >= 0 and number != subject:
            cells[number] = name
        elif name:
            cells[subject] = f"{name}: {title}".rstrip(" ")
        for field, roles in _CELLS.items():
            column = cols.first(*roles)
            if fields.get(field) and column >= 0 and not cells[column]:
                cells[column] = fields[field]
        last = shape.table.rows[-1]
        place = _end(places, last.span.end.line + shape.lines)
        text = f"| {' | '.join(in_cell(cell) for cell in cells)} |"
        if not document.line(shape.table.header.span.start.line + shape.lines).lstrip().startswith("|"):
            text = text[2:-2].rstrip() + (" |" if not cells[-1] else "")
        return TextEdit(Span(place, place), newline + text)
    if isinstance(shape, AsItem):
        last = shape.list.items[-1]
        between = newline * (2 if is_loose(shape.list) else 1)
        head = item_text(document, last, shape.lines) + marker_like(last) + gap(document, last, shape.lines)
        head += "[ ] " if last.checked is not None else ""
        title = _stopped_like(shape.list, title)
        place = _end(places, last.span.end.line + shape.lines)
        text = f"{between}{head}{_like(places, element, name, title)}"
        if fields.get("against"):
            inner = item_text(document, last, shape.lines) + " " * (len(marker_like(last)) + 1)
            text += f"{newline}{inner}- Asset: {one_line(fields['against'])}"
        return TextEdit(Span(place, place), text)
    if isinstance(shape, AsHeading):
        part, lines = shape.parts[0]
        last, above = shape.parts[-1]
        marks = "#" * (part.heading.level if part.heading else 3)
        place = _end(places, _last_line(last) + above)
        text = f"{newline}{newline}{marks} {_like(places, element, name, title)}"
        if fields.get("against"):
            text += f"{newline}{newline}**Asset:** {one_line(fields['against'])}"
        del lines
        return TextEdit(Span(place, place), text)
    return None


def _stopped_like(listed: List, text: str) -> str:
    """With a full stop at its end, or none, as all items of the list have it."""
    ends = {item.lead.text.rstrip().endswith(".") for item in listed.items if item.lead is not None}
    if ends == {True} and text and text[-1] not in ".?!":
        return f"{text}."
    return text


def _like(places: Places, element: Element, name: str, title: str) -> str:
    """A name and a title put together as `element` has them."""
    if not name:
        return title
    if element.id_span is None:
        return _called(element, name, title)
    start = places.start(element)
    if start is None:
        return _called(element, name, title)
    line = places.document.line(element.id_span.start.line + start)
    field = element.field("title") or element.field("statement")
    before = line[: element.id_span.start.column]
    opening = before[len(before.rstrip("*_`[(")) :]
    if field is None or field.span.start.line != element.id_span.start.line or field.span.start < element.id_span.end:
        return f"{opening}{name}{''.join(reversed(opening)).translate(_CLOSING)}: {title}"
    between = line[element.id_span.end.column : field.span.start.column]
    return f"{opening}{name}{between}{title}"


_CLOSING = str.maketrans("[(", "])")


def _subject_column(places: Places, element: Element, shape: AsRow) -> int:
    """The column that holds the element's title."""
    start = places.start(element)
    field = element.field("title") or element.field("statement")
    if start is None or field is None:
        return -1
    at = field.span.start.column
    for column, cell in enumerate(shape.row.cells):
        (_, _, begin) = cell.marks[0]
        if begin <= at <= begin + len(cell.text):
            return column
    return -1


def _end(places: Places, line: int) -> Position:
    return Position(line, len(places.document.line(line)))


def _last_line(part: Part) -> int:
    """The last line of what a part says; a line across the page at its end parts it from the next."""
    blocks = [*part.blocks]
    while blocks and isinstance(blocks[-1], Rule):
        blocks.pop()
    if blocks:
        return max(block.span.end.line for block in blocks)
    return part.heading.span.end.line if part.heading is not None else part.first


def is_waiting(places: Places, kind: Kind) -> bool:
    """Whether the section of this kind has an item that is still to be written."""
    section = _section_of(places, kind)
    if section is None:
        return False
    lists = [block for block in section[0].blocks if isinstance(block, List)]
    return any(item.lead is None or not item.lead.text.strip() for block in lists for item in block.items)


def _section_of(places: Places, kind: Kind) -> tuple[Part, int] | None:
    """The section whose heading says most clearly that elements of this kind stand there."""
    best: tuple[float, Part, int] | None = None
    for part, lines in places.parts():
        found = topic(part.heading.text.text) if part.heading is not None else None
        fits = (
            found
            and KINDS.get(found.topic) is kind
            and found.topic not in (Topic.ACCEPTED, Topic.DISCLAIMED, Topic.ANSWERED, Topic.EXCLUDED)
        )
        if found and fits and (best is None or found.share > best[0]):
            best = (found.share, part, lines)
    return best[1:] if best is not None else None


def _in_section(places: Places, kind: Kind, text: str) -> TextEdit:
    """A list item in the section of this kind, which is made where there is none."""
    newline = places.document.newline
    section = _section_of(places, kind)
    if section is not None:
        part, lines = section
        place = _end(places, _last_line(part) + lines)
        last = part.blocks[-1] if part.blocks else None
        if isinstance(last, List) and last.items:
            item = last.items[-1]
            between = newline * (2 if is_loose(last) else 1)
            head = item_text(places.document, item, lines) + marker_like(item) + gap(places.document, item, lines)
            return TextEdit(Span(place, place), f"{between}{head}{_stopped_like(last, text)}")
        return TextEdit(Span(place, place), f"{newline}{newline}- {text}")
    place, before, after = _for_section(places)
    heading = _heading_like(places, _TITLES.get(kind, kind.value.capitalize() + "s"))
    return TextEdit(Span(place, place), f"{before}{heading}{newline}{newline}- {text}{after}")


def _for_section(places: Places) -> tuple[Position, str, str]:
    """Where a new section goes: before references and the like at the end, else at the end of the text."""
    document, newline = places.document, places.document.newline
    tail: tuple[Part, int] | None = None
    told = False
    for part, lines in places.parts():
        if part.heading is None or part.heading.level > _level(places):
            continue
        found = topic(part.heading.text.text)
        closing = found is not None and found.topic is Topic.NOTHING and part.heading.level > 1
        if closing and tail is None:
            tail = (part, lines)
        elif not closing:
            tail, told = None, told or part.heading.level > 1
    # Where every section is of that sort, none of them is the document's end; a numbered one keeps its number.
    numbered = tail is not None and tail[0].heading is not None and tail[0].heading.text.text[:1].isdigit()
    if told and not numbered and tail is not None and tail[0].heading is not None and tail[0].first + tail[1] > 0:
        return Position(tail[0].heading.span.start.line + tail[1], 0), "", f"{newline}{newline}"
    last = len(document.lines) - 1
    while last > 0 and not document.line(last).strip():
        last -= 1
    line = document.line(last)
    begins = f"{newline}{newline}" if line.strip() else ""
    return Position(last, len(line)), begins, newline if last == len(document.lines) - 1 else ""


def _level(places: Places) -> int:
    """The level of the document's sections: that of most headings but the title."""
    counts: dict[int, int] = {}
    first = True
    for part, _ in places.parts():
        if part.heading is not None:
            if not first or part.heading.level > 1:
                counts[part.heading.level] = counts.get(part.heading.level, 0) + 1
            first = False
    counts.pop(1, None)
    return min(counts) if counts else 2


def _heading_like(places: Places, title: str) -> str:
    """A heading written as the document's sections are: their level, underlined or not, numbered or not."""
    level = _level(places)
    underlined = numbered = 0
    suffix = ""
    names: list[str] = []
    for part, _ in places.parts():
        if part.heading is not None and part.heading.level == level:
            underlined += part.heading.underlined
            names.append(part.heading.text.text)
            head = part.heading.text.text.split(" ", 1)[0]
            if head.rstrip(".)").isdigit():
                numbered = max(numbered, int(head.rstrip(".)")))
                suffix = head[len(head.rstrip(".)")) :]
    words = [name for name in names if name.upper() != name.lower()]
    if words and all(name == name.upper() for name in words):
        title = title.upper()
    elif _in_title_case(words):
        title = title.title()
    if numbered:
        title = f"{numbered + 1}{suffix} {title}"
    if underlined and level <= 2:  # noqa: PLR2004 - only these two levels can be underlined
        return f"{title}{places.document.newline}{('=' if level == 1 else '-') * len(title)}"
    return f"{'#' * level} {title}"


def _in_title_case(names: Sequence[str]) -> bool:
    """Whether headings of several words begin each longer word with a capital."""
    longer = [[word for word in name.split()[1:] if len(word) > 3 and word.isalpha()] for name in names]  # noqa: PLR2004 - "and", "of"
    told = [words for words in longer if words]
    return bool(told) and 2 * sum(all(word[0].isupper() for word in words) for words in told) > len(told)


def identifiers(elements: Sequence[tuple[Element, int]], kind: Kind) -> list[str]:
    """The identifiers of a kind that are written in the text."""
    return [element.id for element, _ in elements if element.kind is kind and element.id and not element.derived]
