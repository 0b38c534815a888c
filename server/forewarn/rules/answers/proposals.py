"""The answers a threat can be given, as fixes: mitigations first, an assumption next, acceptance last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model.changes import BLANK, AddElement, AddField, AddToList, Fix, NewRecord
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element
    from forewarn.model.whole import Whole

_OFFERED = 5


def mitigate(threat: Element, model: Whole) -> Iterator[Fix]:
    """Add a mitigation of the catalogue's: those for the threat's type first, then those for its category.

    It is written as a suggestion: forewarn never takes its own proposal for an answer. Those of the model that answer
    other threats of this sort are offered for linking before new ones.
    """
    offers = catalog.mitigations_for_threat(threat.text("type"), threat.names("category"))
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
    """Rule the threat out by an assumption that a person states."""
    name = model.free_id(Kind.ASSUMPTION)
    new = AddElement(Kind.ASSUMPTION, name, (("statement", BLANK),), near=threat)
    yield Fix("Rule out by an assumption", (new, AddToList(threat, "ruled-out-by", name)), stub=True)


def accept(threat: Element) -> Iterator[Fix]:
    """Accept the threat, with a record whose name and reason a person fills in."""
    if threat.field("decision"):
        return
    record = NewRecord((("kind", "accept"), ("by", BLANK), ("date", BLANK), ("until", BLANK), ("reason", BLANK)))
    yield Fix("Accept with a record", (AddField(threat, "decision", record),), stub=True)
