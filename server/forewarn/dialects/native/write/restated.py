"""Elements that were read in any dialect, restated as those of a native model: what it can say, and nothing more.

Identifiers stay what they are where the format allows them. What a field refuses goes to the element's notes, by the
field's name. Prose (descriptions, notes) stays where it was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forewarn.catalog.words import plain_words
from forewarn.model.accepted import accepted
from forewarn.model.changes import AddElement, NewRecord
from forewarn.model.elements import Record
from forewarn.model.kinds import Kind
from forewarn.model.scale import USUAL
from forewarn.model.schema import Shape, schema

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from forewarn.model.changes import NewValue
    from forewarn.model.elements import Element, Field
    from forewarn.model.scale import Scale
    from forewarn.model.schema import FieldSpec

_ELSEWHERE = frozenset({"description", "notes", "because", "tags"})
"""Prose that stays in the document, and is read there."""
_SHARING = frozenset({Kind.ASSET, Kind.COMPONENT})
"""Kinds of which two elements may share a name."""
_ENDS = frozenset({Kind.COMPONENT, Kind.ACTOR})
_LISTED = frozenset({Kind.QUESTION, Kind.REVIEW})
_FOREIGN = re.compile(r"[^A-Za-z0-9_-]+")
_DECIDED = {"accepted": "accept", "transferred": "transfer", "excluded": "not-applicable"}
"""What a document says of a threat where a native model records a decision."""

Fields = tuple[tuple[str, "NewValue"], ...]


@dataclass(frozen=True, slots=True)
class Restated:
    """A model to write: what stands in its header, and its elements in the order in which they were read.

    `left` are elements that a native model cannot hold, since something that each of them needs is not said.
    `names` are the identifiers in the model, by the places of the elements that were given.
    """

    header: Fields
    elements: tuple[AddElement, ...]
    left: tuple[Element, ...] = ()
    names: Mapping[int, str] = field(default_factory=dict[int, str])


def restated(elements: Sequence[Element], scale: Scale = USUAL) -> Restated:
    """Restate `elements`, which belong to one model. `scale` holds an organisation's words for sensitivities."""
    names = _Names(elements, scale)
    around = _around(elements, names)
    header: list[tuple[str, NewValue]] = []
    made: list[AddElement] = []
    left: list[Element] = []
    kept: dict[int, str] = {}
    for place, element in enumerate(elements):
        if element.kind is Kind.MODEL:
            header += _header(element, names, known={name for name, _ in header})
            continue
        fields = _fields(element, names.of.get(place, ""), names)
        if fields and element.kind is Kind.ZONE and names.of[place] in around:
            fields = tuple(one for one in fields if one[0] != "in")
        if fields is None:
            left.append(element)
        elif fields or element.kind not in _LISTED:
            kept[place] = names.of.get(place, "")
            made.append(AddElement(element.kind, kept[place], fields))
    return Restated(tuple(header), tuple(made), tuple(left), kept)


def _around(elements: Sequence[Element], names: _Names) -> frozenset[str]:
    """The zones that lie inside themselves: what they lie in is a slip, and is not taken over."""
    zones = [(names.of[place], one) for place, one in enumerate(elements) if one.kind is Kind.ZONE]
    outer = {name: names.named(one.text("in"), (Kind.ZONE,)) for name, one in zones}
    found: set[str] = set()
    for name, around in outer.items():
        seen, here = {name}, around
        while here and here not in seen:
            seen.add(here)
            here = outer.get(here, "")
        if here == name:
            found.add(name)
    return frozenset(found)


def one_line(text: str) -> str:
    """A text on one line, with single blanks."""
    return " ".join(text.split())


class _Names:
    """What the elements are called in the model: one namespace, but for an asset and a component."""

    def __init__(self, elements: Sequence[Element], scale: Scale) -> None:
        self.scale = scale
        self.of: dict[int, str] = {}
        self._by_name: dict[tuple[Kind, str], str] = {}
        self._by_title: dict[tuple[Kind, tuple[str, ...]], str] = {}
        taken: dict[str, set[Kind]] = {}
        called = [(place, one) for place, one in enumerate(elements) if one.kind not in (*_LISTED, Kind.MODEL)]
        # A flow without ends is left out: what cannot be named keeps no name from others.
        ends = {one.id for _, one in called if one.kind in _ENDS}
        called = [(place, one) for place, one in called if one.kind is not Kind.FLOW or _leads(one, ends)]
        for place, element in sorted(called, key=lambda one: one[1].derived):
            name = _free(element, taken)
            taken.setdefault(name, set()).add(element.kind)
            self.of[place] = name
            self._by_name.setdefault((element.kind, element.id), name)
            title = (element.kind, plain_words(element.title))
            # Two with one title: nobody can tell which is meant.
            self._by_title[title] = "" if title in self._by_title else name

    def named(self, text: str, kinds: Sequence[Kind]) -> str:
        """The identifier of what `text` names (as a whole title, too), if that is of one of these kinds; else empty."""
        prefix, _, rest = text.partition(":")
        for kind in kinds:
            found = self._by_name.get((kind, text)) or (self._by_name.get((kind, rest)) if prefix == kind else None)
            if found:
                return found
        words = plain_words(text)
        return next((named for kind in kinds if words and (named := self._by_title.get((kind, words)))), "")


