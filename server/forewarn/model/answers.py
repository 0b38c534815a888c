"""Whether a threat is answered: one definition, three grades, for every rule, hint, gate and report.

The definition is rules.md's *Answered*:

- *held*: an active mitigation that prevents or reduces; or a confirmed assumption; or a decision.
- *promised*: a planned mitigation with ticket, owner or due date; an unconfirmed assumption; detection or response
  alone on a critical or high threat; a control that a document names without a status; an acceptance that ran out.
- *open*: the rest. A hand-written `status: open` wins over everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model.elements import parse_date
from forewarn.model.kinds import Kind
from forewarn.model.schema import schema

if TYPE_CHECKING:
    from datetime import date

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts


class Grade(IntEnum):
    """How well something answers."""

    OPEN = 0
    PROMISED = 1
    HELD = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a threat: the mitigation, the assumption or (None) the threat's own decision, and its grade."""

    grade: Grade
    by: Element | None


@dataclass(frozen=True, slots=True)
class Answered:
    """How a threat stands. `answers` are all that the author gave, however weak; `reopened` if they wrote so."""

    grade: Grade
    answers: tuple[Answer, ...]
    reopened: bool = False

    def with_grade(self, grade: Grade) -> tuple[Answer, ...]:
        """The answers of this grade."""
        return tuple(answer for answer in self.answers if answer.grade is grade)


def answered(threat: Element, facts: Facts) -> Answered:
    """Grade the answers to `threat`."""
    answers: list[Answer] = []
    serious = threat.text("severity") in ("critical", "high")
    for name in threat.names("mitigations"):
        for mitigation in facts.named(name, Kind.MITIGATION):
            answers.append(Answer(mitigation_grade(mitigation, serious=serious), mitigation))
    for name in threat.names("ruled-out-by"):
        for assumption in facts.named(name, Kind.ASSUMPTION):
            answers.append(Answer(assumption_grade(assumption, facts), assumption))
    decision = threat.field("decision")
    if decision and decision.values:
        expired = (until := decision_until(threat)) is not None and until < facts.today
        answers.append(Answer(Grade.PROMISED if expired else Grade.HELD, None))
    if threat.text("status") == "open":
        return Answered(Grade.OPEN, tuple(answers), reopened=True)
    return Answered(max((answer.grade for answer in answers), default=Grade.OPEN), tuple(answers))


def decision_until(threat: Element) -> date | None:
    """The day until which the threat's decision holds, or None if none is written."""
    record = threat.record("decision")
    return parse_date(record.text("until")) if record else None


def mitigation_grade(mitigation: Element, *, serious: bool) -> Grade:
    """What this mitigation is worth as an answer to a threat (`serious` if that is critical or high)."""
    status = mitigation.text("status") or ("" if mitigation.section else "planned")
    if status == "active":
        return Grade.PROMISED if serious and mitigation_kind(mitigation) in ("detect", "respond") else Grade.HELD
    if status == "planned":
        owned = any(mitigation.text(field) for field in ("ticket", "owner", "due"))
        return Grade.PROMISED if owned or mitigation.section else Grade.OPEN
    # A control that a document names without saying how far it is: taken as the document says.
    return Grade.PROMISED if not status else Grade.OPEN


def mitigation_kind(mitigation: Element) -> str:
    """prevent, detect, respond or reduce, as stated or by its type; empty if neither tells."""
    stated = mitigation.text("kind")
    if stated in schema().kinds[Kind.MITIGATION].fields["kind"].choices:
        return stated
    found = catalog.mitigation_types().get(mitigation.text("type"))
    return found.kind if found else ""


def assumption_grade(assumption: Element, facts: Facts) -> Grade:
    """What this assumption is worth as an answer."""
    return {"confirmed": Grade.HELD, "unconfirmed": Grade.PROMISED}.get(validity(assumption, facts), Grade.OPEN)


def validity(assumption: Element, facts: Facts) -> str:
    """confirmed, unconfirmed or rejected: as stated, else by the validation's result and date."""
    stated = assumption.text("validity")
    if stated in ("confirmed", "unconfirmed", "rejected"):
        return stated
    validation = assumption.record("validation")
    result = validation.text("result") if validation else ""
    if result == "broken":
        return "rejected"
    if result == "held" and validation:
        until = parse_date(validation.text("until"))
        return "confirmed" if until is None or until >= facts.today else "unconfirmed"
    return "unconfirmed"
