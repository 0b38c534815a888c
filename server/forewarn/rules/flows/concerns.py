"""Whether a model speaks of a threat already, and the fix that adds it: what the rules on flows share.

A threat counts as listed where one that is against the flow, its ends or what it takes along, or against nothing in
particular, has the same catalogue type, shares a CWE or CAPEC with it, or has a title that means it; where one of them
has `considered` it; and where a mitigation that usually answers it stands with one of their threats.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.catalog import reference_ids
from forewarn.model.answers import Grade, mitigation_answer
from forewarn.model.changes import AddElement, AddToList, Fix
from forewarn.model.defaults import without_prefix
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.changes import Change
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_WEAKNESSES = ("CWE-", "CAPEC-")


def is_listed(facts: Facts, concerned: Iterable[Element | None], *types: str) -> bool:
    """Whether the model speaks already of threats of one of these catalogue types to the elements `concerned`."""
    about = [element for element in concerned if element is not None]
    if any(name in types for element in about for name in element.names("considered")):
        return True
    threats = [one.element for element in about for one in facts.references_to(element, "against")]
    if any(_means(threat, types) for threat in threats):
        return True
    if any(_means(threat, types) for threat in facts.unplaced_threats()):
        return True
    answers = _answers_to(types)
    return any(
        mitigation.text("type") in answers and _counts(mitigation)
        for threat in dict.fromkeys(threats)
        for text in threat.texts("mitigations")
        for mitigation in facts.named(without_prefix(text), Kind.MITIGATION)
    )


def is_limited(facts: Facts, types: Iterable[str]) -> bool:
    """Whether the model has a mitigation of one of these types that somebody stands by."""
    return any(_counts(mitigation) for name in types for mitigation in facts.mitigations_of_type(name))


def _counts(mitigation: Element) -> bool:
    return mitigation_answer(mitigation, serious=False).grade is not Grade.OPEN


def _means(threat: Element, types: tuple[str, ...]) -> bool:
    type_id = threat.text("type")
    if type_id in types:
        return True
    wanted = _weaknesses(types)
    own = _written(threat.names("references")) if "references" in threat.fields else frozenset[str]()
    if wanted & own or (type_id and wanted & _weaknesses((type_id,))):
        return True
    near = catalog.threat_near(threat.title) if not type_id and threat.title else None
    return near is not None and near.id in types


@lru_cache(maxsize=256)
def _weaknesses(types: tuple[str, ...]) -> frozenset[str]:
    known = catalog.threat_types()
    return frozenset(
        reference
        for name in types
        if name in known
        for reference in known[name].references
        if reference.startswith(_WEAKNESSES)
    )


def _written(references: Iterable[str]) -> frozenset[str]:
    found = (reference_ids.parse(text) for text in references)
    return frozenset(one.written for one in found if one is not None)


@lru_cache(maxsize=256)
def _answers_to(types: tuple[str, ...]) -> frozenset[str]:
    known = catalog.threat_types()
    return frozenset(answer for name in types if name in known for answer in known[name].mitigations)


def add_threat(near: Element, type_id: str, against: Iterable[Element], model: Whole) -> Iterator[Fix]:
    """A new threat of this type against these elements; one of the type that is there already is extended to them."""
    names = tuple(dict.fromkeys(element.name for element in against if element.name))
    if not names:
        return
    there = next(
        (one for one in model.elements(Kind.THREAT) if one.text("type") == type_id and one.id and not one.derived), None
    )
    if there is not None:
        given = set(map(without_prefix, there.texts("against")))
        changes: tuple[Change, ...] = tuple(AddToList(there, "against", name) for name in names if name not in given)
        if changes:
            yield Fix(f"Let `{there.id}` be against it too: {there.title}", changes, preferred=True)
        return
    entry = catalog.threat_types()[type_id]
    fields = (("title", entry.title), ("type", type_id), ("against", names))
    yield Fix(
        f"Add threat: {entry.title}",
        (AddElement(Kind.THREAT, model.free_id(Kind.THREAT), fields, near=near),),
        preferred=True,
    )
