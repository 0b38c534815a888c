"""Changes to a model, said in its own terms. A dialect turns them into the smallest text edits in its own shape.

Rules and features speak of elements and fields only; how a mitigation looks in YAML, in a Markdown table or in a list
is the dialect's business (`forewarn.dialects`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forewarn.model.elements import Element
    from forewarn.model.kinds import Kind
    from forewarn.text.position import Span

BLANK = ""
"""A value that only a person can fill: the dialect writes the key and leaves the place behind it empty."""


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record to write: field names with their values, in order."""

    fields: tuple[tuple[str, NewValue], ...]


NewValue = str | tuple[str, ...] | NewRecord
"""A text, a list of texts, or a record."""


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """Write `text` in place of the characters in `span` of item `item`: a value, a name, a key.

    The dialect puts quotes around it where its language needs them, unless `raw`. `old` is the word to replace where
    the text around it is an author's own ("Critical (9.1)"): in any case, and the new word is written in the same.
    """

    item: int
    span: Span
    text: str
    raw: bool = False
    old: str = ""


@dataclass(frozen=True, slots=True)
class AddField:
    """Give `element` the field `name`, which it lacks (or has with an empty value: then the value is filled in).

    `within` names the record fields that lead to the place: ("decision",) to add to the element's decision.
    """

    element: Element
    name: str
    value: NewValue
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddToList:
    """Add the text `value` to the list field `name` of `element`, beginning the list where there is none."""

    element: Element
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class AddElement:
    """A new element of `kind`. `near` is an element it has to do with: the threat that a new mitigation answers.

    `id` is empty for kinds that are lists (questions, reviews).
    """

    kind: Kind
    id: str
    fields: tuple[tuple[str, NewValue], ...]
    near: Element | None = None


@dataclass(frozen=True, slots=True)
class RemoveElement:
    """Take `element` out, with its own comments and nothing else."""

    element: Element


@dataclass(frozen=True, slots=True)
class RemoveField:
    """Take the field `name` out of `element`."""

    element: Element
    name: str


@dataclass(frozen=True, slots=True)
class AddDrawing:
    """A diagram of these lines (Mermaid), below the block in which `element` is told."""

    element: Element
    lines: tuple[str, ...]


Change = ReplaceText | AddField | AddToList | AddElement | RemoveElement | RemoveField | AddDrawing


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to answer a finding.

    `safe` fixes may be applied on save without asking; a `stub` leaves a blank that only a person can fill and is
    never safe. `preferred` marks the one an editor may offer first.
    """

    title: str
    changes: tuple[Change, ...]
    safe: bool = False
    stub: bool = False
    preferred: bool = False
