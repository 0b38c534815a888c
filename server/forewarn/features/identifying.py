"""Identifiers for the items of a document: the next ones of the series that it has."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from forewarn.catalog.reference_ids import parse
from forewarn.features.refactoring import REWRITE, Refactoring
from forewarn.model.kinds import Kind
from forewarn.model.series import number_of, series_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forewarn.analysis.engine import Analysis
    from forewarn.dialects.markdown.writer.grouping import Group
    from forewarn.features.view import View
    from forewarn.text.position import Span

_FIRST = {Kind.THREAT: "T1", Kind.MITIGATION: "M1", Kind.ASSUMPTION: "A1", Kind.ASSET: "AS1"}
_MOST_GROUPS = 2


def identifying(view: View, span: Span) -> Iterator[Refactoring]:
    """What is offered in a list, table or run of headings in which identifiers are missing."""
    from forewarn.dialects.markdown.writer.grouping import groups_at  # noqa: PLC0415 - loaded where there is Markdown
    from forewarn.dialects.markdown.writer.identifiers import give_identifiers  # noqa: PLC0415 - see above

    part = view.reading.parts[0]
    analysis = view.analysis_of(part)
    groups = groups_at(view.reading, part, span.start.line)[:_MOST_GROUPS] if analysis else []
    for group in groups:
        names = next_names(group, analysis, view) if analysis else ()
        edits = give_identifiers(view.reading, part, group, names)
        if edits:
            yield Refactoring(_title(names), REWRITE, {view.path: edits})


def _title(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"Give this item an identifier ({names[0]})"
    return f"Give these items identifiers ({names[0]} to {names[-1]})"


def next_names(group: Group, analysis: Analysis, view: View) -> tuple[str, ...]:
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
