"""Read a Markdown document section by section, reusing what did not change.

A section is a run of whole lines that is parsed on its own (`forewarn.syntax.markdown.sections`). What a section holds
depends on its text alone, so a reading that reuses the sections of an earlier one equals a fresh one.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.syntax.markdown.blocks import FrontMatter, Heading, Part
from forewarn.syntax.markdown.limits import MAX_CHARACTERS, MAX_LINE, MAX_LINES, too_deep
from forewarn.syntax.markdown.parse import parse
from forewarn.syntax.markdown.passage import passage
from forewarn.syntax.markdown.sections import front_matter, section_starts
from forewarn.syntax.problem import Problem, ProblemKind
from forewarn.text.document import Document
from forewarn.text.position import NOWHERE, START, Position, Span
from forewarn.text.sharing import shared_ends

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forewarn.syntax.markdown.blocks import Block

_serials = itertools.count(1)


@dataclass(frozen=True, slots=True, eq=False)
class MarkdownSection:
    """A run of lines, read: its parts in order, covering every line of it once.

    All spans in it are relative to its first line.
    """

    lines: tuple[str, ...]
    parts: tuple[Part, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class MarkdownReading:
    """A whole text, read: its sections in order and the first line of each. `head` lines are front matter."""

    document: Document
    sections: tuple[MarkdownSection, ...]
    starts: tuple[int, ...]
    head: int = 0


def read(document: Document, before: MarkdownReading | None = None) -> MarkdownReading:
    """Read `document`. Never raises.

    `before` is a reading of an earlier state of the text; its sections are taken over, as the same objects, wherever
    their lines did not change.
    """
    document = _without_nul(document)
    lines = document.lines
    if len(lines) > MAX_LINES or sum(map(len, lines)) > MAX_CHARACTERS:
        problem = Problem(ProblemKind.LIMIT, NOWHERE, "This document is larger than forewarn reads.")
        part = Part(next(_serials), 0, len(lines), None, ())
        return MarkdownReading(document, (MarkdownSection(lines, (part,), (problem,)),), (0,), head=-1)
    head = front_matter(lines)
    if before is None or before.head != head:
        first = [0, head] if 0 < head < len(lines) else [0]
        starts = [*first, *section_starts(lines, head)] if head < len(lines) else first
        known = _by_lines(before.sections) if before else {}
        sections = tuple(_section(lines[a:b], known, head=a < head) for a, b in _ranges(starts, len(lines)))
        return MarkdownReading(document, sections, tuple(starts), head)
    return _reread(document, before, head)


def _reread(document: Document, before: MarkdownReading, head: int) -> MarkdownReading:
    old, new = before.document.lines, document.lines
    front, back = shared_ends(old, new)
    if front == len(old) == len(new):
        return MarkdownReading(document, before.sections, before.starts, head)
    # The last section that begins before the change: whether a line begins a section depends on what stands above it.
    kept = max(bisect_left(before.starts, front) - 1, 0)
    shift = len(new) - len(old)
    behind = len(new) - back
    starts = [before.starts[kept]]
    resumed = len(before.starts)
    following = section_starts(new, starts[0])
    if starts[0] < head:
        following = itertools.chain([head] if head < len(new) else [], section_starts(new, head))
    for start in following:
        if start >= behind:
            same = bisect_left(before.starts, start - shift)
            if same < len(before.starts) and before.starts[same] == start - shift:
                resumed = same
                break
        starts.append(start)
    end = before.starts[resumed] + shift if resumed < len(before.starts) else len(new)
    known = _by_lines(before.sections[kept:resumed])
    middle = tuple(_section(new[a:b], known, head=a < head) for a, b in _ranges(starts, end))
    return MarkdownReading(
        document,
        before.sections[:kept] + middle + before.sections[resumed:],
        (*before.starts[:kept], *starts, *(start + shift for start in before.starts[resumed:])),
        head,
    )


def _ranges(starts: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    return itertools.pairwise((*starts, end))


def _by_lines(sections: Sequence[MarkdownSection]) -> dict[tuple[str, ...], list[MarkdownSection]]:
    known: dict[tuple[str, ...], list[MarkdownSection]] = {}
    for section in reversed(sections):
        known.setdefault(section.lines, []).append(section)
    return known


def _section(
    lines: tuple[str, ...], known: dict[tuple[str, ...], list[MarkdownSection]], *, head: bool
) -> MarkdownSection:
    """The section of these lines: one of the `known`, which is used up, or a new one."""
    same = known.get(lines)
    if same and _is_head(same[-1]) == head:
        return same.pop()
    return _front(lines) if head else _parsed(lines)


def _is_head(section: MarkdownSection) -> bool:
    blocks = section.parts[0].blocks
    return bool(blocks) and isinstance(blocks[0], FrontMatter)


def _front(lines: tuple[str, ...]) -> MarkdownSection:
    bare = [line.rstrip("\r\n") for line in lines]
    body = passage((text, number, 0) for number, text in enumerate(bare) if 0 < number < len(lines) - 1)
    block = FrontMatter(Span(START, Position(len(lines) - 1, len(bare[-1]))), body)
    return MarkdownSection(lines, (Part(next(_serials), 0, len(lines), None, (block,)),))


def _parsed(lines: tuple[str, ...]) -> MarkdownSection:
    problems: list[Problem] = []
    bare: list[str] = []
    for number, line in enumerate(lines):
        text = line.rstrip("\r\n")
        if len(text) > MAX_LINE or too_deep(text):
            what = "longer" if len(text) > MAX_LINE else "nested deeper"
            place = Span(Position(number, 0), Position(number, len(text)))
            problems.append(
                Problem(ProblemKind.LIMIT, place, f"This line is {what} than forewarn reads; it is left out.")
            )
            text = ""
        bare.append(text)
    return MarkdownSection(lines, _parts(parse(bare), len(lines)), tuple(problems))


def _parts(blocks: Sequence[Block], count: int) -> tuple[Part, ...]:
    """The blocks cut before each heading."""
    cuts = [number for number, block in enumerate(blocks) if isinstance(block, Heading)]
    if not cuts or blocks[cuts[0]].span.start.line > 0:
        cuts.insert(0, 0)
    parts: list[Part] = []
    for a, b in _ranges(cuts, len(blocks)):
        begin = blocks[a].span.start.line if parts else 0
        end = blocks[b].span.start.line if b < len(blocks) else count
        first = blocks[a] if a < b else None
        heading = first if isinstance(first, Heading) else None
        own = tuple(blocks[a + 1 : b] if heading else blocks[a:b])
        parts.append(Part(next(_serials), begin, end - begin, heading, own))
    return tuple(parts)


def _without_nul(document: Document) -> Document:
    """The document with U+FFFD for every U+0000, as CommonMark asks (0.31, §2.3); all columns stay what they are.

    The parser takes a NUL for the end of the text, and lets a list run on over the heading behind it.
    """
    if not any("\0" in line for line in document.lines):
        return document
    return Document(tuple(line.replace("\0", "\ufffd") for line in document.lines))
