"""The blocks of a Markdown text as values (CommonMark 0.31.2, chapters 4 and 5; tables as in GFM 0.29, §4.10).

All spans are relative to the first line of the section that holds the block (`forewarn.syntax.markdown.reader`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from forewarn.syntax.markdown.passage import Passage
    from forewarn.text.position import Span


class Heading(NamedTuple):
    """A heading, with `#` or underlined. `text` has no closing `#`s."""

    span: Span
    level: int
    text: Passage
    underlined: bool


class Paragraph(NamedTuple):
    """A paragraph of running text."""

    span: Span
    text: Passage


class ListItem(NamedTuple):
    """An item of a list with the blocks in it. `checked` is None where it has no task box."""

    span: Span
    marker: str
    checked: bool | None
    blocks: tuple[Block, ...]

    @property
    def lead(self) -> Passage | None:
        """The text that the item begins with, or None where it begins with something else."""
        first = self.blocks[0] if self.blocks else None
        return first.text if isinstance(first, Paragraph) else None


class List(NamedTuple):
    """A list. Its marker is that of its first item."""

    span: Span
    items: tuple[ListItem, ...]

    @property
    def ordered(self) -> bool:
        """Whether its items are numbered."""
        return bool(self.items) and self.items[0].marker[:1].isdigit()


class Row(NamedTuple):
    """A row of a table. `cells` are without outer blanks; the row may have fewer or more than the header."""

    span: Span
    cells: tuple[Passage, ...]


class Table(NamedTuple):
    """A table with pipes, or a simple one in HTML (`html`)."""

    span: Span
    header: Row
    rows: tuple[Row, ...]
    html: bool = False


class Code(NamedTuple):
    """A fenced or indented block of code. `body` has the indentation of the fence taken off."""

    span: Span
    info: str
    info_span: Span
    body: Passage
    closed: bool
    fenced: bool


class Html(NamedTuple):
    """A block of HTML as it stands. Tables in it are given beside it."""

    span: Span
    text: Passage
    tables: tuple[Table, ...]

    @property
    def comment(self) -> bool:
        """Whether it is nothing but a comment."""
        text = self.text.text.strip()
        return text.startswith("<!--") and text.find("-->") in (-1, len(text) - 3)


class Quote(NamedTuple):
    """A block quote with the blocks in it."""

    span: Span
    blocks: tuple[Block, ...]


class Rule(NamedTuple):
    """A line across."""

    span: Span


class FrontMatter(NamedTuple):
    """The YAML between `---` lines at the top of a document. `body` is what stands between them."""

    span: Span
    body: Passage


Block = Heading | Paragraph | List | Table | Code | Html | Quote | Rule | FrontMatter


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A heading with the blocks under it, up to the next heading; or the blocks before the first one.

    `first` is its first line, counted from the first line of the section that holds it.
    """

    serial: int
    first: int
    line_count: int
    heading: Heading | None
    blocks: tuple[Block, ...]
