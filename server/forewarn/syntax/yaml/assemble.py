"""The items of a text put together again: one tree for each YAML document, with absolute spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.syntax.values import Alias, Empty, Entry, Mapping, Scalar, Sequence
from forewarn.syntax.yaml.items import ItemKind
from forewarn.text.position import Span

if TYPE_CHECKING:
    from forewarn.syntax.values import Node
    from forewarn.text.position import Position
    from forewarn.syntax.yaml.reader import YamlItem, YamlReading


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
    number = 0
    while number < len(items):
        item, start = items[number]
        number += 1
        if item.kind is ItemKind.WHOLE:
            return moved(item.root, start) if item.root is not None else None
        root = moved(item.root, start) if item.root is not None else None
        if root is not None and begin is None:
            begin = root.span.start
        if item.is_header and isinstance(root, Mapping) and root.entries:
            parts: list[Node] = []
            while number < len(items) and items[number][0].kind in (ItemKind.ENTRY, ItemKind.NOTHING):
                part, part_start = items[number]
                number += 1
                if part.root is not None:
                    parts.append(moved(part.root, part_start))
            entries += root.entries[:-1]
            entries.append(_section(root.entries[-1], parts))
        elif isinstance(root, Mapping):
            entries += root.entries
    if not entries or begin is None:
        return None
    return Mapping(Span(begin, entries[-1].span.end), tuple(entries))


def _section(header: Entry, parts: list[Node]) -> Entry:
    """The key of a section with the collection that its items make up."""
    value = header.value
    anchor, tag = ("", "") if isinstance(value, Alias) else (value.anchor, value.tag)
    whole: Node = value
    if parts and all(isinstance(part, Sequence) for part in parts):
        members = tuple(member for part in parts if isinstance(part, Sequence) for member in part.items)
        whole = Sequence(Span(parts[0].span.start, parts[-1].span.end), members, False, anchor, tag)
    else:
        inner = tuple(entry for part in parts if isinstance(part, Mapping) for entry in part.entries)
        if inner:
            whole = Mapping(Span(parts[0].span.start, inner[-1].span.end), inner, False, anchor, tag)
    return Entry(header.key, whole, Span(header.key.span.start, whole.span.end))
