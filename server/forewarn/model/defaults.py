"""Facts that follow from others, so that nobody has to write them (formats.md, *Defaults*), each with its origin.

What the author states always wins. A word that is stated and not understood gives nothing here: FW003 asks about it.
Functions take `Facts` where they look at other elements, so that a rule that asks remembers what it read.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from forewarn import catalog
from forewarn.model.kinds import Kind
from forewarn.model.schema import schema

if TYPE_CHECKING:
    from forewarn.model.elements import Element, Text
    from forewarn.model.facts import Facts
    from forewarn.model.scale import Scale

T_co = TypeVar("T_co", covariant=True)

_DEPTH = 50
"""How many zones are followed outwards before the nesting counts as endless."""


class Origin(StrEnum):
    """Where a fact comes from."""

    STATED = "stated"
    """The element itself says so."""
    TYPE = "type"
    """It follows from the element's catalogue type."""
    PROTOCOL = "protocol"
    """It follows from the flow's protocol."""
    MODEL = "model"
    """The model's header says so for all."""
    ZONE = "zone"
    """It follows from the zone around."""
    FORMAT = "format"
    """It is what the format takes where nobody says anything."""


class Known(NamedTuple, Generic[T_co]):
    """A fact and where it comes from. `source` is what it was read from: the type's id, the protocol, the zone."""

    value: T_co
    origin: Origin
    source: str = ""

    @property
    def stated(self) -> bool:
        """Whether the element itself says so."""
        return self.origin is Origin.STATED


# -- what counts as said
def said(element: Element, field: str) -> str:
    """The field's text; empty where nothing stands there, or only a template's leftover such as TBD."""
    if field not in element.fields:
        return ""
    text = element.text(field)
    return "" if text and is_leftover(text) else text


@lru_cache(maxsize=4096)
def is_leftover(text: str) -> bool:
    """Whether a text says nothing: `TBD`, a bare `N/A`, a template's own instruction (formats.md, *Template text*)."""
    return catalog.is_template_residue(text)


# -- assets
def sensitivity(asset: Element, scale: Scale) -> Known[str] | None:
    """How sensitive, as a step of `scale`: as stated (synonyms read), else what its type usually is; or None."""
    stated = asset.text("sensitivity")
    if stated:
        name = scale.step(stated)
        if name:
            return Known(name, Origin.STATED)
    return usual_sensitivity(asset)


def called_sensitivity(asset: Element, scale: Scale) -> str:
    """How sensitive, in the words that are used here; empty if nobody knows."""
    known = sensitivity(asset, scale)
    return scale.shown(known.value) if known else ""


def usual_sensitivity(asset: Element) -> Known[str] | None:
    """What assets of its type usually are, whatever is stated."""
    type_id = asset.text("type")
    found = catalog.types().get(type_id) if type_id else None
    return Known(found.sensitivity, Origin.TYPE, type_id) if found and found.sensitivity else None


def is_sensitive(asset: Element, scale: Scale) -> bool:
    """Whether it is restricted or more, as stated or by its type."""
    known = sensitivity(asset, scale)
    return known is not None and catalog.sensitivity_rank(known.value) >= RESTRICTED


RESTRICTED = catalog.sensitivity_rank("restricted")
"""The rank from which an asset counts as sensitive (rules.md: "≥ restricted")."""


def classes(asset: Element) -> tuple[str, ...]:
    """Which of personal, payment and authentication it belongs to, by its type."""
    found = catalog.types().get(asset.text("type"))
    return found.classes if found else ()


def owner(element: Element, facts: Facts) -> Known[str] | None:
    """Who owns an asset or component: as stated, else the model's owner. Mitigations do not inherit it."""
    stated = element.text("owner")
    if stated:
        return Known(stated, Origin.STATED)
    if element.kind not in (Kind.ASSET, Kind.COMPONENT):
        return None
    header = facts.header("owner")
    inherited = header.text("owner") if header else ""
    return Known(inherited, Origin.MODEL) if inherited else None


# -- zones
def zone(element: Element, facts: Facts) -> Element | None:
    """The zone that a component or actor states, if there is such a zone."""
    name = element.text("zone")
    return facts.first(name, Kind.ZONE) if name else None


def zones_around(element: Element, facts: Facts) -> tuple[Element, ...]:
    """The zones that hold a component, actor or zone, the innermost first. A zone inside itself ends the list."""
    found: list[Element] = []
    field = "in" if element.kind is Kind.ZONE else "zone"
    while (name := element.text(field)) and len(found) < _DEPTH:
        outer = facts.first(name, Kind.ZONE)
        if outer is None or outer in found or outer is element:
            break
        found.append(outer)
        element, field = outer, "in"
    return tuple(found)


