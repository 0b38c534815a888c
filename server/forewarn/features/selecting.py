"""What a selection grows to, step by step: the word, its value, the field, the element, the section, the whole text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.dialects.native.read import yaml_of
from forewarn.features.sections import sections
from forewarn.model.elements import Record
from forewarn.syntax.markdown.blocks import Code, FrontMatter, Heading, Html, List, Paragraph, Quote, Table
from forewarn.syntax.values import Mapping, Scalar, Sequence, Style
from forewarn.text.position import START, Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.features.view import View
    from forewarn.model.elements import Element, Field
    from forewarn.syntax.markdown.blocks import Block, Row
    from forewarn.syntax.markdown.passage import Passage
    from forewarn.syntax.markdown.reader import MarkdownReading
    from forewarn.syntax.values import Node
    from forewarn.syntax.yaml.reader import YamlReading

_WORD = re.compile(r"[\w]+(?:[-_.][\w]+)*")
_QUOTED = (Style.SINGLE, Style.DOUBLE)


def selections(view: View, position: Position) -> tuple[Span, ...]:
    """The spans around `position`, from the smallest to the whole text, each inside the next."""
    document = view.document
    position = document.clamp(position)
    whole = Span(START, Position(len(document.lines) - 1, len(document.line(len(document.lines) - 1))))
    found = {whole, *_word(document.line(position.line), position)}
    yaml = yaml_of(view.reading)
    if yaml is not None:
        found.update(_in_yaml(yaml, position))
    elif view.reading.dialect == "markdown":
        from forewarn.dialects.markdown.read import markdown_of  # noqa: PLC0415 - loaded where there is Markdown

        markdown = markdown_of(view.reading)
        found.update(_in_document(markdown, position) if markdown else ())
        found.update(_sections(view))
        found.update(_elements(view, position))
    return _nested(view, (one for one in found if _is_around(one, position)))


def _is_around(span: Span, position: Position) -> bool:
    """Whether a position lies in a span or at its end; the start of the next line is behind it."""
    return span.holds(position) and (span.end != position or position.column > 0 or span.start.line == position.line)


def _nested(view: View, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans as a chain. Of two that overlap, the one that begins later is left out."""
    text = view.document
    cut = {Span(text.clamp(one.start), text.clamp(one.end)) for one in spans}
    chain: list[Span] = []
    for one in sorted(cut, key=lambda one: (one.start, (-one.end.line, -one.end.column))):
        if one.start < one.end and (not chain or one.end <= chain[-1].end):
            chain.append(one)
    return tuple(reversed(chain)) or (Span(START, text.clamp(Position(len(text.lines), 0))),)


def _word(line: str, position: Position) -> Iterator[Span]:
    for found in _WORD.finditer(line):
        if found.start() <= position.column <= found.end():
            yield Span(Position(position.line, found.start()), Position(position.line, found.end()))


# -- YAML
def _in_yaml(yaml: YamlReading, position: Position) -> Iterator[Span]:
    section = ""
    for item, start in zip(yaml.items, yaml.starts, strict=True):
        if not start <= position.line < start + item.line_count:
            continue
        section = item.section
        if item.root is not None:
            yield item.root.span.down(start)
            yield from _in_node(item.root, start, position)
    if not section:
        return
    own = [
        (start, item)
        for item, start in zip(yaml.items, yaml.starts, strict=True)
        if item.root is not None and (item.section == section or (item.is_header and _header(item.root) == section))
    ]
    # A section that stands twice in a text is two.
    above = [start for start, item in own if item.is_header and start <= position.line]
    below = [start for start, item in own if item.is_header and start > position.line]
    if above:
        last = max((start, item) for start, item in own if not below or start < below[0])
        root = last[1].root
        if root is not None:
            yield Span(Position(above[-1], 0), root.span.down(last[0]).end)


def _header(root: Node) -> str:
    key = root.entries[0].key if isinstance(root, Mapping) and root.entries else None
    return key.text if isinstance(key, Scalar) else ""


