"""What could stand at the cursor: keys, choices, types, this model's identifiers, reference ids."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forewarn.features.comments import offered
from forewarn.features.cursor import cursor_at
from forewarn.features.embedded import is_json, yaml_start
from forewarn.features.offers import offers
from forewarn.features.place import Place, place_of
from forewarn.features.teaching import teach
from forewarn.features.token import bare, comment_start
from forewarn.features.writing import Writing
from forewarn.model.kinds import Kind
from forewarn.model.schema import Shape, schema
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.features.view import View
    from forewarn.model.elements import Element
    from forewarn.model.schema import FieldSpec
    from forewarn.model.whole import Whole


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that could stand there. `insert` replaces the text in `span`; `topic` is what `documentation` takes.

    `kind` is key, choice, type, name, id or word. `snippet` says that `insert` holds the editor's place marks ($0).
    """

    label: str
    kind: str
    insert: str
    span: Span
    detail: str = ""
    sort: str = ""
    filter: str = ""
    topic: str = ""
    snippet: bool = False


def complete(view: View, position: Position) -> tuple[Completion, ...]:
    """Everything that could stand at `position`, the likeliest first."""
    position = view.document.clamp(position)
    if view.reading.dialect == "rules":
        from forewarn.features.own_rules import offered_in_rules  # noqa: PLC0415 - few have rules of their own

        offers_there = enumerate(offered_in_rules(view, position))
        return tuple(Completion(*one[:4], one.about, f"{number:04}") for number, one in offers_there)
    first = yaml_start(view, position)
    if first is None:
        return tuple(_in_prose(view, position))
    line = view.document.line(position.line)
    comment = comment_start(line)
    if comment is not None and comment < position.column:
        return ()
    cursor = cursor_at(view.document, position, first)
    place = place_of(cursor.path)
    if place is None or cursor.token.closed:
        return ()
    writing = Writing(cursor, json=first == 0 and is_json(view.document))
    return tuple(_at(place, writing, _whole(view, position)))


def asks_again(found: Iterable[Completion]) -> bool:
    """Whether more could be found while one types on: of the thousands of reference ids only the nearest are given."""
    return any(one.kind == "id" for one in found)


def _at(place: Place, writing: Writing, whole: Whole | None) -> Iterator[Completion]:
    cursor = writing.cursor
    in_list = place.field.many if place.field else place.is_list
    if cursor.at_item:
        if in_list and place.fields:
            yield from _keys(place, writing)
        elif in_list and place.field:
            yield from _values(place, place.field, writing, whole)
    elif cursor.in_value:
        if place.field:
            yield from _values(place, place.field, writing, whole)
    elif place.is_section:
        yield from _new_elements(place, writing, whole)
    elif place.fields:
        # Below the key of a list the dash is still to be typed.
        dash = in_list and not cursor.flow and not cursor.in_item and not writing.json
        yield from _keys(place, replace(writing, dash=dash))
    elif place.field and in_list and not cursor.flow and not writing.json:
        yield from _values(place, place.field, replace(writing, dash=True), whole)


def documentation(view: View, topic: str) -> str:
    """What to say about a completion, in Markdown."""
    whole = view.analyses[0].whole if view.analyses else None
    return teach(topic, whole)


def _whole(view: View, position: Position) -> Whole | None:
    at = view.item_at(position)
    analysis = view.analysis_of(at[0]) if at else None
    analysis = analysis or (view.analyses[0] if view.analyses else None)
    return analysis.whole if analysis else None


def _keys(place: Place, writing: Writing) -> Iterator[Completion]:
    """The keys that the mapping lacks: what is required first, then in the schema's order."""
    cursor = writing.cursor
    there = frozenset(cursor.keys)
    for number, (name, spec) in enumerate(place.fields.items()):
        if name not in there:
            insert = writing.key(name)
            snippet = spec.many and not spec.fields and insert.endswith(": ")
            insert = f"{insert}[$0]" if snippet else insert
            sort = f"{number + (0 if spec.required else 100):04}"
            topic = f"field:{place.kind.kind}.{'.'.join((*place.within, name))}"
            yield Completion(name, "key", insert, cursor.token.span, spec.about, sort, topic=topic, snippet=snippet)
    if place.kind.kind is Kind.MODEL and not cursor.path:
        for number, (section, kind) in enumerate(schema().sections.items()):
            if section not in there:
                insert = writing.key(section).rstrip(" ")
                topic = f"kind:{kind.kind}"
                yield Completion(section, "key", insert, cursor.token.span, kind.about, f"05{number:02}", topic=topic)


def _new_elements(place: Place, writing: Writing, whole: Whole | None) -> Iterator[Completion]:
    """Identifiers that are named somewhere and stand nowhere, then the next one of the series."""
    if whole is None:
        return
    kind, span = place.kind.kind, writing.cursor.token.span
    for name, references in whole.index.by_name.items():
        first = references[0]
        if name and name not in whole.index.by_id and any(kind in reference.kinds for reference in references):
            detail = f"named by {first.element.name}, written nowhere yet"
            yield Completion(name, "name", writing.key(name).rstrip(" "), span, detail, f"0{name}")
    if kind in (Kind.THREAT, Kind.MITIGATION, Kind.ASSUMPTION):
        name = whole.free_id(kind)
        yield Completion(name, "name", writing.key(name).rstrip(" "), span, f"a new {kind}", f"1{name}")


def _values(place: Place, spec: FieldSpec, writing: Writing, whole: Whole | None) -> Iterator[Completion]:
    """The values that a field takes, without those that its list has."""
    cursor = writing.cursor
    whole_text = spec.shape is Shape.REFERENCE_IDS
    token = cursor.token if whole_text else cursor.token.last_word
    span = token.span
    if spec.shape.is_reference and ":" in token.typed:
        span = token.narrowed(token.typed.rpartition(":")[2])
    there = {bare(one) for one in cursor.listed}
    before = cursor.token.typed[: len(cursor.token.typed) - len(token.typed)]
    path = ".".join((place.kind.kind, *place.within))
    for number, one in enumerate(offers(path, spec, _element(place, whole), whole, token.typed, before)):
        if one.label not in there and one.label != place.name:
            insert = writing.value(one.label, token, word=one.kind == "word")
            found_by = f"{one.label} {one.more}" if one.more else one.label
            yield Completion(one.label, one.kind, insert, span, one.detail, f"{number:04}", found_by, one.topic)


def _element(place: Place, whole: Whole | None) -> Element | None:
    if whole is None or not place.name:
        return None
    found = whole.index.by_id.get(place.name, ())
    return next((one for one in found if one.kind is place.kind.kind), None)


def _in_prose(view: View, position: Position) -> Iterator[Completion]:
    """In running text: the identifiers of the model, after a back-tick or an opening bracket."""
    for number, (word, about, span) in enumerate(offered(view, position)):
        yield Completion(word, "word", word, span, about, f"{number:04}")
    line = view.document.line(position.line)
    before = line[: position.column]
    start = max(before.rfind("`"), before.rfind("["))
    if start < 0 or (before.count("`") % 2 == 0 and before[start] == "`"):
        return
    word = before[start + 1 :]
    if not all(sign.isalnum() or sign in "-_." for sign in word):
        return
    span = Span(Position(position.line, start + 1), position)
    for analysis in view.analyses:
        for one in analysis.whole.elements():
            if one.id and not one.derived:
                detail = f"{one.kind}: {one.title or one.text('type')}"
                yield Completion(one.id, "name", one.id, span, detail, one.id, topic=f"element:{one.id}")
