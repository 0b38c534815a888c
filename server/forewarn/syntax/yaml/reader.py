"""Read a YAML or JSON document item by item, reusing what did not change.

An *item* is a run of whole lines that is read on its own: one entry of a top-level section, one top-level key with a
value that is not split, or the header line of a section. All spans in an item are relative to its first line, so that
an edit elsewhere only changes where it begins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forewarn.syntax.problem import Problem
    from forewarn.syntax.values import Comment, Node
    from forewarn.text.document import Document


@dataclass(frozen=True, slots=True, eq=False)
class YamlItem:
    """One item, read.

    `document` is the ordinal of the YAML document (`---`) it belongs to, from 0.
    `section` is the top-level key it is an entry of ("" for what stands at top level itself).
    `root` is a Mapping with the item's entry or entries, a Sequence with one element for an entry of a list section, any
    other node where the document is not a block mapping, or None for an item without content (comments, `---`, blanks).
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
    anchors: dict[str, Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class YamlReading:
    """A whole text, read: its items in order, covering every line once, and the first line of each."""

    document: Document
    items: tuple[YamlItem, ...]
    starts: tuple[int, ...]


def read(document: Document, before: YamlReading | None = None) -> YamlReading:
    """Read `document`. Never raises.

    `before` is a reading of an earlier state of the same text; its items are taken over, as the same objects, wherever
    their lines did not change. The result equals `read(document)` in everything but identity.
    """
    raise NotImplementedError
