"""Whether a piece of a document shows a picture: an image, a diagram in words, a drawing made of signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.dialects.markdown.fences import codes
from forewarn.syntax.markdown.blocks import Html, List, Paragraph, Quote, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.syntax.markdown.blocks import Block, Code

_IMAGE = re.compile(
    r"!\[[^\]\n]*\]|\[\[[^\]\n]+\.(?:png|svg|jpe?g|gif|drawio)|<(?:img|svg|picture|object|iframe)\b", re.IGNORECASE
)
_TOOLS = frozenset({"mermaid", "plantuml", "puml", "uml", "c4plantuml", "dot", "graphviz", "d2", "ditaa", "svgbob"})
"""The words behind a fence that say that what follows is drawn."""
_DRAWN = re.compile(r"[─│┌┐└┘├┤╔║╚▶►→▼]|\+-{2,}|-{2,}>|={2,}>|\|\s*v\s*\|", re.MULTILINE)
"""Signs that boxes and arrows are made of where a drawing is typed."""
_LINES = 2
"""So many lines with such signs are a drawing; one may be an arrow in a shell's output."""


def shows_picture(blocks: Iterable[Block]) -> bool:
    """Whether one of the blocks is a picture or holds one."""
    blocks = tuple(blocks)
    return any(map(_is_drawing, codes(blocks))) or any(_IMAGE.search(text) for text in _texts(blocks))


def _is_drawing(code: Code) -> bool:
    word = code.info.split()[:1]
    if word and word[0].strip("{}.").lower() in _TOOLS:
        return True
    return not word and sum(_DRAWN.search(line) is not None for line in code.body.text.split("\n")) >= _LINES


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph() | Html():
                yield block.text.text
            case Table():
                yield from (cell.text for row in (block.header, *block.rows) for cell in row.cells)
            case List():
                yield from (text for item in block.items for text in _texts(item.blocks))
            case Quote():
                yield from _texts(block.blocks)
            case _:
                pass
