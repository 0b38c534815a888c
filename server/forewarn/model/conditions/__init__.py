"""Conditions: what an organisation's own rules ask of elements, in a small closed language that cannot run anything."""

from forewarn.model.conditions.language import Broken, Condition, parse
from forewarn.model.conditions.truth import Truth, judge
from forewarn.model.conditions.wrong import Wrong, wrong_in

__all__ = ["Broken", "Condition", "Truth", "Wrong", "judge", "parse", "wrong_in"]
