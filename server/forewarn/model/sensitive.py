"""Whether an element of a document tells that the system handles something sensitive, and what an asset is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model import defaults
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from forewarn.model.elements import Element
    from forewarn.model.scale import Scale


def tells_of_something_sensitive(element: Element, scale: Scale) -> bool:
    """Whether an asset, what a flow carries or what a threat hurts is sensitive: as stated, by its type or its name.

    A name counts where it calls a type of the catalogue that is personal, payment or authentication.
    """
    if element.kind is Kind.ASSET:
        if defaults.is_sensitive(element, scale) or defaults.classes(element):
            return True
        return _calls_one(element.title)
    if element.kind is Kind.FLOW:
        return any(_calls_one(name) for name in element.names("carries"))
    return element.kind is Kind.THREAT and _calls_one(element.title)


def asset_type(asset: Element) -> str:
    """The catalogue type that an asset says it is of, else the one that its title calls; empty if neither does."""
    stated = asset.text("type")
    if stated in catalog.types():
        return stated
    found = catalog.type_named_in(asset.title, "asset")
    return found.id if found else ""


def _calls_one(name: str) -> bool:
    found = catalog.type_named_in(name, "asset")
    return found is not None and bool(found.classes)
