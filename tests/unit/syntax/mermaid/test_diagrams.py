"""What a Mermaid diagram shows, as it is typed. The diagrams and what is read of them: diagrams.txt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.syntax.mermaid import Diagram, read
from tests.support.cases import cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.syntax.mermaid import Edge, Group, Node, Piece

CASES = cases(Path(__file__).with_name("diagrams.txt"))


def line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def shown(text: str) -> str:
    diagram = read(text)
    assert diagram is not None
    return "".join(f"{line}\n" for line in _lines(text, diagram))


def _lines(text: str, diagram: Diagram) -> Iterator[str]:
    if diagram.decides:
        yield "decides"
    things = sorted((*diagram.groups, *diagram.nodes), key=lambda one: (one.name or one.title or one).start)
    for one in things:
        yield f"{line_of(text, (one.name or one.title or one).start)} {_thing(diagram, one)}"
    for edge in diagram.edges:
        yield f"{line_of(text, edge.start)} {_edge(edge)}"


def _thing(diagram: Diagram, one: Group | Node) -> str:
    is_node = hasattr(one, "person")
    name = one.name.text if one.name else "-"
    around = getattr(one, "group", getattr(one, "parent", -1))
    place = f" in {diagram.groups[around].title.text}" if around >= 0 else ""
    somebody = ", somebody" if getattr(one, "person", False) else ""
    return f"{'node' if is_node else 'group'} {name} [{one.title.text if one.title else ''}]{place}{somebody}"


def _edge(edge: Edge) -> str:
    arrow = "<->" if edge.both else "->"
    label = f" [{edge.label.text}]" if edge.label else ""
    return f"edge {edge.one.text} {arrow} {edge.other.text}{label}{f' by {edge.detail.text}' if edge.detail else ''}"


@pytest.mark.parametrize("sentence", CASES)
def test_a_diagram_is_read_as_it_is_drawn(sentence: str) -> None:
    assert shown(CASES[sentence].before) == CASES[sentence].after


@pytest.mark.parametrize("text", ["", "flowchart", "gantt\n  a: b", "not a diagram", "---\n", "%% nothing\n"])
def test_what_is_no_diagram_of_these_sorts_shows_nothing(text: str) -> None:
    diagram = read(text)
    assert diagram is None or not (diagram.nodes or diagram.edges or diagram.groups)


@pytest.mark.parametrize(
    "text",
    [
        (
            "flowchart LR\n  subgraph «a» [A]\n  «b»[b] --> «c» & «b»\n  end\n"
            '  class «b»,«c» big\n  style «a» fill:#b\n  click «c» "b"\n'
        ),
        (
            "sequenceDiagram\n  participant «a» as b\n  «a»->>«b c»: a\n  Note over «a», «b c»: a\n"
            "  activate «a»\n  loop a\n  end\n"
        ),
        (
            'C4Context\n  Person(«a», "b")\n  Rel(«a», «b», "a")\n'
            '  UpdateElementStyle(«a», $x="b")\n  UpdateRelStyle(«a», «b», $y="1")\n'
        ),
    ],
)
def test_every_place_that_names_something_is_known(text: str) -> None:
    """Where it is drawn, where arrows begin and end, and in remarks about it; never in what readers see."""
    plain = text.replace("«", "").replace("»", "")
    diagram = read(plain)
    assert diagram is not None
    shown = plain
    for one in sorted(set(diagram.names), key=lambda piece: -piece.start):
        shown = shown[: one.start] + "«" + shown[one.start : one.end] + "»" + shown[one.end :]
    assert shown == text


@pytest.mark.parametrize(
    "sentence", [key for key in CASES if CASES[key].before.count("\n") > 4 and "half-typed" not in key]
)
@given(data=st.data())
def test_cutting_a_line_keeps_what_the_others_say(sentence: str, data: st.DataObject) -> None:
    """All edges of other lines are there, and no line cut short, a group's or its end's, is a fault."""
    lines = CASES[sentence].before.splitlines(keepends=True)
    number = data.draw(st.integers(1, len(lines) - 1))
    kept = data.draw(st.integers(0, len(lines[number]) - 1))
    cut = [*lines[:number], lines[number][:kept] + "\n", *lines[number + 1 :]]
    before, after = read("".join(lines)), read("".join(cut))
    assert before is not None
    assert after is not None
    others = [_edge(edge) for edge in before.edges if line_of("".join(lines), edge.start) != number + 1]
    there = [_edge(edge) for edge in after.edges]
    assert all(edge in there for edge in others)


WORDS = (
    "subgraph",
    "end",
    "box",
    "box rgb(1,2,3)",
    "A",
    "-->",
    "[x]",
    "\n",
    "{",
    "}",
    "Boundary(a)",
    "participant",
    "&",
)


@given(st.sampled_from(["flowchart LR\n", "sequenceDiagram\n", "C4Context\n"]), st.lists(st.sampled_from(WORDS)))
def test_groups_may_open_and_close_in_any_order(head: str, words: list[str]) -> None:
    diagram = read(head + " ".join(words))
    assert diagram is not None
    assert all(-1 <= group.parent < len(diagram.groups) for group in diagram.groups)
    assert all(-1 <= node.group < len(diagram.groups) for node in diagram.nodes)


def test_a_line_that_joins_hundreds_with_hundreds_draws_no_more_than_a_person_would() -> None:
    many = " & ".join("ab" * 400)
    diagram = read(f"flowchart LR\n{many} --> {many}\na --> b\n")
    assert diagram is not None
    assert [_edge(edge) for edge in diagram.edges] == ["edge a -> b"]


@given(
    st.sampled_from(["flowchart LR\n", "sequenceDiagram\n", "C4Context\n"]),
    st.text(alphabet=st.sampled_from(list("ab-=.<>xo|&;:\"'[](){}/\\@~ \n\t,%$é🙂\u200f\u200b\0")), max_size=200),
)
def test_any_text_is_read_without_a_fault_and_places_are_exact(head: str, text: str) -> None:
    diagram = read(head + text)
    assert diagram is not None
    for piece in _pieces(diagram):
        there = (head + text)[piece.start : piece.end]
        assert piece.text in there or "\\n" in there or "br" in there, (piece, there)


def _pieces(diagram: Diagram) -> Iterator[Piece]:
    for node in diagram.nodes:
        yield node.name
        if node.title:
            yield node.title
    for edge in diagram.edges:
        yield from (edge.one, edge.other, *((edge.label,) if edge.label else ()))
    for group in diagram.groups:
        if "_" not in group.title.text:
            yield group.title
