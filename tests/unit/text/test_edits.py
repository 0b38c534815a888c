"""Edits are sorted, do not overlap, and change no more than they must."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.text.document import Document
from forewarn.text.edits import OverlappingEditsError, TextEdit, advance, apply_edits, in_order, minimal
from forewarn.text.position import Position, Span, span
from tests.unit.text.texts import texts

_places = st.tuples(st.integers(0, 9), st.integers(0, 15)).map(lambda place: Position(*place))


@given(text=texts, start=_places, end=_places, new=texts)
def test_the_minimal_edit_has_the_same_effect(text: str, start: Position, end: Position, new: str) -> None:
    document = Document.of(text)
    start, end = sorted((start, end))
    edit = TextEdit(Span(start, end), new)
    wanted = document.replace(edit.span, edit.text)
    smaller = minimal(document, edit)
    if smaller is None:
        assert wanted.text == text
        return
    assert document.replace(smaller.span, smaller.text).text == wanted.text
    assert len(smaller.text) <= len(new)
    assert smaller.span.start == document.clamp(smaller.span.start)
    assert smaller.span.end == document.clamp(smaller.span.end)


def test_what_both_texts_begin_and_end_with_is_left_alone() -> None:
    edit = TextEdit(span(0, 0, 0, 16), "severity: medium")
    assert minimal(Document.of("severity: middle"), edit) == TextEdit(span(0, 11, 0, 16), "edium")


@pytest.mark.parametrize(("old", "new"), [("a\nb", "a\r\nb"), ("a\r\nb", "a\nb"), ("a\r\nb", "a\rb")])
def test_a_line_ending_is_never_cut_in_two(old: str, new: str) -> None:
    document = Document.of(old)
    edit = minimal(document, TextEdit(Span(Position(0, 0), document.end), new))
    assert edit is not None
    assert document.replace(edit.span, edit.text).text == new


@given(text=texts)
def test_one_ends_up_at_the_end_of_what_one_writes(text: str) -> None:
    assert advance(Position(0, 0), text) == Document.of(text).end


def test_edits_made_at_once_do_not_shift_each_other() -> None:
    document = Document.of("abc\ndef\n")
    changed = apply_edits(document, [TextEdit(span(1, 0, 1, 1), "D"), TextEdit(span(0, 1, 0, 2), "BB\n")])
    assert changed.text == "aBB\nc\nDef\n"


def test_insertions_at_one_place_keep_their_order_and_repeats_count_once() -> None:
    here = span(0, 0, 0, 0)
    edits = [TextEdit(here, "1"), TextEdit(here, "2"), TextEdit(here, "1")]
    assert [edit.text for edit in in_order(edits)] == ["1", "2"]
    assert apply_edits(Document.of("x"), edits).text == "12x"


def test_edits_that_share_a_character_are_refused() -> None:
    with pytest.raises(OverlappingEditsError):
        in_order([TextEdit(span(0, 0, 0, 2), ""), TextEdit(span(0, 1, 0, 3), "")])


@given(text=texts, places=st.lists(_places, max_size=8), new=st.lists(texts, min_size=4, max_size=4))
def test_several_edits_give_what_string_surgery_from_the_end_gives(
    text: str, places: list[Position], new: list[str]
) -> None:
    document = Document.of(text)
    ends = sorted({document.clamp(place) for place in places})
    spans = [Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=False)]
    edits = [TextEdit(place, text) for place, text in zip(spans, new, strict=False)]
    expected = text
    for edit in reversed(edits):
        start, end = (sum(map(len, document.lines[: place.line])) + place.column for place in edit.span)
        expected = expected[:start] + edit.text + expected[end:]
    assert apply_edits(document, edits).text == expected
