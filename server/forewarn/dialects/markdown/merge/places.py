"""Where an element stands among the units of a document, and what is read off there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forewarn.model.kinds import Kind
from forewarn.text.position import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.dialects.markdown.units import Pending, Raw
    from forewarn.model.elements import Element

HURT = (Kind.ASSET, Kind.COMPONENT, Kind.FLOW)
"""What a threat may be against."""


class At(NamedTuple):
    """An element's place: the number of its unit, and its own among the elements there."""

    raw: int
    place: int


def element_at(raws: Sequence[Raw], at: At) -> Element:
    """The element that stands there, as its unit says it."""
    return raws[at.raw].item.elements[at.place]


def pending_at(raws: Sequence[Raw], at: At) -> Pending:
    """What the element there leaves to the whole document to settle."""
    return raws[at.raw].pending[at.place]


def before_name(raws: Sequence[Raw], at: At) -> Span:
    """An empty place at the beginning of an element's name, for what stands elsewhere in the document."""
    start = element_at(raws, at).anchor.start
    return Span(start, start)
