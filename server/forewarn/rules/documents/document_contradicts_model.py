"""A document and its model say different things of one element.

## Why it matters
People read the document, tools read the model. Where the two part, somebody decides on what no longer holds.

## Finds
````markdown
# Threat model of the reading room

## Threats

| ID | Threat | Severity |
|----|--------|----------|
| T1 | Somebody lists all addresses | Critical | <!-- want FW504 -->
| T2 | A lost card borrows books | low |

```threat-model
threats:
  T1:
    title: Somebody lists all addresses
    severity: high
    mitigations: [M1]
  T2:
    title: A lost card borrows books
    severity: low
    mitigations: [M1]
mitigations:
  M1:
    title: A PIN is asked for
    status: active
```
````

## Silent
What only one of the two says is no contradiction: it counts for both.
````markdown
# Threat model of the reading room

## Threats

| ID | Threat | Severity |
|----|--------|----------|
| T1 | Somebody lists all addresses | High |

```threat-model
threats:
  T1:
    title: Somebody lists all addresses
    severity: high
    mitigations: [M1]
mitigations:
  M1:
    title: Show a reader their own record only
    status: active
```
````

## Fix
Take either side.

## When it is wrong
When the document tells of another time, such as a review of last year. Then it is no document of this model: take it
out of `documents:`. Elements that were numbered apart and share an identifier by chance are only asked about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model import defaults
from forewarn.model.answers import Grade, answered, decision_kind, stated_status
from forewarn.model.changes import Fix, ReplaceText
from forewarn.model.kinds import Kind
from forewarn.model.schema import schema
from forewarn.rules.calling import called
from forewarn.rules.rule import Layer, Related, Rule, Severity, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.scale import Scale
    from forewarn.model.whole import Whole
    from forewarn.rules.rule import Finding

_FIELDS = {
    Kind.THREAT: ("severity",),
    Kind.ASSET: ("sensitivity",),
    Kind.ZONE: ("trust",),
    Kind.FLOW: ("encrypted",),
    Kind.MITIGATION: ("status",),
    Kind.ASSUMPTION: ("validity",),
}
"""The fields with a few possible values that both sides may state."""
_KINDS = (*_FIELDS, Kind.COMPONENT, Kind.ACTOR)
_SAID = {"accept": "accepted", "transfer": "transferred", "avoid": "avoided", "eliminate": "eliminated"}


def check(element: Element, facts: Facts) -> Iterable[Finding]:
    """A finding for each thing that the document says otherwise than the record of the element."""
    if element.recorded:
        return
    if not element.tells_of:
        yield from _namesake(element, facts)
        return
    record = next((one for one in facts.named(element.tells_of, *_KINDS) if one.recorded), None)
    if record is None:
        return
    for name in _FIELDS.get(element.kind, ()) if record.kind is element.kind else ():
        here, there = _value(element, name, facts.scale), _value(record, name, facts.scale)
        if here and there and here != there:
            yield _parted(element, record, name, f"is {here} here and {there} in its model. Which of the two holds?")
    if element.kind is Kind.THREAT:
        yield from _decided(element, record, facts)
    elif element.kind in (Kind.COMPONENT, Kind.ACTOR):
        yield from _placed(element, record, facts)


def _namesake(element: Element, facts: Facts) -> Iterator[Finding]:
    """A question where an identifier stands for quite another thing in the model."""
    if element.derived or not element.id:
        return
    for other in facts.named(element.id, element.kind):
        if other.recorded:
            message = (
                f"`{element.id}` is something else in the model: {_quoted(other)}. "
                f"Is it one {element.kind} or two? Two need a name each."
            )
            related = (Related(other, other.anchor, "in the model"),)
            yield on(element, element.anchor, message, related=related, severity=Severity.INFORMATION)


def _quoted(element: Element) -> str:
    return f"“{element.title}”"


def _value(element: Element, name: str, scale: Scale) -> str:
    """What a side states, in the words that are used here; empty where that is none of the choices."""
    text = element.text(name)
    if name == "sensitivity":
        step = scale.step(text)
        return scale.shown(step) if step else ""
    if name == "encrypted":
        flag = element.flag(name)
        return "" if flag is None else "encrypted" if flag else "not encrypted"
    spec = schema().field(element.kind, name)
    return text if spec and text in spec.choices else ""


def _parted(element: Element, record: Element, name: str, what: str) -> Finding:
    """A finding on the document's word, with the model's beside it."""
    span = next((text.span for text in element.texts(name) if text.span.start != text.span.end), element.anchor)
    there = next((text.span for text in record.texts(name)), record.anchor)
    related = (Related(record, there, "what the model says"),)
    return on(element, span, f"{called(element)} {what}", subject=name, related=related)


def _decided(threat: Element, record: Element, facts: Facts) -> Iterator[Finding]:
    """What the document says of a threat's state against what the model decided or has in place."""
    here, there = decision_kind(threat), decision_kind(record)
    if here and there and here != there:
        told, recorded = _SAID.get(here, here), _SAID.get(there, there)
        what = f"is {told} here and {recorded} in its model. Which of the two holds?"
        yield _parted(threat, record, "decision", what)
        return
    state = answered(record, facts)
    told = stated_status(threat)
    if told == "open" and state.grade is Grade.HELD and not here:
        answer = next((one.by for one in state.answers if one.grade is Grade.HELD and one.by is not None), None)
        how = f"held by {called(answer)}" if answer is not None else "decided"
        yield _parted(threat, record, "status", f"is open here and {how} in its model. Is it answered?")
    elif told in ("mitigated", "accepted") and state.reopened:
        yield _parted(threat, record, "status", f"is {told} here and open in its model. Is it answered?")


def _placed(element: Element, record: Element, facts: Facts) -> Iterator[Finding]:
    """Another zone than the model's, unless one lies in the other."""
    here, there = defaults.zone(element, facts), defaults.zone(record, facts)
    if here is None or there is None or here is there:
        return
    if here in defaults.zones_around(record, facts) or there in defaults.zones_around(element, facts):
        return
    what = f"stands in {called(here)} here and in {called(there)} in its model. Where is it?"
    yield _parted(element, record, "zone", what)


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """Either side's word for both, where it is one word."""
    element, name = finding.element, finding.subject
    if element is None or name not in _FIELDS.get(element.kind, ()) or name == "encrypted":
        return
    record = next((one for one in model.facts.named(element.tells_of, element.kind) if one.recorded), None)
    if record is None:
        return
    scale = model.facts.scale
    here, there = _value(element, name, scale), _value(record, name, scale)
    for text in element.texts(name):
        if text.span.start != text.span.end:
            yield Fix(f"Say {there} here too", (ReplaceText(element.item, text.span, there, old=here),))
    for text in record.texts(name):
        yield Fix(f"Say {here} in the model too", (ReplaceText(record.item, text.span, here),))


RULE = Rule(
    "FW504",
    "document-contradicts-model",
    Layer.INTEGRITY,
    __doc__ or "",
    kinds=_KINDS,
    check=check,
    fixes=fixes,
    severity=Severity.WARNING,
)
