"""What is written to an element that is there: a labelled line, a cell, a nested item."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from forewarn.dialects.markdown.columns import columns, is_property_table
from forewarn.dialects.markdown.labels import item_role, labelled
from forewarn.dialects.markdown.vocabulary import role, status
from forewarn.dialects.markdown.words import says_nothing
from forewarn.dialects.markdown.writer.pieces import (
    cell_edit,
    gap,
    in_cell,
    is_loose,
    item_text,
    label_like,
    marker_like,
    one_line,
    with_columns,
)
from forewarn.dialects.markdown.writer.places import AsHeading, AsItem, AsParagraph, AsRow
from forewarn.syntax.markdown.blocks import List, ListItem, Paragraph, Table
from forewarn.syntax.markdown.inline import plain
from forewarn.text.edits import TextEdit
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forewarn.dialects.markdown.writer.places import Shape
    from forewarn.syntax.markdown.blocks import Block, Part
    from forewarn.syntax.markdown.passage import Passage
    from forewarn.text.document import Document

ANSWERS = "mitigation"


class Line:
    """One thing to say of an element: a role, the label to use for it, and the text."""

    __slots__ = ("label", "role", "text")

    def __init__(self, name: str, written: str, text: str) -> None:
        """Take the role's name, the label, and the text behind it."""
        self.role, self.label, self.text = name, written, one_line(text)


class Manner(Enum):
    """How something is said of an element."""

    LIKE = "like"
    """As what is said there already: another item of its list, another labelled line."""
    APART = "apart"
    """In a paragraph of its own."""


def tell(document: Document, shape: Shape, lines: Sequence[Line], manner: Manner) -> list[TextEdit] | None:
    """Edits that say `lines` of the element of this shape; None where the shape has no room for one of them."""
    if isinstance(shape, AsRow):
        return _in_row(document, shape, lines) if manner is Manner.LIKE else None
    if isinstance(shape, AsItem):
        return _in_item(document, shape, lines, manner)
    if isinstance(shape, AsHeading):
        return _under_heading(document, shape, lines, manner)
    return _after_paragraph(document, shape, lines)


def _in_row(document: Document, shape: AsRow, lines: Sequence[Line]) -> list[TextEdit] | None:
    cols = columns(shape.table)
    lines = _in_one(lines, cols.roles)
    texts: dict[int, str] = {}
    more: list[Line] = []
    decided = any(line.role == "status" for line in lines)
    for line in lines:
        column = next((n for n, name in enumerate(cols.roles) if name == line.role), -1)
        text, answering = line.text, False
        if column < 0 and line.role in _SPARE and decided and not text:
            continue  # FW205 asks for it, once for all
        if column < 0 and line.role in _IN_ANSWER:
            # A table without a column for it says so where it says what answers the threat.
            column = next((n for n, name in enumerate(cols.roles) if name == ANSWERS), -1)
            text = text[:1].upper() + text[1:] if line.role == "status" else f"{line.label} {text}"
            answering = True
        if column < 0:
            if line.role not in _COLUMNS:
                return None
            more.append(line)
            continue
        before = texts.get(column)
        if before is None:
            cell = shape.row.cells[column].text if column < len(shape.row.cells) else ""
            before = "" if says_nothing(cell) or status(cell) in ("open", "excluded") else cell
        if not text and before:
            continue
        if before and answering:
            return None
        texts[column] = f"{before}; {in_cell(text)}" if before and line.role in _MANY else in_cell(text)
    edits = [cell_edit(document, shape.row, shape.lines, column, text) for column, text in texts.items()]
    return [*edits, *with_columns(document, shape, [(line.label, line.text) for line in more])]


def _in_one(lines: Sequence[Line], roles: Sequence[str]) -> Sequence[Line]:
    """An acceptance with its record as one text, where a table has a column for none of it; "…" is left to fill in."""
    record = {line.role: line.text for line in lines if line.role in _SPARE}
    accepted = next((line for line in lines if line.role == "status" and line.text == "accepted"), None)
    if accepted is None or not record or _SPARE.intersection(roles):
        return lines
    by, until, reason = (record.get(name) or _BLANK for name in ("by", "until", "reason"))
    whole = Line("status", accepted.label, f"accepted by {by} until {until}: {reason}")
    return [whole if line is accepted else line for line in lines if line.role not in _SPARE]


