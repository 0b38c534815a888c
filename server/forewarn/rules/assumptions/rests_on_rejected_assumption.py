"""A threat was ruled out by an assumption that does not hold.

## Why it matters
When an assumption falls, the threats that it excluded come back, all of them at once. Nobody has thought of other
answers to them, for nobody had to.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody reads addresses in the archive from outside
    against: [reader-address]
    ruled-out-by: [A1]  # want FW303
assumptions:
  A1:
    statement: The archive cannot be reached from outside.
    validation: {method: pentest, result: broken, date: 2026-10-04, by: Example Pentest Ltd}
```

## Silent
What another answer holds is not open, and what the author calls open is FW201's.
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody reads addresses in the archive from outside
    against: [reader-address]
    ruled-out-by: [A1]
    mitigations: [M1]
  T2:
    title: Somebody changes addresses in the archive from outside
    against: [reader-address]
    ruled-out-by: [A1]
    status: open
mitigations:
  M1:
    title: Addresses are encrypted, with the key elsewhere
    status: active
assumptions:
  A1:
    statement: The archive cannot be reached from outside.
    validity: rejected
```

## Fix
Reopen the threat (`status: open`; the link to the assumption stays, so that one sees why), or answer it otherwise:
mitigations that help against this sort of threat are offered.

## When it is wrong
When what was broken has been mended since. Then the assumption wants a new validation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.answers import if_open, names_unknown_answer
from forewarn.model.changes import AddField, Fix
from forewarn.model.defaults import without_prefix
from forewarn.model.kinds import Kind
from forewarn.rules.answers.proposals import mitigate
from forewarn.rules.calling import called, titled
from forewarn.rules.rule import Finding, Layer, Related, Rule, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole
    from forewarn.text.position import Span


def check(threat: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if the threat is open and was ruled out by an assumption that was rejected; FW201 is silent then."""
    if "ruled-out-by" not in threat.fields:
        return ()
    state = if_open(threat, facts)
    if state is None or state.reopened or not state.fallen:
        return ()
    if state.being_written or names_unknown_answer(threat, facts):
        return ()
    fallen = list(dict.fromkeys(state.fallen))
    names = " and ".join(called(one) for one in fallen)
    verb = "do" if len(fallen) > 1 else "does"
    names = names[:1].upper() + names[1:]
    message = f"{names} {verb} not hold, so {called(threat)} is open again. What would stop it now?"
    related = tuple(Related(one, _where(one), f"{titled(one)}: rejected") for one in fallen)
    return (on(threat, _place(threat, fallen[0]), message, related=related),)


def _place(threat: Element, fallen: Element) -> Span:
    """The assumption's name in the threat."""
    if not threat.section:
        for text in threat.texts("ruled-out-by"):
            if without_prefix(text) == fallen.id:
                return text.span
    return threat.anchor


def _where(assumption: Element) -> Span:
    """What says that it does not hold: the validity, the validation's result, else the assumption itself."""
    if assumption.texts("validity"):
        return assumption.texts("validity")[0].span
    record = assumption.record("validation")
    result = record.fields.get("result") if record else None
    return result.span if result and not assumption.section else assumption.anchor


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """Reopen it first; then what usually answers it."""
    threat = finding.element
    if threat is None:
        return
    if "status" not in threat.fields:
        yield Fix("Reopen the threat", (AddField(threat, "status", "open"),), preferred=True)
    for fix in mitigate(threat, model):
        yield Fix(fix.title, fix.changes, fix.safe, fix.stub)


RULE = Rule(
    "FW303",
    "rests-on-rejected-assumption",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.THREAT,),
    check=check,
    fixes=fixes,
    once="{share} were ruled out by assumptions that do not hold. What would stop them now?",
)
