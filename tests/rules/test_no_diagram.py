"""FW111: what counts as a picture, and the picture that is drawn."""

from __future__ import annotations

import pytest

from tests.support.findings import findings_of, judge

TOLD = """\
# Library cards: threat model

## Components

- **Desk**: where readers ask
- **Archive**: keeps the cards
- **Shop**: sells copies

## Data flows

- Desk → Archive: reader addresses
- Shop → Archive: orders
- Archive → Desk: cards
"""


@pytest.mark.parametrize(
    "picture",
    [
        "![Who talks to whom](flows.svg)",
        '<img src="flows.svg">',
        "![[flows.png]]",
        "| Overview |\n|---|\n| ![](flows.png) |",
        "> ![](flows.png)",
        "```mermaid\nflowchart LR\n  a --> b\n```",
        "```plantuml\n@startuml\n@enduml\n```",
        "```{.dot}\ndigraph { a -> b }\n```",
        "```\n+------+     +---------+\n| Desk |---->| Archive |\n+------+     +---------+\n```",
        "```\n┌──────┐\n│ Desk │\n└──────┘\n```",
    ],
)
def test_a_picture_of_any_sort_will_do(picture: str) -> None:
    assert findings_of(f"{TOLD}\n{picture}\n", "markdown", "FW111") == []


@pytest.mark.parametrize("other", ["```\n$ curl --> x\n```", "```sh\n+--- a\n+--- b\n```", "[flows](flows.svg)"])
def test_what_is_no_picture_is_none(other: str) -> None:
    assert [one.code for one in findings_of(f"{TOLD}\n{other}\n", "markdown", "FW111")] == ["FW111"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_picture_is_drawn_below_the_flows_once_and_nothing_else_is_read_of_it(newline: str) -> None:
    text = f"{TOLD}\n## Threats\n\n- **T1**: 🕵️ Somebody lists all addresses\n".replace("\n", newline)
    judged = judge(text, "markdown")
    (one,) = judged.findings("FW111")
    mended = judged.fixed(one, "Draw the flows, in Mermaid")
    block = (
        '\n\n```mermaid\n%% forewarn: drawn from the text\nflowchart LR\n  desk["Desk"]\n  archive["Archive"]\n'
        '  shop["Shop"]\n  desk -->|"reader addresses"| archive\n  shop -->|"orders"| archive\n'
        '  archive -->|"cards"| desk\n```'
    ).replace("\n", newline)
    assert mended is not None
    assert mended == text.replace(": cards", f": cards{block}")
    assert findings_of(mended, "markdown", "FW111") == []
    names = [element.name for part in judged.reading.parts for element, _ in part.elements()]
    again = judge(mended, "markdown").reading
    assert [element.name for part in again.parts for element, _ in part.elements()] == names
