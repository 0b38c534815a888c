"""The kinds of element, by the names of the product's vocabulary."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an element is."""

    MODEL = "model"
    ZONE = "zone"
    ACTOR = "actor"
    COMPONENT = "component"
    ASSET = "asset"
    FLOW = "flow"
    THREAT = "threat"
    MITIGATION = "mitigation"
    ASSUMPTION = "assumption"
    QUESTION = "question"
    REVIEW = "review"

    # Kinds are looked up in tables for every element and rule: Enum's own hash is Python code and ten times slower.
    __hash__ = str.__hash__
