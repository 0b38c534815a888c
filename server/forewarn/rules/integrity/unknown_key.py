"""A key that no element has.

## Why it matters
What stands under a key that nobody knows says nothing. Mostly the key is misspelt: the author believes that a threat
has a severity, and every report says that it has none.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
    severty: high  # want FW002
    decision:
      kind: accept
      resaon: Names and streets are in the telephone book.  # want FW002
```

A comma ends a text between braces. What follows it becomes a key without a value:

```yaml
threat-model: Library cards
owner: reading-room
threats:
  T1:
    title: Somebody lists all addresses
    decision: {kind: accept, reason: slow, and costly}  # want FW002
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
    severity: high
    x-register: RR-7
    decision: {kind: accept, reason: "slow, and costly"}
```

## Fix
Change the key to the nearest one that exists, or keep it as a key of your own, which begins with `x-`. A text that a
comma cut in two is put between quotes.

## When it is wrong
When another program reads the key as well: begin it with `x-`, and forewarn leaves it alone. Markdown has no keys, so
nothing is said there.
"""

from __future__ import annotations

from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from forewarn.model.changes import Fix, ReplaceText
from forewarn.model.elements import Record, Text
from forewarn.model.kinds import Kind
from forewarn.model.schema import schema
from forewarn.rules.integrity.places import is_merged
from forewarn.rules.integrity.wording import a, either
from forewarn.rules.nearest import nearest, same_but_for_form
from forewarn.rules.rule import Finding, Layer, Rule, on
from forewarn.text.position import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from forewarn.model.elements import Element, Field
    from forewarn.model.facts import Facts
    from forewarn.model.schema import FieldSpec
    from forewarn.model.whole import Whole

OWN = "x-"
"""What keys of the author's own begin with."""


@cache
def _known(kind: Kind) -> frozenset[str]:
    return frozenset(schema().top_level if kind is Kind.MODEL else schema().kinds[kind].fields)


@cache
def _records(kind: Kind) -> tuple[FieldSpec, ...]:
    return tuple(spec for spec in schema().kinds[kind].fields.values() if spec.fields)


def check(element: Element, facts: Facts) -> Iterator[Finding]:
    """A finding for every key that the schema does not have, in the element and in its records."""
    del facts
    if not element.recorded:
        return
    fields = element.fields
    if not fields.keys() <= _known(element.kind):
        yield from _unknown(element, "", fields, _known(element.kind))
    for spec in _records(element.kind):
        field = fields.get(spec.name)
        for value in field.values if field else ():
            if isinstance(value, Record) and not value.fields.keys() <= spec.fields.keys():
                yield from _unknown(element, spec.name, value.fields, spec.fields.keys())


def _unknown(element: Element, record: str, fields: Mapping[str, Field], known: Collection[str]) -> Iterator[Finding]:
    """The unknown keys among `fields`: those of the record called `record`, or of the element itself."""
    written = [field for field in fields.values() if not is_merged(field)]
    pieces: set[str] = set()
    for place, field in enumerate(written):
        cut = list(takewhile(lambda one: one.name not in known and _is_blank(one), written[place + 1 :]))
        text = field.content
        if cut and isinstance(text, Text) and _was_cut(text, cut[0]) and not _before_colon(cut[0], fields, known):
            pieces |= {piece.name for piece in cut}
            yield _quotes(element, field.name, text, cut)
    for field in fields.values():
        if field.name in known or field.name in pieces or field.name.startswith(OWN):
            continue
        key = _before_colon(field, fields, known)
        if key and not is_merged(field):
            yield _colon(element, field, key)
        else:
            near = nearest(field.name, [one for one in known if one not in fields], limit=1)
            yield on(element, field.key, _message(element, record, field.name, near), subject=field.name)


def _message(element: Element, record: str, name: str, near: tuple[str, ...]) -> str:
    owners = [kind for kind, spec in schema().kinds.items() if name in spec.own]
    ask = f"Keys of your own begin with `{OWN}`."
    if near:
        ask = f"Is `{near[0]}` meant?"
    elif owners and element.kind is not Kind.MODEL and not record:
        ask = f"It belongs to {either(map(a, owners))}."
    if record:
        return f"`{record}` has no `{name}`. {ask}"
    if element.kind is Kind.MODEL:
        return f"`{name}` is no part of a threat model. {ask}"
    return f"{a(element.kind).capitalize()} has no `{name}`. {ask}"


def _is_blank(field: Field) -> bool:
    return isinstance(field.content, Text) and not field.content.text


def _was_cut(text: Text, rest: Field) -> bool:
    """Whether the key `rest` is what a comma cut off the plain `text`, on the same line between braces."""
    if not text.text or " " not in rest.name:
        return False
    start, end = text.span
    plain = start.line == end.line and end.column - start.column == len(text.text)
    return plain and rest.key.start.line == end.line and rest.key.start.column > end.column


def _before_colon(field: Field, fields: Mapping[str, Field], known: Collection[str]) -> str:
    """The key that `field` begins with, if its name is a key and its value with no colon between; else nothing."""
    key, _, value = field.name.partition(" ")
    return key if value and _is_blank(field) and key in known and key not in fields else ""


def _colon(element: Element, field: Field, key: str) -> Finding:
    """The finding on a key whose colon is missing, with the fix that writes it."""
    text = f"{key}:{field.name[len(key) :]}"
    mend = Fix("Add the colon", (ReplaceText(element.item, field.key, text, raw=True),), preferred=True)
    message = f"A colon is missing after `{key}`."
    return Finding(element.item, field.key, message, element, field.name, mend=mend)


def _quotes(element: Element, name: str, text: Text, cut: list[Field]) -> Finding:
    """The finding on the `text` of the field `name` that was cut, with the fix that puts it together again."""
    whole, end = text.text, text.span.end
    for piece in cut:
        whole += "," + " " * max(0, piece.key.start.column - end.column - 1) + piece.name
        end = piece.key.end
    change = ReplaceText(element.item, Span(text.span.start, end), whole)
    mend = Fix("Put quotes around it", (change,), preferred=True)
    message = f"The comma ended `{name}` here: put quotes around it."
    return Finding(element.item, Span(text.span.end, end), message, element, name, mend=mend)


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """The nearest keys, then a key of the author's own; for a text that was cut, quotes."""
    del model
    if finding.mend:
        yield finding.mend
        return
    element, name = finding.element, finding.subject
    if element is None:
        return
    for fields, known in _mappings(element):
        field = fields.get(name)
        if field is None or field.key != finding.span or is_merged(field):
            continue
        for place, near in enumerate(nearest(name, [one for one in known if one not in fields])):
            change = ReplaceText(element.item, field.key, near)
            yield Fix(f"Change to `{near}`", (change,), safe=same_but_for_form(name, near), preferred=place == 0)
        own = f"{OWN}{name}"
        if own not in fields:
            yield Fix(f"Keep it as `{own}`", (ReplaceText(element.item, field.key, own),))


def _mappings(element: Element) -> Iterator[tuple[Mapping[str, Field], Collection[str]]]:
    """The element's own fields and those of its records, each with the keys that may stand there."""
    yield element.fields, _known(element.kind)
    for spec in _records(element.kind):
        field = element.field(spec.name)
        for value in field.values if field else ():
            if isinstance(value, Record):
                yield value.fields, spec.fields.keys()


RULE = Rule("FW002", "unknown-key", Layer.INTEGRITY, __doc__ or "", kinds=tuple(Kind), check=check, fixes=fixes)
