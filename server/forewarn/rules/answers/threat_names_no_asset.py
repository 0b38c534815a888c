"""A threat that does not say what it would hurt.

## Why it matters
Threats are found and ranked by what is worth protecting. A threat against a component only says where it happens; the
asset says why anybody would care.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
components:
  desk: {title: Where the librarians sit}
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [desk]  # want FW208
  T2:  # want FW208
    title: A lost card borrows books
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
components:
  desk: {title: Where the librarians sit}
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address, desk]
```

## Fix
Name an asset: those that the threat's components store, or that its flows carry, are offered first.

A document's prose is asked otherwise, and once: where it lists assets, which of them each threat hurts. A threat whose
title or text names one of them is not counted, nor one that the document puts out of scope. Where it lists none, it is
asked from three threats on.

## When it is wrong
When what is hurt is the service itself. Then being reachable is the asset: list it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.answers import decision_kind, stated_status
from forewarn.model.changes import AddToList, Fix
from forewarn.model.defaults import without_prefix
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Rule, on
from forewarn.rules.unknown.asking import leave_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole
    from forewarn.rules.rule import Together

_OFFERED = 3
_TOLD = ("title", "description")
_GONE = ("avoid", "eliminate", "not-applicable")


def check(threat: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if none of what the threat is against is an asset, and all of it exists."""
    field = threat.fields.get("against")
    named = field.texts if field else ()
    for text in named:
        found = facts.named(without_prefix(text))
        if not found or any(element.kind is Kind.ASSET for element in found):
            return ()  # an unknown name is FW006's
    if decision_kind(threat) in _GONE or stated_status(threat) == "excluded":
        return ()
    listed = threat.section is not None and facts.any(Kind.ASSET)
    if listed and any(facts.names_an_asset(threat.text(name)) for name in _TOLD):
        return ()
    if threat.section and not listed and facts.few(Kind.THREAT):
        return ()  # a risk or two in a design document are no threat model yet
    span = threat.anchor
    if field and not threat.section:
        span = field.span if named else field.key
    message = f"{called(threat)} names no asset. What would it hurt?"
    if listed:
        message = f"Which of the assets listed here does {called(threat)} hurt?"
    return (on(threat, span, message, subject="against"),)


def _wording(together: Together) -> str:
    """Where assets are listed, in the document or its model: which of them.

    Nothing is claimed, as prose may name them in other words.
    """
    number = together.listed.get(Kind.ASSET, 0)
    if not number:
        return ""
    listed = f"{number} assets are listed." if number > 1 else "One asset is listed."
    if number == 1:
        return f"{listed} What else is here that the threats would hurt?"
    if together.everything:
        return f"{listed} Which of them does each threat hurt?"
    return f"{listed} Which of them do the other {len(together.findings)} threats hurt?"


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """The assets of what it is against first, then the others; a place for the name where there are none."""
    threat = finding.element
    if threat is None:
        return
    assets = dict.fromkeys((*_at_hand(threat, model), *model.names(Kind.ASSET)))
    if finding.together == 1:
        for place, name in enumerate(list(assets)[:_OFFERED]):
            yield Fix(f"It is against `{name}`", (AddToList(threat, "against", name),), preferred=place == 0)
    if not assets or finding.together > 1:
        yield from leave_blank(finding, "against", "Say what it would hurt")


def _at_hand(threat: Element, model: Whole) -> Iterator[str]:
    """The assets that the threat's components store, and that its flows, or the flows of its components, take along."""
    known = set(model.names(Kind.ASSET))
    for text in threat.texts("against"):
        for element in model.facts.named(without_prefix(text), Kind.COMPONENT, Kind.FLOW):
            flows = [element] if element.kind is Kind.FLOW else []
            names = list(element.names("stores"))
            flows += [reference.element for reference in model.facts.references_to(element, "from", "to")]
            for flow in flows:
                names += (*flow.names("carries"), *flow.names("returns"))
            yield from (name for name in names if name in known)


RULE = Rule(
    "FW208",
    "threat-names-no-asset",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.THREAT,),
    check=check,
    fixes=fixes,
    absent=True,
    wording=_wording,
    once="{share} name no asset. What are the three things here worth stealing?",
    once_none="None of the {total} {plural} names an asset. What are the three things here worth stealing?",
)
