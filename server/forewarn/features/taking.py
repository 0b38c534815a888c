"""The items of a list, table or run of headings, taken into the model that the document belongs to.

Nothing goes out of the document: an item without an identifier gets the one under which the model now records it, and
goes on telling of it in its own words. What the model's format holds of it is written there; the rest stays with the
item, and counts for the record all the same (`forewarn.model.joining`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from forewarn.dialects.again import read_again
from forewarn.dialects.native.write import write
from forewarn.dialects.native.write.restated import restated
from forewarn.features.identifying import next_names
from forewarn.features.refactoring import MOVE, Refactoring
from forewarn.model.references import references
from forewarn.text.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from forewarn.analysis.engine import Analysis
    from forewarn.features.view import View
    from forewarn.model.changes import AddElement
    from forewarn.model.elements import Element, Field
    from forewarn.model.reading import Part, Reading
    from forewarn.text.edits import TextEdit
    from forewarn.text.position import Span

_NATIVE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
"""An identifier of the native format (docs/format.md)."""
_MOST = 2


def taking(view: View, span: Span) -> Iterator[Refactoring]:
    """What is offered in a list whose items the model does not record yet."""
    from forewarn.dialects.markdown.writer.grouping import groups_at  # noqa: PLC0415 - where there is Markdown
    from forewarn.dialects.markdown.writer.identifiers import give_identifiers  # noqa: PLC0415 - see above

    part = view.reading.parts[0]
    analysis = view.analysis_of(part)
    home = _home(view, analysis) if analysis else None
    if analysis is None or home is None:
        return
    path, model = home
    understood = {(one.item, one.span, one.kind): one for one, _ in analysis.understood(part)}
    told = {(one.item, one.span) for those in analysis.index.told.values() for one in those}
    for group in groups_at(view.reading, part, span.start.line, named_too=True)[:_MOST]:
        names = next_names(group, analysis, view)
        called = [*((one, one.id) for one in group.named), *zip(group.unnamed, names, strict=True)]
        new = [
            (understood.get((one.item, one.span, one.kind), one), name)
            for one, name in called
            if (one.item, one.span) not in told
        ]
        if not new or not all(_NATIVE.fullmatch(name) for _, name in new):
            continue
        written = _written(view, analysis, path, model, new)
        identified = give_identifiers(view.reading, part, group, names) if group.unnamed else ()
        if written and (identified or not group.unnamed):
            edits = {path: written} | ({view.path: identified} if identified else {})
            yield Refactoring(_title([name for _, name in new]), MOVE, edits)


def _title(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"Take this item into the model ({names[0]})"
    return f"Take these items into the model ({names[0]} to {names[-1]})"


def _home(view: View, analysis: Analysis) -> tuple[str, Part] | None:
    """The model's file and the part of it that records elements; None where it is no file of its own, or unsound."""
    for path, part in zip(analysis.paths, analysis.parts, strict=True):
        reading = view.readings.get(path)
        if part.dialect == "native" and path != view.path and reading is not None and part in reading.parts:
            return None if any(item.problems for item in part.items) else (path, part)
    return None


def _written(
    view: View, analysis: Analysis, path: str, model: Part, new: Sequence[tuple[Element, str]]
) -> tuple[TextEdit, ...]:
    """The edits of the model that record the elements under these names; none where that cannot be written."""
    recorded = [one for one, _ in model.elements() if one.id]
    taken = {one.id for one in recorded}
    if taken.intersection(name for _, name in new):
        return ()
    plain = [replace(one, id=name, derived=False, fields=_fields(one, taken)) for one, name in new]
    made = restated([*recorded, *plain], analysis.index.settings.scale)
    wanted = {name for _, name in new}
    elements: list[AddElement] = [
        replace(one, fields=tuple((name, value) for name, value in one.fields if name != "notes"))
        for one in made.elements
        if one.id in wanted
    ]
    reading = view.readings[path]
    edits = write(elements, reading, model) if len(elements) == len(new) else ()
    return edits if edits and _reads_on(reading, edits, wanted) else ()


def _fields(element: Element, recorded: Collection[str]) -> Mapping[str, Field]:
    """What is written of an element: what names others only if the model records all of them."""
    lost = {one.field for one in references(element) if one.name not in recorded}
    return {name: field for name, field in element.fields.items() if name not in lost}


def _reads_on(reading: Reading, edits: Sequence[TextEdit], names: Collection[str]) -> bool:
    """Whether the model holds after the edits what it held, and the new elements."""
    after = read_again(reading, apply_edits(reading.document, edits))
    if after is None or any(item.problems for part in after.parts for item in part.items):
        return False

    def held(one: Reading) -> list[tuple[str, str]]:
        return [(element.kind, element.id) for part in one.parts for element, _ in part.elements()]

    return sorted(one for one in held(after) if one[1] not in names) == sorted(held(reading))
