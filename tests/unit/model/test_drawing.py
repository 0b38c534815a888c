"""What a text tells of its flows, drawn."""

from __future__ import annotations

from forewarn.model.drawing import drawing
from forewarn.syntax.mermaid import read as read_mermaid
from tests.support.findings import judge


def drawn(text: str, dialect: str = "native") -> list[str]:
    part = judge(text, dialect).reading.parts[0]
    return list(drawing(element for element, _ in part.elements()))


def test_boxes_stand_in_their_zones_and_arrows_say_what_goes_along() -> None:
    text = """\
threat-model: Library cards
zones: {hall: {}, cellar: {}}
actors: {reader: {title: A reader, zone: hall}}
components:
  desk: {title: Desk, zone: hall}
  archive: {title: Archive, zone: cellar}
  shop: {title: Web shop}
assets: {address: {}, orders: {}}
flows:
  ask: {from: reader, to: desk}
  file: {from: desk, to: archive, carries: [address, orders]}
  sell: {from: shop, to: archiv}
"""
    assert drawn(text) == [
        "%% forewarn: drawn from the text",
        "flowchart LR",
        '  subgraph zone-1["hall"]',
        '    desk["Desk"]',
        '    reader(["A reader"])',
        "  end",
        '  subgraph zone-2["cellar"]',
        '    archive["Archive"]',
        "  end",
        '  shop["Web shop"]',
        '  archiv["archiv"]',
        "  reader --> desk",
        '  desk -->|"address, orders"| archive',
        "  shop --> archiv",
    ]


def test_a_document_may_call_both_ends_by_their_titles() -> None:
    table = "| ID | From | To |\n|---|---|---|\n| F1 | Web shop | Archive |\n"
    text = f"# Threat model\n\n## Components\n\n- Web shop\n- Archive\n\n## Data flows\n\n{table}"
    assert drawn(text, "markdown")[2:] == ['  web-shop["Web shop"]', '  archive["Archive"]', "  web-shop --> archive"]


def test_what_a_name_holds_does_not_break_the_drawing() -> None:
    text = """\
threat-model: Library cards
components:
  end: {title: 'The "big" <desk> #1'}
  "a b": {title: 🗄️ Archive}
  a-b: {}
flows:
  f: {from: end, to: a b, description: x}
  g: {from: a b, to: a-b}
"""
    lines = drawn(text)
    assert lines[2:] == [
        '  end_["The #quot;big#quot; #lt;desk> #35;1"]',
        '  a-b["🗄️ Archive"]',
        '  a-b_["a-b"]',
        '  end_ -->|"x"| a-b',
        "  a-b --> a-b_",
    ]
    diagram = read_mermaid("\n".join(lines))
    assert diagram is not None
    assert len(diagram.edges) == 2


def test_without_flows_nothing_is_drawn() -> None:
    assert drawn("threat-model: Library cards\ncomponents: {desk: {}}\n") == []
