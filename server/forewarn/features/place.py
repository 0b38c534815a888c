"""What the schema says of a place in a native model: which kind of element, which field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.model.kinds import Kind
from forewarn.model.schema import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.model.schema import FieldSpec, KindSpec


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the schema.

    `kind` is the kind of element around it; `name` that element's identifier (empty at top level and in lists);
    `field` the field that the path leads to, None where it leads to an element or section. `fields` are the fields
    that the mapping at this place may have. `within` are the fields that lead to it inside the element; `is_list` tells
    that it holds a list of elements, such as `reviews`.
    """

    kind: KindSpec
    name: str
    field: FieldSpec | None
    fields: Mapping[str, FieldSpec]
    is_section: bool = False
    is_list: bool = False
    within: tuple[str, ...] = ()


def place_of(path: tuple[str, ...]) -> Place | None:
    """The place that `path`, the keys from the outermost inwards, leads to; None if the schema has no such place."""
    model = schema().kinds[Kind.MODEL]
    if not path:
        return Place(model, "", None, model.fields)
    section = schema().sections.get(path[0])
    if section is None:
        return _field_place(model, "", path)
    if section.listed:
        return _field_place(section, "", path[1:]) if len(path) > 1 else _list_of(section)
    if len(path) == 1:
        return Place(section, "", None, {}, is_section=True)
    if len(path) == 2:  # noqa: PLR2004 - section and identifier
        return Place(section, path[1], None, section.fields)
    return _field_place(section, path[1], path[2:])


def _field_place(kind: KindSpec, name: str, path: tuple[str, ...]) -> Place | None:
    fields: Mapping[str, FieldSpec] = kind.fields
    field: FieldSpec | None = None
    for key in path:
        field = fields.get(key)
        if field is None:
            return None
        fields = field.fields
    return Place(kind, name, field, fields, within=path)


def _list_of(kind: KindSpec) -> Place:
    return Place(kind, "", None, kind.fields, is_list=True)
