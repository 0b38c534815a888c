"""A threat of which nobody says how bad it would be, in a model that says so of others.

## Why it matters
What comes first is decided by how bad it would be. A threat without a severity is done last, or by accident.

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
    severity: high
  T2:  # want FW106
    title: A lost card borrows books
    against: [reader-address]
```

## Silent
A model in which nothing has a severity is not asked for it here, nor is a threat that was decided not to apply; in the
prose of a document, nor is one about which anything was decided.
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
```

## Fix
State one of the four severities. forewarn never guesses it.

## When it is wrong
When the team ranks its threats in another way, by `when:` for instance, and gave a severity only to a few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model.answers import decision_kind
from forewarn.model.defaults import said
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Rule, on
from forewarn.rules.unknown.asking import choose, leave_blank, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.changes import Fix
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_GONE = ("avoid", "eliminate", "not-applicable")


def check(threat: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if this threat has no severity and some other has one."""
    if "severity" in threat.fields and said(threat, "severity"):
        return ()
    if not facts.any_field(Kind.THREAT, "severity"):
        return ()
    decided = decision_kind(threat)
    if decided in _GONE or (decided and threat.section):
        return ()
    message = f"How bad would {called(threat)} be? ({', '.join(_choices())})"
    return (on(threat, place(threat, "severity"), message, subject="severity"),)


def fixes(finding: Finding, _model: Whole) -> Iterator[Fix]:
    """Each severity, the worst first."""
    yield from choose(finding, "severity", _choices(), "Say how bad: {value}")
    if finding.together > 1:
        yield from leave_blank(finding, "severity", "Make a place for the severity")


def _choices() -> list[str]:
    return [step.name for step in reversed(catalog.severities())]


RULE = Rule(
    "FW106",
    "threat-severity-unknown",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.THREAT,),
    check=check,
    fixes=fixes,
    absent=True,
    once="{share} do not say how bad they would be. Which three are the worst?",
    once_none="None of the {total} {plural} says how bad it would be. Which three are the worst?",
)
