"""Beside a heading: what its section was taken for, where the heading does not say so itself, and what stands in it."""

from __future__ import annotations

import pytest

from forewarn.features.hints import hints
from forewarn.text.position import Position, Span
from tests.support.cursors import MARKDOWN, read

DOCUMENT = """\
# Ferry tickets: threat model

## What we keep

<!-- forewarn: section assets -->

- Names of passengers
- Seats

## What could go wrong \U0001f30a

### On the quay

- T1: A ticket is copied. *Mitigation:* Tickets are good for one crossing.
- T2: A seat is sold twice

### Accepted risks

- Lost tickets

## Threats

## Mitigations

- M1: Tickets are good for one crossing

## Residual risk

- R1: The ferry is late

## History

- Written in March
"""


def shown(text: str, first: int = 0, last: int = 10_000) -> list[str]:
    """The headings with the hints beside them, as one sees them in these lines."""
    view = read(text, MARKDOWN)
    lines = text.split("\n")
    found = hints(view, Span(Position(first, 0), Position(last, 0)))
    assert all(one.position.column == len(lines[one.position.line]) for one in found)
    return [f"{lines[one.position.line]}   {one.text}" for one in found]


def test_a_document() -> None:
    assert shown(DOCUMENT) == [
        "## What we keep   assets · 2",
        "## What could go wrong \U0001f30a   threats · 3, 1 open",
        "### Accepted risks   1",
        "## Threats   none read",
        "## Mitigations   1",
        "## Residual risk   1",
    ]


def test_only_the_lines_that_are_asked_for() -> None:
    assert shown(DOCUMENT, 4, 12) == ["## What could go wrong \U0001f30a   threats · 3, 1 open"]
    assert shown(DOCUMENT, 3, 8) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the counts say whether anything is left to do
        ("## Threats\n\n- T1: A ticket is copied\n  - Mitigation: Check the name\n", ["## Threats   1 · none open"]),
        ("## Open questions\n\n- Who checks tickets?\n", ["## Open questions   1 · 1 open"]),
        ("## Trust boundaries\n\n- Quay\n- Ship\n", ["## Trust boundaries   2"]),
        ("## Known limitations\n\n- Lost tickets\n", ["## Known limitations   accepted risks · 1"]),
        # what is in scope may be told in any words
        ("## Scope\n\nThe kiosk on the quay.\n", []),
        ("## Scope\n\n- The kiosk on the quay\n", ["## Scope   1"]),
        # a heading in two lines has it beside its words
        ("What could go wrong\n---\n\n- T1: A ticket is copied\n", ["What could go wrong   threats · 1, 1 open"]),
        # behind a comment, where the eye does not look for a break in the line
        (
            "## Bad days <!-- forewarn: section threats -->\n\n- A ticket is copied\n",
            ["## Bad days <!-- forewarn: section threats -->   threats · 1, 1 open"],
        ),
        # nothing is looked for where the author says so, and nothing is said there
        ("<!-- forewarn: section none -->\n## Threats\n\n- A ticket is copied\n", []),
        ("## History\n\n- Written in March\n", []),
        ("", []),
    ],
)
def test_a_section(text: str, expected: list[str]) -> None:
    assert shown(f"# Threat model\n\n{text}") == expected


def test_a_native_model_has_none_yet() -> None:
    view = read("threat-model: Ferry\nassets:\n  seat: {}\n")
    assert hints(view, Span(Position(0, 0), Position(9, 0))) == ()
