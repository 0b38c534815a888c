"""The line above an element: the threats to it and how many are open; on the first line need and review."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from forewarn.features.lenses import lenses
from forewarn.features.view import view
from forewarn.text.document import Document
from forewarn.workspace.workspace import Workspace
from tests.support.cursors import MARKDOWN, YAML
from tests.support.files import Held

if TYPE_CHECKING:
    from pathlib import Path

MODEL = """\
threat-model: "🔒 Lockers"
documents: [lockers.md]
components:
  kiosk: {notes: "🔒"}
  store: {}
assets:
  code: {type: one-time-code}
  pin: {}
threats:
  T1: {title: A door is forced, against: [kiosk], mitigations: [M1]}
  T2: {title: A code is guessed, against: [code, kiosk]}
  T3: {title: A pin is seen, against: ["asset:pin"], ruled-out-by: [A1]}
mitigations:
  M1: {title: Stronger hinges, status: active, kind: prevent}
assumptions:
  A1: {statement: Nobody looks., validity: confirmed}
"""


def shown(text: str, path: str = YAML) -> list[str]:
    """Each lens with the line below it."""
    workspace = Workspace(date(2026, 11, 26))
    workspace.hold(path, Document.of(text))
    seen = view(workspace, path)
    assert seen
    return [f"{one.text} | {seen.document.line(one.span.start.line).strip()}" for one in lenses(seen)]


def test_threats_to_assets_and_components() -> None:
    """Each threat once, and nothing above what no threat is against."""
    assert shown(MODEL)[1:] == [
        '2 threats · 1 open | kiosk: {notes: "🔒"}',
        "1 threat · open | code: {type: one-time-code}",
        "1 threat · none open | pin: {}",
    ]


def test_need_stands_on_the_first_line() -> None:
    full = MODEL.replace("one-time-code", "payment-card-data")
    assert shown(full)[0] == ('need: full · It lists code among its assets (payment). | threat-model: "🔒 Lockers"')
    text = "threat-model: x\nassets:\n  a: {sensitivity: public}\n"
    assert shown(text) == ["need: standard | threat-model: x"]
    assert shown("threat-model: x\n") == ["need: unclear · No asset is listed. | threat-model: x"]


def test_the_last_review_and_how_long_ago_it_was() -> None:
    text = "threat-model: x\nassets:\n  a: {sensitivity: public}\nreviews:\n"
    for day, said in (
        ("2026-04-26", "reviewed 214 days ago"),
        ("2026-11-25", "reviewed yesterday"),
        ("2026-11-26", "reviewed today"),
        ("2026-12-24", "review on 2026-12-24"),
    ):
        found = shown(f"{text}- date: 2025-01-01\n- date: {day}\n")
        assert found[1] == f"{said} | threat-model: x"


def test_a_model_that_is_no_more_says_nothing() -> None:
    assert shown(f"stage: superseded\n{MODEL}") == []


def test_half_typed_text_keeps_the_others() -> None:
    assert "1 threat · open | code: {type: one-time-code}" in shown(MODEL.replace("store: {}", "store: {type: [rel"))


def test_in_a_document_only_its_embedded_block() -> None:
    """Above the rows of a table and the items of a list there is nothing."""
    text = "# Threats of lockers\n\n## Assets\n\n- code\n\n## Threats\n\n- T1: The code is guessed\n"
    assert shown(text, MARKDOWN) == []
    block = "```threat-model\nassets:\n  key: {}\nthreats:\n  T7: {title: 🔑, against: [key]}\n```\n"
    assert shown(f"{text}\n{block}", MARKDOWN) == ["1 threat · open | key: {}"]


def test_a_lens_speaks_of_places_in_all_files(tmp_path: Path) -> None:
    document = "---\nthreat-model: threat-model.yaml\n---\n# Lockers\n\n## Threats\n\n- T9: The `kiosk` is stolen\n"
    held = Held.of({"threat-model.yaml": MODEL, "lockers.md": document}, tmp_path)
    seen = held.view("threat-model.yaml")
    one = next(one for one in lenses(seen) if one.span.start.line == 3)
    found = [
        f"{place.path.removeprefix(held.folder)} {seen.readings[place.path].document.slice(place.span)}"
        for place in one.places
    ]
    assert found == ["/threat-model.yaml T1", "/threat-model.yaml T2"] + ["/lockers.md T9"] * (len(found) - 2)
