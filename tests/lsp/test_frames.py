"""Messages are found in a stream of bytes, however it is cut."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from forewarn.lsp import frames
from forewarn.lsp.frames import FrameReader, Received, Unreadable, frame

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pytest


def in_pieces(data: bytes, sizes: Sequence[int]) -> Callable[[int], bytes]:
    """A stream that gives the data in pieces of these sizes, over and over."""
    left, turn = bytearray(data), 0

    def read(most: int) -> bytes:
        nonlocal turn
        size = min(most, sizes[turn % len(sizes)])
        turn += 1
        piece = bytes(left[:size])
        del left[:size]
        return piece

    return read


def messages(data: bytes, *sizes: int) -> list[object]:
    """What is read: messages as they are, reasons for what could not be read."""
    read = FrameReader(in_pieces(data, sizes or (1_000_000,)))
    return [one.message if isinstance(one, Received) else one for one in read]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.lists(JSON, max_size=4), st.lists(st.integers(1, 40), min_size=1, max_size=5))
def test_however_the_bytes_arrive(sent: list[object], sizes: list[int]) -> None:
    data = b"".join(frame(json.dumps(one).encode()) for one in sent)
    assert messages(data, *sizes) == sent


@given(st.binary(max_size=200))
def test_any_bytes_are_read_to_their_end(data: bytes) -> None:
    """And a message behind them is found, once their own last line is over."""
    assert messages(data + b"\r\n\r\n\r\n" + frame(b'"hello"'), 7) or b"content-length" in data.lower()


def test_a_message_larger_than_is_read_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "MAX_BODY", 10)
    first, *rest = messages(frame(b"x" * 1_000) + frame(b'"hello"'), 64)
    assert first == Unreadable("a message of 1,000 bytes is more than is read")
    assert rest == ["hello"]


def test_a_stream_that_ends_in_a_message_ends() -> None:
    assert messages(frame(b"1") + b"Content-Length: 100\r\n\r\n{") == [1]
