"""Which facts a condition may name, by the kind of element: the format's fields, what follows from them, neighbours.

Fields come from the format's schema; all else is data (`catalog/data/conditions.yaml`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.catalog.source import read
from forewarn.model.kinds import Kind
from forewarn.model.schema import Shape, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forewarn.model.schema import FieldSpec


class Sort(StrEnum):
    """What a fact is, and so what may be asked of it."""

    SCALE = "scale"
    CHOICE = "choice"
    FLAG = "flag"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    ELEMENTS = "elements"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Word:
    """A name that may stand in a path.

    `kinds` are those of the elements that it leads to; `named_in` the fields by which these name the element, where it
    is they who do. `values` are the words that a fact may have, the least first on a scale. `fields` are those of a
    record. `stated` tells that it is a field, which a text may state; `kept` that an absent list is an empty one,
    `none_counts` that the word `none` says something.
    """

    name: str
    sort: Sort
    about: str
    kinds: tuple[Kind, ...] = ()
    named_in: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    fields: Mapping[str, Word] = field(default_factory=dict[str, "Word"])
    stated: bool = True
    kept: bool = False
    none_counts: bool = False


MODEL = "model"
"""Leads from any element to the model's header."""
_OPEN = ("id", "kind")
_SORTS = {Shape.FLAG: Sort.FLAG, Shape.NUMBER: Sort.NUMBER, Shape.DATE: Sort.DATE, Shape.CHOICE: Sort.CHOICE}


@cache
def words(kind: Kind) -> Mapping[str, Word]:
    """Every name that a path may begin with at an element of this kind."""
    data = read("conditions")
    found = {name: _field(spec) for name, spec in schema().kinds[kind].fields.items()}
    for name, record in data.record("facts").record(kind.value).records():
        values = record.texts("choices")
        sort = Sort.SCALE if name in data.record("scales").names() else Sort.CHOICE
        found[name] = Word(name, sort, record.text("about"), values=values, stated=False)
    for name, record in data.record("neighbours").record(kind.value).records():
        kinds = tuple(map(Kind, record.texts("of")))
        found[name] = Word(name, Sort.ELEMENTS, record.text("about"), kinds, record.texts("named-in"), stated=False)
    if kind is not Kind.MODEL:
        found[MODEL] = Word(MODEL, Sort.ELEMENTS, "The model's header.", (Kind.MODEL,), stated=False)
        found.setdefault("id", Word("id", Sort.TEXT, "Its identifier.", stated=False))
    kinds = tuple(one.value for one in Kind)
    found.setdefault("kind", Word("kind", Sort.CHOICE, "What it is.", values=kinds, stated=False))
    return found


def words_of(kinds: Iterable[Kind]) -> Mapping[str, Word]:
    """The names that may follow where elements of any of these kinds may be."""
    found: dict[str, Word] = {}
    for kind in kinds:
        for name, word in words(kind).items():
            found.setdefault(name, word)
    return found


def _field(spec: FieldSpec) -> Word:
    kept = spec.name in read("conditions").record("kept").texts("fields")
    if spec.shape.is_reference:
        return Word(spec.name, Sort.ELEMENTS, spec.about, spec.of, kept=kept)
    if spec.shape in (Shape.RECORD, Shape.RECORDS, Shape.PAVED_PATH):
        fields = {name: _field(inner) for name, inner in spec.fields.items()}
        return Word(spec.name, Sort.RECORD, spec.about, fields=fields, kept=kept)
    none_counts = spec.name in read("conditions").record("none").texts("fields")
    return Word(spec.name, _sort(spec), spec.about, values=_values(spec), kept=kept, none_counts=none_counts)


def _sort(spec: FieldSpec) -> Sort:
    if spec.name in read("conditions").record("scales").names():
        return Sort.SCALE
    if spec.shape in (Shape.TYPE, Shape.CATEGORY):
        return Sort.CHOICE
    return _SORTS.get(spec.shape, Sort.TEXT)


def _values(spec: FieldSpec) -> tuple[str, ...]:
    """The words that the field may have; none where anything may stand there."""
    match spec.shape:
        case Shape.CHOICE:
            scales = read("conditions").record("scales")
            falling = spec.name in scales.names() and scales.text(spec.name) == "falling"
            return tuple(spec.choices)[::-1] if falling else tuple(spec.choices)
        case Shape.TYPE:
            return _types(spec.catalogue)
        case Shape.CATEGORY:
            return tuple(catalog.categories())
        case _:
            return ()


def _types(of: str) -> tuple[str, ...]:
    match of:
        case "threat":
            return tuple(catalog.threat_types())
        case "mitigation":
            return tuple(catalog.mitigation_types())
        case "component":
            return tuple(entry.id for entry in catalog.types_for("component"))
        case _:
            return tuple(entry.id for entry in catalog.types_for("asset"))
