"""All fixes of a file that need no choice, as one change: what `forewarn fix` writes for this file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.analysis.fixes import edits_of
from forewarn.text.comparing import difference
from forewarn.workspace.mending import chosen_fix, mend

if TYPE_CHECKING:
    from forewarn.features.view import View
    from forewarn.text.edits import TextEdit
    from forewarn.workspace.workspace import Workspace

TITLE = "Fix all that needs no choice"
KIND = "source.fixAll.forewarn"


def is_fixable(view: View) -> bool:
    """Whether there is anything to fix without asking."""
    for placed in view.findings:
        fix = chosen_fix(placed, suggested=False)
        if fix is not None and edits_of(fix, placed.analysis, view.readings).keys() == {view.path}:
            return True
    return False


def fix_all(view: View, workspace: Workspace) -> tuple[TextEdit, ...]:
    """The edits of the file that mend it round by round, tried out on the side, until nothing is left to mend."""
    together = {path for analysis in view.analyses for path in analysis.paths} | {view.path}
    mended = mend(workspace.aside(together), (view.path,))
    after = mended.texts.get(view.path)
    return difference(view.document, after) if after is not None else ()
