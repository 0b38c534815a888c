"""All there is against a threat are suggestions, or plans that nobody has taken.

## Why it matters
A mitigation without a ticket, an owner or a date protects as much as one that nobody thought of; it only feels better.
Suggestions, forewarn's own included, are questions to the team and never count as answers.

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
    mitigations: [M1]  # want FW203
  T2:
    title: A lost card borrows books
    against: [reader-address]
    mitigations:
      - M2  # want FW203
mitigations:
  M1:
    title: Show a reader their own record only
    status: suggested
  M2:
    title: Ask for the date of birth
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
    mitigations: [M1]
  T2:
    title: A lost card borrows books
    against: [reader-address]
    mitigations: [M2, M3]
mitigations:
  M1:
    title: Show a reader their own record only
    status: planned
    ticket: CARD-7
  M2:
    title: Ask for the date of birth
  M3:
    title: A reader can lock the card
    status: active
```

## Fix
Take the suggestion: it becomes a plan with a place for its ticket or owner.

It is a warning about critical and high threats only; about the others it is a question of completeness.

## When it is wrong
When the plan is tracked where forewarn does not look. Put its number or address into `ticket:`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.answers import Lack, answered, if_open, mitigation_status, names_unknown_answer
from forewarn.model.changes import BLANK, AddField, Fix, ReplaceText
from forewarn.model.defaults import is_serious, without_prefix
from forewarn.model.kinds import Kind
from forewarn.rules.answers.grading import standing
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Related, Reply, Rule, Severity, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.answers import Answer
    from forewarn.model.changes import Change
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole
    from forewarn.text.position import Span


def check(threat: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if the threat is open, and something is there that somebody could take up."""
    if "mitigations" not in threat.fields and "status" not in threat.fields:
        return ()
    state = if_open(threat, facts)
    if state is None or state.reopened or not state.weak:
        return ()
    weak = state.weak
    if state.fallen or state.being_written or names_unknown_answer(threat, facts):
        return ()
    related = tuple(
        Related(one.by, one.by.anchor, "only a suggestion" if one.lack is Lack.SUGGESTED else "planned by nobody yet")
        for one in weak
        if one.by is not None and one.by.item != threat.item
    )
    severity, layer = (None, None) if is_serious(threat) else (Severity.INFORMATION, Layer.COMPLETENESS)
    place, message = _place(threat, weak[0]), _message(threat, weak)
    return (on(threat, place, message, related=related, severity=severity, layer=layer),)


def _place(threat: Element, answer: Answer) -> Span:
    """The mitigation's name among the threat's answers."""
    if answer.by is not None:
        for text in threat.texts("mitigations"):
            if without_prefix(text) == answer.by.id and not answer.by.derived:
                return text.span
    return threat.anchor


def _message(threat: Element, weak: tuple[Answer, ...]) -> str:
    first = weak[0]
    if first.by is None:
        return f"{called(threat)} is said to be planned. Who takes it, and where is the ticket?"
    names = list(dict.fromkeys(called(one.by) for one in weak if one.by is not None))
    if len(names) == 1:
        if first.lack is Lack.SUGGESTED:
            return f"{names[0]} is only a suggestion. Who takes it, and where is the ticket?"
        return f"{names[0]} is planned, with neither ticket nor owner nor due date. Who takes it, and by when?"
    some = f"{', '.join(names[:-1])} and {names[-1]}"
    if all(one.lack is Lack.SUGGESTED for one in weak):
        return f"{some} are only suggestions. Who takes one of them, and where is the ticket?"
    return f"Nobody has taken {some} yet. Who takes one of them, and where is the ticket?"


def silence(threat: Element, facts: Facts) -> Reply:
    """What answers it, and how well."""
    return standing(threat, facts)


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """For the first mitigation that nobody has: make it a plan with a ticket, or with an owner."""
    threat = finding.element
    if threat is None:
        return
    for answer in answered(threat, model.facts).weak:
        if answer.by is None or answer.by.kind is not Kind.MITIGATION:
            continue
        mitigation = answer.by
        yield from _take(mitigation, "ticket", f"Plan {called(mitigation)}, with a ticket")
        yield from _take(mitigation, "owner", f"Plan {called(mitigation)}, with an owner")
        return


def _take(mitigation: Element, field: str, title: str) -> Iterator[Fix]:
    changes: list[Change] = []
    if mitigation_status(mitigation) == "suggested":
        changes.append(ReplaceText(mitigation.item, mitigation.texts("status")[0].span, "planned"))
    if field not in mitigation.fields:
        changes.append(AddField(mitigation, field, BLANK))
    if changes:
        yield Fix(title, tuple(changes), stub=True)


RULE = Rule(
    "FW203",
    "answer-not-owned",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.THREAT,),
    check=check,
    silence=silence,
    fixes=fixes,
    absent=True,
    once="{share} rest on suggestions, or on plans that nobody has. Who takes the first, and where is the ticket?",
    once_from=4,
)
