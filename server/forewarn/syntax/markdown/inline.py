"""What stands inside a line of running text: emphasis, code, links (CommonMark 0.31.2, chapter 6), found by patterns.

The patterns see what authors of threat models write; they are no full inline parser, and none of them can run long.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE = re.compile(r"(?<!`)(`+)(?!`)([^`]|(?!\1)`){1,300}?(?<!`)\1(?!`)")
_LINK = re.compile(
    r"!?\[([^\[\]\n]{0,300})\](?:\(([^()\s]{0,500}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?)(?:\s+\"[^\"]{0,200}\")?\)|\[[^\[\]]{0,100}\])"
)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])(.{1,300}?)(?<=[^\s*_\\])\1(?![\w*])", re.DOTALL)
_STRIKE = re.compile(r"~~(?=\S)(.{1,300}?)(?<=\S)~~", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>")
_ICON = re.compile(
    r":(?:material|octicons|fontawesome)-[a-z0-9-]{1,60}:(?:\{[^{}]{0,100}\})?|:[a-z0-9_+-]{2,30}:(?=\s|$)"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ICON_LIKE = re.compile(r":[a-z]")


def plain(text: str) -> str:
    """`text` as a reader sees it: without comments and marks of emphasis, code, links, tags, icons; blanks folded."""
    if "<!--" in text:
        text = _COMMENT.sub(" ", text)
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))
    if "~" in text:
        text = _STRIKE.sub(r"\1", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if ":" in text and _ICON_LIKE.search(text):
        text = _ICON.sub("", text)
    text = text.replace("`", "")
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return " ".join(text.split())


class Mark(NamedTuple):
    """A name found in running text: what it says, and where in the text."""

    text: str
    start: int
    end: int


def code_spans(text: str) -> Iterator[Mark]:
    """What stands in back-ticks, without them."""
    if "`" not in text:
        return
    for found in _CODE.finditer(text):
        ticks = len(found[1])
        inner = text[found.start() + ticks : found.end() - ticks]
        stripped = inner.strip()
        if stripped:
            begin = found.start() + ticks + inner.index(stripped)
            yield Mark(stripped, begin, begin + len(stripped))


def link_targets(text: str) -> Iterator[Mark]:
    """The targets of links that lead to a place in the same document (`#name`), without the `#`."""
    if "](#" not in text:
        return
    for found in _LINK.finditer(text):
        target = found[2] or ""
        if target.startswith("#") and len(target) > 1:
            yield Mark(target[1:], found.start(2) + 1, found.end(2))


class Label(NamedTuple):
    """A name with a colon or full stop that a text begins with. Offsets into the text."""

    name: str
    start: int
    end: int
    content: int
    bold: bool


_BOLD_LABEL = re.compile(
    r"\s*(?:\d{1,3}[.)]\s+)?(?P<mark>\*\*\*|___|\*\*|__|[*_](?![*_]))(?=\S)(?P<name>[^\n]{1,160}?(?:\n[^\n]{1,100}?)?)"
    r"(?P<inner>[:.?!]?)(?P=mark)(?P<outer>\s*[:.]|\s+[-–—](?=\s))?(?=\s|$|[^\w*_])",
)
_PLAIN_LABEL = re.compile(r"\s*(?P<name>[^\W\d_`][^:\n.!?`|<>\[\]]{0,60}?)\s?:(?=\s|$)")


def label(text: str) -> Label | None:
    """The label that `text` begins with: `**Name:**`, `**Name**:`, `**Name.**`, `*Name*:`, `**Name** –` or `Name:`."""
    found = _BOLD_LABEL.match(text)
    if found:
        content = found.end()
        return Label(plain(found["name"]), found.start("name"), found.end("name"), content, bold=True)
    found = _PLAIN_LABEL.match(text)
    if found:
        return Label(plain(found["name"]), found.start("name"), found.end("name"), found.end(), bold=False)
    return None