def trust(element: Element, facts: Facts) -> Known[str] | None:
    """How far a zone, or what is in it, is trusted: what the innermost zone says that says anything."""
    if element.kind is Kind.ZONE and element.text("trust"):
        return Known(element.text("trust"), Origin.STATED)
    for around in zones_around(element, facts):
        if around.text("trust"):
            return Known(around.text("trust"), Origin.ZONE, around.id)
    return None


# -- flows
def encrypted(flow: Element) -> Known[bool] | None:
    """Whether a flow is encrypted: as stated, else what its protocol tells; None if neither does."""
    stated = flow.flag("encrypted")
    return Known(stated, Origin.STATED) if stated is not None else encrypted_by_protocol(flow)


def encrypted_by_protocol(flow: Element) -> Known[bool] | None:
    """What the flow's protocol tells about encryption, whatever is stated."""
    protocol = flow.text("protocol")
    told = catalog.encrypted_by_protocol(protocol) if protocol else None
    return Known(told, Origin.PROTOCOL, protocol) if told is not None else None


class Crossing(NamedTuple):
    """The trust boundaries that a flow crosses: the zones it leaves and those it enters, innermost first."""

    left: tuple[Element, ...]
    entered: tuple[Element, ...]

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.left or self.entered)


def crossing(flow: Element, facts: Facts) -> Crossing | None:
    """The trust boundaries between a flow's ends; None if the zone of either end is not known."""
    start, end = ends(flow, facts)
    if start is None or end is None:
        return None
    inner, outer = zones_around(start, facts), zones_around(end, facts)
    if not inner or not outer:
        return None
    return Crossing(
        tuple(one for one in inner if one not in outer),
        tuple(one for one in outer if one not in inner),
    )


def ends(flow: Element, facts: Facts) -> tuple[Element | None, Element | None]:
    """The component or actor at either end of a flow; None for an end that is not said or names neither."""
    start, end = flow.text("from"), flow.text("to")
    return (
        facts.first(start, Kind.COMPONENT, Kind.ACTOR) if start else None,
        facts.first(end, Kind.COMPONENT, Kind.ACTOR) if end else None,
    )


def sensitive_load(flow: Element, facts: Facts) -> Element | None:
    """The most sensitive asset that a flow carries or returns, if it is restricted or more."""
    found: Element | None = None
    best = RESTRICTED - 1
    for field in ("carries", "returns"):
        for text in flow.texts(field):
            for asset in facts.named(without_prefix(text), Kind.ASSET):
                known = sensitivity(asset, facts.scale)
                rank = catalog.sensitivity_rank(known.value) if known else -1
                if rank > best:
                    found, best = asset, rank
    return found


def without_prefix(text: Text) -> str:
    """The identifier in a reference such as `asset:session`."""
    if ":" not in text.text:
        return text.text.strip()
    prefix, colon, rest = text.text.partition(":")
    return rest.strip() if colon and prefix in _KINDS else text.text.strip()


_KINDS = frozenset(kind.value for kind in Kind)


# -- threats and mitigations
def categories(threat: Element) -> Known[tuple[str, ...]] | None:
    """The categories of a threat: as stated (letters and synonyms read), else its type's."""
    stated = tuple(name for text in threat.names("category") if (name := catalog.category(text)))
    if stated:
        return Known(stated, Origin.STATED)
    found = catalog.threat_types().get(threat.text("type"))
    return Known(found.categories, Origin.TYPE, found.id) if found else None


def severity(threat: Element) -> str:
    """How bad, by the scale's names (synonyms read); empty if nobody says. It is never invented."""
    stated = threat.text("severity")
    return (catalog.severity(stated) or "") if stated else ""


def is_serious(threat: Element) -> bool:
    """Whether it is critical or high."""
    return severity(threat) in ("critical", "high")


def help_of(mitigation: Element) -> Known[str] | None:
    """How a mitigation helps (prevent, detect, respond, reduce): as stated, else by its type."""
    stated = mitigation.text("kind")
    if stated in ("prevent", "detect", "respond", "reduce"):
        return Known(stated, Origin.STATED)
    type_id = mitigation.text("type")
    found = catalog.mitigation_types().get(type_id) if type_id else None
    return Known(found.kind, Origin.TYPE, type_id) if found else None


# -- the model
def stage(facts: Facts) -> Known[str]:
    """How far the system is: what the header says, else `design`. A word that is no stage is FW003's matter."""
    header = facts.header("stage")
    stated = header.text("stage").lower() if header else ""
    return Known(stated, Origin.MODEL) if stated in _stages() else Known("design", Origin.FORMAT)


@cache
def _stages() -> frozenset[str]:
    """The stages of the format, and two words that documents have for the last of them."""
    return frozenset({*schema().kinds[Kind.MODEL].fields["stage"].choices, "rejected", "withdrawn"})
