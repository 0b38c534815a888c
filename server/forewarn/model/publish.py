"""What is published of the schema: a JSON Schema for generic YAML servers, and the pages on format and settings.

`python -m forewarn.model.publish` writes all into the checkout it runs in; a test tells when they are out of date.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from forewarn import catalog
from forewarn.model.configuration.publish import PAGE_PATH as CONFIGURATION_PATH
from forewarn.model.configuration.publish import configuration_page
from forewarn.model.kinds import Kind
from forewarn.model.schema import FieldSpec, KindSpec, Shape, schema, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool"

SCHEMA_PATH = "grammars/threat-model.schema.json"
PAGE_PATH = "docs/format.md"
_IDENTIFIER = "^[A-Za-z][A-Za-z0-9_-]*$"
_TEXT: dict[str, Json] = {"type": ["string", "number", "boolean", "null"]}


def json_schema() -> Json:
    """The native format as a JSON Schema (draft-07, which every YAML server reads)."""
    model = schema().kinds[Kind.MODEL]
    top = _object(model.fields)
    sections: dict[str, Json] = {spec.section: _section(spec) for spec in schema().sections.values()}
    top["properties"] = {**_properties(model.fields), **sections}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "forewarn threat model",
        "description": "Written by `make schema` from server/forewarn/model/schema.yaml; not to be edited.",
        **top,
    }


def _section(spec: KindSpec) -> Json:
    element = _object(spec.fields)
    if spec.listed:
        return {"description": spec.about, "type": ["array", "null"], "items": element}
    return {
        "description": spec.about,
        "type": ["object", "null"],
        "propertyNames": {"pattern": _IDENTIFIER},
        "additionalProperties": {**element, "type": ["object", "null"]},
    }


def _object(fields: Mapping[str, FieldSpec]) -> dict[str, Json]:
    made: dict[str, Json] = {
        "type": "object",
        "properties": _properties(fields),
        "patternProperties": {"^x-": {}},
        "additionalProperties": False,
    }
    required: list[Json] = [name for name, spec in fields.items() if spec.required]
    if required:
        made["required"] = required
    return made


def _properties(fields: Mapping[str, FieldSpec]) -> dict[str, Json]:
    return {name: {"description": spec.about, **_value(spec)} for name, spec in fields.items()}


def _value(spec: FieldSpec) -> dict[str, Json]:
    one: dict[str, Json]
    match spec.shape:
        case Shape.FLAG:
            one = {"type": "boolean"}
        case Shape.NUMBER:
            one = {"type": "integer", "minimum": 0}
        case Shape.CHOICE:
            one = {"enum": list(spec.choices)}
        case Shape.RECORD:
            one = _object(spec.fields)
        case Shape.RECORDS:
            return {"type": "array", "items": {"anyOf": [{"type": "string"}, _object(spec.fields)]}}
        case Shape.PAVED_PATH:
            return {"anyOf": [{"type": "boolean"}, _object(spec.fields)]}
        case Shape.TYPE:
            one = {"type": "string", "examples": list(_types(spec.catalogue))}
        case _:
            one = dict(_TEXT)
    if not spec.many:
        return one
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _types(catalogue: str) -> Iterator[str]:
    """The catalogue ids that a field of this sort takes."""
    match catalogue:
        case "asset" | "component":
            yield from (entry.id for entry in catalog.types_for(catalogue))
        case "threat":
            yield from catalog.threat_types()
        case _:
            yield from (name for name, entry in catalog.mitigation_types().items() if not entry.deprecated)


_INTRODUCTION = """# The format of a threat model

<!-- Written by `make schema` from server/forewarn/model/schema.yaml; not to be edited. -->

A threat model is a YAML or JSON file with a top-level key `threat-model:`. Everything else may be left out. Elements
stand under their section, each under an identifier of its own: a letter, then letters, digits, `-` or `_`. One
namespace holds them all; only an asset and a component may share a name, and `asset:session` tells which is meant.
`type` takes an id of the catalogue. Dates are written YYYY-MM-DD, paths relative to the file. Keys that begin with
`x-` are yours.

A small one, in which everything is answered:

```yaml
threat-model: Newsletter
owner: web-team
actors:
  reader: {zone: internet}
zones:
  internet: {trust: none}
  office: {trust: medium}
components:
  signup: {type: web-frontend, zone: office, stores: [address]}
assets:
  address: {type: personal-data}
flows:
  subscribe: {from: reader, to: signup, carries: [address], protocol: https, authentication: none}
threats:
  T1:
    title: Somebody subscribes an address that is not theirs
    against: [address]
    category: spoofing
    severity: low
    mitigations: [M1]
mitigations:
  M1:
    title: Mail a link that must be clicked first
    status: active
```
"""


def reference_page() -> str:
    """The reference page of the native format, in Markdown."""
    lines = [_INTRODUCTION, "## The model itself", ""]
    model = schema().kinds[Kind.MODEL]
    lines += [*_table(model.own), ""]
    for spec in schema().kinds.values():
        if not spec.section:
            continue
        form = "a list" if spec.listed else "by identifier"
        lines += [f"## `{spec.section}`", "", f"{spec.about} Entries are {form}.", "", *_table(spec.own), ""]
    lines += ["## On every element", "", *_table(schema().common)]
    return "\n".join(lines) + "\n"


def _table(fields: Mapping[str, FieldSpec], prefix: str = "") -> list[str]:
    rows = [] if prefix else ["| field | value | what it says |", "|---|---|---|"]
    for name, spec in fields.items():
        star = " (required)" if spec.required else ""
        rows.append(f"| `{prefix}{name}`{star} | {_form(spec)} | {spec.about} |")
        rows += _table(spec.fields, f"{prefix}{name}.") if spec.fields else []
    return rows


def _form(spec: FieldSpec) -> str:
    match spec.shape:
        case Shape.NAME | Shape.NAMES:
            form = f"{words(spec.of)}, by identifier"
        case Shape.CHOICE:
            form = ", ".join(f"`{choice}`" for choice in spec.choices)
        case Shape.TYPE:
            form = f"{spec.catalogue} type of the catalogue"
        case Shape.FLAG:
            form = "`true` or `false`"
        case Shape.PAVED_PATH:
            form = "`true`, `false`, or a record"
        case Shape.REFERENCE_IDS:
            form = "reference id"
        case Shape.CATEGORY:
            form = "STRIDE word or letter, `linddun:NAME`, `other`"
        case Shape.TEXTS | Shape.PATHS | Shape.RECORDS:
            form = str(spec.shape).removesuffix("s")
        case _:
            form = str(spec.shape)
    return f"{form}; a list of them" if spec.many else form


def published() -> dict[str, str]:
    """What is published, as file contents by path in the checkout."""
    text = json.dumps(json_schema(), indent=1, ensure_ascii=False)
    return {SCHEMA_PATH: text + "\n", PAGE_PATH: reference_page(), CONFIGURATION_PATH: configuration_page()}


def main() -> None:
    """Write all files into the checkout this module lies in."""
    checkout = Path(__file__).parents[3]
    for path, text in published().items():
        (checkout / path).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
