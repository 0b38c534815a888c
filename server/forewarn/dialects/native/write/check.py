"""A last look where the text around a change is broken: what was added is there, and nothing else is different.

Beside a bracket that is missing nobody can tell by looking where a collection ends; reading the result tells.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from forewarn.dialects.native.read import read
from forewarn.model.changes import AddElement, AddField, AddToList, NewRecord
from forewarn.model.elements import Record
from forewarn.text.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forewarn.model.changes import Change, NewValue
    from forewarn.model.elements import Field
    from forewarn.model.reading import Part, Reading
    from forewarn.text.edits import TextEdit

    Fact = tuple[str, str, str, str]


def is_near_problem(part: Part, edits: Sequence[TextEdit]) -> bool:
    """Whether an item that is edited, or one beside it, could not be read as a whole."""
    return any(
        first <= edit.span.end.line and edit.span.start.line <= last
        for first, last in _troubled(part)
        for edit in edits
    )


@lru_cache(maxsize=4)
def _troubled(part: Part) -> tuple[tuple[int, int], ...]:
    """The first and the last line of what could not be read as a whole, with the items before and behind it."""
    places = [place for place, item in enumerate(part.items) if item.problems]
    lasts = [min(place + 1, len(part.items) - 1) for place in places]
    return tuple(
        (part.starts[max(0, place - 1)], part.starts[after] + part.items[after].line_count)
        for place, after in zip(places, lasts, strict=True)
    )


def is_sound(changes: Sequence[Change], reading: Reading, part: Part, edits: Sequence[TextEdit]) -> bool:
    """Whether the edits, made to a native text, lose no fact and add none but those of `changes`.

    Only additions are looked at: what replaces or takes out is meant to lose something.
    """
    if not all(isinstance(change, AddElement | AddField | AddToList) for change in changes):
        return True
    place = next((number for number, own in enumerate(reading.parts) if own is part), None)
    if place is None or reading.dialect != part.dialect:
        return True
    after = read(apply_edits(reading.document, edits), reading)
    if len(after.parts) != len(reading.parts):
        return False
    before, now = _facts(part), _facts(after.parts[place])
    wanted = Counter(fact for change in changes for fact in _added(change))
    return not before - now and not now - before - wanted


def _facts(part: Part) -> Counter[Fact]:
    return Counter(
        (str(element.kind), element.id, path, text)
        for element, _ in part.elements()
        for field in element.fields.values()
        for path, text in _texts(field.name, field)
        if text
    )


def _texts(path: str, field: Field) -> Iterator[tuple[str, str]]:
    for value in field.content if isinstance(field.content, tuple) else (field.content,):
        if isinstance(value, Record):
            for inner in value.fields.values():
                yield from _texts(f"{path}.{inner.name}", inner)
        else:
            yield path, value.text.strip()


def _added(change: Change) -> Iterator[Fact]:
    """The facts that a change says; those that the text says already are no harm here."""
    if isinstance(change, AddElement):
        for name, value in change.fields:
            yield from ((str(change.kind), change.id, *said) for said in _said(name, value))
    elif isinstance(change, AddField | AddToList):
        element, path = change.element, change.name
        if isinstance(change, AddField):
            path = ".".join((*change.within, change.name))
        # A list that a merge brings is said whole.
        values = (change.value, element.names(change.name)) if isinstance(change, AddToList) else (change.value,)
        for value in values:
            yield from ((str(element.kind), element.id, *said) for said in _said(path, value))


def _said(path: str, value: NewValue) -> Iterator[tuple[str, str]]:
    if isinstance(value, NewRecord):
        for name, inner in value.fields:
            yield from _said(f"{path}.{name}", inner)
    elif isinstance(value, tuple):
        yield from ((path, text.strip()) for text in value)
    else:
        yield path, value.strip()
