"""A native model from the first line to the last, in the order of the schema.

Block style wherever there is prose; a few short facts stand in braces, as in a flow from here to there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.dialects.native.write import scalars, schema_order
from forewarn.dialects.native.write.values import Braces, flow_mapping, indented, is_short_fact, literal
from forewarn.model.changes import NewRecord
from forewarn.model.kinds import Kind
from forewarn.model.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from forewarn.model.changes import AddElement, NewValue
    from forewarn.model.schema import FieldSpec, KindSpec

    Specs = Mapping[str, FieldSpec]
    Entry = tuple[str, NewValue]

_STEP = "  "
_WIDE = 100
"""Code points: what is longer is no list in brackets, and nothing in braces."""
_BRACES = Braces("\n")


def whole(header: Iterable[Entry], elements: Iterable[AddElement], remarks: Mapping[Kind, Sequence[str]]) -> str:
    """The text of a model. `remarks` are lines of comment that stand at the head of the sections of their kinds."""
    specs = schema().kinds[Kind.MODEL].fields
    told = schema_order.in_order(tuple(header), schema_order.of_sections())
    lines = [line for entry in told for line in _entry(entry, specs)]
    by_kind: dict[Kind, list[AddElement]] = {}
    for element in elements:
        by_kind.setdefault(element.kind, []).append(element)
    for section, kind in schema().sections.items():
        said = [f"# {line}" for line in remarks.get(kind.kind, ())]
        own = by_kind.get(kind.kind, [])
        if own:
            inner = [line for element in own for line in _element(element, kind)]
            lines += ["", f"{section}:", *indented(_STEP, [*said, *inner])]
        elif said:
            lines += ["", *said]
    return "\n".join(lines) + "\n"


def _element(element: AddElement, kind: KindSpec) -> Iterator[str]:
    if kind.listed:
        block = [line for entry in element.fields for line in _entry(entry, kind.fields)]
        yield from (f"- {line}" if number == 0 else _STEP + line for number, line in enumerate(block))
        return
    key = scalars.key(element.id, flow=False)
    if all(is_short_fact(*entry) for entry in element.fields):
        line = f"{key}: {flow_mapping(element.fields, kind.fields, _BRACES)}"
        if len(line) <= _WIDE:
            yield line
            return
    yield f"{key}:"
    for entry in element.fields:
        yield from indented(_STEP, _entry(entry, kind.fields))


def _entry(entry: Entry, specs: Specs) -> list[str]:
    """The lines of a field, without the indentation of its place."""
    name, value = entry
    key, spec = scalars.key(name, flow=False), specs.get(name)
    if isinstance(value, NewRecord):
        inner: Specs = spec.fields if spec else {}
        return [f"{key}:", *(_STEP + line for one in value.fields for line in _entry(one, inner))]
    if isinstance(value, tuple):
        line = f"{key}: [{', '.join(scalars.scalar(text, spec, flow=True) for text in value)}]"
        if len(line) <= _WIDE:
            return [line]
        return [f"{key}:", *(f"{_STEP}- {scalars.scalar(text, spec, flow=False)}" for text in value)]
    if "\n" in value and (block := literal(value)):
        return [f"{key}: {block[0]}", *indented(_STEP, block[1:])]
    return [f"{key}: {scalars.scalar(value, spec, flow=False)}"]
