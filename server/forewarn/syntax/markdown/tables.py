"""Tables: rows of pipes (GFM 0.29, §4.10) and simple tables in HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from forewarn.syntax.markdown.blocks import Row, Table
from forewarn.syntax.markdown.passage import Passage
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIPE = re.compile(r"(?<!\\)\|")


def read_row(line: str, number: int, start: int) -> Row:
    """The row that `line` holds from column `start`. A pipe after a backslash separates nothing."""
    end = len(line.rstrip())
    cells: list[Passage] = []
    begin = start
    bars = [found.start() for found in _PIPE.finditer(line, start, end)]
    if bars and not line[start : bars[0]].strip():
        begin = bars.pop(0) + 1
    for bar in [*bars, end]:
        if bar == end and bars and not line[begin:end].strip():
            break
        cells.append(_cell(line, number, begin, bar))
        begin = bar + 1
    return Row(Span(Position(number, start), Position(number, end)), tuple(cells))


def _cell(line: str, number: int, begin: int, end: int) -> Passage:
    text = line[begin:end]
    stripped = text.strip()
    indent = len(text) - len(text.lstrip()) if stripped else min(1, len(text))
    return Passage(stripped, ((0, number, begin + indent),))


class _TableReader(HTMLParser):
    """Collects the cells of every outermost table with their places, counted in lines and columns of the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.tables: list[tuple[tuple[int, int], list[list[tuple[tuple[int, int], tuple[int, int]]]]]] = []
        self.ends: list[tuple[int, int]] = []
        self._depth = 0
        self._open: tuple[int, int] | None = None
        self._wide = 1
        self._heads = True

    def _here(self) -> tuple[int, int]:
        line, column = self.getpos()
        return line - 1, column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append((self._here(), []))
                self.ends.append(self._here())
        elif self._depth == 1:
            if tag in ("tr", "td", "th"):
                self._close()
            if tag == "tr":
                self._end_row()
                self.tables[-1][1].append([])
            elif tag in ("td", "th"):
                self._wide = _width(dict(attrs).get("colspan"))
                self._heads = self._heads and tag == "th"
                line, column = self._here()
                text = self.get_starttag_text() or ""
                if "\n" in text:
                    line, column = line + text.count("\n"), len(text) - text.rfind("\n") - 1
                else:
                    column += len(text)
                self._open = (line, column)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table") and self._depth == 1:
            self._close()
        if tag == "table" and self._depth:
            self._depth -= 1
            if not self._depth:
                self._end_row()
                line, column = self._here()
                self.ends[-1] = (line, column + len("</table>"))

    def _close(self) -> None:
        if self._open is not None and self.tables:
            rows = self.tables[-1][1]
            if not rows:
                rows.append([])
            rows[-1].append((self._open, self._here()))
            rows[-1] += [(self._here(), self._here())] * (self._wide - 1)
        self._open = None

    def _end_row(self) -> None:
        """Drop a row below the first that holds heads only: it names columns again, or a group of rows."""
        rows = self.tables[-1][1]
        if self._heads and len(rows) > 1 and rows[-1]:
            rows.pop()
        self._heads = True


_TAG = re.compile(r"<[^>]*>|&nbsp;")
_WIDEST = 64
"""A cell is taken to stand over so many columns at most."""


def _width(colspan: str | None) -> int:
    """How many columns a cell stands over."""
    return min(_WIDEST, int(colspan)) if colspan and colspan.isascii() and colspan.isdigit() and int(colspan) else 1


def html_tables(text: Passage) -> tuple[Table, ...]:
    """The tables in a piece of HTML, cells without tags; the first row is the header. Never raises."""
    if "<td" not in text.text.lower():
        return ()
    reader = _TableReader()
    try:
        reader.feed(text.text)
        reader.close()
    except (AssertionError, ValueError):  # HTMLParser gives up on some malformed declarations
        return ()
    return tuple(
        _html_table(text, *found, end) for found, end in zip(reader.tables, reader.ends, strict=True) if found[1]
    )


def _html_table(
    text: Passage,
    start: tuple[int, int],
    rows: list[list[tuple[tuple[int, int], tuple[int, int]]]],
    end: tuple[int, int],
) -> Table:
    offsets = _line_offsets(text.text)
    first, last = offsets[start[0]] + start[1], offsets[end[0]] + end[1]
    made = [Row(_row_span(text, cells, offsets), tuple(_html_cells(text, cells, offsets))) for cells in rows if cells]
    if not made:
        return Table(text.span(first, last), Row(text.span(first, first), ()), (), html=True)
    return Table(text.span(first, max(first, last)), made[0], tuple(made[1:]), html=True)


def _line_offsets(text: str) -> list[int]:
    offsets = [0]
    for line in text.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    return offsets


def _row_span(text: Passage, cells: list[tuple[tuple[int, int], tuple[int, int]]], offsets: list[int]) -> Span:
    (line, column), (end_line, end_column) = cells[0][0], cells[-1][1]
    first, last = offsets[line] + column, offsets[end_line] + end_column
    # Blanks before the last cell's end, and the line that it is closed on, are no text of the row's.
    return text.span(first, first + len(text.text[first:last].rstrip()))


def _html_cells(
    text: Passage, cells: list[tuple[tuple[int, int], tuple[int, int]]], offsets: list[int]
) -> Iterator[Passage]:
    for (line, column), (end_line, end_column) in cells:
        cell = text.cut(offsets[line] + column, offsets[end_line] + end_column)
        # Tags become blanks of the same length, so that every character keeps its place.
        yield Passage(_TAG.sub(lambda found: " " * len(found[0]), cell.text), cell.marks).cut(0, len(cell.text))
