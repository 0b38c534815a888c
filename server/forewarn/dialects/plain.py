"""YAML and JSON that is no threat model of ours: read for its syntax, or only named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.dialects.recognise import MARKERS, TITLES, Dialect
from forewarn.model.reading import Item, Part, Reading, new_serial
from forewarn.syntax.problem import Problem, ProblemKind
from forewarn.syntax.yaml import reader
from forewarn.text.position import Position, Span
from forewarn.text.sharing import carried_over

if TYPE_CHECKING:
    from forewarn.syntax.yaml.reader import YamlItem, YamlReading
    from forewarn.text.document import Document


@dataclass(frozen=True, slots=True)
class _Kept:
    yaml: YamlReading
    items: tuple[Item, ...]


def read_syntax(document: Document, before: Reading | None = None) -> Reading:
    """Read YAML or JSON for what breaks the rules of its language; there are no elements."""
    kept = before.kept if before and isinstance(before.kept, _Kept) else None
    yaml = reader.read(document, kept.yaml if kept else None)
    if kept is None:
        items = tuple(map(_item, yaml.items))
    else:
        items = carried_over(kept.yaml.items, kept.items, yaml.items, _item)
    return Reading(document, Dialect.YAML, (Part(Dialect.YAML, "", items, yaml.starts),), kept=_Kept(yaml, items))


def _item(item: YamlItem) -> Item:
    return Item(new_serial(), item.line_count, problems=item.problems)


def name_only(document: Document, dialect: Dialect) -> Reading:
    """A file of a dialect that is recognised and not read yet: one hint on the key that marks it says so."""
    message = f"This is {TITLES[dialect]}. It is recognised, not read yet: nothing in it is checked."
    return _said(document, dialect, message, _marker(document, dialect))


def _marker(document: Document, dialect: Dialect) -> Span | None:
    """The first of the keys that mark the dialect; None where no line shows one (a name alone may tell it)."""
    for key in MARKERS.get(dialect, ()):
        pattern = re.compile(rf"""(?<![\w$-])["']?{re.escape(key)}["']?(?=\s*:)""")
        for number, line in enumerate(document.lines):
            found = pattern.search(line) if key in line else None
            if found:
                return Span(Position(number, found.start()), Position(number, found.end()))
    return None


def unread(document: Document, dialect: Dialect) -> Reading:
    """A file at which a reader of forewarn's broke: one hint on its first line says so."""
    return _said(document, dialect, "Reading this file failed, through a fault in forewarn: nothing in it is checked.")


def _said(document: Document, dialect: Dialect, message: str, at: Span | None = None) -> Reading:
    line = next((number for number in range(len(document.lines)) if document.line(number).strip()), 0)
    text = document.line(line)
    span = at or Span(Position(line, len(text) - len(text.lstrip())), Position(line, len(text.rstrip())))
    item = Item(new_serial(), len(document.lines), problems=(Problem(ProblemKind.NOT_READ, span, message),))
    return Reading(document, dialect, (Part(dialect, "", (item,), (0,)),))
