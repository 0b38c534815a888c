"""Where a unit of a document stands: all that its reading depends on beside its own text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from forewarn.dialects.markdown.vocabulary import Topic
    from forewarn.model.elements import Section
    from forewarn.model.kinds import Kind


class Place(NamedTuple):
    """Where a unit stands.

    `model` says that the document is about threats as a whole; `kind` is set where the unit's own heading is an
    element. `lead` is what a line before the unit says that follows ("In scope:"), where a list was cut in two.
    """

    topic: Topic | None = None
    category: str = ""
    path: tuple[str, ...] = ()
    section: Section | None = None
    model: bool = False
    kind: Kind | None = None
    title: bool = False
