"""Whether a value stands where its span says, so that changing the text there changes this value and no other.

What a merge key or an alias brings has the span of that merge key or alias.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forewarn.model.elements import Field
    from forewarn.text.position import Span


def is_merged(field: Field) -> bool:
    """Whether a merge key brought the field: its key does not stand here."""
    return field.key == field.span


def stands_alone(field: Field, span: Span) -> bool:
    """Whether one value of `field` has this span, and no other: an alias may stand for a whole list."""
    return not is_merged(field) and sum(value.span == span for value in field.values) <= 1
