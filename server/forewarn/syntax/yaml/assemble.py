"""The items of a text put together again: one tree for each YAML document, with absolute spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.syntax.values import Alias, Empty, Entry, Mapping, Scalar, Sequence
from forewarn.syntax.yaml.items import ItemKind
from forewarn.text.position import NOWHERE, Span

if TYPE_CHECKING:
    from forewarn.syntax.values import Node
    from forewarn.syntax.yaml.reader import YamlItem, YamlReading
    from forewarn.text.position import Position


def assemble(reading: YamlReading) -> tuple[Node | None, ...]:
    """The tree of each document in `reading`, all spans absolute; None for a document without content."""
    return tuple(_tree(items) for items in by_document(reading))


def by_document(reading: YamlReading) -> list[list[tuple[YamlItem, int]]]:
    """The items of each document with their first lines; what stands before the first document is in none."""
    documents: list[list[tuple[YamlItem, int]]] = []
    for item, start in zip(reading.items, reading.starts, strict=True):
        if item.document == len(documents) and _begins_document(item):
            documents.append([])
        if item.document < len(documents):
            documents[item.document].append((item, start))
    return documents


def _begins_document(item: YamlItem) -> bool:
    return item.kind is not ItemKind.NOTHING or item.text.removeprefix("\ufeff").startswith("---")


def moved(node: Node, lines: int) -> Node:
    """`node` with all its spans moved down by `lines`."""
    span = node.span.down(lines)
    match node:
        case Scalar(_, text, style, anchor, tag):
            return Scalar(span, text, style, anchor, tag)
        case Empty(_, anchor, tag):
            return Empty(span, anchor, tag)
        case Alias(_, name):
            return Alias(span, name)
        case Sequence(_, items, flow, anchor, tag):
            return Sequence(span, tuple(moved(item, lines) for item in items), flow, anchor, tag)
        case Mapping(_, entries, flow, anchor, tag):
            inner = tuple(
                Entry(moved(entry.key, lines), moved(entry.value, lines), entry.span.down(lines)) for entry in entries
            )
            return Mapping(span, inner, flow, anchor, tag)


def _tree(items: list[tuple[YamlItem, int]]) -> Node | None:
    entries: list[Entry] = []
    begin: Position | None = None
    for index, (item, start) in enumerate(items):
        if item.kind is ItemKind.ENTRY or item.root is None:
            continue  # Entries are put together with their section.
        root = moved(item.root, start)
        if item.kind is ItemKind.WHOLE or not isinstance(root, Mapping):
            return root
        begin = begin or root.span.start
        entries += root.entries
        if item.kind is ItemKind.HEADER:
            header = entries.pop()
            value = assemble_section(items, index)
            entries.append(Entry(header.key, value, Span(header.key.span.start, value.span.end)))
    if not entries or begin is None:
        return None
    return Mapping(Span(begin, entries[-1].span.end), tuple(entries))


def assemble_section(items: list[tuple[YamlItem, int]], index: int) -> Node:
    """The value of the section whose header is number `index` of `items`, the items of a document with their starts."""
    header, start = items[index]
    value: Node = Empty(NOWHERE)
    if isinstance(header.root, Mapping) and header.root.entries:
        value = moved(header.root.entries[-1].value, start)
    anchor, tag = ("", "") if isinstance(value, Alias) else (value.anchor, value.tag)
    parts: list[Node] = []
    for item, first in items[index + 1 :]:
        if item.kind not in (ItemKind.ENTRY, ItemKind.NOTHING):
            break
        if item.root is not None:
            parts.append(moved(item.root, first))
    if not parts:
        return value
    span = Span(parts[0].span.start, parts[-1].span.end)
    if all(isinstance(part, Sequence) for part in parts):
        members = tuple(member for part in parts if isinstance(part, Sequence) for member in part.items)
        return Sequence(span, members, flow=False, anchor=anchor, tag=tag)
    inner = tuple(entry for part in parts if isinstance(part, Mapping) for entry in part.entries)
    return Mapping(span, inner, flow=False, anchor=anchor, tag=tag)
