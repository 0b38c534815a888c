"""Native YAML to elements, one item at a time."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.dialects.native.elements import ItemReader
from forewarn.dialects.native.prose import sentences
from forewarn.dialects.native.sections import Moved, odd, placed
from forewarn.model.directives import SIGN
from forewarn.model.elements import Text
from forewarn.model.kinds import Kind
from forewarn.model.reading import Item, Part, Reading, Remark, new_serial
from forewarn.syntax.yaml import reader
from forewarn.text.position import Position, Span
from forewarn.text.sharing import carried_over

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.syntax.values import Comment, Node
    from forewarn.syntax.yaml.reader import YamlItem, YamlReading
    from forewarn.text.document import Document

DIALECT = "native"
_ANCHORED, _ODD = 1, 2
_WORD = re.compile(r"[^\s,;]+")


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the next reading takes over: the YAML items (with their sections) and the model items made of them.

    `notes` tell of each YAML item whether it needs a look at the whole file (`_ANCHORED`, `_ODD`); mostly none does.
    `anchors` are the nodes that aliases could name, `through` the serials of the items that followed an alias.
    """

    yaml: YamlReading
    notes: tuple[int, ...]
    sources: tuple[YamlItem | Moved, ...]
    items: tuple[Item, ...]
    anchors: Mapping[tuple[int, str], Node]
    through: frozenset[int]


def read(document: Document, before: Reading | None = None) -> Reading:
    """Read a native threat model. Never raises; see `forewarn.model.reading` for what stays the same object."""
    kept = before.kept if before and isinstance(before.kept, _Kept) else None
    yaml = reader.read(document, kept.yaml if kept else None)
    if kept is None:
        notes = tuple(map(_note, yaml.items))
    else:
        notes = carried_over(kept.yaml.items, kept.notes, yaml.items, _note)
    anchors: dict[tuple[int, str], Node] = {}
    sources: tuple[YamlItem | Moved, ...] = yaml.items
    if any(notes):
        anchored = [item for item, note in zip(yaml.items, notes, strict=True) if note & _ANCHORED]
        anchors = {(item.document, name): node for item in anchored for name, node in item.anchors.items()}
        if any(note & _ODD for note in notes):
            sources = placed(yaml.items)
    through: set[int] = set()

    def fresh(source: YamlItem | Moved) -> Item:
        return _item(source, anchors, through)

    if kept is None:
        items = tuple(map(fresh, sources))
    else:
        items = carried_over(kept.sources, kept.items, sources, fresh)
        through |= kept.through
        if kept.through and not _same(kept.anchors, anchors):
            pairs = zip(items, sources, strict=True)
            items = tuple(fresh(source) if item.serial in kept.through else item for item, source in pairs)
    return Reading(
        document, DIALECT, _parts(yaml, items), kept=_Kept(yaml, notes, sources, items, anchors, frozenset(through))
    )


def _note(item: YamlItem) -> int:
    return (_ANCHORED if item.anchors else 0) | (_ODD if odd(item) else 0)


def _same(one: Mapping[tuple[int, str], Node], other: Mapping[tuple[int, str], Node]) -> bool:
    """Whether the anchors are the very same nodes, so that what was read through them still holds."""
    return one.keys() == other.keys() and all(one[name] is other[name] for name in one)


def _item(source: YamlItem | Moved, anchors: Mapping[tuple[int, str], Node], through: set[int]) -> Item:
    serial = new_serial()
    item = source.item if isinstance(source, Moved) else source
    item_reader = ItemReader(serial, source, anchors)
    elements = item_reader.elements()
    if item_reader.followed:
        through.add(serial)
    return Item(
        serial=serial,
        line_count=item.line_count,
        elements=elements,
        problems=item.problems + item_reader.problems,
        remarks=tuple(map(_remark, item.comments)),
        sentences=sentences(elements, item.text),
    )


def _remark(comment: Comment) -> Remark:
    """A comment, with the words that are meant for us."""
    if not comment.text.casefold().startswith(SIGN):
        return Remark(comment.text, comment.span)
    line, end = comment.span.end
    first = end - len(comment.text)
    words = (
        Text(word[0], Span(Position(line, first + word.start()), Position(line, first + word.end())))
        for word in _WORD.finditer(comment.text, len(SIGN))
    )
    return Remark(comment.text, comment.span, tuple(words))


def _parts(yaml: YamlReading, items: tuple[Item, ...]) -> tuple[Part, ...]:
    """One part for each YAML document that holds anything; one for an empty text."""
    ordinals = [item.document for item in yaml.items]
    if not ordinals or ordinals[0] == ordinals[-1]:
        return (Part(DIALECT, _title(items), items, yaml.starts),)
    parts: list[Part] = []
    for _, group in itertools.groupby(range(len(items)), key=ordinals.__getitem__):
        chosen = list(group)
        own = items[chosen[0] : chosen[-1] + 1]
        if any(yaml.items[i].root is not None for i in chosen) or any(item.problems for item in own):
            parts.append(Part(DIALECT, _title(own), own, yaml.starts[chosen[0] : chosen[-1] + 1]))
    return tuple(parts) or (Part(DIALECT, "", items, yaml.starts),)


def _title(items: tuple[Item, ...]) -> str:
    for item in items:
        for element in item.elements:
            if element.kind is Kind.MODEL and element.text("threat-model"):
                return element.text("threat-model")
    return ""


def yaml_of(reading: Reading) -> YamlReading | None:
    """The YAML items that `reading` was made of, for who writes into them; None if another dialect read the file."""
    return reading.kept.yaml if isinstance(reading.kept, _Kept) else None
