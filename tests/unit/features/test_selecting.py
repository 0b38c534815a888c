"""What a selection grows to, step by step."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.features.selecting import selections
from forewarn.text.position import Position
from tests.support.cursors import JSON, MARKDOWN, YAML, marked, read
from tests.unit.features.test_everywhere import DOCUMENT, MODEL, PIECES


def grows(text: str, path: str = YAML) -> list[str]:
    """What is selected at `¦`, from the inside out; of several lines the first and the last."""
    view, position = marked(text, path)
    found: list[str] = []
    for span in selections(view, position):
        lines = view.document.slice(span).split("\n")
        found.append(lines[0] if len(lines) == 1 else f"{lines[0].strip()} … {lines[-1].strip()}")
    return found


def test_in_a_model() -> None:
    text = """\
threat-model: x
threats:
  T1:
    title: "🚪 A door is for¦ced"
    against: [kiosk]
  T2: {title: y}
mitigations:
  M1: {title: z}
"""
    assert grows(text) == [
        "forced",
        "🚪 A door is forced",
        '"🚪 A door is forced"',
        'title: "🚪 A door is forced"',
        'title: "🚪 A door is forced" … against: [kiosk]',
        "T1: … against: [kiosk]",
        "threats: … T2: {title: y}",
        "threat-model: x … ",
    ]


def test_in_a_list() -> None:
    text = "threat-model: x\nflows:\n  pay: {from: a, carries: [card, se¦at]}\n"
    assert grows(text)[:6] == [
        "seat",
        "[card, seat]",
        "carries: [card, seat]",
        "{from: a, carries: [card, seat]}",
        "pay: {from: a, carries: [card, seat]}",
        "flows: … pay: {from: a, carries: [card, seat]}",
    ]


def test_in_json() -> None:
    assert grows('{"threat-model": "x", "assets": {"pi¦n": {}}}', JSON)[:4] == [
        "pin",
        '"pin"',
        '"pin": {}',
        '{"pin": {}}',
    ]


def test_in_a_document() -> None:
    text = """\
# Lockers

## Threats

- T1: A door is forced. Then the `ki¦osk` 🔒 goes.
- T2: Another

## Mitigations
"""
    assert grows(text, MARKDOWN) == [
        "kiosk",
        "Then the `kiosk` 🔒 goes.",
        "T1: A door is forced. Then the `kiosk` 🔒 goes.",
        "- T1: A door is forced. Then the `kiosk` 🔒 goes.",
        "- T1: A door is forced. Then the `kiosk` 🔒 goes. … - T2: Another",
        "## Threats … - T2: Another",
        "# Lockers … ## Mitigations",
        "# Lockers … ",
    ]


def test_in_a_table_and_an_embedded_block() -> None:
    text = "# x\n\n## Threats\n\n| ID | Threat |\n|---|---|\n| T1 | é🚪 A hi¦nge |\n"
    assert grows(text, MARKDOWN)[:4] == [
        "hinge",
        "é🚪 A hinge",
        "| T1 | é🚪 A hinge |",
        "| ID | Threat | … | T1 | é🚪 A hinge |",
    ]
    text = "# x\n\n```threat-model\nassets:\n  pin: {type: pass¦word}\n  key: {}\n```\n"
    assert grows(text, MARKDOWN)[:3] == ["password", "type: password", "pin: {type: password}"]


@pytest.mark.parametrize("text", ["", "\n", "threat-model:"])
def test_where_there_is_little(text: str) -> None:
    for path in (YAML, MARKDOWN, JSON):
        chain = selections(read(text, path), Position(0, 0))
        assert len(chain) >= 1


@given(st.data())
def test_each_lies_in_the_next(data: st.DataObject) -> None:
    """At any place of any text, damaged or not."""
    text, path = data.draw(st.sampled_from([(MODEL, YAML), (DOCUMENT, MARKDOWN), ('{"threats": {"T1": {}}}', JSON)]))
    at = data.draw(st.integers(0, len(text)))
    text = text[:at] + data.draw(PIECES) + text[at + data.draw(st.integers(0, 12)) :]
    view = read(text, path)
    line = data.draw(st.integers(0, len(view.document.lines)))
    position = Position(line, data.draw(st.integers(0, 80)))
    chain = selections(view, position)
    for inner, outer in itertools.pairwise(chain):
        assert outer.start <= inner.start <= inner.end <= outer.end
        assert inner != outer
    assert all(one.holds(view.document.clamp(position)) for one in chain)
