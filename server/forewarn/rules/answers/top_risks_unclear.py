"""More than three open threats are equally bad, and nothing says which of them comes first.

## Why it matters
A list of ten things that are all critical is a list of nothing: everybody starts where it is easiest. Three at the top
can be seen at a glance, planned, and done.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1: {title: Somebody lists all addresses, against: [reader-address], severity: high}  # want FW212
  T2: {title: A lost card borrows books, against: [reader-address], severity: high}
  T3: {title: A caller asks for an address, against: [reader-address], severity: high}
  T4: {title: A cleaner reads the screen, against: [reader-address], severity: high}
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1: {title: Somebody lists all addresses, against: [reader-address], severity: high, when: now}
  T2: {title: A lost card borrows books, against: [reader-address], severity: high}
  T3: {title: A caller asks for an address, against: [reader-address], severity: high}
  T4: {title: A cleaner reads the screen, against: [reader-address], severity: high}
```

## Fix
None: which comes first is for the people who know the system to say.

## When it is wrong
When the order is kept elsewhere, such as in the tickets. Then `when:` on the first of them says so here as well.
Threats that a document tells in prose are not counted, as there is no place for `when:`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forewarn.model.answers import if_open
from forewarn.model.defaults import is_serious, severity
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Related, Rule, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts

_CLEAR = 3
"""So many risks can be seen at a glance (product.md)."""
_NAMED = 8


def check(threat: Element, facts: Facts) -> Iterable[Finding]:
    """What could be said: the threat is open, and critical or high. Which place it has is told by all of them."""
    if threat.section or not is_serious(threat) or if_open(threat, facts) is None:
        return ()
    return (on(threat, threat.anchor, f"{called(threat)} is open and {severity(threat)}."),)


def _overall(findings: Sequence[Finding]) -> Iterable[Finding]:
    """One finding, on the first of the worst, if they are more than three and nothing says which comes first."""
    threats = [one.element for one in findings if one.element is not None]
    if any(threat.text("when") == "now" for threat in threats):
        return ()
    worst = "critical" if any(severity(threat) == "critical" for threat in threats) else "high"
    first = [one for one in findings if one.element and severity(one.element) == worst and not _is_placed(one.element)]
    if len(first) <= _CLEAR:
        return ()
    message = f"{len(first)} open threats are {worst}, and nothing says which come first. Which three? (`when: now`)"
    related = tuple(
        Related(one.element, one.span, f"{worst} as well") for one in first[1 : 1 + _NAMED] if one.element is not None
    )
    return (replace(first[0], message=message, related=related),)


def _is_placed(threat: Element) -> bool:
    return bool(threat.text("when"))


RULE = Rule(
    "FW212",
    "top-risks-unclear",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.THREAT,),
    check=check,
    overall=_overall,
)
