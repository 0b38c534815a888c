"""Which of the catalogue's threats an element shows that somebody thought of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.catalog.reference_ids import parse
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from forewarn.model.elements import Element

_SHARED = ("CWE", "CAPEC")
"""The schemes of which one id means one weakness; those of others stand for many threats."""


def listed_threats(element: Element) -> frozenset[str]:
    """The ids of the threat types that an element lists or rules out.

    A threat lists its own type, those that its title speaks of, and those that share a CWE or CAPEC id with its
    references. What anything says it `considered` is ruled out.
    """
    if element.kind is not Kind.THREAT:
        return frozenset(element.names("considered")) if "considered" in element.fields else frozenset()
    found = set(catalog.threats_mentioned(element.title)) if element.title else set[str]()
    if "type" in element.fields:
        found.add(element.text("type"))
    for text in element.names("references") if "references" in element.fields else ():
        reference = parse(text)
        if reference is not None and reference.scheme in _SHARED:
            found |= {entry.id for entry in catalog.threats_with_reference(reference.written)}
    return frozenset(found)
