"""The line store holds exactly the text that plain string surgery gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.text.document import Document, split_lines
from forewarn.text.encoding import Encoding
from forewarn.text.position import Position, span
from tests.unit.text.texts import Edit, edits, lines_of, surgery, texts


@given(text=texts)
def test_lines_joined_are_the_text(text: str) -> None:
    assert "".join(split_lines(text)) == text
    assert [line.rstrip("\r\n") for line in split_lines(text)] == lines_of(text)


@pytest.mark.parametrize("ordinary", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_what_python_calls_a_line_break_is_an_ordinary_character(ordinary: str) -> None:
    assert split_lines(f"a{ordinary}b\nc") == (f"a{ordinary}b\n", "c")


def test_an_ending_starts_one_more_line() -> None:
    assert split_lines("a\r\nb\rc\n") == ("a\r\n", "b\r", "c\n", "")
    assert split_lines("") == ("",)


@given(text=texts, script=st.lists(edits, max_size=5), encoding=st.sampled_from(Encoding))
def test_an_edit_script_gives_what_string_surgery_gives(text: str, script: list[Edit], encoding: Encoding) -> None:
    document = Document.of(text)
    for edit in script:
        document = document.replace(encoding.span(document, edit.start, edit.end), edit.text)
        text = surgery(text, edit, encoding.value)
        assert document.text == text
        assert document.lines == split_lines(text)


@given(
    text=texts,
    start=st.tuples(st.integers(-2, 9), st.integers(-2, 20)),
    end=st.tuples(st.integers(0, 9), st.integers(0, 20)),
)
def test_a_slice_is_what_lies_between_two_places(text: str, start: tuple[int, int], end: tuple[int, int]) -> None:
    document = Document.of(text)
    first, last = document.clamp(Position(*start)), document.clamp(Position(*end))
    offsets = [sum(map(len, document.lines[: place.line])) + place.column for place in (first, last)]
    assert document.slice(span(*start, *end)) == text[offsets[0] : offsets[1]]


@given(text=texts, line=st.integers(-2, 12), column=st.integers(-2, 40))
def test_a_clamped_position_exists_and_stays(text: str, line: int, column: int) -> None:
    document = Document.of(text)
    place = document.clamp(Position(line, column))
    assert 0 <= place.line < len(document.lines)
    assert 0 <= place.column <= len(document.line(place.line))
    assert document.clamp(place) == place


def test_lines_that_an_edit_does_not_touch_are_shared() -> None:
    before = Document.of("one\ntwo\nthree\nfour\n")
    after = before.replace(span(1, 0, 1, 3), "2")
    assert after.lines == ("one\n", "2\n", "three\n", "four\n", "")
    assert all(after.lines[n] is before.lines[n] for n in (0, 2, 3, 4))


def test_a_carriage_return_typed_before_a_line_feed_makes_one_ending() -> None:
    assert Document.of("a\n\nb").replace(span(0, 1, 0, 1), "\r").lines == ("a\r\n", "\n", "b")
    assert Document.of("a\rb").replace(span(1, 0, 1, 0), "\n").lines == ("a\r\n", "b")


@pytest.mark.parametrize(("text", "newline"), [("", "\n"), ("a", "\n"), ("a\r\nb\n", "\r\n"), ("a\rb", "\r")])
def test_the_line_ending_of_the_first_line_is_the_document_s(text: str, newline: str) -> None:
    assert Document.of(text).newline == newline
