"""Another identifier for an element: the edits that change it wherever it stands, in all files of its models.

What comes out is read before it is offered: nothing is renamed if anything but the name would be different then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from forewarn.catalog import reference_ids
from forewarn.dialects.again import read_again
from forewarn.features.alike import Renamed, difference
from forewarn.features.names import meant_at
from forewarn.features.occurrences import Role, by_path, models_with, occurrences
from forewarn.model.kinds import Kind
from forewarn.rules.integrity.duplicate_identifier import clash
from forewarn.text.edits import OverlappingEditsError, TextEdit, apply_edits, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forewarn.analysis.engine import Analysis
    from forewarn.features.names import Meant
    from forewarn.features.occurrences import Occurrence
    from forewarn.features.view import View
    from forewarn.model.elements import Element
    from forewarn.model.reading import Reading
    from forewarn.text.position import Position, Span

    Edits = Mapping[str, tuple[TextEdit, ...]]

_IN_MODELS = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
"""An identifier of the native format (docs/format.md)."""
_IN_DOCUMENTS = re.compile(r"[A-Za-z][\w.-]*", re.ASCII)
"""What may be one in a document; whether it is read as one, reading it tells."""

_PAIR = frozenset({Kind.THREAT, Kind.MITIGATION})
"""In documents a mitigation may be called what the threat is called that it answers: so they belong together."""
_COMPARED = 20
"""So many elements with one name are compared with each other."""


class NotRenamedError(ValueError):
    """Why something is not renamed, in a sentence for the author."""


@dataclass(frozen=True, slots=True)
class Renamable:
    """The identifier at a place: `span` is where it stands, `name` what is written there."""

    span: Span
    name: str


def renamable(view: View, position: Position) -> Renamable | None:
    """The identifier under the cursor; None where nothing is named. Raises NotRenamedError where it has to stay."""
    meant = meant_at(view, position)
    if meant is None:
        return None
    _defined(view, meant)
    return Renamable(meant.span, meant.name)


def rename(view: View, position: Position, new: str) -> Edits:
    """The edits, by file, that call what is named at `position` by the name `new`.

    Raises NotRenamedError where nothing is named there, where the name is taken or is none, and where something else
    than the name would be read differently.
    """
    meant = meant_at(view, position)
    if meant is None:
        raise NotRenamedError("Nothing is named here.")
    kinds = _defined(view, meant)
    if new == meant.name:
        return {}
    meant = replace(meant, kinds=tuple(kinds))
    models = models_with(view, meant)
    _check_form(new, view, meant)
    _check_free(new, models)
    found = occurrences(view, meant)
    if _shared(meant, kinds, found, models):
        # Running text does not tell which of them it means: the other one keeps it.
        found = tuple(one for one in found if one.role is not Role.MENTION)
    edits = _edits(view, meant.name, new, found)
    _check_reading(view, models, edits, Renamed(kinds, meant.name, new))
    return edits


# -- what may be renamed
def _defined(view: View, meant: Meant) -> frozenset[Kind]:
    """The kinds of the elements that are meant. Raises NotRenamedError where they have no identifier of their own."""
    name = meant.name
    if reference_ids.parse(name):
        raise NotRenamedError(f"`{name}` is an entry of a public list: it keeps its name.")
    if meant.own is not None and meant.own.tells_of not in ("", name):
        raise NotRenamedError(f"The model records this as `{meant.own.tells_of}`: rename it there.")
    every = [one for analysis in view.analyses for one in analysis.index.by_id.get(name, ()) if not one.tells_of]
    elements = {one.kind: one for one in every if meant.fits(one)}
    if not _PAIR.isdisjoint(elements):
        elements |= {one.kind: one for one in every if one.kind in _PAIR and one.section}
    if not elements:
        raise NotRenamedError(f"Nothing is called `{name}` in this model.")
    if not meant.written or all(one.derived for one in elements.values()):
        raise NotRenamedError("This is called by its words: there is no identifier to rename.")
    if len(elements) > 1 and not _PAIR.issuperset(elements):
        raise NotRenamedError(f"`{name}` names {_and(elements)}: which one is meant, its own line tells.")
    return frozenset(elements)


def _called(analysis: Analysis, name: str) -> Iterator[Element]:
    yield from analysis.index.by_id.get(name, ())
    yield from (one for one in analysis.index.told.get(name, ()) if one.id == name and not one.derived)


def _check_form(new: str, view: View, meant: Meant) -> None:
    if not new.strip():
        raise NotRenamedError("A name has at least one letter.")
    models = [one for analysis in models_with(view, meant) for one in _called(analysis, meant.name)]
    if any(one.recorded for one in models):
        if not _IN_MODELS.fullmatch(new):
            raise NotRenamedError(
                f"`{new}` cannot be an identifier: a letter comes first, then letters, digits, `-` or `_`."
            )
    elif not _IN_DOCUMENTS.fullmatch(new):
        raise NotRenamedError(f"`{new}` cannot be an identifier: it begins with a letter and has no blanks.")
    if reference_ids.parse(new):
        raise NotRenamedError(f"`{new}` is an entry of a public list: it cannot be the name of something else.")


def _check_free(new: str, models: Sequence[Analysis]) -> None:
    for analysis in models:
        for element in _called(analysis, new):
            raise NotRenamedError(f"`{new}` is taken: {_a(element.kind)} is called so.")


def _shared(meant: Meant, kinds: frozenset[Kind], found: Sequence[Occurrence], models: Sequence[Analysis]) -> bool:
    """Whether an element of another kind has the name as well.

    Raises NotRenamedError where nobody can tell them apart.
    """
    for analysis in models:
        same = [one for one in analysis.index.by_id.get(meant.name, ()) if one.kind in kinds]
        if any(clash(one, other) for one, other in combinations(same[:_COMPARED], 2)):
            raise NotRenamedError(
                f"Two elements are called `{meant.name}`: give one of them another name by hand first."
            )
    others = {one.kind for analysis in models for one in analysis.index.by_id.get(meant.name, ())} - kinds
    for one in found:
        both = others.intersection(one.kinds) if one.role is Role.REFERENCE and one.written else ()
        for other in both:
            kind = next(iter(kinds))
            raise NotRenamedError(
                f"Line {one.span.start.line + 1} of {_file(one.path)} says `{meant.name}`, which is "
                f"{_a(kind)} and {_a(other)}: write `{kind}:{meant.name}` there first."
            )
    return bool(others)


# -- the edits
def _edits(view: View, old: str, new: str, found: Sequence[Occurrence]) -> Edits:
    made: dict[str, tuple[TextEdit, ...]] = {}
    for path, those in by_path(tuple(found)).items():
        document = view.readings[path].document
        places = [one.span for one in those if one.written or document.slice(one.span) == old]
        try:
            edits = in_order(TextEdit(span, new) for span in places)
        except OverlappingEditsError as error:
            raise NotRenamedError(f"In {_file(path)} `{old}` stands inside itself.") from error
        if edits:
            made[path] = edits
    return made


def _check_reading(view: View, models: Sequence[Analysis], edits: Edits, name: Renamed) -> None:
    """Raise NotRenamedError if anything but the name is read otherwise after the edits."""
    after: dict[str, Reading] = {}
    for path, those in edits.items():
        reading = view.readings[path]
        again = read_again(reading, apply_edits(reading.document, those))
        if again is None:
            raise NotRenamedError(f"{_file(path)} is not read: it would keep the old name.")
        after[path] = again
    for analysis in models:
        found = difference(analysis, view.readings, after, name)
        if found is None:
            continue
        touched = [one.span.start.line for one in edits.get(found.path, ())]
        line = next((line for line in touched if found.first <= line < found.end), None)
        titled = any(_is_titled(one) for one in analysis.index.by_id.get(name.old, ()) if one.kind in name.kinds)
        if line is not None:
            raise NotRenamedError(f"Line {line + 1} of {_file(found.path)} is read otherwise with `{name.new}` in it.")
        if titled:
            raise NotRenamedError(f"{_file(found.path)} is read otherwise once `{name.old}` is called `{name.new}`.")
        raise NotRenamedError(f"{_file(found.path)} calls `{name.old}` by its words: give it that title first.")


def _is_titled(element: Element) -> bool:
    """Whether an element has a title that stands in its own text."""
    return any(one.span.start < one.span.end for one in (*element.texts("title"), *element.texts("statement")))


# -- words
def _file(path: str) -> str:
    return PurePosixPath(path).name


def _a(kind: Kind) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _and(kinds: Sequence[Kind] | Mapping[Kind, Element]) -> str:
    return " and ".join(_a(kind) for kind in dict.fromkeys(kinds))
