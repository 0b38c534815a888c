"""Who is at the ends of a flow, and what it takes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.catalog.flow_judgements import types_that_are
from forewarn.model import defaults
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts


def is_untrusted(element: Element, facts: Facts) -> bool:
    """Whether it is known that anybody could be there: a hostile actor, or one that acts from a zone of no trust."""
    if element.kind is Kind.ACTOR and element.flag("hostile"):
        return True
    known = defaults.trust(element, facts)
    return known is not None and known.value == "none"


def is_client(element: Element) -> bool:
    """Whether a person is the caller: an actor, or a program in the caller's own hands."""
    return element.kind is Kind.ACTOR or element.text("type") in types_that_are("clients")


def is_outside(element: Element) -> bool:
    """Whether others run it."""
    return element.text("type") in types_that_are("outside")


def asks_nobody(flow: Element) -> bool:
    """Whether the text states that the caller need not say who it is."""
    return "authentication" in flow.fields and flow.text("authentication").lower() == "none"


def is_credential(asset: Element) -> bool:
    """Whether it proves who somebody is: what carries it may be the very question."""
    found = catalog.types().get(asset.text("type"))
    return found is not None and found.group in ("credential", "identity")


def load(flow: Element, field: str, facts: Facts) -> tuple[Element, ...]:
    """The assets that a flow carries or returns (`field`), as far as there are such assets."""
    return tuple(
        asset for text in flow.texts(field) for asset in facts.named(defaults.without_prefix(text), Kind.ASSET)
    )


def sensitive(assets: tuple[Element, ...], facts: Facts) -> Element | None:
    """The first of them that is restricted or more."""
    return next((asset for asset in assets if defaults.is_sensitive(asset, facts.scale)), None)
