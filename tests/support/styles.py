"""One model in the styles in which people write YAML, and the places in a text at which something can be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

Path = tuple[str | int, ...]
_LETTERS = 2
"""So much of a value is left where somebody is in the middle of typing it."""


class _Indented(yaml.SafeDumper):
    """Writes lists further in than their keys, as most people do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's
        super().increase_indent(flow, indentless=False)


def said(text: str) -> object:
    """What a text says, as PyYAML reads it: nothing but mappings, lists and texts."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes no other objects


def in_styles(text: str) -> dict[str, str]:
    """The model in `text`, written anew: its comments go, what it says stays."""
    data = said(text)

    def dump(dumper: type[yaml.SafeDumper], indent: int, *, flow: bool | None = False) -> str:
        return yaml.dump(
            data, Dumper=dumper, indent=indent, default_flow_style=flow, sort_keys=False, allow_unicode=True, width=100
        )

    return {
        "two blanks": dump(_Indented, 2),
        "four blanks": dump(_Indented, 4),
        "lists below their keys": dump(yaml.SafeDumper, 2),
        "lists below their keys, four blanks": dump(yaml.SafeDumper, 4),
        "short things in brackets": dump(_Indented, 2, flow=None),
        "all in brackets": dump(_Indented, 2, flow=True),
    }


class Hole(NamedTuple):
    """A text with the value at `path` taken out before `offset`, or its end, or with `keyed` its key as well.

    `before` is what the text said, as data.
    """

    text: str
    offset: int
    path: Path
    keyed: bool
    before: object


def holes(text: str) -> Iterator[Hole]:
    """Each value taken out, and each pair that has a line or a place in brackets for itself."""
    before = said(text)
    root = yaml.compose(text, yaml.CSafeLoader)
    assert root is not None
    for path, key, value in _scalars(root, ()):
        start, end = value.start_mark.index, value.end_mark.index
        if "\n" in text[start:end]:
            continue
        yield Hole(text[:start] + text[end:], start, path, keyed=False, before=before)
        if text[start].isalpha() and end - start > _LETTERS:
            typed = start + _LETTERS
            yield Hole(text[:typed] + text[end:], typed, path, keyed=False, before=before)
        if key is not None:
            first = key.start_mark.index
            rest = text[end:]
            alone = text[text.rfind("\n", 0, first) + 1 : first].strip(" ") == "" and rest[:1] in ("", "\n")
            if alone:
                yield Hole(text[:first] + rest, first, path, keyed=True, before=before)


def _scalars(node: Node, path: Path) -> Iterator[tuple[Path, Node | None, Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(value, yaml.ScalarNode):
                yield (*path, key.value), key, value
            else:
                yield from _scalars(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            if isinstance(value, yaml.ScalarNode):
                yield (*path, number), None, value
            else:
                yield from _scalars(value, (*path, number))
