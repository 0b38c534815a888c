"""What can be followed in a file: the files that it names, and the pages of reference ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.catalog import reference_ids
from forewarn.model.elements import Record
from forewarn.model.kinds import Kind
from forewarn.model.schema import Shape, schema
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forewarn.features.view import View
    from forewarn.model.elements import Element, Field, Text
    from forewarn.model.reading import Reading
    from forewarn.model.schema import FieldSpec
    from forewarn.text.document import Document

_QUOTES = "\"'`"
_MODEL = "model"
"""The field in which the front matter of a document names its model."""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere: to a file of the workspace, `path`, or to the web page `url`."""

    span: Span
    path: str = ""
    url: str = ""
    about: str = ""


def links(view: View) -> tuple[Link, ...]:
    """All links of a file, in its order. A pattern leads somewhere if one file matches it."""
    found: dict[Span, Link] = {}
    for part in view.reading.parts:
        for item, start in zip(part.items, part.starts, strict=True):
            for element in item.elements:
                for text, shape in _texts(element):
                    one = _link(view, text, start, shape)
                    if one is not None:
                        found.setdefault(one.span, one)
            for mention in item.mentions:
                page = _page(mention.name, mention.span.down(start))
                if page is not None:
                    found.setdefault(page.span, page)
    return tuple(found[span] for span in sorted(found))


def files_at(view: View, position: Position) -> tuple[tuple[str, Span], ...]:
    """The files that the path under the cursor names, and the place of the path."""
    found = view.item_at(position)
    if found is None:
        return ()
    _, item, start = found
    here = position.down(-start)
    for element in item.elements:
        for text, shape in _texts(element):
            if shape is Shape.PATHS and text.span.holds(here):
                span = _inner(view.document, text.span.down(start))
                return tuple((path, span) for path in _look(view, text))
    return ()


def paths_in(reading: Reading) -> Iterator[Span]:
    """The places of all paths that are values, in models, embedded blocks and front matter, each once."""
    found: dict[Span, None] = {}
    for part in reading.parts:
        for element, start in part.elements():
            for text, shape in _texts(element):
                if shape is Shape.PATHS:
                    found[text.span.down(start)] = None
    yield from found


def _texts(element: Element) -> Iterator[tuple[Text, Shape]]:
    """The texts of an element that are paths or reference ids."""
    specs = schema().kinds[element.kind].fields
    yield from _in_fields(element.fields, specs)
    if element.kind is Kind.MODEL and not element.recorded and (model := element.fields.get(_MODEL)):
        yield from ((text, Shape.PATHS) for text in model.texts)


def _in_fields(fields: Mapping[str, Field], specs: Mapping[str, FieldSpec]) -> Iterator[tuple[Text, Shape]]:
    for name, field in fields.items():
        spec = specs.get(name)
        if spec is None:
            continue
        if spec.shape in (Shape.PATHS, Shape.REFERENCE_IDS):
            yield from ((text, spec.shape) for text in field.texts)
        elif spec.fields:
            for value in field.values:
                if isinstance(value, Record):
                    yield from _in_fields(value.fields, spec.fields)


def _link(view: View, text: Text, start: int, shape: Shape) -> Link | None:
    span = _inner(view.document, text.span.down(start))
    if span.start >= span.end:
        return None
    if shape is Shape.REFERENCE_IDS:
        return _page(text.text.strip(), span)
    files = _look(view, text)
    return Link(span, path=files[0]) if len(files) == 1 else None


def _look(view: View, text: Text) -> tuple[str, ...]:
    """The files that a path names. What has neither a slash nor a full stop is a ticket or a title."""
    path = text.text.strip()
    if "://" in path or not ("/" in path or "." in path):
        return ()
    return view.look(view.path, path)


def _page(name: str, span: Span) -> Link | None:
    found = reference_ids.parse(name)
    if found is None or not reference_ids.url(found):
        return None
    return Link(span, url=reference_ids.url(found), about=reference_ids.title(found))


def _inner(document: Document, span: Span) -> Span:
    """A value without the quotation marks around it."""
    text = document.slice(span)
    if span.start.line == span.end.line and len(text) > 1 and text[0] in _QUOTES and text[-1] == text[0]:
        line = span.start.line
        return Span(Position(line, span.start.column + 1), Position(line, span.end.column - 1))
    return span
