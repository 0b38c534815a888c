"""Columns in UTF-8, UTF-16 and UTF-32 are counted as Python's codecs count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.text.document import Document
from forewarn.text.encoding import Encoding
from forewarn.text.position import Position
from tests.unit.text.texts import lines_of, texts

_CODECS = {Encoding.UTF8: ("utf-8", 1), Encoding.UTF16: ("utf-16-le", 2), Encoding.UTF32: ("utf-32-le", 4)}


@given(line=texts.map(lambda text: lines_of(text)[0]), encoding=st.sampled_from(Encoding))
def test_every_column_survives_the_way_there_and_back(line: str, encoding: Encoding) -> None:
    codec, width = _CODECS[encoding]
    for column in range(len(line) + 1):
        units = encoding.units(line, column)
        assert units == len(line[:column].encode(codec)) // width
        assert encoding.column(line, units) == column


@pytest.mark.parametrize(
    ("encoding", "units", "column"),
    [
        (Encoding.UTF16, 2, 1),
        (Encoding.UTF8, 2, 1),
        (Encoding.UTF8, 4, 1),
        (Encoding.UTF8, 5, 2),
        (Encoding.UTF16, 3, 2),
    ],
)
def test_a_place_inside_a_character_means_its_start(encoding: Encoding, units: int, column: int) -> None:
    """`a😀b`: the face takes two units in UTF-16 and four in UTF-8."""
    assert encoding.column("a😀b", units) == column


@pytest.mark.parametrize("encoding", list(Encoding))
def test_a_column_behind_the_end_means_the_end(encoding: Encoding) -> None:
    assert encoding.column("é", 99) == 1
    assert encoding.column("e", 99) == 1
    assert encoding.position(Document.of("ab\ncd"), 7, 0) == Position(1, 2)
    assert encoding.position(Document.of("ab\ncd"), -1, 5) == Position(0, 0)


@pytest.mark.parametrize("encoding", list(Encoding))
def test_a_negative_column_means_the_start(encoding: Encoding) -> None:
    assert encoding.column("ab", -1) == 0
    assert encoding.column("é😀", -1) == 0
