"""`forewarn explain`: a rule's own documentation."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from forewarn.cli.exits import OK, UNUSABLE
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
        print(f"forewarn: no rule is called {code}{hint}", file=sys.stderr)
        return UNUSABLE
    print(f"{rule.code} {rule.name} ({rule.layer}, {rule.default_severity})\n")
    print(_without_wants(rule.doc.strip()))
    return OK


def _without_wants(doc: str) -> str:
    """The documentation without the marks that tell the tests where findings stand."""
    lines = [line.split("  # want ")[0].split("  // want ")[0].split(" <!-- want ")[0] for line in doc.splitlines()]
    return "\n".join(lines)
