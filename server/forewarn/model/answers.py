"""Whether a threat is answered: one definition, three grades, for every rule, hint, gate and report.

The definition is rules.md's *Answered*:

- *held*: an active mitigation that prevents or reduces; or a confirmed assumption whose confirmation has not run out;
  or a decision; or a mitigation that the model has from the paved path.
- *promised*: a planned mitigation with ticket, owner or due date; an unconfirmed assumption; detection or response
  alone on a critical or high threat; in a document, a control that is named without a status; an acceptance that ran
  out.
- *open*: the rest. A suggestion, a placeholder, a rejected answer count for nothing. A hand-written `status: open`
  wins over everything.

Where a word is written that FW003 asks about (`status: activ`), the answer counts as promised until it is mended: one
slip is asked about once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.catalog.statuses import meaning_of_status
from forewarn.model import defaults
from forewarn.model.elements import parse_date
from forewarn.model.kinds import Kind
from forewarn.model.paved import holding

if TYPE_CHECKING:
    from datetime import date

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts


class Grade(IntEnum):
    """How well something answers."""

    OPEN = 0
    PROMISED = 1
    HELD = 2


class Lack(StrEnum):
    """Why an answer is worth less than *held*."""

    NOTHING = ""
    """It lacks nothing."""
    SUGGESTED = "suggested"
    """Somebody's idea, or forewarn's; nobody has taken it."""
    UNOWNED = "unowned"
    """Planned, with neither ticket nor owner nor due date."""
    PLANNED = "planned"
    """Planned, and somebody has it."""
    NOTICES_ONLY = "notices only"
    """It detects or responds; a critical or high threat happens all the same."""
    NO_STATUS = "no status"
    """A document names it and does not say how far it is."""
    UNREADABLE = "unreadable"
    """Its status is a word that nobody knows."""
    GONE = "gone"
    """Retired, rejected, or found not to hold."""
    PLACEHOLDER = "placeholder"
    """Text that a template left, such as TBD."""
    UNWRITTEN = "unwritten"
    """Its title or statement is still to be written."""
    UNCONFIRMED = "unconfirmed"
    """Taken to be true; nobody has checked, or the check has run out."""
    EXPIRED = "expired"
    """An acceptance whose date has passed."""


_WEAK = frozenset({Lack.SUGGESTED, Lack.UNOWNED})
_UNREADY = frozenset({Lack.UNWRITTEN})


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a threat: the mitigation, the assumption or (None) the threat's own word; its grade and why.

    `paved` is the mitigation type that the model has from its organisation's paved path; then `by` is None.
    """

    grade: Grade
    by: Element | None
    lack: Lack = Lack.NOTHING
    paved: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """How a threat stands. `answers` are all that the author gave, however weak; `reopened` if they wrote so."""

    grade: Grade
    answers: tuple[Answer, ...]
    reopened: bool = False

    def with_grade(self, grade: Grade) -> tuple[Answer, ...]:
        """The answers of this grade."""
        return tuple(answer for answer in self.answers if answer.grade is grade)

    @property
    def weak(self) -> tuple[Answer, ...]:
        """The suggestions, and the plans that nobody has: what somebody could take up."""
        return tuple(answer for answer in self.answers if answer.lack in _WEAK)

    @property
    def fallen(self) -> tuple[Element, ...]:
        """The assumptions among the answers that were found not to hold."""
        by = (answer.by for answer in self.answers if answer.lack is Lack.GONE)
        return tuple(one for one in by if one is not None and one.kind is Kind.ASSUMPTION)

    @property
    def being_written(self) -> bool:
        """Whether an answer is named whose text is still empty: FW004 asks for it before anybody judges it."""
        return any(answer.lack in _UNREADY for answer in self.answers)


UNANSWERED = Answered(Grade.OPEN, ())


