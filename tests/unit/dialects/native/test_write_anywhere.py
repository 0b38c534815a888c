"""Any change to any model: what it adds is there afterwards, nothing else is different, and once is enough."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from hypothesis import given
from hypothesis import strategies as st

from forewarn.model.changes import (
    AddElement,
    AddField,
    AddToList,
    NewRecord,
    RemoveElement,
    RemoveField,
    ReplaceText,
)
from forewarn.model.elements import Record, Text
from forewarn.model.kinds import Kind
from forewarn.model.schema import FieldSpec, Shape, schema
from forewarn.text.edits import apply_edits
from tests.support.changing import Typed, edits, typed

if TYPE_CHECKING:
    from forewarn.model.changes import Change, NewValue
    from forewarn.model.elements import Element

REPOSITORY = Path(__file__).resolve().parents[4]
SHIPPED = (REPOSITORY / "docs" / "example" / "threat-model.yaml").read_text("utf-8")

ZERO_INDENTED = """\
# Ours
threat-model: Library cards
documents:
- design/cards.md
assets:
  reader-address:
    type: personal-data
    tags:
    - a
    - b  # second

  card:

threats:

  # the worst
  T1:
    title: >-
      Somebody lists
      all addresses
    against:
    - reader-address
    mitigations: M1   # one is enough
    decision: {kind: accept, date: 2026-01-01}

  T2:
    title: 'It''s: bad'
    against: [ card, reader-address, ]
    notes: |
      First.

        Second. # no comment
    severity:
mitigations: {}
questions:
- ask: What are the bad things?
  answer: ""
- {ask: Who?}
"""
FOUR_COLUMNS = """\
threat-model: "Kiosk"
owner: kiosk-team

components:
    kiosk: {type: web-frontend, zone: lobby}
    till: {
        type: relational-database,   # for now
        stores: [
            order,
            card,
        ]
    }
flows:
    pay: {from: kiosk, to: till, carries: [order,
                                           card]}
    refund:
        from: till
        to: kiosk
        # x
        carries:
            - order
threats:
assumptions:
    A1:
        statement: "Nobody: sees it"
        validation:
            method: review
            by: Ana
reviews:
    - date: 2026-01-01
      participants: [{name: ana, team: a}, {name: bo, team: b}]
      votes:
          confident: 1
