"""Why a rule on flows says nothing of one: what its ends and its load tell, or do not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model.defaults import RESTRICTED, ends, sensitivity
from forewarn.rules.calling import called
from forewarn.rules.flows.parties import is_untrusted, load
from forewarn.rules.rule import Reply, State

if TYPE_CHECKING:
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts

LISTED = Reply(State.ANSWERED, "the model speaks of that threat already, or has considered it")


def without_ends(flow: Element, facts: Facts) -> Reply | None:
    """What is not known of where a flow begins and ends; None if both are."""
    for field, end in zip(("from", "to"), ends(flow, facts), strict=True):
        if end is None:
            return Reply(State.CANNOT_TELL, f"`{field}:` names no component and no actor")
    return None


def without_load(flow: Element, facts: Facts) -> Reply | None:
    """Why nothing sensitive is known to go along a flow; None if something restricted or secret does."""
    assets = (*load(flow, "carries", facts), *load(flow, "returns", facts))
    known = [(asset, sensitivity(asset, facts.scale)) for asset in assets]
    if any(one is not None and catalog.sensitivity_rank(one.value) >= RESTRICTED for _, one in known):
        return None
    vague = next((asset for asset, one in known if one is None), None)
    if vague is not None:
        return Reply(State.CANNOT_TELL, f"how sensitive {called(vague)} is, is not said (FW102 asks)")
    if not assets:
        return Reply(State.CANNOT_TELL, "what goes along it is not said (FW107 asks)")
    return Reply(State.NOT_APPLICABLE, "nothing restricted or secret goes along it")


def without_stranger(element: Element, facts: Facts) -> Reply | None:
    """Why nobody untrusted is known to be at an end of a flow; None if anybody could be there."""
    if is_untrusted(element, facts):
        return None
    how = "is in no zone without trust" if element.text("zone") else "says no zone (FW105 asks)"
    state = State.NOT_APPLICABLE if element.text("zone") else State.CANNOT_TELL
    return Reply(state, f"{called(element)} {how}")


def without_strangers_call(flow: Element) -> Reply | None:
    """Why a flow is not known to be open to callers who are not asked; None if the text says that it is."""
    stated = flow.text("authentication")
    if not stated:
        return Reply(State.CANNOT_TELL, "how its caller is known is not said (FW104 asks)")
    if stated.lower() != "none":
        return Reply(State.ANSWERED, f"its caller is known by `{stated}`")
    return None
