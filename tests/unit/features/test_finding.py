"""Elements by a part of their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forewarn.features.finding import best, entries, rank
from tests.support.cursors import MARKDOWN, YAML, read
from tests.support.files import Held

if TYPE_CHECKING:
    from pathlib import Path

MODEL = """\
threat-model: "🔒 Lockers"
documents: [lockers.md]
components:
  kiosk: {notes: "🔒"}
assets:
  login-session: {title: Login session}
threats:
  T1: {title: "🚪 A stolen session is replayed", against: [kiosk]}
  T12: {title: Another}
mitigations:
  M1: {title: [half
questions:
  - ask: What now?
"""


def listed(text: str, path: str = YAML) -> list[str]:
    """What a list shows of each element, with the words at its place."""
    view = read(text, path)
    return [f"{one.label} | {view.document.slice(one.span)}" for one in entries(view)]


def found(query: str) -> list[str]:
    """What is found in the model, best first."""
    known = entries(read(MODEL))
    ranked = [(at, one.label) for one in known if (at := rank(one.label, one.id, query)) is not None]
    return [ranked[place][1] for place in best(ranked, 100)]


def test_what_is_listed() -> None:
    """Titles where they say more than the identifier; neither questions nor reviews, which have no names."""
    assert listed(MODEL) == [
        '🔒 Lockers | "🔒 Lockers"',
        "kiosk | kiosk",
        "login-session: Login session | login-session",
        "T1: 🚪 A stolen session is replayed | T1",
        "T12: Another | T12",
        "M1: half | M1",
    ]


def test_items_of_a_document_without_identifiers_are_listed_by_their_titles() -> None:
    text = "# Threats of lockers\n\n## Threats\n\n- 🚪 A door is forced\n- T2: A code is guessed\n"
    assert listed(text, MARKDOWN)[1:] == ["🚪 A door is forced | 🚪 A door is forced", "T2: A code is guessed | T2"]


def test_what_a_document_tells_of_a_models_element_is_listed_once(tmp_path: Path) -> None:
    document = "---\nthreat-model: threat-model.yaml\n---\n# x\n\n## Threats\n\n- T12: Another\n- T13: One more\n"
    held = Held.of({"threat-model.yaml": MODEL, "lockers.md": document}, tmp_path)
    assert [one.label for one in entries(held.view("lockers.md"))][-1:] == ["T13: One more"]
    assert "T12: Another" not in [one.label for one in entries(held.view("lockers.md"))]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("T1", ["T1: 🚪 A stolen session is replayed", "T12: Another"]),
        ("t1", ["T1: 🚪 A stolen session is replayed", "T12: Another"]),
        ("T12", ["T12: Another"]),
        ("session", ["login-session: Login session", "T1: 🚪 A stolen session is replayed"]),
        ("stol sess", ["T1: 🚪 A stolen session is replayed"]),
        ("ksk", ["kiosk"]),
        ("🚪", ["T1: 🚪 A stolen session is replayed"]),
        ("nothing like it", []),
        ("asr", []),
        ("LOGIN-S", ["login-session: Login session"]),
    ],
)
def test_the_best_comes_first(query: str, first: list[str]) -> None:
    """The identifier itself, then what begins so, then words that do, then signs in their order."""
    assert found(query)[: len(first)] == first
    assert bool(first) == bool(found(query))


def test_no_query_finds_everything() -> None:
    assert len(found("")) == len(entries(read(MODEL)))


def test_no_more_than_asked_for() -> None:
    assert best([(3, "a")] * 10 + [(0, "b")], 2) == [10, 0]
