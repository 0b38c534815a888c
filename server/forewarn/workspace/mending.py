"""Many fixes at once: round by round, none in the way of another, until nothing is left to mend.

One round takes at most one fix of each finding, skips what overlaps an edit of the same round, and reads the result
before the next. What a fix brings up is mended in turn; there is an end to it, as a fix that comes back is not taken
again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forewarn.analysis.findings import EVERYTHING
from forewarn.analysis.fixes import edits_of, fixes_of
from forewarn.rules.rule import Layer
from forewarn.text.edits import OverlappingEditsError, apply_edits, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.analysis.findings import Choice, Placed
    from forewarn.model.changes import Fix
    from forewarn.text.document import Document
    from forewarn.text.edits import TextEdit
    from forewarn.workspace.workspace import Workspace

ROUNDS = 20
"""So many rounds at most; an honest file takes two or three."""


@dataclass(slots=True)
class Mended:
    """What came of it: the texts that changed, by path, and how often each sort of fix was made, by its rule's code."""

    texts: dict[str, Document] = field(default_factory=dict[str, "Document"])
    made: Counter[str] = field(default_factory=Counter[str])


def mend(workspace: Workspace, paths: Sequence[str], choice: Choice = EVERYTHING, *, suggested: bool = False) -> Mended:
    """Make the safe fixes of all findings in these files; with `suggested` what is likely meant in contradictions too.

    The workspace holds the new texts afterwards; nothing is written to the disk. Edits in other files than `paths` are
    left out, with the fix that wants them.
    """
    mended = Mended()
    tried: set[tuple[str, str, str, str]] = set()
    for _ in range(ROUNDS):
        edits = _round(workspace, paths, choice, tried, mended.made, suggested=suggested)
        if not edits:
            break
        for path, own in edits.items():
            file = workspace.file(path)
            if file is not None:
                mended.texts[path] = apply_edits(file.reading.document, own)
                workspace.hold(path, mended.texts[path], language=file.language)
    return mended


def _round(
    workspace: Workspace,
    paths: Sequence[str],
    choice: Choice,
    tried: set[tuple[str, str, str, str]],
    made: Counter[str],
    *,
    suggested: bool,
) -> dict[str, tuple[TextEdit, ...]]:
    """The edits of one round, by file."""
    taken: dict[str, tuple[TextEdit, ...]] = {}
    readings = workspace.readings()
    for path in paths:
        for placed in workspace.findings(path, choice):
            fix = chosen_fix(placed, suggested=suggested)
            if fix is None:
                continue
            key = (path, placed.code, f"{placed.span.start.line} {placed.message}", fix.title)
            edits = {} if key in tried else edits_of(fix, placed.analysis, readings)
            if not edits or not edits.keys() <= set(paths):
                continue
            joined = _joined(taken, edits)
            if joined is not None:
                tried.add(key)
                taken = joined
                made[placed.code] += 1
    return taken


def chosen_fix(placed: Placed, *, suggested: bool) -> Fix | None:
    """The fix to make without asking: a safe one, or else the preferred one of a contradiction, if it leaves no blank.

    What is a question is for people to answer, however likely one of the answers is.
    """
    fixes = fixes_of(placed.raised, placed.analysis)
    safe = next((fix for fix in fixes if fix.safe and not fix.stub), None)
    if safe is not None or not suggested or placed.layer is not Layer.INTEGRITY:
        return safe
    return next((fix for fix in fixes if fix.preferred and not fix.stub), None)


def _joined(
    taken: dict[str, tuple[TextEdit, ...]], more: dict[str, tuple[TextEdit, ...]]
) -> dict[str, tuple[TextEdit, ...]] | None:
    """Both together; None where two of them want the same place."""
    joined = dict(taken)
    for path, edits in more.items():
        there = joined.get(path, ())
        if any(edit.span.start == other.span.start for edit in edits for other in there):
            return None
        try:
            joined[path] = in_order((*there, *edits))
        except OverlappingEditsError:
            return None
    return joined
