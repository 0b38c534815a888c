"""Which findings speak at which stage of a system (rules.md, *Stage*), and how much is asked of one that needs little.

- draft: what contradicts itself, what prose takes for granted (FW30x), and the one question on the title;
- design (the default): all but the rules that are about what is built (their `not_at`);
- building, live: all;
- superseded, rejected, withdrawn: none.

The stage itself is `forewarn.model.defaults.stage`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.kinds import Kind
from forewarn.model.need import Level
from forewarn.rules.rule import Layer

if TYPE_CHECKING:
    from forewarn.analysis.engine import Raised
    from forewarn.rules.rule import Rule

LAID_ASIDE = frozenset({"superseded", "rejected", "withdrawn"})
"""Stages of models that nobody works on any more."""
_PROSE = "FW30"
_TITLE_QUESTION = "FW108"


def speaks(raised: Raised, stage: str) -> bool:
    """Whether a finding is shown at this stage."""
    if stage in LAID_ASIDE:
        return False
    rule, finding = raised
    if stage in rule.not_at:
        return False
    if stage != "draft" or raised.layer is Layer.INTEGRITY or rule.code.startswith(_PROSE):
        return True
    return rule.code == _TITLE_QUESTION and finding.element is not None and finding.element.kind is Kind.MODEL


ASKED_OF_ALL = frozenset(f"FW{number}" for number in range(101, 109))
"""These ask of every system, however little modelling it needs."""


def is_asked(rule: Rule, level: Level) -> bool:
    """Whether a question is asked of a system that needs this much modelling: of a *light* one only a few are.

    What an organisation asks by rules of its own is asked of all.
    """
    if level is not Level.LIGHT or rule.layer is not Layer.COMPLETENESS or not rule.code.startswith("FW"):
        return True
    return rule.code in ASKED_OF_ALL
