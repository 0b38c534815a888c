"""Names of elements in the fields of other elements."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn.model.kinds import Kind
from forewarn.model.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element, Text


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


def reference(element: Element, field: str, kinds: tuple[Kind, ...], text: Text) -> Reference:
    """The reference that `text` makes in a field that accepts `kinds`."""
    name = text.text
    if ":" in name:
        prefix, _, rest = name.partition(":")
        if rest and prefix in kinds:
            return Reference(rest.strip(), (Kind(prefix),), field, element, text)
    return Reference(name.strip(), kinds, field, element, text)
