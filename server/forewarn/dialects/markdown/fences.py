"""Fenced blocks: native models embedded in a document, and flow charts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from forewarn.dialects.markdown.embedded import Move
from forewarn.dialects.markdown.mermaid import read_diagram
from forewarn.dialects.markdown.vocabulary import Topic
from forewarn.dialects.native.read import read as read_native
from forewarn.syntax.markdown.blocks import Code, List, Quote
from forewarn.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.dialects.markdown.collect import Collector
    from forewarn.dialects.markdown.context import Place
    from forewarn.model.elements import Element
    from forewarn.model.reading import Mention
    from forewarn.syntax.markdown.blocks import Block
    from forewarn.syntax.problem import Problem

_DRAWN = frozenset({Topic.COMPONENTS, Topic.FLOWS, Topic.ZONES, Topic.THREATS, Topic.ASSETS, Topic.ACTORS})
_GROUPED = re.compile(r"^\s*(?:subgraph|box)\b|boundary\s*\(", re.IGNORECASE | re.MULTILINE)
"""What draws a border around some of a diagram: it shows a system."""
_TELLING = re.compile(r"architecture|diagram|data.?flow|overview|trust|system|threat|component", re.IGNORECASE)


def is_embedded_model(info: str) -> bool:
    """Whether a fence's info string says that it holds a native model."""
    words = info.lower().replace("{", " ").replace("}", " ").split()
    return words[:1] == ["threat-model"] or (words[:1] in (["yaml"], ["yml"]) and "threat-model" in words[1:])


def read_diagrams(into: Collector) -> list[Mention]:
    """Collect what the diagrams show that were come across; gives every place in them that names something."""
    mentions: list[Mention] = []
    for code, lines, at in into.codes:
        if code.fenced and code.info.split()[:1] == ["mermaid"] and _shown(code, at, into.place):
            drafts, named = read_diagram(code, lines)
            into.drafts.extend(drafts)
            mentions += named
    return mentions


def read_models(blocks: Iterable[Block], lines: int, serial: int) -> tuple[list[Element], list[Problem]]:
    """The elements and problems of the native models embedded in `blocks`, which stand `lines` lines further down."""
    elements: list[Element] = []
    problems: list[Problem] = []
    for code in codes(blocks):
        if code.fenced and is_embedded_model(code.info):
            _, line, column = code.body.marks[0]
            for part in read_native(Document.of(code.body.text)).parts:
                for item, start in zip(part.items, part.starts, strict=True):
                    move = Move(line + lines + start, column)
                    elements.extend(move.element(element, serial) for element in item.elements)
                    problems.extend(_moved(problem, move) for problem in item.problems)
    return elements, problems


def codes(blocks: Iterable[Block]) -> Iterator[Code]:
    """All blocks of code, those in items and quotes included."""
    for block in blocks:
        if isinstance(block, Code):
            yield block
        elif isinstance(block, List):
            for item in block.items:
                yield from codes(item.blocks)
        elif isinstance(block, Quote):
            yield from codes(block.blocks)


def _moved(problem: Problem, move: Move) -> Problem:
    mend = (move.span(problem.mend[0]), problem.mend[1]) if problem.mend else None
    return replace(problem, span=move.span(problem.span), mend=mend)


def _shown(code: Code, at: Topic | None, place: Place) -> bool:
    """Whether a flow chart shows a system: by where it stands, or because it has subgraphs."""
    if not place.model:
        return False
    if at in _DRAWN or place.topic in _DRAWN or _GROUPED.search(code.body.text):
        return True
    return any(_TELLING.search(title) for title in place.path[-2:])
