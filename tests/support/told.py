"""What was understood of a Markdown document, as lines that people can read: for tests of the reader and the writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.dialects import markdown
from forewarn.model.elements import Record
from forewarn.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element, Field
    from forewarn.model.reading import Reading


def read(text: str) -> Reading:
    """Read a document as the command line does."""
    return markdown.read(Document.of(text))


def elements(reading: Reading) -> list[tuple[Element, int]]:
    """The elements of a document but the document itself, each with the first line of its item."""
    return [(element, start) for element, start in reading.parts[0].elements() if element.kind != "model"]


def told(text: str) -> str:
    """Every element on a line, with its lines in the text, and its fields below it.

    An identifier in parentheses is one that forewarn made up.
    """
    return "".join(f"{line}\n" for element, start in elements(read(text)) for line in _lines(element, start))


def _lines(element: Element, start: int) -> Iterator[str]:
    first, last = element.span.start.line + start + 1, element.span.end.line + start + 1
    where = f"{first}" if first == last else f"{first}-{last}"
    name = f"({element.id})" if element.derived else element.id
    yield f"{where} {element.kind} {name}".rstrip()
    for field in element.fields.values():
        yield f"    {field.name}: {_content(field)}"


def _content(field: Field) -> str:
    if isinstance(field.content, Record):
        return "; ".join(f"{name} {_content(inner)}".rstrip() for name, inner in field.content.fields.items())
    return ", ".join(text.text for text in field.texts)
