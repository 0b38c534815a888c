"""Where to point at a threat's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.defaults import without_prefix

if TYPE_CHECKING:
    from forewarn.model.elements import Element
    from forewarn.text.position import Span


def named_at(threat: Element, mitigation: Element) -> Span:
    """The mitigation's name among the threat's `mitigations`; the threat itself where it is not written there."""
    named = (text.span for text in threat.texts("mitigations") if without_prefix(text) == mitigation.id)
    return next(named, threat.anchor)
