"""Sentences, mentions and comments of a document's blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.dialects.markdown.directives import COMMENT, comments_in, words_of
from forewarn.dialects.markdown.drafts import down
from forewarn.dialects.markdown.names import IDENTIFIER
from forewarn.model.reading import Mention, Remark, Sentence
from forewarn.syntax.markdown.blocks import Code, Heading, Html, List, Paragraph, Quote, Table
from forewarn.syntax.markdown.inline import code_spans, link_targets
from forewarn.syntax.markdown.sentences import cut, is_link, says_something
from forewarn.text.position import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forewarn.syntax.markdown.blocks import Block, Row
    from forewarn.syntax.markdown.passage import Passage

_LIKE_IDENTIFIER = re.compile(r"[A-Z][-_.]?\d")
_BLANKS = re.compile(r"\s+")


class Prose:
    """Collects what is said in running text."""

    def __init__(self, path: tuple[str, ...]) -> None:
        """Take the headings above the text."""
        self._path = path
        self.sentences: list[Sentence] = []
        self.mentions: list[Mention] = []
        self.remarks: list[Remark] = []

    def blocks(self, blocks: Iterable[Block], lines: int, where: str = "para") -> None:
        """Read blocks that stand `lines` lines further down than their spans say, in an item of a list or not."""
        for block in blocks:
            if isinstance(block, Paragraph):
                self._text(block.text, lines, where)
            elif isinstance(block, List):
                for item in block.items:
                    self.blocks(item.blocks, lines, "item")
            elif isinstance(block, Table):
                self._table(block, lines)
            elif isinstance(block, Html):
                self._html(block, lines)
            elif isinstance(block, Heading):
                self.mention(block.text, lines)
            elif isinstance(block, Quote):
                self._quoted(block.blocks, lines)
            elif isinstance(block, Code):
                continue

    def mention(self, passage: Passage, lines: int) -> None:
        """Find the names in a text."""
        text = passage.text
        taken: list[tuple[int, int]] = []
        if "`" in text:
            for mark in code_spans(text):
                taken.append((mark.start, mark.end))
                if "\n" not in mark.text:
                    self.mentions.append(Mention(mark.text, down(passage.span(mark.start, mark.end), lines)))
        if "](#" in text:
            for mark in link_targets(text):
                taken.append((mark.start, mark.end))
                self.mentions.append(Mention(mark.text, down(passage.span(mark.start, mark.end), lines)))
        if _LIKE_IDENTIFIER.search(text):
            for found in IDENTIFIER.finditer(text):
                if not any(a <= found.start() < b for a, b in taken):
                    self.mentions.append(Mention(found[1], down(passage.span(found.start(1), found.end(1)), lines)))
        if "<!--" in text:
            self._comments(passage, lines)

    def _text(self, passage: Passage, lines: int, where: str) -> None:
        self.mention(passage, lines)
        text = passage.text
        if "<!--" in text:
            text = COMMENT.sub(lambda found: _blank(found[0]), text)
        for sentence in cut(text):
            span = passage.span(sentence.start, sentence.end)
            self._sentence(text[sentence.start : sentence.end], span, lines, where)

    def _sentence(self, text: str, span: Span, lines: int, where: str) -> None:
        if says_something(text):
            self.sentences.append(Sentence(_BLANKS.sub(" ", text), down(span, lines), self._path, where))

    def _table(self, table: Table, lines: int) -> None:
        for cell in table.header.cells:
            self.mention(cell, lines)
        for row in table.rows:
            for cell in row.cells:
                self.mention(cell, lines)
            self._row(row, lines)

    def _row(self, row: Row, lines: int) -> None:
        cells = [cell.text for cell in row.cells]
        prose = [text for text in cells if text and not is_link(text)]
        if prose and row.cells and len(" ".join(prose).split()) > 1:
            span = Span(row.cells[0].whole.start, row.cells[-1].whole.end)
            self._sentence(" | ".join(cells), span, lines, "row")

    def _html(self, block: Html, lines: int) -> None:
        self._comments(block.text, lines)
        for table in block.tables:
            self._table(table, lines)

    def _comments(self, passage: Passage, lines: int) -> None:
        for found in comments_in(passage.text):
            inner = _BLANKS.sub(" ", found[1]).strip()
            span = down(passage.span(found.start(), found.end()), lines)
            self.remarks.append(Remark(inner, span, words_of(passage, *found.span(1), lines)))

    def _quoted(self, blocks: Iterable[Block], lines: int) -> None:
        """What is quoted is somebody else's sentence; names in it count."""
        for block in blocks:
            if isinstance(block, Paragraph):
                self.mention(block.text, lines)
            elif isinstance(block, List):
                for item in block.items:
                    self._quoted(item.blocks, lines)
            elif isinstance(block, Quote):
                self._quoted(block.blocks, lines)


def _blank(text: str) -> str:
    return "".join(character if character == "\n" else " " for character in text)
