"""The model neither lists nor rules out what usually goes wrong with something of this type.

## Why it matters
The threats that hurt are mostly known ones that nobody thought of in time. For each type of asset and component, and
for flows that cross a boundary, go unencrypted or leave for a third party, the catalogue knows the few that a colleague
would ask about first.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-login: {type: user-password}  # want FW209
  reader-address: {type: personal-data}  # want FW209
threats:
  T1:
    title: Leaked passwords of other sites are tried here
    type: credential-stuffing
    against: [reader-login]
  T2:
    title: A query lists everybody's address
    type: sensitive-data-exposure
    against: [reader-address]
```

A flow is asked about where it crosses a boundary.
```yaml
threat-model: Library cards
owner: reading-room
zones:
  street: {trust: none}
  house: {trust: high}
components:
  terminal: {title: The terminal at the door, zone: street}
  index: {title: The card index, zone: house}
assets:
  opening-hours: {sensitivity: public}
flows:
  ask: {from: terminal, to: index, carries: [opening-hours], protocol: telnet, authentication: none}  # want FW209
threats:
  T1: {title: The terminal is stolen, against: [opening-hours]}
```

## Silent
A threat is listed if one has its type, shares a CWE or CAPEC id with it, or plainly speaks of it; it is ruled out if
anything in the model says that it was considered. Each threat is asked about at one place: assets first, the most
sensitive before others.
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-login: {type: user-password, considered: [password-db-theft]}
threats:
  T1:
    title: Leaked passwords of other sites are tried here
    references: [CAPEC-600]
    against: [reader-login]
  T2:
    title: Somebody guesses passwords by brute force
    against: [reader-login]
```

Not asked where no threat is listed at all (FW108), of a sensitive asset that no threat is against (FW202), of what has
no type, and of what is public.

## Fix
Add one of the threats, or all that are named; or write under `considered:` that they were thought about.

## When it is wrong
When the threat does not apply here: `considered:` says so. When it is listed in words that are not recognised: give
that threat its `type:`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model import defaults
from forewarn.model.changes import AddToList, Fix
from forewarn.model.kinds import Kind
from forewarn.model.paved import answers
from forewarn.rules.answers.likely_threats import likely_threats
from forewarn.rules.answers.usual_threats import add_each
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Rule, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_FIRST = {Kind.ASSET: 0, Kind.FLOW: 1, Kind.COMPONENT: 2}


def check(element: Element, facts: Facts) -> Iterable[Finding]:
    """What could be asked here; `_overall` leaves each threat to the element that it matters most for."""
    if element.section and (element.kind is Kind.FLOW or not element.text("type")):
        return ()
    likely = likely_threats(element, facts)
    if not likely.threats or not facts.any(Kind.THREAT) or _is_fw202s(element, facts):
        return ()
    held = facts.paved.inherits if not facts.paved.beyond else ()
    missing = [name for name in likely.threats if not facts.lists(name) and not any(answers(one, name) for one in held)]
    if not missing:
        return ()
    message, subject = _message(element, missing, likely.because), " ".join(missing)
    return (replace(on(element, element.anchor, message, subject=subject), weight=_sensitivity(element, facts)),)


def _sensitivity(element: Element, facts: Facts) -> int:
    known = defaults.sensitivity(element, facts.scale) if element.kind is Kind.ASSET else None
    return catalog.sensitivity_rank(known.value) if known else 0


def _is_fw202s(element: Element, facts: Facts) -> bool:
    """Whether it is a sensitive asset that no threat is against."""
    sensitive = element.kind is Kind.ASSET and defaults.is_sensitive(element, facts.scale)
    return sensitive and not facts.references_to(element, "against")


def _message(element: Element, missing: Sequence[str], because: str) -> str:
    return (
        f"Usual for {called(element)} ({because}), and nothing here speaks of it: {_listing(missing)}. "
        "Could that happen?"
    )


def _listing(missing: Sequence[str]) -> str:
    titles = [f"“{catalog.threat_types()[name].title}”" for name in missing]
    return " and ".join(filter(None, (", ".join(titles[:-1]), titles[-1])))


def _overall(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Each threat once: where assets come before flows and components, and the more sensitive before the less."""
    asked: set[str] = set()
    for one in sorted(findings, key=_weight):
        missing = one.subject.split()
        left = [name for name in missing if name not in asked]
        asked.update(left)
        if len(left) == len(missing):
            yield one
        elif left:
            message = one.message.replace(_listing(missing), _listing(left), 1)
            yield replace(one, message=message, subject=" ".join(left))


def _weight(finding: Finding) -> tuple[int, int]:
    element = finding.element
    if element is None:
        return len(_FIRST), 0
    return _FIRST.get(element.kind, len(_FIRST)), -finding.weight


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """Add each, add all, or say that they were considered."""
    element, missing = finding.element, finding.subject.split()
    if element is None:
        return
    yield from add_each([catalog.threat_types()[name] for name in missing], _hurt(element, model), element, model)
    changes = tuple(AddToList(element, "considered", name) for name in missing)
    what = "this threat" if len(missing) == 1 else f"these {len(missing)} threats"
    yield Fix(f"We considered {what}: not here", changes)


def _hurt(element: Element, model: Whole) -> tuple[str, ...]:
    """What such a threat would be against: an asset first, that of a component or flow where it has one."""
    if element.kind is Kind.ASSET:
        return (element.name,)
    names = element.names("stores") or (*element.names("carries"), *element.names("returns"))
    assets = [one for name in names for one in model.facts.named(name, Kind.ASSET)]
    assets.sort(key=lambda one: not defaults.is_sensitive(one, model.facts.scale))
    return (*(one.name for one in assets[:1]), element.name)


RULE = Rule(
    "FW209",
    "likely-threat-missing",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.ASSET, Kind.COMPONENT, Kind.FLOW),
    check=check,
    fixes=fixes,
    absent=True,
    overall=_overall,
    on_request=True,
)