def _in_node(node: Node, start: int, position: Position) -> Iterator[Span]:
    """The values around a position, with what is between their quotation marks."""
    here = position.down(-start)
    if not node.span.holds(here):
        return
    yield node.span.down(start)
    if isinstance(node, Mapping):
        for entry in node.entries:
            if entry.span.holds(here):
                yield entry.span.down(start)
                yield from _in_node(entry.key, start, position)
                yield from _in_node(entry.value, start, position)
    elif isinstance(node, Sequence):
        for one in node.items:
            yield from _in_node(one, start, position)
    elif isinstance(node, Scalar) and node.style in _QUOTED:
        (first, left), (last, right) = node.span
        if (first, left + 1) < (last, right - 1):
            yield Span(Position(first, left + 1), Position(last, right - 1)).down(start)


# -- Markdown
def _in_document(markdown: MarkdownReading, position: Position) -> Iterator[Span]:
    for section, start in zip(markdown.sections, markdown.starts, strict=True):
        if start <= position.line < start + len(section.lines):
            for part in section.parts:
                if part.heading is not None:
                    yield from _in_blocks((part.heading,), start, position)
                yield from _in_blocks(part.blocks, start, position)


def _in_blocks(blocks: Iterable[Block], start: int, position: Position) -> Iterator[Span]:
    here = position.down(-start)
    for block in blocks:
        if not block.span.holds(here):
            continue
        yield block.span.down(start)
        match block:
            case List():
                for item in block.items:
                    if item.span.holds(here):
                        yield item.span.down(start)
                        yield from _in_blocks(item.blocks, start, position)
            case Quote():
                yield from _in_blocks(block.blocks, start, position)
            case Table():
                yield from _in_rows((block.header, *block.rows), start, position)
            case Heading() | Paragraph():
                yield from _in_text(block.text, start)
            case Html():
                for table in block.tables:
                    yield from _in_rows((table.header, *table.rows), start, position)
            case Code() | FrontMatter():
                yield block.body.whole.down(start)
            case _:
                pass


def _in_rows(rows: Iterable[Row], start: int, position: Position) -> Iterator[Span]:
    here = position.down(-start)
    for row in rows:
        if row.span.holds(here):
            yield row.span.down(start)
            for cell in row.cells:
                if cell.whole.holds(here):
                    yield from _in_text(cell, start)


def _in_text(passage: Passage, start: int) -> Iterator[Span]:
    """A text, its sentence, and what is in back-ticks."""
    from forewarn.syntax.markdown.inline import code_spans  # noqa: PLC0415 - see above
    from forewarn.syntax.markdown.sentences import cut  # noqa: PLC0415 - see above

    yield passage.whole.down(start)
    for one in cut(passage.text):
        yield passage.span(one.start, one.end).down(start)
    for mark in code_spans(passage.text):
        yield passage.span(mark.start, mark.end).down(start)


def _sections(view: View) -> Iterator[Span]:
    """Each section with its heading."""
    for part in view.reading.parts:
        for one in sections(part):
            end = max(one.end - 1, one.span.start.line)
            while end > one.span.start.line and not view.document.line(end).strip():
                end -= 1
            yield Span(Position(one.span.start.line, 0), Position(end, len(view.document.line(end))))


def _elements(view: View, position: Position) -> Iterator[Span]:
    """The elements around a position, and what they say there: in tables, items and embedded blocks."""
    found = view.item_at(position)
    if found is None:
        return
    _, item, start = found
    for element in item.elements:
        if element.span.holds(position.down(-start)):
            yield element.span.down(start)
            if element.recorded:
                yield from _in_fields(element, start)


def _in_fields(element: Element | Record, start: int) -> Iterator[Span]:
    for field in element.fields.values():
        yield from _in_field(field, start)


def _in_field(field: Field, start: int) -> Iterator[Span]:
    if field.key.start < field.key.end:
        yield Span(field.key.start, max(field.key.end, field.span.end)).down(start)
    yield field.span.down(start)
    for value in field.values:
        yield value.span.down(start)
        if isinstance(value, Record):
            yield from _in_fields(value, start)
