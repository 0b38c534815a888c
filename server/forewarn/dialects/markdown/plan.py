"""The units of a document in order: which are read anew and which are taken over."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from forewarn.dialects.markdown.context import Place
from forewarn.dialects.markdown.directives import words_before_comments
from forewarn.dialects.markdown.drafts import down
from forewarn.dialects.markdown.units import read_body, read_heading, read_whole
from forewarn.model.elements import Section
from forewarn.syntax.markdown.inline import plain
from forewarn.text.sharing import shared_ends

if TYPE_CHECKING:
    from forewarn.dialects.markdown.outline import Outlined
    from forewarn.dialects.markdown.units import Raw
    from forewarn.syntax.markdown.blocks import Heading, Part
    from forewarn.syntax.markdown.reader import MarkdownReading
    from forewarn.syntax.problem import Problem

_FEW = 4
"""An edit that touches more parts than this is planned from scratch."""


class Text:
    """The parts of a document one after the other, with the line that each begins at."""

    def __init__(self, markdown: MarkdownReading) -> None:
        """Take the sections as read."""
        self._markdown = markdown
        self.parts = tuple(part for section in markdown.sections for part in section.parts)
        self.begins = tuple(
            start + part.first
            for start, section in zip(markdown.starts, markdown.sections, strict=True)
            for part in section.parts
        )
        self.serials = tuple(part.serial for part in self.parts)
        self.line_count = len(markdown.document.lines)

    @cached_property
    def _troubled(self) -> dict[int, tuple[Problem, ...]]:
        """The problems of the parts that have any, by the part's serial, with spans as in its section."""
        found: dict[int, tuple[Problem, ...]] = {}
        for section in self._markdown.sections:
            if section.problems:
                for part in section.parts:
                    low, high = part.first, part.first + part.line_count
                    found[part.serial] = tuple(p for p in section.problems if low <= p.span.start.line < high)
        return found

    def problems(self, part: Part, lines: int) -> tuple[Problem, ...]:
        """The problems of a part, moved down by `lines`."""
        own = self._troubled.get(part.serial, ())
        return tuple(replace(problem, span=down(problem.span, lines)) for problem in own)


class _Slot(NamedTuple):
    """One unit: the parts from `first` to before `last` (`what` of them), and where it stands."""

    first: int
    last: int
    what: str
    place: Place


class _Key(NamedTuple):
    """All that a unit depends on: the parts it is made of, which of their lines, and where it stands."""

    parts: tuple[int, ...]
    what: str
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The units of a document, read, with the line that each begins at.

    `units` says for each entry of the outline how many units stand before it.
    """

    text: Text
    outlined: tuple[Outlined, ...]
    units: tuple[int, ...]
    slots: tuple[_Slot, ...]
    firsts: tuple[int, ...]
    raws: tuple[Raw, ...]
    starts: tuple[int, ...]


def plan(outlined: tuple[Outlined, ...], text: Text, before: Plan | None) -> Plan:
    """Read the units of a document, taking over from `before` those that are what they were."""
    return _Planner(text, before).plan(outlined)


def replan(before: Plan, text: Text) -> Plan | None:
    """The plan after an edit that left the outline as it was; None where that cannot be done by reading a few units."""
    if len(text.serials) != len(before.text.serials):
        return None
    front, back = shared_ends(before.text.serials, text.serials)
    low, high = front, len(text.serials) - back
    if high - low > _FEW:
        return None
    raws, starts = list(before.raws), list(before.starts)
    first = bisect_left(before.firsts, low)
    while first and before.slots[first - 1].last > low:
        first -= 1
    last = bisect_right(before.firsts, high - 1) if low < high else first
    for number in range(first, last):
        slot = before.slots[number]
        if slot.last <= low:
            continue
        if slot.what == "head":
            return None
        if slot.what == "heading":
            if not _same_heading(before.text.parts[slot.first], text.parts[slot.first]):
                return None
            continue
        raws[number] = _read(text, slot)
        starts[number] = _start(text, slot)
    moved = text.line_count - before.text.line_count
    if moved:
        starts[last:] = [start + moved for start in before.starts[last:]]
    return Plan(text, before.outlined, before.units, before.slots, before.firsts, tuple(raws), tuple(starts))


def _same_heading(old: Part, new: Part) -> bool:
    """Whether a part's heading, and how it is cut from what follows, are what they were."""
    if old.heading != new.heading or bool(old.blocks) != bool(new.blocks):
        return False
    return _heading_lines(old) == _heading_lines(new) and old.first == new.first


def _heading_lines(part: Part) -> int:
    """How many lines stand before a part's first block."""
    return part.blocks[0].span.start.line - part.first if part.blocks else part.line_count


def _start(text: Text, slot: _Slot) -> int:
    begin = text.begins[slot.first]
    return begin + _heading_lines(text.parts[slot.first]) if slot.what == "body" else begin


def _read(text: Text, slot: _Slot) -> Raw:
    parts, place = text.parts[slot.first : slot.last], slot.place
    part = parts[0]
    if slot.what == "heading":
        return read_heading(part, _heading_lines(part), place, text.problems(part, -part.first))
    if slot.what == "body":
        above = _heading_lines(part)
        lines = -(part.first + above)
        return read_body([(part, lines)], place, part.line_count - above, ())
    placed: list[tuple[Part, int]] = []
    offset = 0
    for one in parts:
        placed.append((one, offset - one.first))
        offset += one.line_count
    problems = tuple(problem for one, lines in placed for problem in text.problems(one, lines))
    return read_whole(placed, place, offset, problems)


