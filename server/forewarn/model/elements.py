"""Elements as they were read: frozen, with the place of everything an author can change.

All spans are relative to the first line of the item that holds the element (`forewarn.model.reading`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.model.kinds import Kind
    from forewarn.text.position import Span


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text that the author wrote as a value. Empty where a value is still to be typed.

    `why` tells, for a name that the author did not write as a value, why it is taken for one: "same table row".
    """

    text: str
    span: Span
    why: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A value with named fields of its own, such as a decision."""

    fields: Mapping[str, Field]
    span: Span

    def text(self, name: str) -> str:
        """The field's text; empty if it is absent or has another shape."""
        found = self.fields.get(name)
        return found.content.text.strip() if found and isinstance(found.content, Text) else ""


Value = Text | Record


@dataclass(frozen=True, slots=True)
class Field:
    """One named value of an element.

    `key` is the span of the name as written (a key, a label, a column's cell); `span` that of the whole value.
    `content` is a tuple where the author wrote a list, whatever the schema expects.
    """

    name: str
    key: Span
    span: Span
    content: Value | tuple[Value, ...]

    @property
    def values(self) -> tuple[Value, ...]:
        """The content as a list; a single value is a list of one, an empty text a list of none."""
        if isinstance(self.content, tuple):
            return self.content
        if isinstance(self.content, Text) and not self.content.text.strip():
            return ()
        return (self.content,)

    @property
    def texts(self) -> tuple[Text, ...]:
        """The values that are text and not empty."""
        content = self.content
        if isinstance(content, Text):
            return (content,) if content.text.strip() else ()
        if isinstance(content, Record):
            return ()
        return tuple([value for value in content if isinstance(value, Text) and value.text.strip()])


@dataclass(frozen=True, slots=True)
class Section:
    """The section of a Markdown document that an element stands in: where things are said once for all of them.

    `item` is the serial of the item that holds the heading, `span` the heading's text in it.
    """

    title: str
    item: int
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """One element of a threat model, as its text says it; nothing is filled in.

    `id` is empty where there is none. `derived` says that forewarn made the identifier up and the text does not hold
    it. `span` is the whole element, `id_span` its identifier (or None), `item` the serial of the item that holds it.
    `recorded` says that a native model holds it; what a document says beside is at most asked softly. `tells_of` is the
    identifier under which a model records the element that this one of a document is; empty where it stands for itself
    (`forewarn.model.joining`).
    """

    kind: Kind
    id: str
    span: Span
    item: int
    fields: Mapping[str, Field] = field(default_factory=dict[str, Field])
    id_span: Span | None = None
    derived: bool = False
    section: Section | None = None
    recorded: bool = False
    tells_of: str = ""

    @property
    def anchor(self) -> Span:
        """Where to point: the identifier, else the title, else the first line's worth of the element."""
        if self.id_span:
            return self.id_span
        for name in ("title", "statement", "ask"):
            found = self.fields.get(name)
            if found and found.texts:
                return found.texts[0].span
        return self.span

    @property
    def name(self) -> str:
        """What to call it in a message: the identifier the author wrote, else its title."""
        return self.id if self.id and not self.derived else self.title or self.id

    @property
    def title(self) -> str:
        """Its title, statement or question; empty if it has none."""
        return self.text("title") or self.text("statement") or self.text("ask")

    def field(self, name: str) -> Field | None:
        """The field as written, or None."""
        return self.fields.get(name)

    def text(self, name: str) -> str:
        """The field's text, or its first text where it is a list; empty if there is none."""
        found = self.fields.get(name)
        if found is None:
            return ""
        if isinstance(found.content, Text):
            return found.content.text.strip()
        texts = found.texts
        return texts[0].text.strip() if texts else ""

    def texts(self, name: str) -> tuple[Text, ...]:
        """All texts of the field."""
        found = self.fields.get(name)
        return found.texts if found else ()

    def names(self, name: str) -> tuple[str, ...]:
        """The texts of the field as plain strings."""
        return tuple(text.text for text in self.texts(name))

    def flag(self, name: str) -> bool | None:
        """True or false as the field says, None if it says neither (YAML 1.2 core schema, §10.3.2)."""
        return {"true": True, "false": False}.get(self.text(name).lower())

    def record(self, name: str) -> Record | None:
        """The field's record, or None if it is absent or has another shape."""
        found = self.fields.get(name)
        return found.content if found and isinstance(found.content, Record) else None


_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def parse_date(text: str) -> date | None:
    """The day that `text` names as YYYY-MM-DD (a time behind it is ignored), or None."""
    found = _DATE.match(text.strip())
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None
