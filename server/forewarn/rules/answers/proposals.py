"""The answers a threat can be given, as fixes: mitigations first, an assumption next, acceptance last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model.changes import BLANK, AddElement, AddField, AddToList, Fix, NewRecord
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.catalog import MitigationType
    from forewarn.model.elements import Element
    from forewarn.model.whole import Whole

_OFFERED = 5


def usual_mitigations(threat: Element) -> tuple[MitigationType, ...]:
    """What the catalogue answers such a threat with: its type's own list first, then what helps in its category.

    Where no type is stated, and the title is near a catalogue threat's of the same category, that one's list is taken.
    """
    type_id, stated = threat.text("type"), threat.names("category")
    near = catalog.threat_near(threat.title) if not type_id and threat.title else None
    if near is not None and (not stated or {catalog.category(one) for one in stated}.intersection(near.categories)):
        type_id = near.id
    return catalog.mitigations_for_threat(type_id, stated)


def mitigate(threat: Element, model: Whole) -> Iterator[Fix]:
    """Add a mitigation of the catalogue's: those for the threat's sort, best first.

    It is written as a suggestion: forewarn never takes its own proposal for an answer. Those of the model that answer
    other threats of this sort are offered for linking before new ones.
    """
    offers = usual_mitigations(threat)
    present = {e.text("type"): e for e in model.elements(Kind.MITIGATION) if e.text("type") and not e.derived}
    given = set(threat.names("mitigations"))
    for place, offer in enumerate(offers[:_OFFERED]):
        there = present.get(offer.id)
        if there is not None:
            if there.id not in given:
                change = AddToList(threat, "mitigations", there.id)
                yield Fix(f"Answer with `{there.id}`: {there.title}", (change,), preferred=place == 0)
            continue
        name = model.free_id(Kind.MITIGATION)
        fields = (("title", offer.title), ("type", offer.id), ("status", "suggested"))
        new = AddElement(Kind.MITIGATION, name, fields, near=threat)
        link = AddToList(threat, "mitigations", name)
        yield Fix(f"Add mitigation: {offer.title}", (new, link), stub=True, preferred=place == 0)
    if not offers:
        name = model.free_id(Kind.MITIGATION)
        new = AddElement(Kind.MITIGATION, name, (("title", BLANK), ("status", "suggested")), near=threat)
        yield Fix("Add mitigation", (new, AddToList(threat, "mitigations", name)), stub=True, preferred=True)


def rule_out(threat: Element, model: Whole) -> Iterator[Fix]:
    """Rule the threat out by an assumption that a person states, unless one is waiting to be stated already."""
    named = model.facts.named
    if any(not one.title for text in threat.names("ruled-out-by") for one in named(text, Kind.ASSUMPTION)):
        return
    name = model.free_id(Kind.ASSUMPTION)
    new = AddElement(Kind.ASSUMPTION, name, (("statement", BLANK),), near=threat)
    yield Fix("Rule out by an assumption", (new, AddToList(threat, "ruled-out-by", name)), stub=True)


def accept(threat: Element) -> Iterator[Fix]:
    """Accept the threat, with a record whose name and reason a person fills in."""
    if threat.field("decision"):
        return
    record = NewRecord((("kind", "accept"), ("by", BLANK), ("date", BLANK), ("until", BLANK), ("reason", BLANK)))
    yield Fix("Accept with a record", (AddField(threat, "decision", record),), stub=True)
