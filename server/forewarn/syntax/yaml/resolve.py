"""Follow aliases and expand merge keys, with caps that alias bombs run into.

Anchors belong to a whole YAML document: an alias means the last node anchored with its name before it (YAML 1.2.2,
section 3.2.2.2). Merge keys (`<<`) are those of https://yaml.org/type/merge.html: keys that are written win over
merged ones, earlier mappings of a list over later ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.syntax.values import Alias, Empty, Entry, Mapping, Scalar, Sequence
from forewarn.syntax.yaml.assemble import assemble_section, by_document, moved
from forewarn.syntax.yaml.items import ItemKind

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadMapping

    from forewarn.syntax.values import Node
    from forewarn.syntax.yaml.reader import YamlReading

MAX_HOPS = 32
"""How many aliases may lead to one another."""
MAX_NODES = 20_000
"""How many nodes one expansion may visit."""
_MAX_EXPANSION_DEPTH = 100

MERGE = "<<"


def anchors_of(reading: YamlReading, document: int) -> dict[str, Node]:
    """The nodes anchored in one YAML document of `reading`, by name, with absolute spans.

    Of several nodes with one name the last counts; forewarn reads half-typed texts, where order tells little. The
    anchor of a section's key line stands for the whole section.
    """
    documents = by_document(reading)
    if document >= len(documents):
        return {}
    found: dict[str, Node] = {}
    items = documents[document]
    for index, (item, start) in enumerate(items):
        for name, node in item.anchors.items():
            if item.kind is ItemKind.HEADER and isinstance(node, Empty):
                found[name] = assemble_section(items, index)
            else:
                found[name] = moved(node, start)
    return found


def follow(node: Node, anchors: ReadMapping[str, Node]) -> Node | None:
    """What `node` is once aliases are followed: never an Alias; None if that leads nowhere or in a circle."""
    for _ in range(MAX_HOPS):
        if not isinstance(node, Alias):
            return node
        target = anchors.get(node.name)
        if target is None:
            return None
        node = target
    return None


def merged_entries(mapping: Mapping, anchors: ReadMapping[str, Node]) -> tuple[Entry, ...]:
    """The entries of `mapping` and of all that it merges in, each key once, the mapping's own first.

    Entries whose keys are not scalars are kept as they are. What is beyond the caps is left out.
    """
    return _merged(mapping, anchors, MAX_NODES)[0]


def _merged(mapping: Mapping, anchors: ReadMapping[str, Node], budget: int) -> tuple[tuple[Entry, ...], int]:
    """The entries of `mapping` and of what it merges in, and what is left of `budget`, the nodes to visit."""
    found: dict[str, Entry] = {}
    others: list[Entry] = []
    seen: set[int] = set()
    stack: list[Node] = [mapping]
    while stack and budget > 0:
        node = follow(stack.pop(), anchors)
        if isinstance(node, Sequence):
            budget -= len(node.items)
            stack.extend(reversed(node.items[: max(budget, 0)]))
            continue
        budget -= 1
        if not isinstance(node, Mapping) or id(node) in seen:
            continue
        seen.add(id(node))
        merges: list[Node] = []
        for entry in node.entries:
            budget -= 1
            key = entry.key
            if not isinstance(key, Scalar):
                others.append(entry)
            elif key.text == MERGE:
                merges.append(entry.value)
            else:
                found.setdefault(key.text, entry)
        stack.extend(reversed(merges))
    return (*found.values(), *others), budget


def expand(node: Node, anchors: ReadMapping[str, Node]) -> Node | None:
    """`node` with aliases replaced by what they stand for and merge keys by the entries they bring.

    Walking the result meets at most MAX_NODES nodes, though the text may describe billions; a node that is repeated is
    one object. None if `node` is an alias that leads nowhere, or holds itself, or is beyond the caps; such parts of a
    larger node are left out.
    """
    return _Expansion(anchors).expand(node)[0]


_Sized = tuple["Node | None", int]
"""A node and how many nodes one meets walking it."""


class _Expansion:
    """One expansion: each node that was written is expanded once, and shared where aliases repeat it."""

    def __init__(self, anchors: ReadMapping[str, Node]) -> None:
        self._anchors = anchors
        self._done: dict[int, _Sized] = {}
        self._busy: set[int] = set()
        self._budget = MAX_NODES
        self._depth = 0

    def expand(self, node: Node) -> _Sized:
        """The expanded node."""
        target = follow(node, self._anchors)
        if not isinstance(target, Mapping | Sequence):
            return target, 1
        anchored = self._anchors.get(target.anchor) if target.anchor else None
        if isinstance(anchored, Mapping | Sequence) and anchored.span == target.span:
            target = anchored  # Met by its place and met by its alias, it is one node.
        key = id(target)
        done = self._done.get(key)
        if done is not None:
            return done
        if key in self._busy or self._depth > _MAX_EXPANSION_DEPTH or self._budget <= 0:
            return None, 1
        self._busy.add(key)
        self._depth += 1
        self._budget -= 1
        result = self._sequence(target) if isinstance(target, Sequence) else self._mapping(target)
        self._depth -= 1
        self._busy.discard(key)
        self._done[key] = result
        return result

    def _sequence(self, node: Sequence) -> _Sized:
        parts: list[Node] = []
        total = 1
        for item in node.items:
            part, size = self.expand(item)
            if part is not None and total + size <= MAX_NODES:
                parts.append(part)
                total += size
        return Sequence(node.span, tuple(parts), node.flow, node.anchor, node.tag), total

    def _mapping(self, node: Mapping) -> _Sized:
        entries: list[Entry] = []
        total = 1
        written, self._budget = _merged(node, self._anchors, self._budget)
        for entry in written:
            value, size = self.expand(entry.value)
            if value is not None and total + size < MAX_NODES:
                entries.append(Entry(entry.key, value, entry.span))
                total += size + 1
        return Mapping(node.span, tuple(entries), node.flow, node.anchor, node.tag), total
