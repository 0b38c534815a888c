"""`prose.sensitivity` says how watchfully sentences are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.commands import check

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, str], Path]

DESIGN = """\
# Threat model: library cards

## Overview

The card index is trusted.

## Requests

Every request is authenticated, except for requests of the desk.

## Security considerations

Only authorized librarians can access the card index.
"""
SURE, MAYBE, EXCEPT = ("FW301", 13), ("FW301", 5), ("FW308", 9)


def noticed(write: Write, settings: str, *arguments: str) -> list[tuple[str, int]]:
    """Rules and lines of what is said about sentences."""
    write("forewarn.toml", settings)
    write("design.md", DESIGN)
    findings = check("design.md", *arguments)["findings"]
    return [(one["code"], one["range"]["start"]["line"]) for one in findings if one["code"] in ("FW301", "FW308")]


@pytest.mark.parametrize(
    ("setting", "seen"),
    [
        ("low", [SURE]),
        ("normal", [EXCEPT, SURE]),
        ("high", [MAYBE, EXCEPT, SURE]),
        ("off", []),
    ],
)
def test_the_setting_moves_the_bound(write: Write, setting: str, seen: list[tuple[str, int]]) -> None:
    assert noticed(write, f'prose.sensitivity = "{setting}"') == seen


def test_without_the_setting_it_is_normal(write: Write) -> None:
    assert noticed(write, "") == noticed(write, 'prose.sensitivity = "normal"')


def test_a_rule_that_somebody_asks_for_speaks_all_the_same(write: Write) -> None:
    assert noticed(write, 'prose.sensitivity = "off"', "--select", "FW301") == [SURE]


def test_a_rule_that_policy_protects_is_not_switched_off_with_it(write: Write) -> None:
    assert noticed(write, 'prose.sensitivity = "off"\npolicy.protected = ["FW308"]') == [EXCEPT]


def test_another_word_is_found_in_the_settings(write: Write) -> None:
    write("forewarn.toml", 'prose.sensitivity = "hihg"')
    (found,) = check("forewarn.toml")["findings"]
    assert (found["code"], "high" in found["message"]) == ("FW905", True)
