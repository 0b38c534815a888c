"""Where a name leads: to what it names, to where a document tells of it, to what stands behind it, to all its uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.features.links import files_at
from forewarn.features.names import meant_at, own_name
from forewarn.features.occurrences import Role, models_with, occurrences, occurrences_in
from forewarn.model.kinds import Kind
from forewarn.text.position import NOWHERE, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.analysis.engine import Analysis
    from forewarn.features.names import Meant
    from forewarn.features.occurrences import Occurrence
    from forewarn.features.view import View
    from forewarn.model.elements import Element, Text
    from forewarn.text.position import Position

_ANSWERS = ("mitigations", "ruled-out-by")


@dataclass(frozen=True, slots=True)
class Target:
    """A place to go to: `span` is the name there, `whole` all that belongs to it. `origin` is the word that leads."""

    path: str
    span: Span
    whole: Span
    origin: Span | None = None


def definitions(view: View, position: Position) -> tuple[Target, ...]:
    """Where what is named at `position` is defined: the model's own entry, before what documents tell of it."""
    meant = meant_at(view, position)
    if meant is None:
        return tuple(Target(path, NOWHERE, NOWHERE, span) for path, span in files_at(view, position))
    return tuple(_targets(view, meant))


def declarations(view: View, position: Position) -> tuple[Target, ...]:
    """Where documents tell of what is named at `position`; where it is defined, if none does."""
    meant = meant_at(view, position)
    if meant is None:
        return ()
    told = [one for one in occurrences(view, meant) if one.element and one.element.tells_of == meant.name]
    found = [Target(one.path, one.span, one.whole, meant.span) for one in told if one.role is Role.DEFINITION]
    return tuple(found or _targets(view, meant))


def implementations(view: View, position: Position) -> tuple[Target, ...]:
    """What stands behind what is named at `position`.

    Behind an assumption its validation, behind a mitigation its evidence, behind a threat what answers it.
    """
    meant = meant_at(view, position)
    if meant is None:
        return ()
    found = [target for analysis in models_with(view, meant) for target in _behind(view, analysis, meant)]
    return tuple(dict.fromkeys(found))


def uses(view: View, position: Position, *, definition: bool) -> tuple[Occurrence, ...]:
    """Every place that names what is named at `position`, in all files of its models; on request its definition too."""
    meant = meant_at(view, position)
    found = occurrences(view, meant) if meant else ()
    return tuple(one for one in found if definition or one.role is not Role.DEFINITION)


def highlights(view: View, position: Position) -> tuple[Occurrence, ...]:
    """The places in this file that name what is named at `position`."""
    meant = meant_at(view, position)
    if meant is None:
        return ()
    kept: dict[Span, Occurrence] = {}
    for analysis in view.analyses:
        for one in occurrences_in(view, analysis, meant):
            if one.path == view.path and (one.span not in kept or one.role < kept[one.span].role):
                kept[one.span] = one
    return tuple(kept[span] for span in sorted(kept))


def _targets(view: View, meant: Meant) -> Iterator[Target]:
    """The elements that are called so, each once. Where nothing is called so, nothing."""
    seen: set[tuple[str, Span]] = set()
    for analysis in models_with(view, meant):
        elements = [one for one in analysis.index.by_id.get(meant.name, ()) if meant.fits(one)]
        places = analysis.places({one.item for one in elements})
        for element in sorted(elements, key=lambda one: not one.recorded):
            path, start = places[element.item]
            span = own_name(element, start, view.readings[path].document).span
            if (path, span) not in seen:
                seen.add((path, span))
                yield Target(path, span, element.span.down(start), meant.span)


def _behind(view: View, analysis: Analysis, meant: Meant) -> Iterator[Target]:
    for element in analysis.index.by_id.get(meant.name, ()):
        if meant.fits(element):
            match element.kind:
                case Kind.ASSUMPTION:
                    yield from _field(analysis, element, "validation", meant.span)
                case Kind.MITIGATION:
                    yield from _evidence(view, analysis, element, meant.span)
                case Kind.THREAT:
                    yield from _answers(view, analysis, element, meant.span)
                case _:
                    pass


def _field(analysis: Analysis, element: Element, name: str, origin: Span) -> Iterator[Target]:
    field = element.fields.get(name)
    if field is not None and field.key.start < field.key.end:
        path, start = analysis.places({element.item})[element.item]
        key = field.key.down(start)
        yield Target(path, key, Span(key.start, max(key.end, field.span.down(start).end)), origin)


def _evidence(view: View, analysis: Analysis, element: Element, origin: Span) -> Iterator[Target]:
    """The files that a mitigation names as evidence; evidence that is no file at its own place."""
    path, start = analysis.places({element.item})[element.item]
    for value in element.texts("evidence"):
        files = view.look(path, value.text.strip())
        if files:
            yield from (Target(file, NOWHERE, NOWHERE, origin) for file in files)
        elif value.span.start < value.span.end:
            yield Target(path, value.span.down(start), value.span.down(start), origin)


def _answers(view: View, analysis: Analysis, threat: Element, origin: Span) -> Iterator[Target]:
    """The mitigations and assumptions that a threat names, and its decision."""
    names = [text for field in _ANSWERS for text in threat.texts(field)]
    found = [
        one
        for text in names
        for one in analysis.index.by_id.get(_bare(text), ())
        if one.kind in (Kind.MITIGATION, Kind.ASSUMPTION)
    ]
    places = analysis.places({one.item for one in found})
    for one in found:
        path, start = places[one.item]
        span = own_name(one, start, view.readings[path].document).span
        yield Target(path, span, one.span.down(start), origin)
    yield from _field(analysis, threat, "decision", origin)


def _bare(text: Text) -> str:
    return text.text.rpartition(":")[2].strip()
