"""Quick fixes: what can be done about the findings at a place. The edits are worked out when one is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.analysis.fixes import edits_of, fixes_of
from forewarn.features.waiving import waive

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.analysis.engine import Analysis
    from forewarn.analysis.findings import Placed
    from forewarn.features.view import View
    from forewarn.model.changes import Fix
    from forewarn.text.edits import TextEdit
    from forewarn.text.position import Span


@dataclass(frozen=True, slots=True)
class Action:
    """A fix that answers the findings `placed`. `preferred` marks the one to apply without asking further."""

    title: str
    placed: tuple[Placed, ...]
    fix: Fix
    preferred: bool
    analysis: Analysis


def actions(view: View, span: Span) -> tuple[Action, ...]:
    """The fixes of all findings that `span` touches, the finding nearest to its start first; then waiving."""
    there = near(view, span)
    found: list[Action] = []
    for placed in there:
        fixes = [fix for fix in fixes_of(placed.raised, placed.analysis) if _can_be_written(view, placed, fix)]
        found += [Action(fix.title, (placed,), fix, fix.preferred, placed.analysis) for fix in fixes]
    found += [
        Action(fix.title, (placed,), fix, fix.preferred, placed.analysis)
        for placed in {one.code: one for one in reversed(there)}.values()
        for fix in waive(view, placed)
        if _can_be_written(view, placed, fix)
    ]
    return tuple(found)


def near(view: View, span: Span) -> list[Placed]:
    """The findings that `span` touches, else those on its lines, the nearest to its start first."""
    found = [placed for placed in view.findings if placed.span.meets(span)]
    if not found:
        lines = range(span.start.line, span.end.line + 1)
        found = [placed for placed in view.findings if placed.span.start.line in lines]
    return sorted(found, key=lambda one: abs(one.span.start.line - span.start.line))


def _can_be_written(view: View, placed: Placed, fix: Fix) -> bool:
    """Whether a fix has any edits. A native model takes all; whether a document has room for one, writing it shows."""
    return view.reading.dialect == "native" or bool(edits_of(fix, placed.analysis, view.readings))


def edits(view: View, action: Action) -> Mapping[str, tuple[TextEdit, ...]]:
    """What the action writes, by file."""
    return edits_of(action.fix, action.analysis, view.readings)
