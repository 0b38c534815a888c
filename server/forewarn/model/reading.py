"""What a dialect makes of a file: items with their elements, one part for each model in it.

An *item* is the unit of work: a run of whole lines whose elements depend on its own text only (and on a little
context that the dialect names). An item that did not change is the same object in the next reading, so that
everything computed from it can be kept; only the line it begins at changes.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.model.elements import Element, Text
    from forewarn.model.kinds import Kind
    from forewarn.syntax.problem import Problem
    from forewarn.text.document import Document
    from forewarn.text.position import Span

_serials = itertools.count(1)


def new_serial() -> int:
    """A number that no item has had yet in this process."""
    return next(_serials)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in running text that may be an element: a back-ticked name or an identifier. Nobody minds if it is not."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name in an element's own text that may be an element: an identifier in its row, a name in its column.

    `kind` and `at` (its span) tell which element of the item says it.
    """

    kind: Kind
    at: Span
    name: Text


class Located(Protocol):
    """A text that knows where each of its characters stands."""

    @property
    def text(self) -> str:
        """The text, mark-up included."""
        ...

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]`."""
        ...


class Wording(NamedTuple):
    """The words in which a document tells a threat, in which assets may be named.

    `at` is the threat's span in the item; the places of `passage` are `lines` lines further down in it.
    """

    at: Span
    passage: Located
    lines: int

    def span(self, start: int, end: int) -> Span:
        """The place of a part of the words in the item."""
        return self.passage.span(start, end).down(self.lines)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of prose: its text with line breaks folded to blanks, and the section headings above it.

    `where` tells whether it stands in a paragraph (`para`), in an item of a list (`item`) or is a `row` of a table.
    """

    text: str
    span: Span
    path: tuple[str, ...] = ()
    where: str = "para"


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, in which an author may speak to forewarn: `words` are those behind `forewarn:`."""

    text: str
    span: Span
    words: tuple[Text, ...] = ()


class RuleRole(StrEnum):
    """What a configuration does with a rule that it names; or that a rule file defines it."""

    SPEAKS = "speaks"
    SILENT = "silent"
    PROTECTED = "protected"
    DEFINES = "defines"


@dataclass(frozen=True, slots=True)
class RuleName:
    """A rule that a configuration or a rule file names, by code or name. `span` is without the quotes."""

    name: str
    span: Span
    role: RuleRole


@dataclass(frozen=True, slots=True)
class SectionHead:
    """A heading that is no element, at `span`. Its `level` is from 1, for a document's title, to 6.

    `topic` is what the reader takes its section to hold, empty for nothing in particular; `told` says that a comment
    tells so.
    """

    topic: str
    title: str
    level: int
    span: Span
    told: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One item of a file. All spans in it are relative to its first line. `candidates` are names for other files."""

    serial: int
    line_count: int
    elements: tuple[Element, ...] = ()
    problems: tuple[Problem, ...] = ()
    mentions: tuple[Mention, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    remarks: tuple[Remark, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    wordings: tuple[Wording, ...] = ()
    sections: tuple[SectionHead, ...] = ()
    recorded: bool = False
    """Whether some of its elements are those of a native model."""
    files: tuple[Text, ...] = ()
    """The rule files that a configuration names, as written."""
    rules: tuple[RuleName, ...] = ()
    """The rules that a configuration names, or that a rule file defines."""
    pictured: bool = False
    """Whether it shows a picture: an image, a diagram."""


@dataclass(frozen=True, eq=False)
class Part:
    """One model in a file (a YAML file may hold several). `starts` are the first lines of its items."""

    dialect: str
    title: str
    items: tuple[Item, ...]
    starts: tuple[int, ...]

    def elements(self) -> tuple[tuple[Element, int], ...]:
        """Every element with the first line of its item."""
        return self._elements

    @cached_property
    def _elements(self) -> tuple[tuple[Element, int], ...]:
        return tuple((e, start) for item, start in zip(self.items, self.starts, strict=True) for e in item.elements)

    @cached_property
    def places(self) -> Mapping[int, tuple[Item, int]]:
        """Every item with its first line, by its serial."""
        return {item.serial: (item, start) for item, start in zip(self.items, self.starts, strict=True)}


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A file, read. `kept` is the dialect's own memory for the next reading of the same file."""

    document: Document
    dialect: str
    parts: tuple[Part, ...]
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    kept: object = None
