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
    element, `double` where it names an actor and what the actor threatens at once, and `serial` where identifiers
    number it and the headings beside it. `title` marks the document's head. `told`: a comment says what the
    section holds, or does not.
    """

    topic: Topic | None = None
    category: str = ""
    path: tuple[str, ...] = ()
    section: Section | None = None
    model: bool = False
    kind: Kind | None = None
    title: bool = False
    double: bool = False
    serial: bool = False
    told: bool = False