def answered(threat: Element, facts: Facts) -> Answered:
    """Grade the answers to `threat`."""
    fields = threat.fields
    answers: list[Answer] = []
    if "mitigations" in fields:
        serious = defaults.is_serious(threat)
        for text in threat.texts("mitigations"):
            found = facts.named(defaults.without_prefix(text), Kind.MITIGATION)
            answers += [mitigation_answer(mitigation, serious=serious) for mitigation in found]
    if "ruled-out-by" in fields:
        for text in threat.texts("ruled-out-by"):
            found = facts.named(defaults.without_prefix(text), Kind.ASSUMPTION)
            answers += [assumption_answer(assumption, facts) for assumption in found]
    if "decision" in fields and fields["decision"].values:
        answers.append(_decision_answer(threat, facts))
    answers += paved_answers(threat, facts)
    status = threat.text("status") if "status" in fields else ""
    if not status and not answers and not threat.section:
        said = (stated_status(one) for one in facts.told(threat))
        answers += [_as_the_document_says(one) for one in said if one not in ("", "open")]
    if not status:
        return Answered(max(answer.grade for answer in answers), tuple(answers)) if answers else UNANSWERED
    told = stated_status(threat)
    if told == "open":
        return Answered(Grade.OPEN, tuple(answers), reopened=True)
    if threat.section and not answers and told:
        answers.append(_as_the_document_says(told))
    return Answered(max((answer.grade for answer in answers), default=Grade.OPEN), tuple(answers))


def if_open(threat: Element, facts: Facts) -> Answered | None:
    """How an open threat stands; None for one that is answered, found out as quickly as can be."""
    fields = threat.fields
    if "status" not in fields:
        if "decision" in fields and fields["decision"].values:
            return None
        if "mitigations" in fields:
            for text in fields["mitigations"].texts:
                for mitigation in facts.named(defaults.without_prefix(text), Kind.MITIGATION):
                    if mitigation_answer(mitigation, serious=False).grade is not Grade.OPEN:
                        return None
    state = answered(threat, facts)
    return state if state.grade is Grade.OPEN else None


def stated_status(threat: Element) -> str:
    """What the text says of the threat's state: open; in a document's own words also mitigated, accepted and the like.

    Empty where it says nothing that is understood.
    """
    status = threat.text("status")
    if not status or not threat.section or status == "open":
        return status
    return status if status in _DOCUMENTS_SAY else meaning_of_status(status)


_DOCUMENTS_SAY = ("mitigated", "planned", "accepted", "transferred", "excluded")
"""What a document's status words mean (the catalogue's heading synonyms), where the reader has looked them up."""


def names_unknown_answer(threat: Element, facts: Facts) -> bool:
    """Whether an answer is named that does not exist: FW006 asks about that first."""
    return any(
        not facts.named(defaults.without_prefix(text))
        for field in ("mitigations", "ruled-out-by")
        for text in threat.texts(field)
    )


def _as_the_document_says(status: str) -> Answer:
    """What a status in a document's own words is worth where the document names no answer beside it."""
    if status == "planned":
        return Answer(Grade.OPEN, None, Lack.UNOWNED)
    return Answer(Grade.PROMISED, None, Lack.NO_STATUS)


# -- decisions
def decision_kind(threat: Element) -> str:
    """What was decided (accept, transfer, avoid …), empty if there is no decision or it does not say."""
    record = threat.record("decision")
    return record.text("kind") if record else threat.text("decision")


def decision_until(threat: Element) -> date | None:
    """The day until which the threat's decision holds, or None if none is written."""
    record = threat.record("decision")
    return parse_date(record.text("until")) if record else None


def _decision_answer(threat: Element, facts: Facts) -> Answer:
    """A decision holds; only what was accepted or transferred for a time runs out."""
    until = decision_until(threat)
    if until is not None and decision_kind(threat) in ("accept", "transfer") and until < facts.today:
        return Answer(Grade.PROMISED, None, Lack.EXPIRED)
    return Answer(Grade.HELD, None)


