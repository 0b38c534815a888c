"""A Markdown document to elements, unit by unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from forewarn.dialects.markdown.context import Place
from forewarn.dialects.markdown.drafts import down
from forewarn.dialects.markdown.merge import merge
from forewarn.dialects.markdown.outline import facts, is_model, outline
from forewarn.dialects.markdown.units import read_body, read_heading, read_whole
from forewarn.model.elements import Section
from forewarn.model.kinds import Kind
from forewarn.model.reading import Part, Reading
from forewarn.syntax.markdown import reader
from forewarn.syntax.markdown.inline import plain

if TYPE_CHECKING:
    from forewarn.dialects.markdown.outline import Facts, Outlined
    from forewarn.dialects.markdown.units import Raw
    from forewarn.model.reading import Item
    from forewarn.syntax.markdown.blocks import Part as MarkdownPart
    from forewarn.syntax.markdown.reader import MarkdownReading
    from forewarn.syntax.problem import Problem
    from forewarn.text.document import Document

DIALECT = "markdown"


class _Key(NamedTuple):
    """All that a unit depends on: the parts it is made of, which of their lines, and where it stands."""

    parts: tuple[int, ...]
    what: str
    place: Place


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the next reading takes over."""

    markdown: MarkdownReading
    raws: dict[_Key, Raw]
    facts: dict[int, Facts]
    merged: dict[object, Item]


def read(document: Document, before: Reading | None = None) -> Reading:
    """Read a Markdown document. Never raises; see `forewarn.model.reading` for what stays the same object."""
    kept = before.kept if before and isinstance(before.kept, _Kept) else None
    markdown = reader.read(document, kept.markdown if kept else None)
    parts = [part for section in markdown.sections for part in section.parts]
    old = kept.facts if kept else {}
    known = {part.serial: old.get(part.serial) or facts(part) for part in parts}
    listed = [known[part.serial] for part in parts]
    model = is_model(listed)
    units = _Units(markdown, parts, kept.raws if kept else {})
    outlined = outline(listed, model=model)
    head = next((n for n, o in enumerate(outlined) if o.heading), 0)
    units.head(outlined[: head + 1])
    for one in outlined[head + 1 :]:
        units.add(one)
    items, merged = merge(units.raws, kept.merged if kept else {})
    title = next((e.text("threat-model") for e in items[0].elements if e.kind is Kind.MODEL), "")
    part = Part(DIALECT, title, items, tuple(units.starts))
    links = {"threat-model": units.links} if units.links else {}
    return Reading(document, DIALECT, (part,), links, _Kept(markdown, units.known, known, merged))


class _Units:
    """Reads the units of a document in order, or takes them over."""

    def __init__(self, markdown: MarkdownReading, parts: list[MarkdownPart], before: dict[_Key, Raw]) -> None:
        self.raws: list[Raw] = []
        self.starts: list[int] = []
        self.known: dict[_Key, Raw] = {}
        self.links: tuple[str, ...] = ()
        self._before = before
        self._parts = parts
        self._begins: list[int] = []
        self._sections: dict[int, Section] = {}
        self._problems: dict[int, tuple[Problem, ...]] = {}
        for start, section in zip(markdown.starts, markdown.sections, strict=True):
            for part in section.parts:
                self._begins.append(start + part.first)
                if section.problems:
                    low, high = part.first, part.first + part.line_count
                    own = tuple(p for p in section.problems if low <= p.span.start.line < high)
                    if own:
                        self._problems[part.serial] = own

    def head(self, outlined: list[Outlined]) -> None:
        """Read what stands up to the first heading and right below it: one unit, with the document itself."""
        last = outlined[-1]
        place = last.place._replace(title=True)
        raw = self._unit(0, last.last, "head", place)
        self.links = raw.links
        heading = self._parts[last.last - 1].heading
        if heading is not None:
            shift = self._begins[last.last - 1] - self._begins[0] - self._parts[last.last - 1].first
            self._sections[last.last - 1] = Section(
                plain(heading.text.text), raw.item.serial, down(heading.text.whole, shift)
            )

    def add(self, outlined: Outlined) -> None:
        """Read the units of a run of parts."""
        place = outlined.place
        if place.kind is not None or not outlined.heading:
            section = self._sections.get(outlined.section)
            self._unit(outlined.first, outlined.last, "all", place._replace(section=section))
            return
        part = self._parts[outlined.first]
        heading = part.heading
        raw = self._unit(outlined.first, outlined.last, "heading", Place(path=place.path[:-1], model=place.model))
        if heading is not None:
            section = Section(plain(heading.text.text), raw.item.serial, down(heading.text.whole, -part.first))
            self._sections[outlined.first] = section
            if part.blocks:
                self._unit(outlined.first, outlined.last, "body", place._replace(section=section))

    def _unit(self, first: int, last: int, what: str, place: Place) -> Raw:
        parts = self._parts[first:last]
        key = _Key(tuple(part.serial for part in parts), what, place)
        raw = self._before.get(key)
        if raw is None:
            raw = self._read(parts, what, place)
        self.known[key] = raw
        self.raws.append(raw)
        begin = self._begins[first]
        if what == "body":
            begin += parts[0].blocks[0].span.start.line - parts[0].first
        self.starts.append(begin)
        return raw

    def _read(self, parts: list[MarkdownPart], what: str, place: Place) -> Raw:
        total = sum(part.line_count for part in parts)
        problems = tuple(p for part in parts for p in self._problems.get(part.serial, ()))
        if what == "heading":
            part = parts[0]
            lines = part.blocks[0].span.start.line - part.first if part.blocks else part.line_count
            return read_heading(part, lines, place)
        if what == "body":
            part = parts[0]
            begin = part.blocks[0].span.start.line
            placed = [(part, -begin)]
            return read_body(placed, place, part.line_count - (begin - part.first), _moved(problems, -begin))
        placed = []
        offset = 0
        for part in parts:
            placed.append((part, offset - part.first))
            offset += part.line_count
        moved = tuple(p for part, lines in placed for p in _moved(self._problems.get(part.serial, ()), lines))
        return read_whole(placed, place, total, moved)


def _moved(problems: tuple[Problem, ...], lines: int) -> tuple[Problem, ...]:
    return tuple(replace(problem, span=down(problem.span, lines)) for problem in problems)
