"""The outline of a file: its models, their sections, the elements in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from forewarn.model.kinds import Kind
from forewarn.model.schema import schema
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.features.view import View
    from forewarn.model.elements import Element
    from forewarn.model.reading import Part
    from forewarn.text.document import Document


@dataclass(frozen=True, slots=True)
class Symbol:
    """One entry of the outline. `kind` is the element's kind, or `section`; `name_span` lies inside `span`."""

    name: str
    kind: str
    span: Span
    name_span: Span
    detail: str = ""
    children: tuple[Symbol, ...] = ()


def outline(view: View) -> tuple[Symbol, ...]:
    """The sections of the file with their elements, in the order of the text."""
    return Outliner().of(view)


@dataclass(slots=True)
class Outliner:
    """Outlines one file again and again: the entry of an element that stayed where it was is the same object."""

    _known: dict[tuple[int, int, int], Symbol] = field(default_factory=dict[tuple[int, int, int], Symbol])

    def of(self, view: View) -> tuple[Symbol, ...]:
        """The sections of the file with their elements, in the order of the text."""
        before, self._known = self._known, {}
        return tuple(one for part in view.reading.parts for one in self._sections(part, view.document, before))

    def _sections(self, part: Part, document: Document, before: dict[tuple[int, int, int], Symbol]) -> Iterator[Symbol]:
        elements = [
            (element, (item.serial, place, start))
            for item, start in zip(part.items, part.starts, strict=True)
            for place, element in enumerate(item.elements)
            if element.kind is not Kind.MODEL
        ]
        for (kind, title), group in groupby(elements, key=lambda one: (one[0].kind, _title(one[0]))):
            children: list[Symbol] = []
            for element, key in group:
                symbol = before.get(key) or _element(element, key[-1], document)
                self._known[key] = symbol
                children.append(symbol)
            name = title or schema().kinds[kind].section
            head = _heading(document, name, children[0].span.start)
            end = max(child.span.end for child in children)
            yield Symbol(name, "section", Span(head.start, end), head, "", tuple(children))


def _title(element: Element) -> str:
    return element.section.title if element.section else ""


def _heading(document: Document, title: str, below: Position) -> Span:
    """The line above `below` that names the section; the place itself where none does."""
    for line in range(below.line, -1, -1):
        column = document.line(line).find(title)
        if column >= 0 and not document.line(line)[:column].strip(" \t#-*0123456789.\"'{,"):
            return Span(Position(line, column), Position(line, column + len(title)))
    return Span(below, below)


def _element(element: Element, start: int, document: Document) -> Symbol:
    span = element.span.down(start)
    anchor = element.anchor.down(start)
    last = document.clamp(anchor.end)
    # An element without a name of its own is named by its first line.
    name_span = anchor if element.anchor != element.span else Span(anchor.start, _line_end(document, anchor, last))
    span = Span(min(span.start, name_span.start), max(span.end, name_span.end))
    detail = element.title if element.title != element.name else ""
    name = element.name or document.slice(name_span).strip() or element.kind.value
    return Symbol(name, element.kind.value, span, _within(name_span, span), detail)


def _line_end(document: Document, span: Span, last: Position) -> Position:
    return min(Position(span.start.line, len(document.line(span.start.line))), last)


def _within(inner: Span, outer: Span) -> Span:
    """`inner`, cut to lie in `outer`."""
    return Span(max(inner.start, outer.start), min(max(inner.end, outer.start), outer.end))
