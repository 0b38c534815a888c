"""Data flow as a hierarchy: what flows into something, and what flows out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.features.hierarchy import incoming, nodes_at, outgoing
from tests.support.cursors import YAML, marked
from tests.support.files import Held

if TYPE_CHECKING:
    from pathlib import Path

    from forewarn.features.hierarchy import Call
    from forewarn.features.view import View

MODEL = """\
threat-model: x
zones:
  street: {trust: none}
  house: {trust: high}
actors:
  reader: {notes: "🔒", zone: street}
components:
  kiosk: {type: iot-device, zone: street}
  store: {type: relational-database, zone: house}
  backup: {zone: house}
flows:
  type-code: {title: "Ü 🚪", from: reader, to: kiosk, carries: [code]}
  look-up: {from: kiosk, to: store, both-ways: true}
  keep: {from: store, to: backup}
  lost: {from: nobody, to: kiosk}
assets:
  code: {}
"""


def told(view: View, calls: tuple[Call, ...]) -> list[str]:
    """Each call: who, by what, and the words at its places."""
    return [
        f"{one.node.name} ({one.node.detail}) {[view.readings[one.sender].document.slice(p) for p in one.places]}"
        for one in calls
    ]


def around(words: str, path: str = YAML) -> tuple[list[str], list[str], list[str]]:
    """What is at `¦`, what flows there, and what from there."""
    text = MODEL.replace(words.replace("¦", ""), words, 1)
    view, position = marked(text, path)
    nodes = nodes_at(view, position)
    back = [line for one in nodes for line in told(view, incoming(view, one.kind, one.name))]
    on = [line for one in nodes for line in told(view, outgoing(view, one.kind, one.name))]
    return [f"{one.kind} {one.name} ({one.detail})" for one in nodes], back, on


def test_a_component() -> None:
    """A flow that goes both ways is there twice; one from nobody is not."""
    assert around("ki¦osk: {type") == (
        ["component kiosk (iot-device · street)"],
        ["reader (type-code: code) ['type-code']", "store (look-up) ['look-up']"],
        ["store (look-up) ['look-up']"],
    )


def test_a_reference_means_what_it_names() -> None:
    nodes, back, on = around("to: stor¦e, both")
    assert nodes == ["component store (relational-database · house)"]
    assert back == ["kiosk (look-up) ['look-up']"]
    assert on == ["kiosk (look-up) ['look-up']", "backup (keep) ['keep']"]


def test_a_zone_is_what_crosses_its_border() -> None:
    nodes, back, on = around("hou¦se: {trust")
    assert nodes == ["zone house (zone)"]
    assert back == ["kiosk (look-up) ['look-up']"]
    assert on == ["kiosk (look-up) ['look-up']"]


def test_a_flow_has_its_two_ends() -> None:
    """Also with the cursor on a word of it that names nothing."""
    for words in ("type-c¦ode: {title", "Ü ¦🚪"):
        assert around(words) == (
            ["flow type-code (reader → kiosk)"],
            ["reader (type-code: code) ['type-code']"],
            ["kiosk (type-code: code) ['type-code']"],
        )


def test_nothing_flows_of_an_asset_or_on_a_plain_word() -> None:
    assert around("co¦de: {}") == ([], [], [])
    assert around("threat-model: ¦x") == ([], [], [])


def test_on_half_typed_text() -> None:
    view, position = marked(MODEL.replace("keep: {from: store", "keep: {from: st¦ore, carries: [co"))
    assert [one.name for one in nodes_at(view, position)] == ["store"]


def test_flows_in_a_document(tmp_path: Path) -> None:
    """The flow stands in the document, who sends in the model: there is no place for it in the sender's file."""
    document = (
        "---\nthreat-model: threat-model.yaml\n---\n# x\n\n## Architecture\n\n```mermaid\nsequenceDiagram\n"
        "  backup->>kiosk: 🔑 restore\n```\n"
    )
    held = Held.of({"threat-model.yaml": MODEL, "x.md": document}, tmp_path)
    seen, position = held.at("x.md", "backup->>kio¦sk")
    nodes = nodes_at(seen, position)
    assert [(one.name, one.path.rpartition("/")[2]) for one in nodes] == [("kiosk", "threat-model.yaml")]
    assert "backup (🔑 restore) ['backup']" in told(seen, incoming(seen, nodes[0].kind, "kiosk"))
