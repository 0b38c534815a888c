"""Texts as they come from real files and hostile ones, and plain string surgery to compare with."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st

_WORDS = ("a", "key: value", "  - x", "é", "e\u0301", "😀", "👩\u200d👩\u200d👧", "汉字", "\t", " ")
_BREAKS = ("\n", "\r\n", "\r", "\u2028", "\x85", "\x0c", "\ufeff")
_PIECES = _WORDS + _BREAKS

texts = st.lists(st.sampled_from(_PIECES) | st.text(st.characters(codec="utf-8"), max_size=4), max_size=20).map("".join)


class Edit(NamedTuple):
    """What a client sends: two ends, each a line and code units, maybe far outside of the text, and the new text."""

    start: tuple[int, int]
    end: tuple[int, int]
    text: str


_ends = st.tuples(st.integers(0, 12), st.integers(0, 30))
edits = st.builds(Edit, _ends, _ends, texts)


def lines_of(text: str) -> list[str]:
    """The lines of `text` without their endings, cut by hand at LF, CRLF and CR."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def offset(text: str, place: tuple[int, int], encoding: str) -> int:
    """The offset in `text` of a line and code units in `encoding`, found with Python's own codecs."""
    line, units = place
    starts = [0]
    at = 0
    while at < len(text):
        if text.startswith("\r\n", at):
            at += 2
        elif text[at] in "\r\n":
            at += 1
        else:
            at += 1
            continue
        starts.append(at)
    if line >= len(starts):
        return len(text)
    codec, width = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[encoding]
    content = lines_of(text)[line]
    return starts[line] + len(content.encode(codec)[: units * width].decode(codec, "ignore"))


def surgery(text: str, edit: Edit, encoding: str) -> str:
    """`text` after `edit`, by cutting a string."""
    start, end = sorted((offset(text, edit.start, encoding), offset(text, edit.end, encoding)))
    return text[:start] + edit.text + text[end:]
