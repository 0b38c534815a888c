"""Whether a document that was written to is read as it was before, but for identifiers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.model.elements import Record
from forewarn.model.references import references

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.model.elements import Element, Field, Value
    from forewarn.model.kinds import Kind
    from forewarn.model.reading import Part

_TARGET = re.compile(r"\]\(#[^)\s]*\)")
"""Where a link within the document leads: the address of a heading changes with its words."""
_Names = dict[tuple["Kind", str], str]


def reads_alike(before: Part, after: Part, given: Mapping[int, str]) -> bool:
    """Whether both hold the same elements with the same links.

    `given` are the identifiers that elements of `before` were given, by their place among all; the others keep those
    that their text holds.
    """
    old = [element for element, _ in before.elements()]
    new = [element for element, _ in after.elements()]
    if [one.kind for one in old] != [one.kind for one in new]:
        return False
    names: _Names = {}
    for place, (one, other) in enumerate(zip(old, new, strict=True)):
        wanted = given.get(place, "" if one.derived else one.id)
        if ("" if other.derived else other.id) != wanted:
            return False
        names.setdefault((one.kind, one.id), other.id)
    return all(_said(one, names) == _said(other, {}) for one, other in zip(old, new, strict=True))


def _said(element: Element, names: _Names) -> dict[str, list[str]]:
    """What an element says, field by field, with the names that it makes called as in `names`."""
    said = {name: _texts(field) for name, field in element.fields.items()}
    if element.text("description").endswith(element.title):
        said.pop("description", None)  # the cell that holds the title, with an identifier before it
    linked: dict[str, list[str]] = {}
    for one in references(element):
        called = next((names[kind, one.name] for kind in one.kinds if (kind, one.name) in names), one.name)
        linked.setdefault(one.field, []).append(called)
    return said | {name: sorted(texts) for name, texts in linked.items()}


def _texts(field: Field) -> list[str]:
    content = field.content
    return [text for value in (content if isinstance(content, tuple) else (content,)) for text in _value(value)]


def _value(value: Value) -> list[str]:
    if isinstance(value, Record):
        return [f"{name}: {text}" for name, field in value.fields.items() for text in _texts(field)]
    return [_TARGET.sub("](#)", value.text)]
