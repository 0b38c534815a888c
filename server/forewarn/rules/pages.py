"""Where a rule's documentation is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forewarn.rules.rule import Rule

PAGES = "https://forewarn.dev/rules/"
"""The pages of all rules, each under its code."""


def page(rule: Rule) -> str:
    """The address of a rule's page; empty for one of an organisation's own that names none."""
    return rule.link if rule.is_own else f"{PAGES}{rule.code}"
