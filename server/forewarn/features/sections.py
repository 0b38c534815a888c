"""The sections of a Markdown document as they were read: what each is taken to hold, and how much of it was found."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.catalog.words import plain_words
from forewarn.model.answers import Grade, answered
from forewarn.model.defaults import said
from forewarn.model.directives import section_of
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forewarn.model.directives import SectionWord
    from forewarn.model.elements import Element
    from forewarn.model.reading import Part, SectionHead
    from forewarn.model.whole import Whole
    from forewarn.text.position import Span

NOTHING = "nothing"
"""The topic of a section in which nothing is looked for."""
_OPENED = ("threats", "questions")
"""Topics of sections whose elements are open or not."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section, from its heading in the lines of `span` to before the line `end`, with those below it.

    `next` is the line of the heading that follows, whatever its level. `word` is what it is taken to hold, None for
    nothing in particular; `inherited` says that it is so because of the section around it.
    """

    head: SectionHead
    span: Span
    next: int
    end: int
    word: SectionWord | None
    inherited: bool


@dataclass(frozen=True, slots=True)
class Held:
    """What was found in a section: how many elements of each kind, and how many of them are `open`.

    `open` is None where that is not asked.
    """

    counts: tuple[tuple[Kind, int], ...]
    open: int | None

    @property
    def total(self) -> int:
        """How many elements there are."""
        return sum(count for _, count in self.counts)

    @property
    def shown(self) -> str:
        """In words: `7 threats, 2 open`; `nothing yet` if nothing was found."""
        counted = [f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in self.counts]
        if counted and self.open is not None:
            counted.append(f"{self.open or 'none'} open")
        return ", ".join(counted) or "nothing yet"


def sections(part: Part) -> list[Section]:
    """The sections of a part, in the order of the text; none for what is no Markdown."""
    heads = [
        (head, head.span.down(start))
        for item, start in zip(part.items, part.starts, strict=True)
        for head in item.sections
    ]
    if not heads:
        return []
    length = part.starts[-1] + part.items[-1].line_count
    ends = _ends(heads, length)
    made: list[Section] = []
    around: list[SectionHead] = []
    for number, (head, span) in enumerate(heads):
        while around and around[-1].level >= head.level:
            around.pop()
        inherited = bool(around) and bool(head.topic) and around[-1].topic == head.topic
        around.append(head)
        following = heads[number + 1][1].start.line if number + 1 < len(heads) else length
        word = section_of(head.topic) if head.topic else None
        made.append(Section(head, span, following, ends[number], word, inherited))
    return made


def _ends(heads: Sequence[tuple[SectionHead, Span]], length: int) -> list[int]:
    """The line at which each section ends: that of the next heading that is not below its own."""
    ends = [length] * len(heads)
    opened: list[int] = []
    for number, (head, span) in enumerate(heads):
        while opened and heads[opened[-1]][0].level >= head.level:
            ends[opened.pop()] = span.start.line
        opened.append(number)
    return ends


class Contents:
    """The elements of a part by where they stand, for its sections to be looked up in."""

    def __init__(self, elements: Iterable[tuple[Element, int]], whole: Whole | None) -> None:
        """Take the elements with the first lines of their items, and the model that tells what is open."""
        placed = sorted(((start + one.span.start.line, one) for one, start in elements), key=lambda pair: pair[0])
        self._lines = [line for line, _ in placed]
        self._elements = [one for _, one in placed]
        self._whole = whole

    def between(self, first: int, end: int) -> Sequence[Element]:
        """The elements that begin in these lines."""
        return self._elements[bisect_left(self._lines, first) : bisect_left(self._lines, end)]

    def held(self, section: Section) -> Held:
        """What stands in a section, of what it is taken to hold."""
        kinds = [Kind(name) for name in section.word.holds] if section.word else []
        found = [one for one in self.between(section.span.start.line, section.end) if one.kind in kinds]
        counts = tuple((kind, count) for kind in kinds if (count := sum(one.kind is kind for one in found)))
        asked = section.head.topic in _OPENED and self._whole is not None
        return Held(counts, sum(map(self._is_open, found)) if asked else None)

    def _is_open(self, element: Element) -> bool:
        whole = self._whole
        if whole is None or element.kind is Kind.QUESTION:
            return not said(element, "answer")
        if element.tells_of:
            # What is told of a record is answered as the record is.
            records = (one for one in whole.index.by_id.get(element.tells_of, ()) if one.kind is element.kind)
            element = next(records, element)
        return answered(element, whole.facts).grade is Grade.OPEN


def says_itself(section: Section) -> bool:
    """Whether the heading's own words say what the section is taken to hold."""
    if section.word is None:
        return False
    own = set(plain_words(section.head.title))
    return any(own.issuperset(plain_words(said)) for said in (section.word.label, *section.word.same))
