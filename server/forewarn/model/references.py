"""Names of elements in the fields of other elements."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn.model.elements import Text
from forewarn.model.kinds import Kind
from forewarn.model.schema import schema
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element


CHECK = "check"
"""The field of an assumption that holds a claim, whose names are references too."""


class Reference(NamedTuple):
    """A name in a field. `kinds` are the kinds that the field accepts; a prefix as in `asset:session` narrows them."""

    name: str
    kinds: tuple[Kind, ...]
    field: str
    element: Element
    text: Text


@cache
def _reference_fields(kind: Kind) -> tuple[tuple[str, tuple[Kind, ...]], ...]:
    return tuple((spec.name, spec.of) for spec in schema().kinds[kind].references)


def references(element: Element) -> Iterator[Reference]:
    """Every reference that `element` makes."""
    fields = element.fields
    for name, kinds in _reference_fields(element.kind):
        field = fields.get(name)
        if field is not None:
            for text in field.texts:
                yield reference(element, name, kinds, text)
    if CHECK in fields and element.recorded:
        yield from _in_claim(element, fields[CHECK].texts)


def _in_claim(element: Element, texts: Iterable[Text]) -> Iterator[Reference]:
    """The names in an assumption's claim."""
    from forewarn.model.claims import Claim, parse  # noqa: PLC0415 - most models have no claim

    for text in texts:
        claim = parse(text.text)
        for name in claim.names if isinstance(claim, Claim) else ():
            span = span_in(text, name.start, name.end)
            yield Reference(name.text, name.kinds, CHECK, element, Text(name.text, span))


def span_in(text: Text, start: int, end: int) -> Span:
    """The place of `text.text[start:end]` in a scalar on one line; of all of it where it is written otherwise."""
    first, last = text.span
    quotes, odd = divmod(last.column - first.column - len(text.text), 2)
    if first.line != last.line or odd or quotes not in (0, 1):
        return text.span
    begin = first.column + quotes
    return Span(Position(first.line, begin + start), Position(first.line, begin + end))


def reference(element: Element, field: str, kinds: tuple[Kind, ...], text: Text) -> Reference:
    """The reference that `text` makes in a field that accepts `kinds`."""
    name = text.text
    if ":" in name:
        prefix, _, rest = name.partition(":")
        if rest and prefix in kinds:
            return Reference(rest.strip(), (Kind(prefix),), field, element, text)
    return Reference(name.strip(), kinds, field, element, text)
