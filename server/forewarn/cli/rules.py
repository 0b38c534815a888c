"""`forewarn rules`: one line for each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.cli.exits import OK
from forewarn.cli.output import write
from forewarn.rules.registry import all_rules

if TYPE_CHECKING:
    import argparse


def run(_options: argparse.Namespace) -> int:
    """Print code, name, layer, severity, whether there is a fix, and what the rule finds."""
    rules = all_rules()
    width = max(len(rule.name) for rule in rules)
    write(
        f"{rule.code}  {rule.name:<{width}}  {rule.layer:<12}  {rule.default_severity:<11}  "
        f"{'fix' if rule.fixes else '   '}  {rule.summary}"
        for rule in rules
    )
    return OK
