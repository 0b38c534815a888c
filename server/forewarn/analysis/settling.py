"""Not in the middle of a thought (rules.md): what an element lacks is not asked for while it is being typed.

Only an editor has edits, so only the server asks here. It holds the findings back until something else is edited, the
file is saved, or `PAUSE` seconds pass; then the findings are those that the command line gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    from forewarn.analysis.engine import Raised

PAUSE = 3.0
"""Seconds without an edit after which a thought counts as finished."""


def held_back(raised: Raised, edited: Container[int]) -> bool:
    """Whether a finding waits while the items with the serials `edited` are being typed.

    It does if it is about what is absent from an element in one of them. What the text says, and what a document is
    asked once for many elements, does not wait.
    """
    rule, finding = raised
    return rule.absent and not finding.stated and finding.together == 1 and finding.item in edited
