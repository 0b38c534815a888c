"""A field that the element cannot do without.

## Why it matters
A flow that leads nowhere, a threat that does not say what happens, an assumption without a statement: nobody can answer
or check what is not said.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
actors:
  reader: {hostile: false}
flows:
  borrow: {from: reader, protocol: https}  # want FW004
threats:
  T1:  # want FW004
    severity: high
assumptions:
  A1:
    statement:  # want FW004
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
actors:
  reader: {hostile: false}
components:
  desk: {type: internal-api}
flows:
  borrow: {from: reader, to: desk, protocol: https}
threats:
  T1:
    title: Somebody lists all addresses
assumptions:
  A1:
    statement: Only the desk can read the list of readers.
```

## Fix
Insert the key, with its place left empty for what only the author knows.

## When it is wrong
Never: without this field the element says nothing. While an element is being typed, nothing is asked of it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from forewarn.model.changes import BLANK, AddField, Fix
from forewarn.model.elements import Record
from forewarn.model.kinds import Kind
from forewarn.model.schema import schema
from forewarn.rules.calling import called
from forewarn.rules.integrity.places import is_merged
from forewarn.rules.rule import Finding, Layer, Rule, on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.schema import FieldSpec
    from forewarn.model.whole import Whole


_BODY = (Kind.ASSET, Kind.COMPONENT, Kind.FLOW, Kind.THREAT)


@cache
def _required(kind: Kind) -> tuple[FieldSpec, ...]:
    return tuple(spec for spec in schema().kinds[kind].fields.values() if spec.required)


@cache
def _records(kind: Kind) -> tuple[tuple[FieldSpec, tuple[FieldSpec, ...]], ...]:
    """The fields that hold records, with what each record needs."""
    found = ((spec, tuple(f for f in spec.fields.values() if f.required)) for spec in schema().kinds[kind].own.values())
    return tuple((spec, needed) for spec, needed in found if needed)


def check(element: Element, facts: Facts) -> Iterator[Finding]:
    """A finding for every required field that is absent or empty, in the element and in its records."""
    if element.section is not None:
        return
    fields = element.fields
    for spec in _required(element.kind):
        field = fields.get(spec.name)
        if field is not None:
            if not field.values:
                anchor = element.anchor if is_merged(field) else field.key
                yield on(element, anchor, _message(element, spec), subject=spec.name)
        elif element.kind is not Kind.MODEL or _speaks_for_the_model(element, spec.name, facts):
            anchor = next(iter(fields.values())).key if element.kind is Kind.MODEL else element.anchor
            yield on(element, anchor, _message(element, spec), subject=spec.name)
    for spec, needed in _records(element.kind):
        field = fields.get(spec.name)
        for value in field.values if field else ():
            if field and isinstance(value, Record):
                for inner in needed:
                    if not (there := value.fields.get(inner.name)) or not there.values:
                        span = value.span if isinstance(field.content, tuple) else field.key
                        message = f"`{spec.name}` needs `{inner.name}`: {_gloss(inner)}"
                        yield on(element, span, message, subject=f"{spec.name}.{inner.name}")


def _speaks_for_the_model(element: Element, name: str, facts: Facts) -> bool:
    """Whether a model with anything in it lacks `name`, and of the parts of its header `element` is to say so."""
    if facts.header(name) is not None or not any(map(facts.any, _BODY)):
        return False
    first = next((head for field in schema().kinds[Kind.MODEL].fields if (head := facts.header(field))), None)
    return first is element


def _message(element: Element, spec: FieldSpec) -> str:
    message = f"{called(element)} needs `{spec.name}`: {_gloss(spec)}"
    return message[:1].upper() + message[1:]


def _gloss(spec: FieldSpec) -> str:
    return spec.about[:1].lower() + spec.about[1:]


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """Insert the key, if it is not there; an empty place is for the author to fill."""
    del model
    element = finding.element
    if element is None:
        return
    record, _, name = finding.subject.rpartition(".")
    if record:
        value = element.record(record)
        if value is None or name in value.fields:
            return
        change = AddField(element, name, BLANK, within=(record,))
    elif element.field(name) is None and element.kind is not Kind.MODEL:
        change = AddField(element, name, BLANK)
    else:
        return
    yield Fix(f"Add `{name}:`", (change,), stub=True, preferred=True)


RULE = Rule(
    "FW004", "missing-field", Layer.INTEGRITY, __doc__ or "", kinds=tuple(Kind), check=check, fixes=fixes, absent=True
)
