"""The schema of the native format: the single source for all who ask what may stand where.

People edit `schema.yaml`. What is read here is its twin `schema.json`, as in `forewarn.catalog.source`: PyYAML alone
would take a tenth of the time that the command line has. `make schema` writes it, and a test compares the two.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, TypeAlias

from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

Data: TypeAlias = "Mapping[str, Data] | list[Data] | str | bool | None"


class Shape(StrEnum):
    """What may stand as the value of a field."""

    TEXT = "text"
    FLAG = "flag"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    NAME = "name"
    NAMES = "names"
    TYPE = "type"
    CATEGORY = "category"
    REFERENCE_IDS = "reference-ids"
    TEXTS = "texts"
    PATHS = "paths"
    RECORD = "record"
    RECORDS = "records"
    PAVED_PATH = "paved-path"

    @property
    def is_reference(self) -> bool:
        """Whether its texts name elements of the model."""
        return self in (Shape.NAME, Shape.NAMES)

    @property
    def takes_list(self) -> bool:
        """Whether several values may stand there."""
        return self in _LISTS


_LISTS = frozenset({Shape.NAMES, Shape.CATEGORY, Shape.REFERENCE_IDS, Shape.TEXTS, Shape.PATHS, Shape.RECORDS})


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What the schema says of one field.

    `of` are the kinds of element that `name` and `names` accept. `catalogue` is the part of the catalogue that a
    `type` comes from: asset, component, threat or mitigation. `many` tells that a list may stand there.
    """

    name: str
    shape: Shape
    about: str
    required: bool = False
    of: tuple[Kind, ...] = ()
    catalogue: str = ""
    choices: Mapping[str, str] = field(default_factory=dict[str, str])
    fields: Mapping[str, FieldSpec] = field(default_factory=dict[str, "FieldSpec"])
    many: bool = False


@dataclass(frozen=True, slots=True)
class KindSpec:
    """What the schema says of one kind of element.

    `section` is the top-level key that holds them (empty for the model itself); `listed` says that entries are list
    items instead of a mapping by identifier. `own` are the fields of this kind, `fields` those and the common ones.
    """

    kind: Kind
    section: str
    listed: bool
    plural: str
    about: str
    own: Mapping[str, FieldSpec]
    fields: Mapping[str, FieldSpec]

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the fields that an element cannot do without."""
        return tuple(name for name, spec in self.fields.items() if spec.required)

    @property
    def references(self) -> tuple[FieldSpec, ...]:
        """The fields whose texts name other elements."""
        return tuple(spec for spec in self.fields.values() if spec.shape.is_reference)


@dataclass(frozen=True, slots=True)
class Schema:
    """All kinds, and which top-level key holds which."""

    kinds: Mapping[Kind, KindSpec]
    sections: Mapping[str, KindSpec]
    common: Mapping[str, FieldSpec]

    def field(self, kind: Kind, name: str) -> FieldSpec | None:
        """What is said of `name` on elements of `kind`; None if there is no such field."""
        return self.kinds[kind].fields.get(name)

    @property
    def top_level(self) -> tuple[str, ...]:
        """Every key that may stand at the top level of a native file."""
        return (*self.kinds[Kind.MODEL].fields, *self.sections)


@cache
def schema() -> Schema:
    """The schema that ships with forewarn."""
    data = _mapping(json.loads(resources.files("forewarn.model").joinpath("schema.json").read_bytes()))
    common = _fields(_mapping(data["common"]))
    kinds: dict[Kind, KindSpec] = {}
    for name, raw in _mapping(data["kinds"]).items():
        entry = _mapping(raw)
        own = _fields(_mapping(entry["fields"]))
        kinds[Kind(name)] = KindSpec(
            kind=Kind(name),
            section=str(entry.get("section", "")),
            listed=entry.get("as") == "list",
            plural=str(entry["plural"]),
            about=str(entry["about"]),
            own=own,
            fields={**own, **{key: spec for key, spec in common.items() if key not in own}},
        )
    return Schema(kinds, {spec.section: spec for spec in kinds.values() if spec.section}, common)


def _mapping(data: Data) -> Mapping[str, Data]:
    if not isinstance(data, Mapping):
        raise TypeError(f"the schema has {data!r} where a mapping is read")
    return data


def _fields(data: Mapping[str, Data]) -> dict[str, FieldSpec]:
    return {name: _field(name, _mapping(raw)) for name, raw in data.items()}


def _field(name: str, raw: Mapping[str, Data]) -> FieldSpec:
    shape = Shape(str(raw["is"]))
    of = raw.get("of")
    return FieldSpec(
        name=name,
        shape=shape,
        about=str(raw["about"]),
        required=raw.get("required") == "true",
        of=tuple(Kind(str(kind)) for kind in of) if isinstance(of, list) else (),
        catalogue=of if isinstance(of, str) else "",
        choices={value: str(line) for value, line in _mapping(raw.get("choices", {})).items()},
        fields=_fields(_mapping(raw.get("fields", {}))),
        many=shape.takes_list or raw.get("many") == "true",
    )


def words(kinds: Iterable[Kind]) -> str:
    """Kinds as people say them: "asset, component or flow"."""
    names = [str(kind) for kind in kinds]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