_BLANK = "…"
_MANY = frozenset({"mitigation", "against", "asset"})
_IN_ANSWER = frozenset({"status", "ruled-out"})
_SPARE = frozenset({"by", "until", "reason"})
_COLUMNS = frozenset({"by", "until", "reason", "asset", "severity", "sensitivity", "owner"})
"""What a table gets a column for where it has none."""


def _in_item(document: Document, shape: AsItem, lines: Sequence[Line], manner: Manner) -> list[TextEdit] | None:
    item, above = shape.item, shape.lines
    edits: list[TextEdit] = []
    left: list[Line] = []
    for line in lines:
        edit = _into_label(document, item.blocks, above, line)
        if edit is None:
            left.append(line)
        else:
            edits.append(edit)
    if not left:
        return edits
    nested = next((block for block in item.blocks[1:] if isinstance(block, List)), None)
    newline = document.newline
    place = _end(document, item.span.end.line + above)
    if manner is Manner.APART:
        indent = item_text(document, item, above) + " " * (len(item.marker) + len(gap(document, item, above)))
        example = next((part.whole for part in labelled(item.lead) if part.role), None) if item.lead else None
        return [
            *edits,
            *(
                TextEdit(
                    Span(place, place),
                    f"{newline}{newline}{indent}{label_like(example, one.label)}{one.text}".rstrip(" "),
                )
                for one in left
            ),
        ]
    if nested is not None and nested.items:
        last = nested.items[-1]
        indent, marker, blank = item_text(document, last, above), marker_like(last), gap(document, last, above)
        place = _end(document, last.span.end.line + above)
        example = next((child.lead for child in nested.items if item_role(child)), None)
    else:
        own = len(item.marker) + len(gap(document, item, above))
        indent, marker, blank = item_text(document, item, above) + " " * own, _bullet(item), " "
        example = None
    plain_labels = example is None
    for line in left:
        written = f"{line.label}: " if plain_labels else label_like(example, line.label)
        edits.append(TextEdit(Span(place, place), f"{newline}{indent}{marker}{blank}{written}{line.text}".rstrip(" ")))
        if marker[:1].isdigit():
            marker = f"{int(marker[:-1]) + 1}{marker[-1]}"
    return edits


def _bullet(item: ListItem) -> str:
    return item.marker if not item.marker[:1].isdigit() else "-"


def _end(document: Document, line: int) -> Position:
    return Position(line, len(document.line(line)))


def _into_label(document: Document, blocks: Sequence[Block], above: int, line: Line) -> TextEdit | None:
    """An edit that fills a labelled line that is there and says nothing yet, or adds to the list below a label."""
    waiting = ""
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            listed = number + 1 < len(blocks) and isinstance(blocks[number + 1], List)
            for part in labelled(block.text):
                waiting = part.role if part.name else ""
                if _means(part.role, line) and part.name and _is_empty(part.content) and not listed:
                    return _fill(document, part.content, above, line.text)
        elif isinstance(block, List):
            for item in block.items:
                own = labelled(item.lead)[0] if item.lead is not None and labelled(item.lead) else None
                if own is not None and _means(own.role, line) and own.name:
                    inner = next((b for b in item.blocks[1:] if isinstance(b, List)), None)
                    if inner is not None and inner.items:
                        return _after_item(document, inner, above, line.text)
                    if _is_empty(own.content):
                        return _fill(document, own.content, above, line.text)
            if waiting == line.role and waiting in _MANY and block.items:
                return _after_item(document, block, above, line.text)
            waiting = ""
    return None


def _means(name: str, line: Line) -> bool:
    """Whether a label has the line's role; what answers a question is called as what answers a threat."""
    return name == line.role or (line.role == "answer" and name == ANSWERS)


def _fill(document: Document, content: Passage, above: int, text: str) -> TextEdit:
    """Write `text` behind a label that nothing follows yet, or in place of a word that says nothing."""
    place = content.whole.down(above)
    if not content.text:
        end = _end(document, place.start.line)
        line = document.line(place.start.line)
        return TextEdit(Span(end, end), text and (text if line.endswith(" ") else f" {text}"))
    return TextEdit(place, text)


def _is_empty(content: Passage) -> bool:
    return says_nothing(content.text) or (status(content.text) == "open" and len(plain(content.text).split()) <= 4)  # noqa: PLR2004


def _after_item(document: Document, listed: List, above: int, text: str) -> TextEdit:
    """Another item at the end of a list."""
    last = listed.items[-1]
    between = document.newline * (2 if is_loose(listed) else 1)
    place = _end(document, last.span.end.line + above)
    head = item_text(document, last, above) + marker_like(last) + gap(document, last, above)
    if last.checked is not None:
        head += "[ ] "
    return TextEdit(Span(place, place), f"{between}{head}{text}")


