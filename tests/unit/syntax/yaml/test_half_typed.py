"""A half-typed text: what stands on the other lines stays what it was.

`pytest -s -k table` prints what each state costs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from forewarn.syntax.values import Alias, Empty, Mapping, Scalar, Sequence
from forewarn.syntax.yaml.assemble import assemble
from forewarn.syntax.yaml.reader import read
from forewarn.text.document import Document
from tests.unit.syntax.yaml.oracle import composed, differences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.syntax.values import Node

_HERE = Path(__file__).parent
MODEL = (_HERE / "half_typed_model.yaml").read_text(encoding="utf-8")
STATES: list[dict[str, str]] = yaml.load((_HERE / "half_typed.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
_ONLY_PYYAML_REFUSES = ("a line that holds a tab only", "a colon alone")
"""YAML 1.2 allows blanks of any sort in an empty line, and empty keys."""

Fact = tuple[str, str, str, str]


@dataclass(frozen=True)
class Cost:
    """What a state costs: facts away from the edited lines in the intact model, those of them kept, wrong facts."""

    away: int
    lost: list[Fact]
    wrong: list[Fact]


def _text(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else f"*{node.name}" if isinstance(node, Alias) else ""


def _leaves(node: Node, path: str) -> Iterator[tuple[str, str, int]]:
    """Field, value and line of all that is said below a field; an item of a list counts as one."""
    match node:
        case Scalar() | Alias():
            yield path, _text(node), node.span.start.line
        case Sequence():
            for item in node.items:
                yield from _leaves(item, path)
        case Mapping():
            for entry in node.entries:
                yield from _leaves(entry.value, f"{path}.{_text(entry.key)}".strip("."))
        case Empty():
            return


def _elements(section: Node) -> Iterator[tuple[str, Node]]:
    match section:
        case Mapping():
            for entry in section.entries:
                yield _text(entry.key), entry.value
        case Sequence():
            for item in section.items:
                yield "", item
        case _:
            yield "", section


def facts(text: str) -> dict[Fact, int]:
    """Each fact that `text` states, (section, element, field, value), and the line that states it."""
    found: dict[Fact, int] = {}
    for tree in assemble(read(Document.of(text))):
        if not isinstance(tree, Mapping):
            continue
        for top in tree.entries:
            for name, element in _elements(top.value):
                for field, value, line in _leaves(element, ""):
                    found.setdefault((_text(top.key), name, field, value), line)
    return found


INTACT = facts(MODEL)


def edited(state: dict[str, str]) -> tuple[str, range]:
    """The text in a state, and the lines of the intact model that the edit touches."""
    assert MODEL.count(state["replace"]) == 1, state["name"]
    start = MODEL.index(state["replace"])
    old, new = state["replace"], state["by"]
    shared = 0
    while shared < min(len(old), len(new)) and old[shared] == new[shared]:
        shared += 1
    tail = 0
    while tail < min(len(old), len(new)) - shared and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    first = MODEL.count("\n", 0, start + shared)
    last = MODEL.count("\n", 0, start + len(old) - tail)
    # Whole lines that are only put in touch no line of the model.
    inserted = len(old) - tail == shared and new[shared : len(new) - tail].endswith("\n")
    return MODEL[:start] + new + MODEL[start + len(old) :], range(first, first if inserted else last + 1)


def cost(state: dict[str, str]) -> Cost:
    """What `state` costs."""
    text, touched = edited(state)
    now = facts(text)
    away = {fact for fact, line in INTACT.items() if line not in touched}
    return Cost(len(away), sorted(away - now.keys()), sorted(now.keys() - INTACT.keys()))


def test_there_are_enough_states() -> None:
    assert len(STATES) >= 60
    assert len({state["name"] for state in STATES}) == len(STATES)
    assert len(INTACT) > 110


@pytest.mark.parametrize("state", STATES, ids=lambda state: state["name"])
def test_a_half_typed_line_costs_little_else(state: dict[str, str]) -> None:
    result = cost(state)
    if len(result.lost) > 0.05 * result.away or len(result.wrong) > 5:
        # What was typed happens to be well-formed and says something else: so it is read.
        assert differences(edited(state)[0]) == [], (result.lost, result.wrong)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state["name"])
def test_what_pyyaml_refuses_is_reported_once_on_the_edited_lines(state: dict[str, str]) -> None:
    """A merge conflict has a problem for each of its lines; two breaks in one line may have one each."""
    text, _ = edited(state)
    reading = read(Document.of(text))
    lines = [
        start + problem.span.start.line
        for item, start in zip(reading.items, reading.starts, strict=True)
        for problem in item.problems
    ]
    if composed(text) is None and state["name"] not in _ONLY_PYYAML_REFUSES:
        assert lines
    assert len(lines) <= 3 if "conflict" in state["name"] else len(lines) <= 2, lines


def test_table_of_what_half_typed_states_cost() -> None:
    """Over all states at least 98 % of what stands on other lines is kept, and at most one fact per state is wrong."""
    lost = away = wrong = 0
    print()
    for state in STATES:
        result = cost(state)
        lost, away, wrong = lost + len(result.lost), away + result.away, wrong + len(result.wrong)
        kept = 100 * (1 - len(result.lost) / result.away)
        formed = "well-formed" if composed(edited(state)[0]) is not None else ""
        print(f"{kept:6.1f} %  {len(result.wrong):3} wrong  {state['name']:55} {formed}")
    print(f"{100 * (1 - lost / away):6.2f} %  {wrong / len(STATES):4.2f} wrong on average over {len(STATES)} states")
    assert lost <= 0.02 * away
    assert wrong <= len(STATES)
