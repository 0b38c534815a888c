"""What is wrong with a condition is said at its place, with what could stand there."""

from __future__ import annotations

import pytest

from forewarn.model.conditions import wrong_in
from forewarn.model.kinds import Kind


@pytest.mark.parametrize(
    ("kind", "condition", "said"),
    [
        ("asset", "sensitivty == secret", "sensitivty: `sensitivty` is nothing that an asset has."),
        ("asset", "sensitivity >= restrcted", "restrcted: `restrcted` is nothing that `sensitivity` can be."),
        (
            "asset",
            "owner >= me",
            "owner: `owner` has no order: one is not more than another. Write `owner is stated`, or",
        ),
        ("asset", "sensitivity", "sensitivity: `sensitivity` is no yes or no. Write `sensitivity == secret`."),
        (
            "asset",
            "threats is stated",
            "threats: Nobody states `threats`: it is what names this. Write `count(threats) > 0`.",
        ),
        ("asset", "class is stated", "class: Nobody states `class`: it is worked out. Compare it with a value."),
        ("asset", "count(owner) > 0", "owner: `owner` leads to no elements that could be counted."),
        ("asset", "count(threats) > few", "few: Here stands a whole number."),
        ("asset", "crosses a boundary", "crosses a boundary: Only a flow crosses a boundary; this is about an asset."),
        ("asset", "owner == asset.title", "asset.title: `asset.title` is a fact; a fact is compared with values."),
        ("flow", "from.sensitivity == secret", "sensitivity: `sensitivity` is nothing that `from` has."),
        ("flow", "encrypted == yes", "yes: `encrypted` is true or false."),
        (
            "flow",
            "from.zone.in.in.trust == none",
            "from.zone.in.in.trust: This goes 5 steps far; a path has at most 4.",
        ),
        ("threat", "decision == accept", "decision: `decision` has several parts. Which of them is compared?"),
        ("threat", "decision.until < soon", "soon: `until` is a day: `2027-01-31`, `today` or `today + 90 days`."),
        ("threat", "decision.kind.x == accept", "x: `kind` has no parts."),
        ("threat", "severity >= today", "today: `today` is nothing that `severity` can be."),
        (
            "asset",
            "some threats (some mitigations (status == active))",
            "mitigations: `some` and `every` do not stand inside each other. Ask it in a rule of its own?",
        ),
        ("asset", "some owner (id == x)", "owner: `owner` leads to no elements that `some` or `every` could ask."),
        ("asset", "owner is", ": The condition stops too early. What could stand here: `not`, `stated` or `known`."),
        ("asset", "owner is stated owner", "owner: `owner` says nothing here. What could stand here: `and` or `or`."),
        ("asset", "owner = me", "=: `=` says nothing here. What could stand here:"),
        ("asset", "owner == 🔑", "🔑: `🔑` says nothing here. What could stand here: a fact or a value or `today`."),
        (
            "asset",
            "",
            ": The condition stops too early. What could stand here: a fact or a value, `not`, `count`, `some`,",
        ),
        ("asset", "(" * 21 + "owner is stated" + ")" * 21, "(owner is stated"),
        ("asset", "not " * 500 + "owner is stated", "not not"),
        ("asset", "owner == x or " * 200, "owner == x or owner"),
    ],
)
def test_a_mistake_is_said_where_it_stands(kind: str, condition: str, said: str) -> None:
    (one,) = wrong_in(condition, Kind(kind))
    assert f"{condition[one.start : one.end]}: {one.message}".startswith(said)


def test_what_is_too_long_or_too_deep_is_not_even_read() -> None:
    (long,) = wrong_in("owner is stated or " * 60_000, Kind.ASSET)
    assert long.message == "This has 1,140,000 characters; a condition has at most 2,000."
    (deep,) = wrong_in("(" * 900 + "owner is stated" + ")" * 900, Kind.ASSET)
    assert deep.message == "More than 20 parentheses and `not` stand inside each other here."


def test_every_mistake_is_found_at_once() -> None:
    found = wrong_in("ownr is stated and sensitivity == high or zone == a", Kind.ASSET)
    assert [one.word for one in found] == ["ownr", "high", "zone"]
