"""Read a YAML or JSON document item by item, reusing what did not change.

An *item* is a run of whole lines that is read on its own: one entry of a top-level section, one top-level key with a
value that is not split, or the header line of a section. All spans in an item are relative to its first line, so that
an edit elsewhere only changes where it begins.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from forewarn.syntax.limits import text_refusal
from forewarn.syntax.yaml.changes import unchanged_ends
from forewarn.syntax.yaml.content import content, refused
from forewarn.syntax.yaml.items import LOOK_AHEAD, START, ItemKind, Place, cut

if TYPE_CHECKING:
    from forewarn.syntax.problem import Problem
    from forewarn.syntax.values import Comment, Node
    from forewarn.text.document import Document


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


def read(document: Document, before: YamlReading | None = None) -> YamlReading:
    """Read `document`. Never raises.

    `before` is a reading of an earlier state of the same text; its items are taken over, as the same objects, wherever
    their lines did not change. The result equals `read(document)` in everything but identity.
    """
    if before is not None and before.document.lines == document.lines:
        return YamlReading(document, before.items, before.starts, before.size)
    ends = (0, 0)
    if before is None:
        size = sum(map(len, document.lines))
    else:
        ends = unchanged_ends(before.document.lines, document.lines)
        size = before.size + _changed_size(document, ends) - _changed_size(before.document, ends)
    refusal = text_refusal(len(document.lines), size)
    if refusal is not None:
        items = (_refused(document, refusal),)
    elif before is None:
        items = _fresh(document)
    else:
        items = _again(document, before, ends)
    starts = tuple(accumulate((item.line_count for item in items[:-1]), initial=0))
    return YamlReading(document, items, starts, size)


def _changed_size(document: Document, ends: tuple[int, int]) -> int:
    head, tail = ends
    return sum(map(len, document.lines[head : len(document.lines) - tail]))


def _refused(document: Document, refusal: str) -> YamlItem:
    """The one item of a text that is beyond the limits."""
    text = document.text
    return YamlItem(text, len(document.lines), 0, "", is_header=False, root=None, problems=(refused(text, refusal),))


def _fresh(document: Document) -> tuple[YamlItem, ...]:
    items: list[YamlItem] = []
    line, place = 0, START
    while line < len(document.lines):
        item, place = _item(document, line, place, None)
        items.append(item)
        line += item.line_count
    return tuple(items)


def _again(document: Document, before: YamlReading, ends: tuple[int, int]) -> tuple[YamlItem, ...]:
    """The items of `document`, as far as they can be those of `before`.

    They are up to a little above the first change, and from where, below the last change, the splitter knows again
    what it knew before.
    """
    lines, old_lines = document.lines, before.document.lines
    head, tail = ends
    # The two items above the change may end otherwise now: their ends depend on what follows. Further up, only what
    # looks ahead over more lines than one can have changed.
    changed = bisect_right(before.starts, head) - 1
    first = max(0, min(changed - 2, bisect_right(before.starts, max(0, head - LOOK_AHEAD)) - 1))
    last_changed = len(old_lines) - tail
    known = _Known(before.items[first:])
    items = list(before.items[:first])
    line = before.starts[first]
    place = before.items[first].place
    grown = len(lines) - len(old_lines)
    old_index = {start: index for index, start in enumerate(before.starts)}
    while line < len(lines):
        index = old_index.get(line - grown)
        if index is not None and line - grown >= last_changed and before.items[index].place == place:
            items.extend(before.items[index:])
            break
        item, place = _item(document, line, place, known)
        items.append(item)
        line += item.line_count
    return tuple(items)


class _Known:
    """Items that were read already, by all that what stands in them depends on."""

    __slots__ = ("_found", "_items")

    def __init__(self, items: tuple[YamlItem, ...]) -> None:
        self._items = iter(items)
        self._found: dict[tuple[ItemKind, int, bool, str], YamlItem] = {}

    def find(self, kind: ItemKind, place: Place, text: str) -> YamlItem | None:
        """The item of this kind with this text in a section of this shape; looked for only as far as it takes."""
        wanted = (kind, place.section.indent, place.section.dashes, text)
        found = self._found.get(wanted)
        if found is not None:
            return found
        for item in self._items:
            key = (item.kind, item.place.section.indent, item.place.section.dashes, item.text)
            self._found.setdefault(key, item)
            if key == wanted:
                return item
        return None


def _item(document: Document, first: int, place: Place, known: _Known | None) -> tuple[YamlItem, Place]:
    """The item at line `first`, taken from `known` where it was read already, and the place after it."""
    end, kind, number, section, after = cut(document.lines, first, place)
    text = document.block(first, end - first)
    count = end - first
    item = known.find(kind, place, text) if known is not None else None
    if item is not None:
        if item.document != number or item.section != section or item.place != place or item.line_count != count:
            item = replace(item, document=number, section=section, place=place, line_count=count)
        return item, after
    root, problems, comments, anchors = content(text, count, kind, place.section)
    is_header = kind is ItemKind.HEADER
    return YamlItem(text, count, number, section, is_header, root, problems, comments, anchors, kind, place), after
