"""Small pieces of Markdown: cells, labels, markers and identifiers, made like those that are there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.syntax.markdown.inline import label
from forewarn.text.edits import TextEdit
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forewarn.dialects.markdown.writer.places import AsRow
    from forewarn.syntax.markdown.blocks import List, ListItem, Row
    from forewarn.syntax.markdown.passage import Passage
    from forewarn.text.document import Document

_BAR = re.compile(r"(?<!\\)\|")
_SERIES = re.compile(r"^(.*?)(\d+)$")
_BLANKS = re.compile(r"\s+")


def one_line(text: str) -> str:
    """Text for running Markdown on one line."""
    return _BLANKS.sub(" ", text).strip()


def in_cell(text: str) -> str:
    """Text for a cell of a table."""
    return _BAR.sub(r"\\|", one_line(text))


def with_columns(document: Document, shape: AsRow, columns: Sequence[tuple[str, str]]) -> list[TextEdit]:
    """Give a table more columns at its end: each with its head and what the row of `shape` holds in it."""
    if not columns:
        return []
    table, edits = shape.table, list[TextEdit]()
    width = len(table.header.cells)
    rows = (table.header, *table.rows)
    for number in range(table.header.span.start.line, rows[-1].span.end.line + 1):
        row = next((one for one in rows if one.span.start.line == number), None)
        if row is None:
            cells = ["---"] * len(columns)
        elif row is table.header:
            cells = [head for head, _ in columns]
        else:
            cells = [in_cell(text) if row is shape.row else "" for _, text in columns]
        line = document.line(number + shape.lines)
        end = len(line.rstrip())
        open_end = not line.rstrip().endswith("|") or line.rstrip().endswith("\\|")
        missing = max(0, width - len(row.cells)) if row is not None else 0
        blank = "" if row is None and "| " not in line else " "
        text = "".join(f"{blank}{cell}{blank}|" for cell in (*[""] * missing, *cells))
        place = Position(number + shape.lines, end)
        edits.append(TextEdit(Span(place, place), f" |{text}" if open_end else text))
    return edits


def word_edit(document: Document, span: Span, old: str, new: str) -> TextEdit | None:
    """Write `new` for the word `old` in `span`, in the case that it has there; None unless it stands there once."""
    there = document.slice(span)
    found = list(re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", there, re.IGNORECASE))
    if len(found) != 1 or "\n" in there:
        return None
    word = found[0][0]
    cased = new.upper() if word.isupper() else new.capitalize() if word[0].isupper() else new
    start = span.start.column + found[0].start()
    line = span.start.line
    return TextEdit(Span(Position(line, start), Position(line, start + len(word))), cased)


def cell_edit(document: Document, row: Row, lines: int, column: int, text: str) -> TextEdit:
    """Write `text` into a cell in place of what it holds, keeping the width of the column where the text fits."""
    number = row.span.start.line + lines
    line = document.line(number)
    begin, end = _cell(line, row.span.start.column, column)
    made = in_cell(text)
    if end < 0:
        # The row ends before this column: give it the cells that it lacks.
        bars = len(row.cells)
        missing = " |" * (column - bars) + f" {made} |"
        stripped = line.rstrip()
        lead = "" if stripped.endswith("|") else " |"
        place = Position(number, len(stripped))
        return TextEdit(Span(place, place), f"{lead}{missing}")
    width = end - begin
    padded = f" {made} ".ljust(width)
    return TextEdit(Span(Position(number, begin), Position(number, end)), padded)


def _cell(line: str, start: int, column: int) -> tuple[int, int]:
    """Where a cell lies between its bars; an end of -1 where the row has no such cell."""
    end = len(line.rstrip())
    bars = [found.start() for found in _BAR.finditer(line, start, end)]
    begin = start
    if bars and not line[start : bars[0]].strip():
        begin = bars.pop(0) + 1
    edges = [begin, *(bar + 1 for bar in bars)]
    ends = [*bars, end]
    if column < len(edges) and not (column == len(edges) - 1 and bars and not line[edges[column] : end].strip()):
        return edges[column], ends[column]
    return end, -1


def label_like(example: Passage | None, name: str) -> str:
    """A label with this name, written like the one that `example` begins with; `**Name:** ` without an example."""
    found = label(example.text) if example is not None else None
    if example is None or found is None:
        return f"**{name}:** "
    text = example.text
    head, tail = text[: found.start], text[found.end : found.content]
    head = head.split()[-1] if head.split() else ""
    head = head if re.fullmatch(r"[*_]*", head) else ""
    written = tail.rstrip()
    if not head:
        return f"{name}: "
    return f"{head}{name}{written or ':'} "


def marker_like(item: ListItem) -> str:
    """The marker for another item in the list of `item`: the same bullet, or the next number."""
    found = re.match(r"(\d+)([.)])", item.marker)
    return f"{int(found[1]) + 1}{found[2]}" if found else item.marker


def item_text(document: Document, item: ListItem, lines: int) -> str:
    """What stands before the marker of an item on its line: its indentation."""
    line = document.line(item.span.start.line + lines)
    head = line[: item.span.start.column]
    return head if not head.strip(" \t>") else " " * len(head)


def gap(document: Document, item: ListItem, lines: int) -> str:
    """The blanks between an item's marker and its text."""
    line = document.line(item.span.start.line + lines)
    behind = line[item.span.start.column + len(item.marker) :]
    width = len(behind) - len(behind.lstrip(" \t"))
    return behind[:width] if 0 < width <= 4 else " "  # noqa: PLR2004 - more blanks begin a code block


def is_loose(listed: List) -> bool:
    """Whether blank lines part the items of a list."""
    pairs = zip(listed.items, listed.items[1:], strict=False)
    return any(after.span.start.line - before.span.end.line > 1 for before, after in pairs)


def next_identifier(used: Iterable[str], default: str) -> str:
    """The next of a series of identifiers: T4 after T3, TS-12 after TS-11; `default` where there is no series."""
    best: tuple[int, str, int] | None = None
    taken = set(used)
    for identifier in taken:
        found = _SERIES.match(identifier)
        if found and (best is None or int(found[2]) > best[0]):
            best = (int(found[2]), found[1], len(found[2]))
    if best is None:
        return default
    number = best[0] + 1
    made = f"{best[1]}{number:0{best[2]}d}"
    while made in taken:
        number += 1
        made = f"{best[1]}{number:0{best[2]}d}"
    return made
