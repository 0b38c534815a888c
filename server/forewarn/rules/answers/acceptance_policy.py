"""What an organisation's policy says of accepted threats: who may accept them, and for how long (FW205).

What a model records against policy is found at its field. No comment in the model waives that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.catalog.words import folded
from forewarn.model import defaults
from forewarn.model.answers import decision_kind, decision_until
from forewarn.model.elements import parse_date
from forewarn.rules.calling import called
from forewarn.rules.rule import Layer, Severity, on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forewarn.model.configuration import Acceptance
    from forewarn.model.elements import Element, Record, Text
    from forewarn.model.facts import Facts
    from forewarn.rules.rule import Finding

BY, UNTIL, DATE = "policy: by", "policy: until", "policy: date"
"""The subjects of findings against policy."""
TOGETHER = {
    BY: "{share} are accepted by somebody whom policy does not let. Who may, and decides?",
    UNTIL: "{share} are accepted for longer than policy lets anybody. Until which day instead?",
    DATE: "{share} are accepted, and nothing says since when. When was that decided?",
}
"""What a document is asked once."""
_PARTS = re.compile(r"[,;/()&]| and | for the | as | – | - ")
_NAMED = 4
"""So many of those who may accept are named in a message."""


def policy_for(threat: Element, facts: Facts) -> Acceptance | None:
    """What policy says of accepting this threat; None where it was not accepted, or policy says nothing."""
    if decision_kind(threat) != "accept" or not facts.settings.acceptance:
        return None
    return facts.settings.acceptance_of(defaults.severity(threat))


def wanted(policy: Acceptance | None) -> frozenset[str]:
    """The fields of a record without which policy cannot be kept."""
    if policy is None:
        return frozenset()
    return frozenset({"by"} if policy.by else ()) | frozenset({"until"} if policy.max_days else ())


def outside_policy(threat: Element, facts: Facts) -> Iterator[Finding]:
    """A finding on who accepted that may not, and on a day that is too far off. What is not said is asked elsewhere."""
    policy, record = policy_for(threat, facts), threat.record("decision")
    if policy is None or record is None:
        return
    by = _text(record, "by")
    if by is not None and policy.by and not defaults.is_leftover(by.text) and not _may(by.text, policy.by):
        message = (
            f"{called(threat)} is {defaults.severity(threat)}, and policy lets {_listed(policy.by)} accept that. "
            "Who of them decides?"
        )
        yield _against(threat, by, message, BY)
    yield from _too_long(threat, record, policy, facts)


def _too_long(threat: Element, record: Record, policy: Acceptance, facts: Facts) -> Iterator[Finding]:
    """A finding where the days from the decision to its end are more than policy allows.

    A decision of which no day is written, or one to come, was made today at the latest.
    """
    until, written = decision_until(threat), _text(record, "until")
    if policy.max_days is None or until is None or written is None:
        return
    day = parse_date(record.text("date"))
    days = (until - min(day or facts.today, facts.today)).days
    if days > policy.max_days:
        what = f"is accepted for {days} days" if day is not None else f"is accepted until {until}"
        message = (
            f"{called(threat)} is {defaults.severity(threat)} and {what}; policy lets that last "
            f"{policy.max_days} days. Until which day is it?"
        )
        yield _against(threat, written, message, UNTIL)
    elif day is None and not threat.section and not record.text("date"):
        message = (
            f"{called(threat)} is accepted, and the record does not say since when; policy lets that last "
            f"{policy.max_days} days. When was it decided?"
        )
        yield _against(threat, written, message, DATE)


def _against(threat: Element, place: Text, message: str, subject: str) -> Finding:
    span = threat.anchor if threat.section else place.span
    return on(
        threat,
        span,
        message,
        subject=subject,
        layer=Layer.INTEGRITY,
        severity=Severity.WARNING,
        protected=True,
    )


def _text(record: Record, name: str) -> Text | None:
    field = record.fields.get(name)
    return field.texts[0] if field and field.texts else None


def _may(written: str, allowed: Sequence[str]) -> bool:
    """Whether somebody who may is named: as a whole, or as one of several people and roles."""
    named = {folded(written), *(folded(part) for part in _PARTS.split(written))}
    return any(folded(one) in named for one in allowed)


def _listed(people: Sequence[str]) -> str:
    shown = people[:_NAMED]
    if len(people) > _NAMED:
        return f"{', '.join(shown)} or {len(people) - _NAMED} more"
    return " or ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
