"""`forewarn explain`: a rule's own documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.cli.exits import OK, UNUSABLE
from forewarn.cli.output import tell, write
from forewarn.rules.documentation import documentation
from forewarn.rules.nearest import nearest
from forewarn.rules.registry import all_rules, by_code

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Print what the rule finds, why it matters, and what to do."""
    code: str = options.code
    rule = by_code().get(code) or by_code().get(code.upper())
    if rule is None:
        known = [one for each in all_rules() for one in (each.code, each.name)]
        near = nearest(code, known, limit=1)
        hint = f"; did you mean {near[0]}?" if near else "; `forewarn rules` lists them"
        tell(f"no rule is called {code}{hint}")
        return UNUSABLE
    write((f"{rule.code} {rule.name} ({rule.layer}, {rule.default_severity})", "", documentation(rule).text.rstrip()))
    return OK
