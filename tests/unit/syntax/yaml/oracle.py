"""PyYAML's `compose` as the judge of our trees."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import yaml

from forewarn.syntax.values import Alias, Empty, Mapping, Scalar, Sequence, Style
from forewarn.syntax.yaml.assemble import assemble
from forewarn.syntax.yaml.reader import read
from forewarn.text.document import Document

if TYPE_CHECKING:
    from forewarn.syntax.values import Node
    from forewarn.text.position import Position

_STYLES = {"": Style.PLAIN, "'": Style.SINGLE, '"': Style.DOUBLE, "|": Style.LITERAL, ">": Style.FOLDED}


def composed(text: str) -> list[yaml.Node | None] | None:
    """PyYAML's trees of `text`; None if it does not accept it."""
    try:
        return list(yaml.compose_all(text, yaml.CSafeLoader))
    except (yaml.YAMLError, ValueError):
        return None


def differences(text: str) -> list[str]:
    """In what our reading of `text` differs from PyYAML's: one line each, empty if both agree."""
    expected = composed(text)
    if expected is None:
        return ["PyYAML does not read this"]
    reading = read(Document.of(text))
    found = [f"{item.text!r}: {problem.message}" for item in reading.items for problem in item.problems]
    trees = assemble(reading)
    if len(trees) != len(expected):
        return [*found, f"{len(trees)} documents, not {len(expected)}"]
    for ours, theirs in zip(trees, expected, strict=True):
        found += _Comparison(text, reading.document).compare(ours, theirs)
    return found


class _Comparison:
    def __init__(self, text: str, document: Document) -> None:
        self._starts = list(accumulate((len(line) for line in document.lines), initial=0))
        self._anchored: dict[str, yaml.Node] = {}
        # PyYAML's C loader does not count a byte order mark.
        self._skipped = int(text.startswith("\ufeff"))

    def _offset(self, position: Position) -> int:
        return self._starts[position.line] + position.column - self._skipped

    def compare(self, ours: Node | None, theirs: yaml.Node | None) -> list[str]:
        if theirs is None:
            return [] if ours is None else [f"{ours} where PyYAML has nothing"]
        if isinstance(ours, Alias):
            return [] if self._anchored.get(ours.name) is theirs else [f"{ours} is not what PyYAML has"]
        if ours is not None and ours.anchor:
            self._anchored[ours.anchor] = theirs
        match ours, theirs:
            case ((None | Empty()), yaml.ScalarNode(value="")) if not theirs.style:
                return []
            case Scalar(), yaml.ScalarNode():
                found = [] if ours.text == theirs.value else [f"{ours.text!r} is not {theirs.value!r}"]
                if ours.style is not _STYLES[theirs.style or ""]:
                    found.append(f"{ours.style} is not {theirs.style}")
                block = ours.style in (Style.LITERAL, Style.FOLDED)
                return found + self._spans(ours, theirs, start_only=block)
            case Sequence(), yaml.SequenceNode():
                if len(ours.items) != len(theirs.value):
                    return [f"{len(ours.items)} items, not {len(theirs.value)}"]
                found = self._flow(ours, theirs)
                for mine, other in zip(ours.items, theirs.value, strict=True):
                    found += self.compare(mine, other)
                return found
            case Mapping(), yaml.MappingNode():
                if len(ours.entries) != len(theirs.value):
                    return [f"{len(ours.entries)} entries, not {len(theirs.value)}"]
                found = self._flow(ours, theirs)
                for entry, (other_key, other_value) in zip(ours.entries, theirs.value, strict=True):
                    found += self.compare(entry.key, other_key)
                    found += self.compare(entry.value, other_value)
                return found
            case _:
                return [f"{ours} is not {theirs}"]

    def _flow(self, ours: Mapping | Sequence, theirs: yaml.CollectionNode) -> list[str]:
        found = [] if ours.flow == bool(theirs.flow_style) else [f"flow is {ours.flow}"]
        single = isinstance(ours, Mapping) and ours.flow and len(ours.entries) == 1
        return found + self._spans(ours, theirs, start_only=not ours.flow or single)

    def _spans(self, ours: Scalar | Mapping | Sequence, theirs: yaml.Node, *, start_only: bool) -> list[str]:
        found: list[str] = []
        start = self._offset(ours.span.start)
        if not ours.anchor and not ours.tag and start != theirs.start_mark.index:
            found.append(f"{ours} starts at {start}, not {theirs.start_mark.index}")
        end = self._offset(ours.span.end)
        if not start_only and end != theirs.end_mark.index:
            found.append(f"{ours} ends at {end}, not {theirs.end_mark.index}")
        return found
