"""`forewarn rules`: one line for each rule, those of the organisation that count in this folder too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.cli.exits import OK
from forewarn.cli.gather import book_here
from forewarn.cli.output import harmless, write

if TYPE_CHECKING:
    import argparse


def run(_options: argparse.Namespace) -> int:
    """Print code, name, layer, severity, whether there is a fix, and what the rule finds."""
    rules = book_here().rules
    code = max(len(rule.code) for rule in rules)
    name = max(len(rule.name) for rule in rules)
    write(
        f"{rule.code:<{code}}  {rule.name:<{name}}  {rule.layer:<12}  {rule.default_severity:<11}  "
        f"{'fix' if rule.fixes else '   '}  {harmless(rule.summary)}"
        for rule in rules
    )
    return OK
