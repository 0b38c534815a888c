"""What can be made of a place without anything being wrong with it: identifiers, a model beside a document."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from forewarn.catalog.reference_ids import parse
from forewarn.features.new_model import has_model, names_for, new_model
from forewarn.model.kinds import Kind
from forewarn.model.series import number_of, series_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from forewarn.analysis.engine import Analysis
    from forewarn.dialects.markdown.writer.grouping import Group
    from forewarn.features.view import View
    from forewarn.text.edits import TextEdit
    from forewarn.text.position import Span

IDENTIFIERS, MODEL = "refactor.rewrite", "refactor.extract"
"""What sort of refactoring each is, as the protocol names them."""
_FIRST = {Kind.THREAT: "T1", Kind.MITIGATION: "M1", Kind.ASSUMPTION: "A1", Kind.ASSET: "AS1"}
_MOST_GROUPS = 2
_ON_DISK = re.compile(r"/|[A-Za-z]:/")
_PATTERN = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Refactoring:
    """Something to be done at a place. `edits` are by file; `creates` is the path of a file that is to be made.

    The text of that file is worked out when it is chosen (`text_of`).
    """

    title: str
    kind: str
    edits: Mapping[str, Sequence[TextEdit]] = field(default_factory=dict[str, "Sequence[TextEdit]"])
    creates: str = ""


def refactorings(view: View, span: Span, *, files: bool) -> tuple[Refactoring, ...]:
    """What is offered at a place. `files` tells that files may be created."""
    if view.reading.dialect != "markdown":
        return ()
    found = list(_identifiers(view, span))
    target = _model_for(view) if files else ""
    if target:
        found.append(Refactoring("Start a threat model from this document", MODEL, creates=target))
    return tuple(found)


def text_of(view: View) -> str:
    """The text of the file that is created beside the document."""
    return new_model(view.reading, PurePosixPath(view.path).name, view.settings.scale).text


# -- a model beside the document
def _model_for(view: View) -> str:
    """The file for a model of a document that has none and names elements; empty where it may not be made."""
    if not _ON_DISK.match(view.path) or has_model(view.reading):
        return ""
    if any(path != view.path for analysis in view.analyses for path in analysis.paths):
        return ""
    elements = (one for part in view.reading.parts for item in part.items for one in item.elements)
    if not any(one.kind is not Kind.MODEL for one in elements):
        return ""
    folder = PurePosixPath(view.path).parent
    free = (name for name in names_for(view.path) if not _is_there(view, name))
    return next(((folder / name).as_posix() for name in free), "")


def _is_there(view: View, name: str) -> bool:
    if (PurePosixPath(view.path).parent / name).as_posix() in view.readings:
        return True
    item = view.reading.parts[0].items[0].serial
    literal = _PATTERN.sub(lambda sign: f"[{sign[0]}]", name)
    return any(analysis.files.exists(item, literal) for analysis in view.analyses)


# -- identifiers
def _identifiers(view: View, span: Span) -> Iterator[Refactoring]:
    from forewarn.dialects.markdown.writer.grouping import groups_at  # noqa: PLC0415 - loaded where there is Markdown
    from forewarn.dialects.markdown.writer.identifiers import give_identifiers  # noqa: PLC0415 - see above

    part = view.reading.parts[0]
    analysis = view.analysis_of(part)
    groups = groups_at(view.reading, part, span.start.line)[:_MOST_GROUPS] if analysis else []
    for group in groups:
        names = _names(group, analysis, view) if analysis else ()
        edits = give_identifiers(view.reading, part, group, names)
        if edits:
            yield Refactoring(_title(names), IDENTIFIERS, {view.path: edits})


def _title(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"Give this item an identifier ({names[0]})"
    return f"Give these items identifiers ({names[0]} to {names[-1]})"


def _names(group: Group, analysis: Analysis, view: View) -> tuple[str, ...]:
    """The next names of the series that the group, or else the document or its model, has for the kind."""
    from forewarn.dialects.markdown.names import IDENTIFIER  # noqa: PLC0415 - see above

    recorded = _recorded(group, analysis)
    kin = [one.id for one in analysis.whole.elements(group.kind) if one.id and not one.derived]
    own = [one.id for one in group.named]
    prefix, width = _series(own) or _series(kin) or (_FIRST[group.kind].rstrip("1"), 1)
    # What the text speaks of, and does not have, is somebody else's.
    taken = {*analysis.index.by_id, *(found[1] for found in IDENTIFIER.finditer(view.document.text))}
    if group.numbers:
        numbered = tuple(f"{prefix}{number.zfill(width)}" for number in group.numbers)
        if not taken.intersection(numbered):
            return numbered
    highest = max((int(number_of(name)) for name in (*own, *kin) if series_of(name) == prefix), default=0)
    numbers = itertools.count(highest + 1)
    free = (name for number in numbers if (name := f"{prefix}{number:0{width}}") not in taken)
    return tuple(name or next(free) for name in recorded)


def _recorded(group: Group, analysis: Analysis) -> list[str]:
    """For each that lacks an identifier the one under which a model records it; empty for none that reads as such."""
    from forewarn.dialects.markdown.names import alone  # noqa: PLC0415 - see above

    told = {(one.item, one.span): name for name, those in analysis.index.told.items() for one in those}
    names = [told.get((one.item, one.span), "") for one in group.unnamed]
    return [name if name and alone(name) and names.count(name) == 1 else "" for name in names]


def _series(names: Iterable[str]) -> tuple[str, int] | None:
    """The letters of the last numbered name, and how many digits it has; None where none is numbered.

    A document that calls its threats by ids of CWE or CAPEC does not number them itself.
    """
    numbered = [name for name in names if number_of(name) and parse(name) is None]
    return (series_of(numbered[-1]), len(number_of(numbered[-1]))) if numbered else None
