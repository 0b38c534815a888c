"""What a rule may ask about the rest of the model. Every answer is remembered as a read.

A rule sees one element and asks `Facts` for everything else. The reads say on what its findings rest, so that after
an edit only the items whose reads changed are looked at again (architecture.md, invariants 3 and 4).
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Protocol

from forewarn.catalog.words import plain_words
from forewarn.model.graph import graph_of
from forewarn.model.index import FEW, LONG
from forewarn.model.need import need
from forewarn.model.paved import Standing, standing
from forewarn.model.series import series_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from forewarn.model.configuration import Configuration
    from forewarn.model.elements import Element, Section
    from forewarn.model.graph import Graph
    from forewarn.model.index import Index, Key
    from forewarn.model.kinds import Kind
    from forewarn.model.need import Need
    from forewarn.model.reading import Sentence
    from forewarn.model.references import Reference
    from forewarn.model.scale import Scale


class Files(Protocol):
    """What the workspace knows of files beside the model."""

    def exists(self, item: int, path: str) -> bool:
        """Whether `path` (or a glob), relative to the file that holds the item, names anything in the workspace."""
        ...

    def near(self, item: int, path: str) -> tuple[str, ...]:
        """Paths that exist and look much like `path`, the nearest first."""
        ...


_NO_PATH = Standing()


class Facts:
    """A view of one model's index on one day. `reads` collects the keys of what was asked."""

    def __init__(self, index: Index, today: date, files: Files) -> None:
        self._index = index
        self._today = today
        self._files = files
        self.reads: set[Key] = set()

    @property
    def settings(self) -> Configuration:
        """What an organisation decided for all its models. A model is judged anew where that changes."""
        return self._index.settings

    @property
    def scale(self) -> Scale:
        """What the sensitivities are called."""
        return self._index.settings.scale

    @property
    def today(self) -> date:
        """The day it is."""
        self.reads.add(("today", ""))
        return self._today

    def named(self, name: str, *kinds: Kind) -> tuple[Element, ...]:
        """The elements with this identifier, of these kinds (of any kind if none is given)."""
        self.reads.add(("named", name))
        found = self._index.by_id.get(name, ())
        return tuple(element for element in found if element.kind in kinds) if kinds else found

    def first(self, name: str, *kinds: Kind) -> Element | None:
        """One element with this identifier, or None."""
        found = self.named(name, *kinds)
        return found[0] if found else None

    def references_to(self, element: Element, *fields: str) -> tuple[Reference, ...]:
        """The references that name `element` in these fields (in any field if none is given)."""
        self.reads.add(("named-by", element.id))
        return tuple(
            reference
            for reference in self._index.by_name.get(element.id, ())
            if element.kind in reference.kinds and (not fields or reference.field in fields)
        )

    @property
    def graph(self) -> Graph:
        """The model's flows as a graph."""
        self.reads.add(("graph", ""))
        return graph_of(self._index)

    def told(self, record: Element) -> tuple[Element, ...]:
        """What documents tell of an element that a model records."""
        self.reads.add(("told", record.id))
        return tuple(element for element in self._index.told.get(record.id, ()) if element.kind is record.kind)

    def any(self, kind: Kind) -> bool:
        """Whether the model has an element of this kind."""
        key = ("any", kind.value)
        self.reads.add(key)
        return self._index.counts.get(key, 0) > 0

    def few(self, kind: Kind) -> bool:
        """Whether the model has fewer than three elements of this kind."""
        self.reads.add(("few", kind.value))
        return self._index.counts.get(("any", kind.value), 0) < FEW

    def any_written(self, kind: Kind) -> bool:
        """Whether some element of this kind has an identifier that its text holds."""
        key = ("any-written", kind.value)
        self.reads.add(key)
        return self._index.counts.get(key, 0) > 0

    def any_recorded(self, kind: Kind) -> bool:
        """Whether a native model holds an element of this kind."""
        key = ("any-recorded", kind.value)
        self.reads.add(key)
        return self._index.counts.get(key, 0) > 0

    def any_field(self, kind: Kind, field: str) -> bool:
        """Whether some element of this kind states this field."""
        key = ("any-field", f"{kind.value}.{field}")
        self.reads.add(key)
        return self._index.counts.get(key, 0) > 0

    def any_answered_in(self, section: Section) -> bool:
        """Whether mitigations are linked to some threat in this section of a document."""
        key = ("answered-in", str(section.item))
        self.reads.add(key)
        return self._index.counts.get(key, 0) > 0

    def mitigations_of_type(self, type_id: str) -> Iterable[Element]:
        """The mitigations of this catalogue type, in no order."""
        key = ("typed", f"mitigation.{type_id}")
        self.reads.add(key)
        return self._index.grouped.get(key, ())

    def unplaced_threats(self) -> Iterable[Element]:
        """The threats that are against nothing in particular, in no order."""
        key = ("unplaced", "threat")
        self.reads.add(key)
        return self._index.grouped.get(key, ())

    def lists(self, threat_type: str) -> bool:
        """Whether some threat is of this catalogue type or plainly means it, or something says it was considered."""
        key = ("lists", threat_type)
        self.reads.add(key)
        return self._index.counts.get(key, 0) > 0

    def reviews(self) -> Iterable[Element]:
        """All reviews, in no order."""
        key = ("listed", "review")
        self.reads.add(key)
        return self._index.grouped.get(key, ())

    def assumptions(self) -> Iterable[Element]:
        """All assumptions, in no order."""
        key = ("listed", "assumption")
        self.reads.add(key)
        return self._index.grouped.get(key, ())

    def any_asset_of(self, type_id: str) -> bool:
        """Whether some asset is of this catalogue type, by what it says or by its title."""
        key = ("asset-of", type_id)
        self.reads.add(key)
        return self._index.counts.get(key, 0) > 0

    def stated(self) -> Iterable[Sentence]:
        """The sentences below headings about assumptions, in no order."""
        self.reads.add(("stated", ""))
        return chain.from_iterable(self._index.stated.values())

    @property
    def need(self) -> Need:
        """How much modelling the system needs."""
        self.reads.add(("need", ""))
        return need(self._index)

    @property
    def path_name(self) -> str:
        """What the paved path is called in a sentence."""
        path = self.settings.paved_path
        return path.called if path else "the paved path"

    @property
    def paved(self) -> Standing:
        """How the model stands to its organisation's paved path."""
        if self._index.settings.paved_path is None:
            return _NO_PATH
        self.reads.add(("need", ""))
        return standing(self._index)

    @property
    def handles_something_sensitive(self) -> bool:
        """Whether assets, flows or threats of a document tell that the system handles something sensitive."""
        key = ("handles", "")
        self.reads.add(key)
        return self._index.counts.get(key, 0) > 0

    def any_section(self, topic: str) -> bool:
        """Whether a document has a section about this (`assets`, `threats`, `assumptions` …)."""
        key = ("section", topic)
        self.reads.add(key)
        return self._index.counts.get(key, 0) > 0

    @property
    def shows_a_picture(self) -> bool:
        """Whether a document shows an image or a diagram."""
        key = ("pictured", "")
        self.reads.add(key)
        return self._index.counts.get(key, 0) > 0

    @property
    def is_long(self) -> bool:
        """Whether the texts of the model have some thirty lines or more."""
        self.reads.add(("long", ""))
        return self._index.counts.get(("long", ""), 0) >= LONG

    def any_in_series(self, name: str, kinds: Iterable[Kind]) -> bool:
        """Whether some element of these kinds is numbered as `name` is: `T7` asks for any T with a number."""
        series = series_of(name)
        keys = [("series", f"{kind.value}.{series}") for kind in kinds] if series else []
        self.reads.update(keys)
        return any(self._index.counts.get(key, 0) > 0 for key in keys)

    def names_an_asset(self, text: str) -> bool:
        """Whether running text calls an asset by its whole title or its identifier."""
        words = plain_words(text)
        for place, word in enumerate(words):
            self.reads.add(("titled", word))
            for title in self._index.titled.get(word, ()):
                if words[place : place + len(title)] == title:
                    return True
        return False

    def file_exists(self, element: Element, path: str) -> bool:
        """Whether a path written in `element` (relative to its file; globs allowed) names anything."""
        self.reads.add(("file", path))
        return self._files.exists(element.item, path)

    def header(self, field: str) -> Element | None:
        """The part of the model's header that states this field (`owner`, `stage` …), or None."""
        self.reads.add(("header", field))
        found = self._index.header.get(field, ())
        return found[0] if found else None
