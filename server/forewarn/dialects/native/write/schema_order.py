"""The order of the schema, in which fields and sections are put where several could stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.schema import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.dialects.native.write.outline import Collection
    from forewarn.model.changes import NewValue
    from forewarn.model.schema import FieldSpec

Order = dict[str, int]


def of_fields(specs: Mapping[str, FieldSpec]) -> Order:
    """The order of fields: a title before all others."""
    order = {name: rank for rank, name in enumerate(specs)}
    if "title" in order:
        order["title"] = -1
    return order


def of_sections() -> Order:
    """The order of the top-level keys."""
    return {name: rank for rank, name in enumerate(schema().top_level)}


def index_for(inner: Collection, name: str, order: Order) -> int:
    """Before which entry a new one goes: behind the last one that the schema puts before it."""
    if name not in order:
        return len(inner.slots)
    before = [place for place, slot in enumerate(inner.slots) if order.get(slot.name, len(order)) < order[name]]
    return before[-1] + 1 if before else 0


def by_index(
    inner: Collection, fields: tuple[tuple[str, NewValue], ...], order: Order
) -> dict[int, list[tuple[str, NewValue]]]:
    """The fields by the entry that they go before."""
    groups: dict[int, list[tuple[str, NewValue]]] = {}
    for field in fields:
        groups.setdefault(index_for(inner, field[0], order), []).append(field)
    return groups


def in_order(fields: tuple[tuple[str, NewValue], ...], order: Order) -> tuple[tuple[str, NewValue], ...]:
    """The fields, sorted."""
    return tuple(sorted(fields, key=lambda field: order.get(field[0], len(order))))
