"""Cut running text into sentences, with the place of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forewarn.syntax.markdown.inline import code_spans

if TYPE_CHECKING:
    from collections.abc import Iterator


class Cut(NamedTuple):
    """Offsets of a sentence in its text, blanks around it left out."""

    start: int
    end: int


_END = re.compile(r"(?:[.!?]+|…)[\"'”’)\]*_`]*(?=\s)|\n\s*\n")
_SHORT = re.compile(
    r"(?:^|[\s(\[\"'“*_])(?:e\.g|i\.e|etc|cf|vs|viz|al|approx|resp|incl|fig|sec|no|nos|vol|ed|eds|dept|est|mr|mrs|ms|dr|prof"
    r"|inc|ltd|corp|co|st|jr|sr|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|ch|eq|ref|refs|esp|a\.k\.a|w\.r\.t|u\.s"
    r"|p\.s|[a-z])\.[)\"'”’*_]*$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\s+[\"'“\u2018(\[*_`<]*(?:[A-ZÀ-ÖØ-Þ`<]|[^\x00-\x7f])")
_LINK_ONLY = re.compile(
    r"\s*(?:!?\[[^\[\]]*\]\([^()]*\)|<https?://[^>]*>|https?://\S+|\[[^\[\]]*\]\[[^\[\]]*\]|\[\^?[^\[\]]+\]:.*)[\s.,;]*$"
)
_NOTHING = re.compile(r"\W*(?:none|nothing|no|n/a|nil)\W*", re.IGNORECASE)


def is_link(text: str) -> bool:
    """Whether a text is a link and nothing else."""
    return _LINK_ONLY.match(text) is not None


def says_something(text: str) -> bool:
    """Whether a sentence says anything that could be right or wrong.

    A link or a number does not, nor does a single word, but the one that says that there is nothing.
    """
    if is_link(text) or not any(map(str.isalpha, text)):
        return False
    return len(text.split(None, 1)) > 1 or _NOTHING.fullmatch(text) is not None


def cut(text: str) -> Iterator[Cut]:
    """The sentences of `text`, in order.

    A full stop ends none inside code or a number, after an abbreviation, or before a small letter.
    """
    covered = [(mark.start, mark.end) for mark in code_spans(text)] if "`" in text else []
    start = 0
    for found in _END.finditer(text):
        end = found.end()
        if covered and any(a <= found.start() < b for a, b in covered):
            continue
        if found[0][0] != "\n" and not _ends(text, start, found):
            continue
        yield from _stripped(text, start, found.start() if found[0][0] == "\n" else end)
        start = end
    yield from _stripped(text, start, len(text))


def _ends(text: str, start: int, found: re.Match[str]) -> bool:
    mark = found[0][0]
    following = _OPENS.match(text, found.end())
    if following is None:
        return False
    if mark in "!?…" or found[0].startswith(".."):
        return True
    head = text[max(start, found.start() - 12) : found.end()]
    if _SHORT.search(head):
        return False
    # A number at the start of an item ("1. First") is its marker.
    return not (text[start : found.start()].strip().isdigit() and found.start() - start < len("1234"))


def _stripped(text: str, start: int, end: int) -> Iterator[Cut]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Cut(start, end)
