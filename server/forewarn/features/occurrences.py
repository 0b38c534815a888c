"""Where an element is named: in all files of the models that the file belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from forewarn.features.names import Meant, kinds_of, mentions_of, named_by, own_name
from forewarn.model.references import references

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forewarn.analysis.engine import Analysis
    from forewarn.features.view import View
    from forewarn.model.elements import Element
    from forewarn.model.kinds import Kind
    from forewarn.model.reading import Item
    from forewarn.text.position import Span


class Role(IntEnum):
    """What a name does where it stands; what weighs more comes first."""

    DEFINITION = 1
    REFERENCE = 2
    MENTION = 3


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place that names an element. `written` tells that the text there is the name itself.

    `whole` is the span of the element that is defined there, of the name elsewhere; `element` is the one that is
    defined, or whose field names it; None in running text. `kinds` are those that a reference may mean.
    """

    path: str
    span: Span
    role: Role
    written: bool
    whole: Span
    element: Element | None = None
    kinds: tuple[Kind, ...] = ()


def models_with(view: View, meant: Meant) -> tuple[Analysis, ...]:
    """The models in which the name means the same: those of the file, and those that share a file that names it."""
    known = [one for one in view.models if all(path in view.readings for path in one.paths)]
    found = [one for one in known if view.path in one.paths]
    left = [one for one in known if view.path not in one.paths]
    for analysis in found:
        paths = {one.path for one in occurrences_in(view, analysis, meant)} if left else set[str]()
        for other in [one for one in left if paths.intersection(one.paths)]:
            left.remove(other)
            found.append(other)
    return tuple(found)


def occurrences(view: View, meant: Meant) -> tuple[Occurrence, ...]:
    """Every place that names what is meant, file by file, this one first, each in the order of the text."""
    kept: dict[tuple[str, Span], Occurrence] = {}
    for analysis in models_with(view, meant):
        for one in occurrences_in(view, analysis, meant):
            there = kept.get((one.path, one.span))
            if there is None or one.role < there.role:
                kept[one.path, one.span] = one
    return tuple(sorted(kept.values(), key=lambda one: (one.path != view.path, one.path, one.span)))


def occurrences_in(view: View, analysis: Analysis, meant: Meant) -> Iterator[Occurrence]:
    """The places in one model, in no order; some of them twice."""
    yield from _defined(view, analysis, meant)
    kinds = meant.kinds or tuple(one.kind for one in analysis.index.by_id.get(meant.name, ()))
    found = [
        one
        for one in analysis.index.by_name.get(meant.name, ())
        if (not kinds or not set(kinds).isdisjoint(one.kinds)) and one.text.span.start < one.text.span.end
    ]
    places = analysis.places({one.element.item for one in found})
    for one in found:
        path, start = places[one.element.item]
        for said in named_by(one, start, view.readings[path].document):
            yield Occurrence(path, said.span, Role.REFERENCE, said.written, said.span, one.element, one.kinds)
    for number, (part, path) in enumerate(zip(analysis.parts, analysis.paths, strict=True)):
        items = zip(part.items, analysis.joined[number], part.starts, strict=True)
        for raw, item, start in items:
            yield from _mentioned(view, path, raw, start, meant.name)
            if raw is not item:
                yield from _as_written(view, path, raw, start, kinds, meant.name)


def _defined(view: View, analysis: Analysis, meant: Meant) -> Iterator[Occurrence]:
    elements = [one for one in analysis.index.by_id.get(meant.name, ()) if meant.fits(one)]
    told = analysis.index.told.get(meant.name, ())
    elements += [one for one in told if not meant.kinds or not set(meant.kinds).isdisjoint(kinds_of(one))]
    places = analysis.places({one.item for one in elements})
    for element in elements:
        path, start = places[element.item]
        own = own_name(element, start, view.readings[path].document)
        written = own.written and element.id == meant.name
        yield Occurrence(path, own.span, Role.DEFINITION, written, element.span.down(start), element)


def _mentioned(view: View, path: str, item: Item, start: int, name: str) -> Iterator[Occurrence]:
    """Where the running text of an item names it."""
    for mention in item.mentions:
        if mention.name == name:
            span = mention.span.down(start)
            yield Occurrence(path, span, Role.MENTION, True, span)  # noqa: FBT003
    for element in item.elements:
        if element.recorded:
            for span in mentions_of(name, element, start, view.readings[path].document):
                yield Occurrence(path, span, Role.MENTION, True, span, element)  # noqa: FBT003


def _as_written(
    view: View, path: str, item: Item, start: int, kinds: tuple[Kind, ...], name: str
) -> Iterator[Occurrence]:
    """References of a document by the name that it has for something, where its model has another."""
    for element in item.elements:
        for one in references(element):
            if one.name == name and (not kinds or not set(kinds).isdisjoint(one.kinds)):
                for said in named_by(one, start, view.readings[path].document):
                    yield Occurrence(path, said.span, Role.REFERENCE, said.written, said.span, element, one.kinds)


def by_path(found: tuple[Occurrence, ...]) -> Mapping[str, list[Occurrence]]:
    """The places, file by file."""
    files: dict[str, list[Occurrence]] = {}
    for one in found:
        files.setdefault(one.path, []).append(one)
    return files
