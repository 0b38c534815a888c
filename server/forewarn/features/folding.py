"""What can be folded away: sections, elements, lists, blocks of code, comments, front matter.

YAML and JSON are folded by indentation alone, so that a place which cannot be parsed folds as well as any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forewarn.syntax.markdown.blocks import Code, FrontMatter, Html, List, Quote, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forewarn.features.view import View
    from forewarn.syntax.markdown.blocks import Block
    from forewarn.syntax.markdown.reader import MarkdownReading

COMMENT = "comment"
_DASHES = ("- ", "-\n", "-\r")


class Fold(NamedTuple):
    """Lines from `first`, which stays to be seen, to `last`. `kind` is empty for what is neither comment nor code."""

    first: int
    last: int
    kind: str = ""


def folds(view: View) -> list[Fold]:
    """What can be folded, in the order of the text; of what begins on one line, the longest only."""
    lines = view.document.lines
    found: Iterable[Fold]
    if view.reading.dialect == "markdown":
        from forewarn.dialects.markdown.read import markdown_of  # noqa: PLC0415 - loaded where there is Markdown

        markdown = markdown_of(view.reading)
        found = _in_document(markdown) if markdown else []
    elif view.reading.dialect == "configuration":
        found = _tables(lines)
    else:
        found = indented(lines, 0, len(lines))
    longest: dict[int, Fold] = {}
    for one in found:
        if one.last > one.first and (one.first not in longest or longest[one.first].last < one.last):
            longest[one.first] = one
    return [longest[first] for first in sorted(longest)]


# -- YAML and JSON
def indented(lines: Sequence[str], first: int, end: int) -> Iterator[Fold]:
    """What stands deeper than the line above it, in the lines from `first` to before `end`; and runs of comments."""
    opened: list[tuple[int, int]] = []
    """How deep, twice the columns, and the line. A dash stands half a step below the key above it."""
    last = first
    remarks: list[int] = []
    for number in range(first, end):
        line = lines[number]
        text = line.lstrip(" \t")
        if text.startswith("#"):
            remarks.append(number)
            continue
        yield from _remarked(remarks)
        if not text or text.isspace():
            continue
        depth = 2 * (len(line) - len(text)) + (text.startswith(_DASHES) or text == "-")
        if depth == 0 and text.startswith(("---", "...")):
            depth = -1
        while opened and opened[-1][0] >= depth:
            yield Fold(opened.pop()[1], last)
        if depth >= 0:
            opened.append((depth, number))
        last = number
    yield from _remarked(remarks)
    for _, number in reversed(opened):
        yield Fold(number, last)


def _remarked(remarks: list[int]) -> Iterator[Fold]:
    if len(remarks) > 1 and remarks[-1] - remarks[0] == len(remarks) - 1:
        yield Fold(remarks[0], remarks[-1], COMMENT)
    remarks.clear()


def _tables(lines: Sequence[str]) -> Iterator[Fold]:
    """The tables of a TOML file."""
    heads = [number for number, line in enumerate(lines) if line.startswith("[")]
    for number, head in enumerate(heads):
        end = heads[number + 1] if number + 1 < len(heads) else len(lines)
        yield Fold(head, _last_said(lines, head, end))


# -- Markdown
def _in_document(markdown: MarkdownReading) -> Iterator[Fold]:
    lines = markdown.document.lines
    heads: list[tuple[int, int]] = []
    for section, start in zip(markdown.sections, markdown.starts, strict=True):
        for part in section.parts:
            if part.heading is not None:
                line = start + part.heading.span.start.line
                while heads and heads[-1][1] >= part.heading.level:
                    yield Fold(heads[-1][0], _last_said(lines, heads.pop()[0], line))
                heads.append((line, part.heading.level))
            yield from _in_blocks(part.blocks, start, lines)
    for line, _ in reversed(heads):
        yield Fold(line, _last_said(lines, line, len(lines)))


def _in_blocks(blocks: Iterable[Block], start: int, lines: Sequence[str]) -> Iterator[Fold]:
    for block in blocks:
        first, last = start + block.span.start.line, start + block.span.end.line
        last = _last_said(lines, first, min(last + (block.span.end.column > 0), len(lines)))
        if isinstance(block, List):
            for item in block.items:
                begin, end = start + item.span.start.line, start + item.span.end.line
                yield Fold(begin, _last_said(lines, begin, min(end + (item.span.end.column > 0), len(lines))))
                yield from _in_blocks(item.blocks, start, lines)
        elif isinstance(block, Code):
            if block.fenced:
                yield Fold(first, last)
                if "threat-model" in block.info.split():
                    yield from indented(lines, first + 1, last + (not block.closed))
        elif isinstance(block, Html):
            yield Fold(first, last, COMMENT if block.comment else "")
        elif isinstance(block, Quote):
            yield Fold(first, last)
            yield from _in_blocks(block.blocks, start, lines)
        elif isinstance(block, Table | FrontMatter):
            yield Fold(first, last)


def _last_said(lines: Sequence[str], first: int, end: int) -> int:
    """The last line before `end` that is not blank."""
    last = end - 1
    while last > first and not lines[last].strip():
        last -= 1
    return last
