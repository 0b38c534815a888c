"""Read a YAML or JSON document item by item, reusing what did not change.

An *item* is a run of whole lines that is read on its own: one entry of a top-level section, one top-level key with a
value that is not split, or the header line of a section. All spans in an item are relative to its first line, so that
an edit elsewhere only changes where it begins.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from forewarn.syntax.limits import text_refusal
from forewarn.syntax.yaml.content import content, refused
from forewarn.syntax.yaml.items import LOOK_AHEAD, START, ItemKind, Place, cut
from forewarn.text.sharing import shared_ends

if TYPE_CHECKING:
    from forewarn.syntax.problem import Problem
    from forewarn.syntax.values import Comment, Node
    from forewarn.text.document import Document

_KNOWN_AHEAD = 16
"""How many old items to look at for one that is not found: those that an edit may have moved apart from its own."""


@dataclass(frozen=True, slots=True, eq=False)
class YamlItem:
    """One item, read.

    `document` is the ordinal of the YAML document (`---`) it belongs to, from 0.
    `section` is the top-level key it is an entry of ("" for what stands at top level itself).
    `root` is a Mapping with the item's entry or entries, a Sequence with one element for an entry of a list section,
    any other node where the document is not a block mapping, or None for an item without content (comments, `---`,
    blanks).
    `is_header` marks the key line of a section whose entries are items of their own; `root` is then a Mapping whose
    one entry has an Empty value.
    """

    text: str
    line_count: int
    document: int
    section: str
    is_header: bool
    root: Node | None
    problems: tuple[Problem, ...] = ()
    comments: tuple[Comment, ...] = ()
    anchors: dict[str, Node] = field(default_factory=dict[str, "Node"])
    kind: ItemKind = ItemKind.NOTHING
    place: Place = START
    """What the splitter knew where the item begins."""


@dataclass(frozen=True, slots=True, eq=False)
class YamlReading:
    """A whole text, read: its items in order, covering every line once, and the first line of each."""

    document: Document
    items: tuple[YamlItem, ...]
    starts: tuple[int, ...]
    size: int = 0
    """How many code points the text has."""
    reaches: tuple[int, ...] = ()
    """For each item, how many lines from its first on have a say in where it ends and what follows."""


def read(document: Document, before: YamlReading | None = None) -> YamlReading:
    """Read `document`. Never raises.

    `before` is a reading of an earlier state of the same text; its items are taken over, as the same objects, wherever
    their lines did not change. The result equals `read(document)` in everything but identity.
    """
    if before is not None and before.document.lines == document.lines:
        return YamlReading(document, before.items, before.starts, before.size, before.reaches)
    ends = (0, 0)
    if before is None:
        size = sum(map(len, document.lines))
    else:
        ends = shared_ends(before.document.lines, document.lines)
        size = before.size + _changed_size(document, ends) - _changed_size(before.document, ends)
    refusal = text_refusal(len(document.lines), size)
    if refusal is not None:
        return YamlReading(document, (_refused(document, refusal),), (0,), size, (len(document.lines),))
    if before is None:
        items, starts, reaches = _fresh(document)
        return YamlReading(document, items, starts, size, reaches)
    items, starts, reaches = _again(document, before, ends)
    return YamlReading(document, items, starts, size, reaches)


def _changed_size(document: Document, ends: tuple[int, int]) -> int:
    head, tail = ends
    return sum(map(len, document.lines[head : len(document.lines) - tail]))


def _refused(document: Document, refusal: str) -> YamlItem:
    """The one item of a text that is beyond the limits."""
    text = document.text
    return YamlItem(text, len(document.lines), 0, "", is_header=False, root=None, problems=(refused(text, refusal),))


_Items = tuple[tuple[YamlItem, ...], tuple[int, ...], tuple[int, ...]]
"""Items, their first lines, their reaches."""


class _Cutter:
    """Cuts items one after the other and reads them, where they are not known already."""

    __slots__ = ("_document", "_known", "items", "line", "place", "reaches", "starts")

    def __init__(self, document: Document, line: int, place: Place, known: _Known | None) -> None:
        self._document = document
        self._known = known
        self.line = line
        self.place = place
        self.items: list[YamlItem] = []
        self.starts: list[int] = []
        self.reaches: list[int] = []

    def step(self) -> None:
        """Cut the next item."""
        first, place = self.line, self.place
        end, kind, number, section, self.place, reach = cut(self._document.lines, first, place)
        text = self._document.block(first, end - first)
        count = end - first
        item = self._known.find(kind, place, text) if self._known is not None else None
        if item is None:
            root, problems, comments, anchors = content(text, count, kind, place.section)
            is_header = kind is ItemKind.HEADER
            item = YamlItem(text, count, number, section, is_header, root, problems, comments, anchors, kind, place)
        elif item.document != number or item.section != section or item.place != place or item.line_count != count:
            item = replace(item, document=number, section=section, place=place, line_count=count)
        self.items.append(item)
        self.starts.append(first)
        self.reaches.append(reach - first)
        self.line = end


def _fresh(document: Document) -> _Items:
    cutter = _Cutter(document, 0, START, None)
    while cutter.line < len(document.lines):
        cutter.step()
    return tuple(cutter.items), tuple(cutter.starts), tuple(cutter.reaches)


def _again(document: Document, before: YamlReading, ends: tuple[int, int]) -> _Items:
    """The items of `document`, as far as they can be those of `before`.

    They are up to where the first change has a say, and from where, below the last change, the splitter knows again
    what it knew before. Lists as long as the text are copied only by slicing: this runs at each keystroke.
    """
    old_starts, old_lines = before.starts, len(before.document.lines)
    first = _first_touched(before, ends[0])
    last_changed = old_lines - ends[1]
    grown = len(document.lines) - old_lines
    cutter = _Cutter(document, old_starts[first], before.items[first].place, _Known(before.items, first))
    index, rest = len(old_starts), ()
    while cutter.line < len(document.lines):
        old_line = cutter.line - grown
        if old_line >= last_changed:
            same = bisect_left(old_starts, old_line)
            in_step = same < len(old_starts) and old_starts[same] == old_line
            if in_step and before.items[same].place == cutter.place:
                index = same
                rest = old_starts[index:] if grown == 0 else tuple(map(grown.__add__, old_starts[index:]))
                break
        cutter.step()
    return (
        (*before.items[:first], *cutter.items, *before.items[index:]),
        (*old_starts[:first], *cutter.starts, *rest),
        (*before.reaches[:first], *cutter.reaches, *before.reaches[index:]),
    )


def _first_touched(before: YamlReading, head: int) -> int:
    """The first item on which a change at line `head` may have a say, if not its own line then by what follows it."""
    changed = bisect_right(before.starts, head) - 1
    first = changed
    for index in range(changed, -1, -1):
        if before.starts[index] + 4 * LOOK_AHEAD < head - before.items[index].line_count:
            break
        if before.starts[index] + before.reaches[index] >= head:
            first = index
    return first


class _Known:
    """Items that were read already, from some number on, by all that what stands in them depends on.

    They are looked at in their order and only as far as it takes, because most edits change one of very many.
    """

    __slots__ = ("_found", "_items", "_next")

    def __init__(self, items: tuple[YamlItem, ...], first: int) -> None:
        self._items = items
        self._next = first
        self._found: dict[tuple[ItemKind, int, bool, str], YamlItem] = {}

    def find(self, kind: ItemKind, place: Place, text: str) -> YamlItem | None:
        """An item of this kind with this text in a section of this shape."""
        wanted = (kind, place.section.indent, place.section.dashes, text)
        found = self._found.get(wanted)
        if found is not None:
            return found
        for item in self._items[self._next : self._next + _KNOWN_AHEAD]:
            self._next += 1
            key = (item.kind, item.place.section.indent, item.place.section.dashes, item.text)
            self._found.setdefault(key, item)
            if key == wanted:
                return item
        return None