def _under_heading(
    document: Document, shape: AsHeading, lines: Sequence[Line], manner: Manner
) -> list[TextEdit] | None:
    edits: list[TextEdit] = []
    left: list[Line] = []
    for line in lines:
        edit = _in_parts(document, shape, line)
        if edit is None:
            left.append(line)
        else:
            edits.append(edit)
    if not left:
        return edits
    part, above = shape.parts[0]
    newline = document.newline
    examples = list(_examples(part.blocks))
    for block in part.blocks if manner is Manner.LIKE else ():
        if isinstance(block, Table) and is_property_table(block) and block.rows:
            row = block.rows[-1]
            place = _end(document, row.span.end.line + above)
            edits.extend(
                TextEdit(Span(place, place), f"{newline}| {line.label} | {in_cell(line.text)} |") for line in left
            )
            return edits
    for owner, example in reversed(examples) if manner is Manner.LIKE else ():
        if isinstance(owner, List):
            last = owner.items[-1]
            place = _end(document, last.span.end.line + above)
            head = item_text(document, last, above) + marker_like(last) + gap(document, last, above)
            edits.extend(
                TextEdit(Span(place, place), f"{newline}{head}{label_like(example, line.label)}{line.text}".rstrip(" "))
                for line in left
            )
            return edits
    example = examples[0][1] if examples else None
    line_number = _last_line(part)
    place = _end(document, line_number + above)
    text = "".join(f"{newline}{newline}{label_like(example, line.label)}{line.text}".rstrip(" ") for line in left)
    edits.append(TextEdit(Span(place, place), text))
    return edits


def _last_line(part: Part) -> int:
    if part.blocks:
        return max(block.span.end.line for block in part.blocks)
    return part.heading.span.end.line if part.heading is not None else part.first


def _in_parts(document: Document, shape: AsHeading, line: Line) -> TextEdit | None:
    """Into a labelled line, a list under a label, or what stands under a heading of its own ("#### Mitigations")."""
    for number, (part, above) in enumerate(shape.parts):
        if number and part.heading is not None and role(part.heading.text.text) == line.role:
            for block in reversed(part.blocks):
                if isinstance(block, List) and line.role in _MANY:
                    return _after_item(document, block, above, line.text)
            place = _end(document, _last_line(part) + above)
            return TextEdit(Span(place, place), f"{document.newline}{document.newline}{line.text}")
        edit = _into_label(document, part.blocks, above, line)
        if edit is not None:
            return edit
        for block in part.blocks:
            if isinstance(block, Table) and is_property_table(block):
                for row in block.rows:
                    if (
                        row.cells
                        and role(row.cells[0].text) == line.role
                        and len(row.cells) > 1
                        and says_nothing(row.cells[1].text)
                    ):
                        return cell_edit(document, row, above, 1, line.text)
    return None


def _examples(blocks: Sequence[Block]) -> Iterator[tuple[Block, Passage]]:
    """Labelled lines with the block that holds them."""
    for block in blocks:
        if isinstance(block, Paragraph):
            for part in labelled(block.text):
                if part.role and part.key is not None:
                    yield block, block.text
        elif isinstance(block, List):
            for item in block.items:
                if item_role(item) and item.lead is not None:
                    yield block, item.lead


def _after_paragraph(document: Document, shape: AsParagraph, lines: Sequence[Line]) -> list[TextEdit] | None:
    edits: list[TextEdit] = []
    first = next(iter(labelled(shape.block.text)), None)
    told = [
        (block, part.whole)
        for block in (shape.block, *shape.below)
        if isinstance(block, Paragraph)
        for part in labelled(block.text)
        if part.role and part.key is not None and block.span.start.line <= shape.last
    ]
    # A title alone is no example of a label.
    example = told[-1][1] if told else shape.block.text if first is not None and first.content.text else None
    beside = bool(told) and told[-1][0] is shape.block and told[-1][1] is not (first.whole if first else None)
    between = document.newline * (1 if beside else 2)
    place = _end(document, shape.last + shape.lines)
    for line in lines:
        edit = _into_label(document, (shape.block, *shape.below), shape.lines, line)
        if edit is None:
            written = label_like(example, line.label)
            edit = TextEdit(Span(place, place), f"{between}{written}{line.text}".rstrip(" "))
        edits.append(edit)
    return edits
