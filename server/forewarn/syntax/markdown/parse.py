"""Parse one section with tree-sitter-markdown's block grammar and turn its tree into our own blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

import tree_sitter_markdown
from tree_sitter import Language, Parser

from forewarn.syntax.markdown.blocks import Code, Heading, Html, List, ListItem, Paragraph, Quote, Row, Rule, Table
from forewarn.syntax.markdown.callouts import CALLOUT, SUMMARY, unfold
from forewarn.syntax.markdown.lazy import cut_off
from forewarn.syntax.markdown.passage import Passage, passage
from forewarn.syntax.markdown.tables import html_tables, read_row
from forewarn.text.position import NOWHERE, Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tree_sitter import Node

    from forewarn.syntax.markdown.blocks import Block

# The package's stub names a type that it does not import.
_blocks = cast("object", tree_sitter_markdown.language())  # pyright: ignore[reportUnknownMemberType]
_parser = Parser(Language(_blocks))

_INDENT = re.compile(r"(?:[ \t]*>)*[ \t]*")
_CLOSING = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_HASHES = re.compile(r"#+[ \t]*")
_CHECKS = {"task_list_marker_checked": True, "task_list_marker_unchecked": False}


def parse(lines: Sequence[str]) -> tuple[Block, ...]:
    """The blocks of a section whose `lines` have no line ends. Never raises."""
    shown, offsets = unfold(lines)
    # A line before the first keeps the grammar from taking `---` for front matter. It wants LF, and NUL ends its input.
    text = "\n" + "\n".join(shown).replace("\0", " ") + "\n"
    tree = _parser.parse(text.encode("utf-8", "replace"))
    blocks: list[Block] = []
    reader = _Reader(lines, shown, offsets)
    reader.blocks(tree.root_node.children, blocks)
    return tuple(blocks)


class _Reader:
    """Turns nodes into blocks. Rows are one too high because of the line put before the first."""

    def __init__(self, lines: Sequence[str], shown: Sequence[str], offsets: Sequence[int]) -> None:
        """Take the lines as written, as the parser sees them, and how many characters it does not see in each."""
        self._lines = lines
        self._shown = shown
        self._offsets = offsets

    def blocks(self, nodes: Iterable[Node], into: list[Block]) -> None:
        for node in nodes:
            kind = node.type
            if kind == "section":
                self.blocks(node.children, into)
                continue
            make = _MAKERS.get(kind)
            if make is not None:
                block = make(self, node)
                below = None
                if isinstance(block, List):
                    block, below = cut_off(block)
                into += [one for one in (block, below) if one is not None]
            elif kind == "ERROR":
                self.blocks(node.children, into)

    def _column(self, row: int, column: int) -> int:
        """Code points before byte `column` of line `row`."""
        if not 0 <= row < len(self._lines):
            return 0
        line, offset = self._shown[row], self._offsets[row]
        if line.isascii():
            return min(column, len(line)) + offset
        return len(line.encode("utf-8", "replace")[:column].decode("utf-8", "ignore")) + offset

    def _span(self, node: Node) -> Span:
        """The node's place, without the blank lines that the grammar counts to it."""
        (row, column), (end, end_column) = node.start_point, node.end_point
        row, end = max(row - 1, 0), end - 1
        last = len(self._lines) - 1
        if end > last:
            end, end_column = last, len(self._shown[last].encode("utf-8", "replace"))
        start = Position(row, self._column(row, column))
        if end == row:
            return Span(start, Position(end, self._column(end, end_column)))
        if not self._lines[end][: self._column(end, end_column)].strip(" \t>"):
            end -= 1
        while end > row and not self._lines[end].strip(" \t>"):
            end -= 1
        return Span(start, Position(end, len(self._lines[end].rstrip())))

    def _passage(self, span: Span) -> Passage:
        """The text in `span`, each line without its indentation and quote markers."""
        (row, column), (end, end_column) = span
        if row == end:
            line = self._lines[row]
            return Passage(line[column:end_column].rstrip(), ((0, row, column),))
        pieces = [(self._lines[row][column:].rstrip(), row, column)]
        for number in range(row + 1, end + 1):
            line = self._lines[number][:end_column] if number == end else self._lines[number]
            found = _INDENT.match(line)
            begin = found.end() if found else 0
            pieces.append((line[begin:].rstrip(), number, begin))
        return passage(pieces)

    def heading(self, node: Node) -> Block:
        level = 1
        span = self._span(node)
        for child in node.children:
            if child.type.startswith("atx_h"):
                level = int(child.type[5])
        row, column = span.start
        line = self._lines[row]
        callout = CALLOUT.match(line) or SUMMARY.match(line)
        if callout:
            group = "title" if callout["title"] else "type"
            place = Span(Position(row, column), Position(row, len(line.rstrip())))
            text = Passage(callout[group], ((0, row, callout.start(group)),))
            return Heading(place, level, text, underlined=False)
        found = _HASHES.match(line, column)
        begin = found.end() if found else column
        closing = _CLOSING.search(line, begin)
        end = closing.start() if closing else len(line)
        whole = Passage(line, ((0, row, 0),))
        return Heading(span, level, whole.cut(begin, max(begin, end)), underlined=False)

    def underlined(self, node: Node) -> Block:
        level, text = 1, None
        for child in node.children:
            if child.type == "setext_h2_underline":
                level = 2
            elif child.type == "paragraph":
                text = self._passage(self._span(child))
        span = self._span(node)
        return Heading(span, level, text or self._passage(span), underlined=True)

    def paragraph(self, node: Node) -> Block | None:
        span = self._span(node)
        text = self._passage(span)
        return Paragraph(span, text) if text.text.strip() else None

    def list(self, node: Node) -> Block:
        items = tuple(self._item(child) for child in node.children if child.type == "list_item")
        return List(self._span(node), items)

    def _item(self, node: Node) -> ListItem:
        marker, checked = "", None
        inner: list[Node] = []
        for child in node.children:
            kind = child.type
            if kind.startswith("list_marker"):
                (row, column), (_, end) = child.start_point, child.end_point
                marker = self._lines[row - 1][self._column(row - 1, column) : self._column(row - 1, end)].strip()
            elif kind in _CHECKS:
                checked = _CHECKS[kind]
            else:
                inner.append(child)
        blocks: list[Block] = []
        self.blocks(inner, blocks)
        span = self._span(node)
        if marker:
            line = self._lines[span.start.line]
            begin = line.find(marker, span.start.column)
            span = Span(Position(span.start.line, max(begin, span.start.column)), span.end)
        return ListItem(span, marker, checked, tuple(blocks))

    def table(self, node: Node) -> Block:
        rows: list[Row] = []
        header = Row(NOWHERE, ())
        for child in node.children:
            if child.type in ("pipe_table_header", "pipe_table_row"):
                row, column = child.start_point
                line = self._lines[row - 1]
                made = read_row(line, row - 1, self._column(row - 1, column))
                if child.type == "pipe_table_header":
                    header = made
                else:
                    rows.append(made)
        return Table(self._span(node), header, tuple(rows))

    def fence(self, node: Node) -> Block:
        info, info_span, delimiters, body = "", NOWHERE, 0, None
        for child in node.children:
            if child.type == "info_string":
                info_span = self._span(child)
                info = self._passage(info_span).text.strip()
            elif child.type == "fenced_code_block_delimiter":
                delimiters += 1
            elif child.type == "code_fence_content":
                body = child
        span = self._span(node)
        last = span.end.line - (1 if delimiters > 1 else 0)
        text = (
            self._body(span.start.line + 1, last, span.start.column)
            if body is not None
            else Passage("", ((0, span.start.line + 1, 0),))
        )
        return Code(span, info, info_span, text, delimiters > 1, fenced=True)

    def indented(self, node: Node) -> Block:
        span = self._span(node)
        indent = 4 + self._offsets[span.start.line]
        return Code(span, "", NOWHERE, self._body(span.start.line, span.end.line, indent), closed=True, fenced=False)

    def _body(self, first: int, last: int, indent: int) -> Passage:
        pieces: list[tuple[str, int, int]] = []
        for number in range(first, last + 1):
            line = self._lines[number]
            begin = min(indent, len(line) - len(line.lstrip(" \t")))
            pieces.append((line[begin:], number, begin))
        return passage(pieces)

    def html(self, node: Node) -> Block:
        span = self._span(node)
        (row, column), (end, _) = span
        pieces = [
            (self._lines[n][column if n == row else 0 :], n, column if n == row else 0) for n in range(row, end + 1)
        ]
        text = passage(pieces)
        return Html(span, text, html_tables(text))

    def quote(self, node: Node) -> Block:
        blocks: list[Block] = []
        self.blocks(node.children, blocks)
        return Quote(self._span(node), tuple(blocks))

    def rule(self, node: Node) -> Block:
        return Rule(self._span(node))


_MAKERS = {
    "atx_heading": _Reader.heading,
    "setext_heading": _Reader.underlined,
    "paragraph": _Reader.paragraph,
    "list": _Reader.list,
    "pipe_table": _Reader.table,
    "fenced_code_block": _Reader.fence,
    "indented_code_block": _Reader.indented,
    "html_block": _Reader.html,
    "block_quote": _Reader.quote,
    "thematic_break": _Reader.rule,
}
