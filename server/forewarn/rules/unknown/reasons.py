"""Why a fact about a flow is worth asking for: it crosses a trust boundary, or takes something sensitive along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.defaults import called_sensitivity, crossing, ends, sensitive_load, without_prefix, zone
from forewarn.rules.calling import called

if TYPE_CHECKING:
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts


def worth_asking(flow: Element, facts: Facts) -> str:
    """What the flow does, to go on after its name in a sentence; empty where nothing makes the question worth while."""
    asset = sensitive_load(flow, facts)
    if asset is not None:
        verb = "carries" if asset.id in map(without_prefix, flow.texts("carries")) else "returns"
        return f"{verb} {called(asset)} ({called_sensitivity(asset, facts.scale)})"
    if crossing(flow, facts):
        start, end = (zone(one, facts) if one else None for one in ends(flow, facts))
        if start and end:
            return f"goes from {called(start)} to {called(end)}"
    return ""
