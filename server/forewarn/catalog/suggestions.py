"""What the catalogue proposes: threats for a type, mitigations for a threat. Pure, cached, best first."""

from __future__ import annotations

from collections import Counter
from functools import cache

from forewarn.catalog.categories import category
from forewarn.catalog.element_types import types
from forewarn.catalog.mitigation_types import MitigationType, mitigation_types
from forewarn.catalog.threat_types import ThreatType, threat_types

_EARLIEST = {"prevent": 0, "reduce": 1, "detect": 2, "respond": 3}


def threats_for_type(type_id: str) -> tuple[ThreatType, ...]:
    """Give the usual threats to an asset or component of this type, most telling first; none for an unknown type."""
    entry = types().get(type_id)
    known = threat_types()
    return tuple(known[name] for name in entry.threats if name in known) if entry else ()


def category_of(threat_type: str) -> str | None:
    """Give the main category of a threat type by its id; None for an unknown one."""
    entry = threat_types().get(threat_type)
    return entry.category if entry else None


@cache
def mitigations_for_threat(threat_type: str = "", categories: tuple[str, ...] = ()) -> tuple[MitigationType, ...]:
    """Give the mitigations to offer for a threat, best first; empty where neither type nor category is known.

    First those that the threat type names. Then those that address one of the categories (ids, STRIDE words or
    letters; those of the type where none is given), unless their `does_not_stop` names the threat type: the ones that
    the catalogue names most often for this category first, above all for threats to the same types, and preventing
    before detecting. In both parts, what is
    never enough on its own comes last. Deprecated ones are never offered.
    """
    threat = threat_types().get(threat_type)
    wanted = tuple(found for text in categories if (found := category(text))) or (threat.categories if threat else ())
    known = mitigation_types()
    named = [known[name] for name in (threat.mitigations if threat else ()) if name in known]
    named.sort(key=lambda entry: not entry.sole_answer)
    usage = _named_for(wanted, _neighbours(threat_type))
    further = [
        entry
        for entry in known.values()
        if entry not in named and set(wanted).intersection(entry.addresses) and threat_type not in entry.does_not_stop
    ]
    further.sort(key=lambda entry: (not entry.sole_answer, -usage[entry.id], _EARLIEST.get(entry.kind, 9)))
    return tuple(entry for entry in (*named, *further) if not entry.deprecated)


def why_it_does_not_stop(mitigation_type: str, threat_type: str) -> str | None:
    """Give the reason why this mitigation type is no answer to this threat type; None if the catalogue has none."""
    entry = mitigation_types().get(mitigation_type)
    return entry.why if entry and threat_type in entry.does_not_stop else None


@cache
def threats_with_reference(reference: str) -> tuple[ThreatType, ...]:
    """Give the threat types that carry a reference id, written as in `parse(...).written`."""
    return tuple(entry for entry in threat_types().values() if reference in entry.references)


def _named_for(categories: tuple[str, ...], neighbours: Counter[str]) -> Counter[str]:
    named: Counter[str] = Counter()
    for threat in threat_types().values():
        if set(categories).intersection(threat.categories):
            for name in threat.mitigations:
                named[name] += 1 + 2 * neighbours[threat.id]
    return named


def _neighbours(threat_type: str) -> Counter[str]:
    """Count, for each threat, the types that it shares with this one."""
    return Counter(name for entry in types().values() if threat_type in entry.threats for name in entry.threats)