def _leads(flow: Element, ends: Container[str]) -> bool:
    """Whether a flow begins and ends somewhere."""
    return all(flow.text(end) in ends for end in ("from", "to"))


def _free(element: Element, taken: Mapping[str, set[Kind]]) -> str:
    """The element's identifier as the format allows it, or one like it that nobody has."""
    wish = _FOREIGN.sub("-", element.id).strip("-") or str(element.kind)
    wish = wish if wish[0].isalpha() else f"x-{wish}"

    def is_free(name: str) -> bool:
        others = taken.get(name, set())
        return not others or (element.kind not in others and {element.kind, *others} == set(_SHARING))

    if is_free(wish):
        return wish
    here = element.kind in taken[wish]
    wish = wish if here else f"{element.kind}-{wish}"
    number = 1
    name = wish
    while not is_free(name):
        number += 1
        name = f"{wish}-{number}"
    return name


def _header(element: Element, names: _Names, known: set[str]) -> Iterator[tuple[str, NewValue]]:
    specs = schema().kinds[Kind.MODEL].fields
    refused: list[str] = []
    for name, one in element.fields.items():
        spec = specs.get(name)
        if spec is None or name in _ELSEWHERE or name in known or name == "documents":
            continue
        value = _value(one, spec, names, refused)
        if value:
            yield name, value
    if refused and "notes" not in known:
        yield "notes", "; ".join(refused)


def _fields(element: Element, name: str, names: _Names) -> Fields | None:
    """The fields of the element as a native model has them; None where one that it needs is missing."""
    kind = schema().kinds[element.kind]
    made: dict[str, NewValue] = {}
    refused: list[str] = []
    for spec in kind.fields.values():
        one = element.fields.get(spec.name)
        if one is None or spec.name in _ELSEWHERE:
            continue
        value = _value(one, spec, names, refused)
        if value:
            made[spec.name] = value
    _as_decided(element, made, refused)
    for needed in kind.required:
        if not made.get(needed):
            text = one_line(element.title) or name if kind.fields[needed].shape is Shape.TEXT else ""
            if not text:
                return None
            made[needed] = text
    if made.get("title") == name and "title" not in kind.required:
        del made["title"]
    if refused:
        made["notes"] = "; ".join(refused)
    first = [key for key in ("title", *kind.required) if key in made]
    return tuple((key, made[key]) for key in dict.fromkeys((*first, *made)))


def _as_decided(element: Element, made: dict[str, NewValue], refused: list[str]) -> None:
    """A status that the decision beside it repeats need not be noted."""
    decision = made.get("decision")
    kind = dict(decision.fields).get("kind") if isinstance(decision, NewRecord) else None
    status = element.text("status")
    if kind and _DECIDED.get(status) == kind:
        refused[:] = [text for text in refused if text != f"status: {status}"]


def _value(one: Field, spec: FieldSpec, names: _Names, refused: list[str]) -> NewValue:
    """The value as the field takes it; empty for nothing. What the field refuses is added to `refused`."""
    if spec.shape is Shape.RECORD and isinstance(one.content, Record):
        return _record(one.content, spec, names, refused)
    if spec.shape is Shape.RECORDS:
        _refuse(spec, [text.text for text in one.texts], refused)
        return ""
    right: list[str] = []
    wrong: list[str] = []
    for text in (one_line(text.text) for text in one.texts):
        said = names.named(text, spec.of) if spec.shape.is_reference else accepted(spec, text, names.scale)
        if not said or (right and not spec.many):
            wrong.append(text)
        elif said not in right:
            right.append(said)
    _refuse(spec, wrong, refused)
    if not spec.many:
        return right[0] if right else ""
    return right[0] if len(right) == 1 and spec.shape is Shape.CATEGORY else tuple(right)


def _record(record: Record, spec: FieldSpec, names: _Names, refused: list[str]) -> NewValue:
    made: list[tuple[str, NewValue]] = []
    wrong: list[str] = []
    for inner in spec.fields.values():
        one = record.fields.get(inner.name)
        value = _value(one, inner, names, wrong) if one else ""
        if value:
            made.append((inner.name, value))
    needed = {inner.name for inner in spec.fields.values() if inner.required}
    if not needed <= {name for name, _ in made}:
        wrong += [f"{name}: {value}" for name, value in made if isinstance(value, str)]
        made = []
    refused += [f"{spec.name} {text}" for text in wrong]
    return NewRecord(tuple(made)) if made else ""


def _refuse(spec: FieldSpec, texts: Sequence[str], refused: list[str]) -> None:
    if texts:
        refused.append(f"{spec.name}: {', '.join(texts)}")
