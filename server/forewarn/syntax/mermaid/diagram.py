"""What a Mermaid diagram shows: nodes, edges between them, and groups around them. Offsets are those of its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Piece(NamedTuple):
    """Some words of the diagram's text: what they say (quotes and line breaks taken off), and where they stand."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Node:
    """A box, a participant, a person. `group` is the number of the group it stands in, -1 for none.

    `name` is what edges call it, `title` what readers see, where that is written. `person` says that the diagram itself
    draws somebody.
    """

    name: Piece
    title: Piece | None
    start: int
    end: int
    group: int = -1
    person: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow or a message. `one` and `other` are the names of nodes; `detail` is the technology, where C4 has it."""

    one: Piece
    other: Piece
    label: Piece | None
    start: int
    end: int
    both: bool = False
    detail: Piece | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A subgraph, a box of participants, a boundary. `parent` is the number of the group around it, -1 for none."""

    name: Piece | None
    title: Piece
    start: int
    end: int
    parent: int = -1


@dataclass(frozen=True, slots=True)
class Diagram:
    """A diagram, read. `sort` is flow, sequence or c4; `decides` says that it is a decision tree.

    `names` are all places that name a node or a group, those of `nodes`, `edges` and `groups` included.
    """

    sort: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    groups: tuple[Group, ...]
    decides: bool = False
    names: tuple[Piece, ...] = ()
