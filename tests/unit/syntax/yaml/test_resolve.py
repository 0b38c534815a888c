"""Aliases are followed and merge keys expanded, over the items of one document, and bombs stay small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.syntax.values import Alias, Mapping, Scalar, Sequence
from forewarn.syntax.yaml.assemble import assemble
from forewarn.syntax.yaml.reader import read
from forewarn.syntax.yaml.resolve import MAX_NODES, anchors_of, expand, follow, merged_entries
from forewarn.text.document import Document
from forewarn.text.position import NOWHERE

if TYPE_CHECKING:
    from forewarn.syntax.values import Node


def plain(node: Node | None) -> object:
    """A node as Python's own values; `*name` for an alias."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {plain(entry.key): plain(entry.value) for entry in node.entries}
        case Alias():
            return f"*{node.name}"
        case _:
            return None


def expanded(text: str, document: int = 0) -> object:
    reading = read(Document.of(text))
    tree = assemble(reading)[document]
    assert tree is not None
    return plain(expand(tree, anchors_of(reading, document)))


def size(node: Node | None) -> int:
    match node:
        case Sequence():
            return 1 + sum(map(size, node.items))
        case Mapping():
            return 1 + sum(1 + size(entry.value) for entry in node.entries)
        case _:
            return 1


def test_an_alias_means_what_an_earlier_item_anchored() -> None:
    text = "assets:\n  card: &card\n    type: payment-card-data\n  copy: *card\n"
    assert expanded(text) == {"assets": {"card": {"type": "payment-card-data"}, "copy": {"type": "payment-card-data"}}}


def test_a_section_can_be_anchored_by_its_key_line() -> None:
    text = "threats: &all\n  T1: {title: a}\nsame: *all\n"
    assert expanded(text) == {"threats": {"T1": {"title": "a"}}, "same": {"T1": {"title": "a"}}}


def test_written_keys_win_over_merged_ones_and_earlier_mappings_over_later_ones() -> None:
    text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 3\n"
    result = expanded(text)
    assert isinstance(result, dict)
    assert result["c"] == {"x": "3", "y": "1", "z": "2"}


def test_merged_entries_keep_the_places_where_they_were_written() -> None:
    reading = read(Document.of("a: &a {x: 1}\nb: {<<: *a, y: 2}\n"))
    tree = assemble(reading)[0]
    assert isinstance(tree, Mapping)
    value = tree.entries[1].value
    assert isinstance(value, Mapping)
    entries = merged_entries(value, anchors_of(reading, 0))
    assert [(plain(entry.key), entry.span.start.line) for entry in entries] == [("y", 1), ("x", 0)]


def test_anchors_end_with_their_document() -> None:
    reading = read(Document.of("a: &a 1\n---\nb: *a\n"))
    assert anchors_of(reading, 1) == {}
    assert follow(Alias(NOWHERE, "a"), anchors_of(reading, 1)) is None


def test_circles_are_left_out() -> None:
    assert expanded("a: &a\n  b: *a\n  c: 1\n") == {"a": {"c": "1"}}
    assert expanded("a: &a\n  <<: *a\n  c: 1\n") == {"a": {"c": "1"}}
    assert expanded("a: &a [*b]\nb: &b [*a]\n") == {"a": [[]], "b": []}


def test_a_billion_laughs_stay_small() -> None:
    """Nine levels of nine aliases stand for 387 million values; a walk over the result meets a few thousand."""
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    reading = read(Document.of("\n".join(lines) + "\n"))
    tree = assemble(reading)[0]
    assert tree is not None
    assert size(expand(tree, anchors_of(reading, 0))) <= MAX_NODES + 1


def test_a_bomb_of_merge_keys_stays_small() -> None:
    lines = ["a0: &a0 {k0: 0}"]
    lines += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}], k{n}: 0}}" for n in range(1, 200)]
    reading = read(Document.of("\n".join(lines) + "\n"))
    tree = assemble(reading)[0]
    assert tree is not None
    assert size(expand(tree, anchors_of(reading, 0))) <= MAX_NODES + 1