# -- the paved path
def paved_answers(threat: Element, facts: Facts) -> list[Answer]:
    """What the model has from its organisation's paved path against this threat."""
    path = facts.paved
    if not path.inherits:
        return []
    names = (defaults.without_prefix(text) for text in threat.texts("against"))
    named = [one for name in names for one in facts.named(name, Kind.COMPONENT)]
    late = frozenset({"detect", "respond"}) if defaults.is_serious(threat) else frozenset[str]()
    types = catalog.mitigation_types()
    return [
        Answer(Grade.PROMISED, None, Lack.NOTICES_ONLY, one)
        if types[one].kind in late
        else Answer(Grade.HELD, None, paved=one)
        for one in holding(threat, path, named)
    ]


# -- mitigations
def mitigation_answer(mitigation: Element, *, serious: bool) -> Answer:
    """What this mitigation is worth as an answer to a threat (`serious` if that is critical or high)."""
    written = _written(mitigation, "title")
    if written is not Lack.NOTHING:
        return Answer(Grade.OPEN, mitigation, written)
    status = mitigation_status(mitigation)
    if status == "active":
        if serious and mitigation_kind(mitigation) in ("detect", "respond"):
            return Answer(Grade.PROMISED, mitigation, Lack.NOTICES_ONLY)
        return Answer(Grade.HELD, mitigation)
    if status == "planned":
        if any(mitigation.text(field) for field in ("ticket", "owner", "due")):
            return Answer(Grade.PROMISED, mitigation, Lack.PLANNED)
        return Answer(Grade.OPEN, mitigation, Lack.UNOWNED)
    if status == "suggested":
        return Answer(Grade.OPEN, mitigation, Lack.SUGGESTED)
    if status in ("retired", "rejected"):
        return Answer(Grade.OPEN, mitigation, Lack.GONE)
    return Answer(Grade.PROMISED, mitigation, Lack.UNREADABLE if status else Lack.NO_STATUS)


def mitigation_status(mitigation: Element) -> str:
    """How real it is: as stated, else planned; empty where a document names a control and does not say."""
    stated = mitigation.text("status")
    return stated or ("" if mitigation.section else "planned")


def mitigation_kind(mitigation: Element) -> str:
    """prevent, detect, respond or reduce, as stated or by its type; empty if neither tells."""
    known = defaults.help_of(mitigation)
    return known.value if known else ""


# -- assumptions
def assumption_answer(assumption: Element, facts: Facts) -> Answer:
    """What this assumption is worth as an answer."""
    written = _written(assumption, "statement")
    if written is not Lack.NOTHING:
        return Answer(Grade.OPEN, assumption, written)
    holds = validity(assumption, facts)
    if holds == "confirmed":
        return Answer(Grade.HELD, assumption)
    if holds == "rejected":
        return Answer(Grade.OPEN, assumption, Lack.GONE)
    return Answer(Grade.PROMISED, assumption, Lack.UNCONFIRMED)


def validity(assumption: Element, facts: Facts) -> str:
    """confirmed, unconfirmed or rejected: as stated, else by the validation; a confirmation runs out with its date."""
    stated = assumption.text("validity")
    validation = assumption.record("validation")
    result = validation.text("result") if validation else ""
    if stated not in ("confirmed", "unconfirmed", "rejected"):
        stated = {"held": "confirmed", "broken": "rejected"}.get(result, "unconfirmed")
    if stated == "confirmed" and validation:
        until = parse_date(validation.text("until"))
        if until is not None and until < facts.today:
            return "unconfirmed"
    return stated


def _written(element: Element, field: str) -> Lack:
    """Whether it is said what the answer is: by its text (a template's leftover counts for nothing) or by its type."""
    text = element.text(field)
    if text:
        return Lack.PLACEHOLDER if defaults.is_leftover(text) else Lack.NOTHING
    return Lack.NOTHING if element.text("type") or element.title else Lack.UNWRITTEN
