"""Where a rule's documentation is published."""

from __future__ import annotations

PAGES = "https://forewarn.dev/rules/"
"""The pages of all rules, each under its code."""


def page(code: str) -> str:
    """The address of the page of the rule with this code."""
    return f"{PAGES}{code}"
