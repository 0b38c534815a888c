"""What the word at a place names: an element by its identifier or title, or something that may be one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.model.joining.matching import LIKE
from forewarn.model.references import CHECK, references
from forewarn.model.schema import Shape, schema
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.features.view import View
    from forewarn.model.elements import Element, Text
    from forewarn.model.kinds import Kind
    from forewarn.model.reading import Item
    from forewarn.model.references import Reference
    from forewarn.text.document import Document

_LEAD = re.compile(r"[\"'`*_\[(]*(?:[a-z]+:[ \t]*)?")
"""What may stand before a name in its value: quotation marks, mark-up, a kind as in `asset:session`."""
_TAIL = re.compile(r"[\"'`*_\])]*")
_CODED = re.compile(r"`([^`\s]+)`")
_IDENTIFIER = re.compile(r"(?<![\w-])[A-Z][A-Za-z]*(?:[-_.]?\w+)*(?![\w-])")


@dataclass(frozen=True, slots=True)
class Meant:
    """What is named at a place: an element of one of `kinds`, of any kind if there are none, called `name`.

    `span` is the word in the file. `own` is the element whose own name it is, None where it names another. `written`
    tells that the word is the name; an element may also be meant by its title.
    """

    name: str
    kinds: tuple[Kind, ...]
    span: Span
    own: Element | None = None
    written: bool = True

    def fits(self, element: Element) -> bool:
        """Whether an element may be meant by its kind."""
        return not self.kinds or element.kind in self.kinds


def meant_at(view: View, position: Position) -> Meant | None:
    """What is named at `position`; None if nothing is. The narrowest word counts, a written name first."""
    position = view.document.clamp(position)
    found = view.understood_at(position)
    if found is None:
        return None
    item, start = found
    near = [one for one in _in_item(item, start, view.document, position) if one.span.holds(position)]
    # Between two words the one that begins here is meant.
    return min(near, key=lambda one: (not one.written, one.span.end == position, _size(one.span)), default=None)


def _size(span: Span) -> tuple[int, int]:
    return (span.end.line - span.start.line, span.end.column - span.start.column)


def _in_item(item: Item, start: int, document: Document, position: Position) -> Iterator[Meant]:
    here = position.down(-start)
    for element in item.elements:
        if not (element.span.holds(here) or element.anchor.holds(here)):
            continue
        if element.id and element.anchor.holds(here):
            yield own_name(element, start, document)
        for one in references(element):
            if one.text.span.holds(here) and one.text.span.start < one.text.span.end:
                yield from named_by(one, start, document)
        if element.recorded:
            for span, name in mentions_at(element, position.line, start, document):
                yield Meant(name, (), span)
    for mention in item.mentions:
        if mention.span.holds(here):
            yield Meant(mention.name, (), mention.span.down(start))


def own_name(element: Element, start: int, document: Document) -> Meant:
    """An element by what it is called where it stands: its identifier, or what stands in its place."""
    span, written = element.anchor.down(start), False
    if element.id_span and not element.derived:
        span, written = written_at(document, element.id_span.down(start), element.id)
    return Meant(element.id, kinds_of(element), span, element, written)


def kinds_of(element: Element) -> tuple[Kind, ...]:
    """The kinds that who means this element may mean: its record's may be another than a document takes it for."""
    return LIKE.get(element.kind, (element.kind,)) if element.tells_of else (element.kind,)


def named_by(one: Reference, start: int, document: Document) -> Iterator[Meant]:
    """What a reference names, at each place where it does: a claim over several lines may say a name twice."""
    whole = one.text.span.down(start)
    span, written = written_at(document, whole, one.name)
    if not written and one.field == CHECK:
        for place in _words(document, whole, one.name):
            yield Meant(one.name, one.kinds, place)
        return
    yield Meant(one.name, one.kinds, span, written=written)


def written_at(document: Document, span: Span, name: str) -> tuple[Span, bool]:
    """The place of `name` in a value that consists of it, and whether it does; else the place of the value."""
    if span.start.line == span.end.line:
        text = document.slice(span)
        at = text.rfind(name)
        if at >= 0 and _LEAD.fullmatch(text[:at]) and _TAIL.fullmatch(text[at + len(name) :]):
            line, column = span.start
            return Span(Position(line, column + at), Position(line, column + at + len(name))), True
    return span, False


def _words(document: Document, span: Span, name: str) -> Iterator[Span]:
    pattern = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    for line in range(span.start.line, span.end.line + 1):
        text = document.line(line)
        end = span.end.column if line == span.end.line else len(text)
        for found in pattern.finditer(text, span.start.column if line == span.start.line else 0, end):
            yield Span(Position(line, found.start()), Position(line, found.end()))


# -- names in running text of a native model
def prose_of(element: Element) -> Iterator[Text]:
    """The texts of an element in which names may stand: titles, descriptions, reasons."""
    specs = schema().kinds[element.kind].fields
    for name, field in element.fields.items():
        spec = specs.get(name)
        if spec is None:
            continue
        if spec.shape is Shape.TEXT and name != CHECK:
            yield from field.texts
        elif spec.shape is Shape.RECORD:
            record = element.record(name)
            for key, inner in record.fields.items() if record else ():
                if (below := spec.fields.get(key)) and below.shape is Shape.TEXT:
                    yield from inner.texts


def mentions_at(element: Element, line: int, start: int, document: Document) -> Iterator[tuple[Span, str]]:
    """The names in an element's texts that stand on a line: in back-ticks, or in the form of an identifier."""
    for text in prose_of(element):
        if text.span.start.line + start <= line <= text.span.end.line + start:
            yield from _mentions(document, text.span.down(start), line)


def mentions_of(name: str, element: Element, start: int, document: Document) -> Iterator[Span]:
    """The places at which an element's texts mention `name`."""
    for text in prose_of(element):
        if name in text.text:
            whole = text.span.down(start)
            for line in range(whole.start.line, whole.end.line + 1):
                yield from (span for span, said in _mentions(document, whole, line) if said == name)


def _mentions(document: Document, span: Span, line: int) -> Iterator[tuple[Span, str]]:
    text = document.line(line)
    first = span.start.column if line == span.start.line else 0
    last = span.end.column if line == span.end.line else len(text)
    taken = list(_CODED.finditer(text, first, last))
    for found in taken:
        yield Span(Position(line, found.start(1)), Position(line, found.end(1))), found[1]
    for found in _IDENTIFIER.finditer(text, first, last):
        inside = any(one.start() <= found.start() < one.end() for one in taken)
        if not inside and any(map(str.isdigit, found[0])):
            yield Span(Position(line, found.start()), Position(line, found.end())), found[0]
