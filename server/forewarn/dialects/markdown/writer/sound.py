"""Whether what was written is read as it was meant, and all else as it was before.

A document has no grammar that tells where a labelled line belongs: the reader decides. So what is about to be written
is read once more, and nothing is written that would be taken for something else.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from forewarn.catalog.statements import states_assumptions
from forewarn.dialects.markdown.read import read, was_named
from forewarn.model.changes import (
    AddDrawing,
    AddElement,
    AddField,
    AddToList,
    NewRecord,
    RemoveElement,
    RemoveField,
    ReplaceText,
)
from forewarn.model.elements import Record
from forewarn.model.kinds import Kind
from forewarn.model.references import references
from forewarn.text.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forewarn.model.changes import Change, NewValue
    from forewarn.model.elements import Element, Field, Value
    from forewarn.model.reading import Part, Reading
    from forewarn.text.edits import TextEdit


class _Called(NamedTuple):
    kind: Kind
    title: str


class _Fact(NamedTuple):
    """One thing that an element says; `field` is empty for that it is there at all."""

    element: _Called
    field: str
    text: str


def is_sound(changes: Sequence[Change], reading: Reading, part: Part, edits: Sequence[TextEdit]) -> bool:
    """Whether `edits`, made to the document of `reading`, make `changes` and nothing else.

    A word in place of another is what its author asked for, whatever it means to others.
    """
    if all(isinstance(change, ReplaceText) for change in changes):
        return True
    after = read(apply_edits(reading.document, edits), reading, named=was_named(reading))
    new = after.parts[0]
    return _keeps(changes, part, new) and all(_is_read(change, changes, part, new) for change in changes)


# -- all else
def _keeps(changes: Sequence[Change], old: Part, new: Part) -> bool:
    before, after = Counter(_facts(old)), Counter(_facts(new))
    touched = {_called(element) for change in changes for element in _touched(change, old)}
    lost = [fact for fact in before - after if fact.element not in touched]
    gained = [fact for fact in after - before if fact.element not in touched]
    there = {fact.element for fact in before}
    fresh = {fact.element for fact in gained if fact.element not in there}
    if any(fact.element in there for fact in gained):
        return False
    made = sum(isinstance(change, AddElement) for change in changes)
    # A cell that holds a mitigation already gets one more: it is the same element, with a longer title.
    longer = {one for one in fresh if any(_continues(one, fact.element) for fact in lost)}
    if len(fresh - longer) > made:
        return False
    return all(any(_continues(one, fact.element) for one in longer) for fact in lost)


def _continues(new: _Called, old: _Called) -> bool:
    return new.kind is old.kind is Kind.MITIGATION and new.title.startswith(old.title.rstrip("."))


def _touched(change: Change, part: Part) -> Iterator[Element]:
    """The elements that a change is about: its own, and those that name what is taken out."""
    if isinstance(change, AddElement | ReplaceText | AddDrawing):
        return
    yield change.element
    if isinstance(change, RemoveElement):
        for element, _ in part.elements():
            if any(one.name == change.element.id and change.element.kind in one.kinds for one in references(element)):
                yield element


def _called(element: Element) -> _Called:
    return _Called(element.kind, element.title)


def _facts(part: Part) -> Iterator[_Fact]:
    elements = [element for element, _ in part.elements()]
    titles = {(element.kind, element.id): element.title for element in elements}
    for element in elements:
        called = _called(element)
        yield _Fact(called, "", "")
        named = {id(one.text): one for one in references(element)}
        for name, field in element.fields.items():
            for value in _values(field):
                one = named.get(id(value))
                text = _text(value)
                if one is not None:
                    text = next((titles[kind, one.name] for kind in one.kinds if (kind, one.name) in titles), text)
                yield _Fact(called, name, text)


def _values(field: Field) -> tuple[Value, ...]:
    return field.content if isinstance(field.content, tuple) else (field.content,)


def _text(value: Value) -> str:
    if isinstance(value, Record):
        return "; ".join(f"{name} {' '.join(map(_text, _values(field)))}" for name, field in value.fields.items())
    return value.text


# -- what was meant
def _is_read(change: Change, changes: Sequence[Change], old: Part, new: Part) -> bool:
    match change:
        case ReplaceText() | RemoveField() | AddDrawing():
            return True
        case RemoveElement():
            return _count(new, change.element) < _count(old, change.element)
        case AddElement():
            return _is_there(change, changes, new)
        case AddToList():
            return _is_listed(change, changes, old, new)
        case AddField():
            return any(
                _says(element, change.name, change.value, change.within) for element in _same(new, change.element)
            )


def _same(part: Part, element: Element) -> list[Element]:
    return [one for one, _ in part.elements() if _called(one) == _called(element)]


def _count(part: Part, element: Element) -> int:
    return len(_same(part, element))


def _is_there(change: AddElement, changes: Sequence[Change], new: Part) -> bool:
    title, linked = _title(change), _linked(change, changes)
    if change.kind is Kind.MITIGATION and linked:
        return True  # it is looked for where its threat is
    if not title:
        # A place to be filled in; where it is referred to, somebody has to be there.
        return not linked or any(one.kind is change.kind and not one.title for one, _ in new.elements())
    if any(one.kind is change.kind and title in one.title for one, _ in new.elements()):
        return True
    return change.kind is Kind.ASSUMPTION and _is_stated(title, new)


def _is_stated(title: str, new: Part) -> bool:
    """Whether a design document, of which no element is read, says an assumption below a heading about assumptions."""
    return any(
        title in sentence.text or sentence.text in title
        for item in new.items
        for sentence in item.sentences
        if states_assumptions(sentence.path)
    )


def _linked(change: AddElement, changes: Sequence[Change]) -> bool:
    return any(isinstance(one, AddToList) and one.value == change.id for one in changes)


def _title(change: AddElement) -> str:
    fields = dict(change.fields)
    found = next((fields[name] for name in ("title", "statement", "ask") if name in fields), "")
    return _one_line(found) if isinstance(found, str) else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _is_listed(change: AddToList, changes: Sequence[Change], old: Part, new: Part) -> bool:
    added = next((one for one in changes if isinstance(one, AddElement) and one.id == change.value), None)
    wanted = _title(added) if added is not None else _title_of(old, change.value)
    if not wanted:
        return True  # a place to be filled in, or the name of an element in another file
    titles: Mapping[str, str] = {one.id: one.title for one, _ in new.elements()}
    return any(
        wanted in titles.get(name, "") for element in _same(new, change.element) for name in element.names(change.name)
    )


def _title_of(part: Part, identifier: str) -> str:
    return next((element.title for element, _ in part.elements() if element.id == identifier), "")


def _says(element: Element, name: str, value: NewValue, within: tuple[str, ...]) -> bool:
    """Whether an element says what was to be written; a blank is not looked for."""
    record = element.record(within[0]) if within else None
    if isinstance(value, NewRecord):
        own = element.record(name)
        blank = all(not text for _, text in value.fields if isinstance(text, str))
        return blank or (own is not None and all(_in_record(own, key, text) for key, text in value.fields))
    if not isinstance(value, str) or not value:
        return True
    if within:
        return record is not None and _in_record(record, name, value)
    return any(_one_line(value) in text.text for text in element.texts(name))


def _in_record(record: Record, name: str, value: NewValue) -> bool:
    return not isinstance(value, str) or not value or _one_line(value) in record.text(name)