"""


def _as_json(indent: int | None) -> str:
    loaded: object = yaml.load(SHIPPED, Loader=yaml.BaseLoader)  # noqa: S506 - the base loader makes text only
    return json.dumps(loaded, indent=indent, ensure_ascii=False) + "\n"


MODELS = (SHIPPED, SHIPPED, ZERO_INDENTED, FOUR_COLUMNS, _as_json(2), _as_json(4), _as_json(None))

WORDS = st.text("abcdeé🔑 :#,-[]{}'\"", min_size=1, max_size=12).map(str.strip).filter(bool)
PROSE = st.sampled_from(
    ["Slow, and costly: ask {Dana} # now", 'It\'s "fine".', "First line.\n\nThird line.", "no", "12"]
)
NAMES = st.sampled_from(["M1", "new-one", "card", "on", "x y"])


@st.composite
def models(draw: st.DrawFn) -> str:
    """A model as somebody may have laid it out."""
    text = draw(st.sampled_from(MODELS))
    if not text.startswith("{"):
        text = draw(st.sampled_from([text, text, text.replace("\n\n", "\n"), text.replace("\n", "\n# x\n", 3)]))
    text = draw(st.sampled_from([text, text.rstrip("\n")]))
    return draw(st.sampled_from([text, text, text.replace("\n", "\r\n")]))


@st.composite
def half_typed(draw: st.DrawFn) -> str:
    """A model in which somebody is typing: a line is cut, or one was lost."""
    lines = draw(models()).splitlines(keepends=True)
    number = draw(st.integers(0, len(lines) - 1))
    line = lines[number].rstrip("\r\n")
    ending = lines[number][len(line) :]
    lines[number] = draw(st.sampled_from(["", line[: draw(st.integers(0, len(line)))] + ending, " " + line + ending]))
    return "".join(lines)


@st.composite
def values(draw: st.DrawFn, spec: FieldSpec) -> NewValue:
    """A value that the field may have."""
    if spec.choices:
        return draw(st.sampled_from(list(spec.choices)))
    match spec.shape:
        case Shape.FLAG:
            return draw(st.sampled_from(["true", "false"]))
        case Shape.NUMBER:
            return str(draw(st.integers(0, 99)))
        case Shape.DATE:
            return "2026-11-26"
        case Shape.RECORD:
            return NewRecord(tuple((name, draw(values(inner))) for name, inner in spec.fields.items()))
        case _:
            if spec.many:
                return tuple(draw(st.lists(NAMES, min_size=1, max_size=3, unique=True)))
            return draw(st.one_of(WORDS, PROSE))


@st.composite
def fields(draw: st.DrawFn, kind: Kind) -> tuple[str, NewValue]:
    """A field that an element of this kind may have."""
    specs = [one for one in schema().kinds[kind].fields.values() if one.shape is not Shape.RECORDS]
    spec = draw(st.sampled_from(specs))
    return spec.name, draw(values(spec))


Adding = AddElement | AddField | AddToList


@st.composite
def adding(draw: st.DrawFn, model: Typed) -> Adding:
    """A change that adds something."""
    elements = [element for element, _ in model.part.elements() if element.kind is not Kind.MODEL]
    if not elements or draw(st.integers(0, 2)) == 0:
        kind = draw(st.sampled_from([kind for kind in Kind if kind is not Kind.MODEL]))
        spec = schema().kinds[kind]
        new = dict(draw(st.lists(fields(kind), min_size=int(spec.listed), max_size=3)))
        name = "" if spec.listed else draw(st.sampled_from(["new-1", "on", "T1x"]))
        return AddElement(kind, name, tuple(new.items()))
    element = draw(st.sampled_from(elements))
    name, value = draw(fields(element.kind))
    if isinstance(value, tuple):
        return AddToList(element, name, value[0])
    return AddField(element, name, value)


def _expected(change: Adding) -> Counter[tuple[str, str, str, str]]:
    """The facts that the change adds where there were none."""
    if isinstance(change, AddElement):
        return Counter((str(change.kind), change.id, *one) for field in change.fields for one in _said(*field))
    element = change.element
    return Counter((str(element.kind), element.id, *one) for one in _said(change.name, change.value))


def _said(name: str, value: NewValue) -> list[tuple[str, str]]:
    if isinstance(value, NewRecord):
        return [one for inner, deeper in value.fields for one in _said(f"{name}.{inner}", deeper)]
    return [(name, text.strip()) for text in (value if isinstance(value, tuple) else (value,))]


def _facts(model: Typed) -> Counter[tuple[str, str, str, str]]:
    return Counter(fact for fact in model.facts() if fact[3])


def _after(model: Typed, change: Change) -> Typed:
    return typed(apply_edits(model.reading.document, edits(model, change)).text)


def _twin(model: Typed, element: Element) -> Element:
    """The element of `model` that stands where `element` stood among those with its kind and name."""
    return next(one for one, _ in model.part.elements() if (one.kind, one.id) == (element.kind, element.id))


def _again(model: Typed, change: Adding) -> Adding:
    if isinstance(change, AddField):
        return AddField(_twin(model, change.element), change.name, change.value)
    if isinstance(change, AddToList):
        return AddToList(_twin(model, change.element), change.name, change.value)
    return change


def _is_unique(model: Typed, element: Element) -> bool:
    return bool(element.id) and sum(one.id == element.id for one, _ in model.part.elements()) == 1


@given(models(), st.data())
def test_what_is_added_is_there_and_nothing_else_changes(text: str, data: st.DataObject) -> None:
    model = typed(text)
    change = data.draw(adding(model))
    after = _after(model, change)
    before, now = _facts(model), _facts(after)
    assert not before - now, "nothing is lost"
    gained = now - before
    assert not gained - _expected(change), "nothing else is said"
    if isinstance(change, AddField | AddToList) and change.element.field(change.name):
        assert gained in (Counter(), _expected(change)) or isinstance(change.value, NewRecord)
    else:
        assert gained == _expected(change)
    assert _reads_as_yaml(after.reading.document.text)
    if text.startswith("{"):
        json.loads(after.reading.document.text)


def _reads_as_yaml(text: str) -> bool:
    yaml.compose(text, Loader=yaml.CSafeLoader)
    return True


@given(models(), st.data())
def test_once_is_enough(text: str, data: st.DataObject) -> None:
    model = typed(text)
    change = data.draw(adding(model))
    if not isinstance(change, AddElement) and not _is_unique(model, change.element):
        return
    after = _after(model, change)
    assert edits(after, _again(after, change)) == ()


@given(models(), st.data())
def test_what_was_there_stays_letter_for_letter(text: str, data: st.DataObject) -> None:
    model = typed(text)
    for edit in edits(model, data.draw(adding(model))):
        gone = model.reading.document.slice(edit.span)
        kept = iter(edit.text)
        assert all(character in kept for character in gone if character not in " {},[]\"'\r\n~"), gone


@given(half_typed(), st.data())
def test_half_typed_text_comes_to_no_harm(text: str, data: st.DataObject) -> None:
    model = typed(text)
    change = data.draw(adding(model))
    after = _after(model, change)
    before, now = _facts(model), _facts(after)
    assert not before - now, "nothing is lost"
    assert not now - before - _expected(change), "nothing else is said"


@given(models(), st.data())
def test_an_element_taken_out_takes_its_facts_with_it(text: str, data: st.DataObject) -> None:
    model = typed(text)
    element = data.draw(st.sampled_from([one for one, _ in model.part.elements() if one.kind is not Kind.MODEL]))
    after = _after(model, RemoveElement(element))
    own = Counter({fact: 1 for fact in _facts(model) if (fact[0], fact[1]) == (str(element.kind), element.id)})
    lost = _facts(model) - _facts(after)
    assert not _facts(after) - _facts(model)
    assert lost == own if element.id else not lost - own
    if element.id:
        assert after.get(element.id) is None
    assert _reads_as_yaml(after.reading.document.text)


@given(models(), st.data())
def test_a_field_taken_out_takes_its_facts_with_it(text: str, data: st.DataObject) -> None:
    model = typed(text)
    element = data.draw(st.sampled_from([one for one, _ in model.part.elements() if one.fields and one.id]))
    name = data.draw(st.sampled_from(sorted(element.fields)))
    after = _after(model, RemoveField(element, name))
    lost = _facts(model) - _facts(after)
    assert not _facts(after) - _facts(model)
    assert {fact[:2] for fact in lost} <= {(str(element.kind), element.id)}
    assert {fact[2].split(".")[0] for fact in lost} <= {name}
    assert _twin(after, element).field(name) is None
    assert _reads_as_yaml(after.reading.document.text)


@given(models(), st.data())
def test_a_text_is_replaced_by_another(text: str, data: st.DataObject) -> None:
    model = typed(text)
    places = [(element, one) for element, _ in model.part.elements() for one in _all_texts(element)]
    element, place = data.draw(st.sampled_from(places))
    new = data.draw(st.one_of(WORDS, PROSE))
    after = _after(model, ReplaceText(element.item, place.span, new))
    lost, gained = _facts(model) - _facts(after), _facts(after) - _facts(model)
    assert lost.total() <= 1
    assert gained.total() <= 1
    assert {fact[3] for fact in gained} <= {new.strip()}
    assert _facts(after).total() == _facts(model).total() + (not place.text.strip())
    assert _reads_as_yaml(after.reading.document.text)


def _all_texts(element: Element) -> list[Text]:
    found: list[Text] = []
    open_values = [value for field in element.fields.values() for value in field.values]
    while open_values:
        value = open_values.pop()
        if isinstance(value, Record):
            open_values += [inner for field in value.fields.values() for inner in field.values]
        else:
            found.append(value)
    return found
