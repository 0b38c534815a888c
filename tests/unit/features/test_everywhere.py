"""Whatever is asked at whatever place of whatever text: an answer, never an error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.features.actions import actions, edits
from forewarn.features.completion import complete, documentation
from forewarn.features.hover import hover
from forewarn.features.names import meant_at
from forewarn.features.navigation import declarations, definitions, highlights, implementations, uses
from forewarn.text.document import Document
from forewarn.text.edits import TextEdit, apply_edits
from forewarn.text.position import Position, Span
from tests.support.cursors import JSON, MARKDOWN, YAML, read

if TYPE_CHECKING:
    from pathlib import Path

    from forewarn.features.completion import Completion
    from forewarn.features.view import View

MODEL = """\
threat-model: Ferry
documents: [a.md]
zones:
  shore: {trust: none}
assets:
  seat: {type: order-history, sensitivity: "secret"}
flows:
  book: {from: kiosk, to: [x], carries: [seat,
    seat]}
threats:
  T1:
    title: 'A seat # is sold: twice'
    against: [seat]
    decision: {kind: accept}
    references:
      - CWE-384
notes: |
  assets: none
reviews:
- date: 2026-10-01
  votes: {confident: 1}
"""
DOCUMENT = "# Ferry\n\n## Threats\n\n- T1: Sold twice `T1`\n\n```threat-model\n" + MODEL + "```\n\nSee [T1]\n"
SIGNS = [*"\n\r\t-:[]{},'\"#>|&*%@`\ufeff\u2028😀é\0", "\r\n", "<<", "```", "---", "..."]
WORDS = ["  ", " ", "- ", ": ", " #", "&a", "*a", "threats:", "T1:", "against: [", "decision:", "severity", "assets:\n"]
PIECES = st.sampled_from([*SIGNS, *WORDS])


def ask_everywhere(view: View, positions: list[Position]) -> None:
    """Ask for everything at these places."""
    for position in positions:
        for one in complete(view, position):
            assert one.span.start.line == one.span.end.line == view.document.clamp(position).line
            assert one.span.holds(view.document.clamp(position)), one
            assert one.label
        found = hover(view, position)
        if found:
            assert found.text
            assert found.span.start <= found.span.end
        actions(view, Span(position, position))
        navigate(view, position)


def navigate(view: View, position: Position) -> None:
    """Ask where the word at a place leads, and where else it stands."""
    for place in (*definitions(view, position), *declarations(view, position), *implementations(view, position)):
        assert place.whole.start <= place.span.start <= place.span.end <= place.whole.end
    every = uses(view, position, definition=True)
    assert {one.span for one in uses(view, position, definition=False)} <= {one.span for one in every}
    assert {one.span for one in highlights(view, position)} == {one.span for one in every if one.path == view.path}
    for one in every:
        document = view.readings[one.path].document
        assert document.clamp(one.span.end) == one.span.end
        assert not one.written or document.slice(one.span) == _name_at(view, position)


def _name_at(view: View, position: Position) -> str:
    meant = meant_at(view, position)
    assert meant is not None
    return meant.name


def places(document: Document, step: int = 1) -> list[Position]:
    """Every place of a text, or every `step`th, and some beyond its ends."""
    found = [Position(n, c) for n in range(len(document.lines)) for c in range(len(document.line(n)) + 1)]
    return [*found[::step], Position(len(document.lines) + 3, 7), Position(0, 100_000)]


@pytest.mark.parametrize(("text", "path"), [(MODEL, YAML), (DOCUMENT, MARKDOWN), (MODEL.replace("\n", "\r\n"), YAML)])
def test_every_place_of_a_text_gives_an_answer(text: str, path: str) -> None:
    view = read(text, path)
    ask_everywhere(view, places(view.document))


@given(st.data())
def test_every_place_of_a_damaged_text_gives_an_answer(data: st.DataObject) -> None:
    """Pieces are put in and taken out at random; asked is around each."""
    text, path = data.draw(st.sampled_from([(MODEL, YAML), (DOCUMENT, MARKDOWN), ('{"threats": {"T1": {}}}', JSON)]))
    offsets: list[int] = []
    for _ in range(data.draw(st.integers(1, 4))):
        at, cut = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 12))
        put = data.draw(PIECES)
        text = text[:at] + put + text[at + cut :]
        offsets += [at, at + len(put)]
    view = read(text, path)
    every = places(Document.of(text))
    asked = [every[min(offset + near, len(every) - 1)] for offset in offsets for near in (0, 1, 5)]
    ask_everywhere(view, asked)


@given(st.text(max_size=80), st.sampled_from([YAML, JSON, MARKDOWN]))
def test_any_text_gives_answers(text: str, path: str) -> None:
    view = read(text, path)
    ask_everywhere(view, places(view.document))


def test_every_place_of_the_shipped_example_gives_an_answer(repository: Path) -> None:
    folder = repository / "docs" / "example"
    for path in (folder / "threat-model.yaml", *sorted((folder / "design").glob("*.md"))):
        view = read(path.read_text("utf-8"), path.as_posix())
        ask_everywhere(view, places(view.document, 7))


def test_real_documents_give_answers(shared: Path) -> None:
    """Some places of some files of every sort."""
    folder = shared / "corpus"
    files = sorted(path for ending in ("*.md", "*.yaml", "*.yml", "*.json") for path in folder.rglob(ending))
    for number, path in enumerate(files[:: max(1, len(files) // 60)]):
        view = read(path.read_bytes()[:200_000].decode("utf-8", "replace"), path.as_posix())
        every = places(view.document)
        ask_everywhere(view, every[number :: max(1, len(every) // 12)])


def test_an_accepted_key_is_read_again_as_that_key(repository: Path) -> None:
    """At the end of every element of the shipped example, a new line with each key that is offered there."""
    path = repository / "docs" / "example" / "threat-model.yaml"
    document = Document.of(path.read_text("utf-8"))
    seen: set[tuple[str, str]] = set()
    for number in range(len(document.lines)):
        found = re.match(r"    \w[\w-]*: \S", document.line(number))
        if not found:
            continue
        place = Position(number, len(document.line(number)))
        typed = apply_edits(document, (TextEdit(Span(place, place), "\n    "),))
        view = read(typed.text)
        for one in complete(view, Position(number + 1, 4)):
            if one.kind == "key" and (kind := one.topic.split(".")[0], one.label) not in seen:
                seen.add((kind, one.label))
                assert one.label in _fields_at(_accepted(view, one), number + 1), (number, one.label)
    assert len(seen) > 25


def _accepted(view: View, one: Completion) -> View:
    insert = one.insert.replace("[$0]", "[]")
    return read(apply_edits(view.document, (TextEdit(one.span, insert),)).text)


def _fields_at(view: View, line: int) -> set[str]:
    return {
        name
        for part in view.reading.parts
        for element, start in part.elements()
        for name, field in element.fields.items()
        if field.key.start.line + start == line
    }


def test_what_is_offered_is_explained() -> None:
    """Every completion that has a topic has something to say about it."""
    for text in (
        "threat-model: x\nthreats:\n  T1:\n    ",
        "threat-model: x\nthreats:\n  T1:\n    type: ",
        "threat-model: x\nthreats:\n  T1:\n    severity: ",
        "threat-model: x\nthreats:\n  T1:\n    decision: {kind: ",
        "threat-model: x\nthreats:\n  T1:\n    category: ",
        "threat-model: x\nassets:\n  a: {type: ",
        "threat-model: x\nmitigations:\n  M1: {type: ",
        "threat-model: x\nreviews:\n  - votes: {",
        "threat-model: x\n",
    ):
        view = read(text)
        found = complete(view, view.document.end)
        assert found
        assert [one.topic for one in found if not documentation(view, one.topic)] == []


def test_every_fix_that_is_offered_gives_edits(repository: Path) -> None:
    """In the shipped example, which has one flaw of each sort."""
    path = repository / "docs" / "example" / "threat-model.yaml"
    view = read(path.read_text("utf-8"), path.as_posix())
    found = [action for placed in view.findings for action in actions(view, placed.span)]
    assert len(found) > 10
    assert [action.title for action in found if not edits(view, action)] == []


def test_a_fix_is_offered_anywhere_on_the_line_of_its_finding() -> None:
    view = read("threat-model: Ferry\nassets:\n  seat: {}\nthreats:\n  T1: {title: x, against: [seta]}\n")
    titles = [action.title for action in actions(view, Span(Position(4, 0), Position(4, 0)))]
    assert "Change to `seat`" in titles
    elsewhere = [action.title for action in actions(view, Span(Position(0, 3), Position(0, 3)))]
    assert "Change to `seat`" not in elsewhere
