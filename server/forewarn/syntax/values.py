"""The tree of values that YAML and JSON texts are read into, every node with the span of its token.

Spans are relative to the first line of the item that the node stands in (see `forewarn.syntax.yaml.reader`).
The names are those of the YAML 1.2.2 representation graph (§3.2.1) and its presentation styles (§3.2.3.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forewarn.text.position import Span


class Style(Enum):
    """How a scalar is written."""

    PLAIN = "plain"
    SINGLE = "single-quoted"
    DOUBLE = "double-quoted"
    LITERAL = "literal"
    FOLDED = "folded"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text. `span` includes quotes and the block header; `text` is what they stand for."""

    span: Span
    text: str
    style: Style = Style.PLAIN
    anchor: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing, where a value could stand: `key:` with no value, or `- ` alone.

    `span` is empty and lies where the author would type the value: after the colon or dash.
    """

    span: Span
    anchor: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key: value` of a mapping. `span` reaches from the key's start to the value's end."""

    key: Node
    value: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values, in the order written, repeated keys included. Merge keys (`<<`) are not expanded."""

    span: Span
    entries: tuple[Entry, ...]
    flow: bool = False
    anchor: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list. `span` of a block sequence begins at its first dash."""

    span: Span
    items: tuple[Node, ...]
    flow: bool = False
    anchor: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """`*name`: the node anchored as `name` before it."""

    span: Span
    name: str


Node = Scalar | Empty | Mapping | Sequence | Alias


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: `span` from the `#` to the end of the line, `text` without `#` and outer blanks."""

    span: Span
    text: str