class _Planner:
    """Goes through the outline and reads each unit, or finds it in the plan before."""

    def __init__(self, text: Text, before: Plan | None) -> None:
        self._text = text
        self._before = before
        self._known: dict[_Key, Raw] = {}
        if before is not None:
            serials = before.text.serials
            for slot, raw in zip(before.slots, before.raws, strict=True):
                self._known[_Key(serials[slot.first : slot.last], slot.what, slot.place)] = raw
        self._slots: list[_Slot] = []
        self._raws: list[Raw] = []
        self._sections: dict[int, Section] = {}
        self._headings: dict[int, Raw] = {}

    def plan(self, outlined: tuple[Outlined, ...]) -> Plan:
        """Read everything."""
        head = next((n for n, one in enumerate(outlined) if one.heading), 0)
        units = [0] * (head + 1)
        self._head(outlined[head])
        same = self._same(outlined)
        for number in range(head + 1, len(outlined)):
            units.append(len(self._slots))
            if same is None or not self._take_over(number, outlined[number], same):
                self._add(outlined[number])
        text, slots = self._text, tuple(self._slots)
        firsts = tuple(slot.first for slot in slots)
        starts = tuple(_start(text, slot) for slot in slots)
        return Plan(text, outlined, (*units, len(slots)), slots, firsts, tuple(self._raws), starts)

    def _same(self, outlined: tuple[Outlined, ...]) -> tuple[range, range] | None:
        """Which parts, and which entries of the outline, are not what they were; None where they are not as many."""
        before, text = self._before, self._text
        if before is None or len(text.serials) != len(before.text.serials) or len(outlined) != len(before.outlined):
            return None
        front, back = shared_ends(before.text.serials, text.serials)
        first, last = shared_ends(before.outlined, outlined)
        return range(front, len(text.serials) - back), range(first, len(outlined) - last)

    def _take_over(self, number: int, one: Outlined, same: tuple[range, range]) -> bool:
        """Take the units of an entry of the outline from the plan before, if all that they depend on is as it was."""
        before, (parts, entries) = self._before, same
        if before is None or number in entries or one.section in parts:
            return False
        if one.first < parts.stop and parts.start < one.last:
            return False
        low, high = before.units[number], before.units[number + 1]
        if low == high or before.slots[low].place.title or before.slots[low].first != one.first:
            return False
        section = before.slots[high - 1].place.section
        if section is not None and not self._as_before(one, section):
            return False
        self._slots += before.slots[low:high]
        self._raws += before.raws[low:high]
        if before.slots[low].what == "heading":
            self._headings[one.first] = before.raws[low]
        return True

    def _as_before(self, one: Outlined, section: Section) -> bool:
        """Whether the heading that an entry of the outline stands under is the item that it was."""
        if one.heading and one.place.kind is None:
            return True
        found = self._section(one.section)
        return found is not None and found.item == section.item

    def _section(self, number: int) -> Section | None:
        """The section whose heading is that of the part `number`."""
        found = self._sections.get(number)
        raw = self._headings.get(number)
        if found is None and raw is not None:
            part = self._text.parts[number]
            found = _section(part.heading, raw, -part.first) if part.heading is not None else None
            if found is not None:
                self._sections[number] = found
        return found

    def _head(self, last: Outlined) -> None:
        """What stands up to the first heading and right below it: one unit, with the document itself."""
        raw = self._unit(_Slot(0, last.last, "head", last.place._replace(title=True)))
        part = self._text.parts[last.last - 1]
        if part.heading is not None:
            lines = self._text.begins[last.last - 1] - self._text.begins[0] - part.first
            self._sections[last.last - 1] = _section(part.heading, raw, lines)

    def _add(self, outlined: Outlined) -> None:
        first, last, place = outlined.first, outlined.last, outlined.place
        if place.kind is not None or not outlined.heading:
            section = self._section(outlined.section)
            self._unit(_Slot(first, last, "all", place._replace(section=section)))
            return
        part = self._text.parts[first]
        raw = self._unit(_Slot(first, last, "heading", _above(place)))
        section = _section(part.heading, raw, -part.first) if part.heading is not None else None
        if section is not None:
            self._sections[first] = section
        if part.blocks:
            self._unit(_Slot(first, last, "body", place._replace(section=section)))

    def _unit(self, slot: _Slot) -> Raw:
        key = _Key(self._text.serials[slot.first : slot.last], slot.what, slot.place)
        raw = self._known.get(key) or _read(self._text, slot)
        self._slots.append(slot)
        self._raws.append(raw)
        return raw


def _above(place: Place) -> Place:
    """Where the heading of a section stands: all of the section's place that the heading's own unit depends on."""
    return Place(place.topic, path=place.path[:-1], model=place.model, told=place.told)


def _section(heading: Heading, raw: Raw, lines: int) -> Section:
    return Section(plain(heading.text.text), raw.item.serial, down(words_before_comments(heading.text).whole, lines))
