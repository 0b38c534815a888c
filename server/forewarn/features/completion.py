"""What could stand at the cursor: keys, choices, types, this model's identifiers, reference ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.catalog import reference_ids
from forewarn.features.cursor import Cursor, cursor_at
from forewarn.features.embedded import yaml_start
from forewarn.features.place import Place, place_of
from forewarn.features.teaching import teach
from forewarn.model.kinds import Kind
from forewarn.model.references import references
from forewarn.model.schema import FieldSpec, Shape, schema
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.features.view import View
    from forewarn.model.elements import Element
    from forewarn.model.whole import Whole


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that could stand there. `insert` replaces the text in `span`; `topic` is what `documentation` takes.

    `kind` is key, choice, type, name or id. `snippet` says that `insert` holds the editor's place marks ($0).
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
    first = yaml_start(view, position)
    if first is None:
        return tuple(_in_prose(view, position))
    cursor = cursor_at(view.document, position, first)
    place = place_of(cursor.path)
    if place is None or _in_comment(view, position):
        return ()
    whole = _whole(view, position)
    if cursor.in_value and place.field:
        found = list(_values(place, place.field, cursor, whole))
    elif cursor.in_value or (place.field and not place.fields):
        found = []
    elif place.is_section:
        found = list(_new_elements(place, cursor, whole))
    else:
        found = list(_keys(place, cursor))
    return tuple(found)


def documentation(view: View, topic: str) -> str:
    """What to say about a completion, in Markdown."""
    whole = view.analyses[0].whole if view.analyses else None
    return teach(topic, whole)


def _whole(view: View, position: Position) -> Whole | None:
    at = view.item_at(position)
    analysis = view.analysis_of(at[0]) if at else None
    analysis = analysis or (view.analyses[0] if view.analyses else None)
    return analysis.whole if analysis else None


def _in_comment(view: View, position: Position) -> bool:
    before = view.document.line(position.line)[: position.column]
    return before.lstrip().startswith("#") or " #" in before


def _keys(place: Place, cursor: Cursor) -> Iterator[Completion]:
    """The keys that the mapping lacks: what is required first, then in the schema's order."""
    names = dict(place.fields)
    order = list(names)
    for name, spec in names.items():
        if name in cursor.keys:
            continue
        rank = order.index(name) + (0 if spec.required else 100)
        topic = f"field:{place.kind.kind}.{name}"
        insert = f"{name}: [$0]" if spec.many and not spec.fields and not cursor.flow else f"{name}: "
        yield Completion(
            name, "key", insert, cursor.span, spec.about, f"{rank:04}", topic=topic, snippet=insert.endswith("]")
        )
    if place.kind.kind is Kind.MODEL and not cursor.path:
        for number, (section, kind) in enumerate(schema().sections.items()):
            if section not in cursor.keys:
                yield Completion(
                    section,
                    "key",
                    f"{section}:",
                    cursor.span,
                    kind.about,
                    f"05{number:02}",
                    topic=f"kind:{kind.kind}",
                )


def _new_elements(place: Place, cursor: Cursor, whole: Whole | None) -> Iterator[Completion]:
    """Identifiers that are named somewhere and stand nowhere, then the next one of the series."""
    if whole is None:
        return
    kind = place.kind.kind
    wanted = {
        reference.name: reference
        for element in whole.elements()
        for reference in references(element)
        if kind in reference.kinds and reference.name not in whole.index.by_id
    }
    for name, reference in wanted.items():
        detail = f"named by {reference.element.name}, written nowhere yet"
        yield Completion(name, "name", f"{name}:", cursor.span, detail, f"0{name}")
    if kind in (Kind.THREAT, Kind.MITIGATION, Kind.ASSUMPTION):
        name = whole.free_id(kind)
        yield Completion(name, "name", f"{name}:", cursor.span, f"a new {kind}", f"1{name}")


def _values(place: Place, spec: FieldSpec, cursor: Cursor, whole: Whole | None) -> Iterator[Completion]:
    """The values that a field takes, without those that its list has."""
    there = set(cursor.listed)
    element = _element(place, whole)
    for number, offer in enumerate(_offers(place, spec, element, whole)):
        if offer.label not in there and offer.label != place.name:
            yield Completion(
                offer.label,
                offer.kind,
                offer.label,
                cursor.span,
                offer.detail,
                f"{number:04}",
                f"{offer.label} {offer.more}".strip(),
                offer.topic,
            )


@dataclass(frozen=True, slots=True)
class _Offer:
    label: str
    kind: str
    detail: str = ""
    topic: str = ""
    more: str = ""


def _offers(place: Place, spec: FieldSpec, element: Element | None, whole: Whole | None) -> Iterator[_Offer]:
    match spec.shape:
        case Shape.CHOICE:
            for choice, about in spec.choices.items():
                yield _Offer(choice, "choice", about, f"choice:{place.kind.kind}.{spec.name}.{choice}")
        case Shape.FLAG:
            yield _Offer("true", "choice")
            yield _Offer("false", "choice")
        case Shape.PAVED_PATH:
            yield _Offer("true", "choice", "goes the standard way to production")
            yield _Offer("false", "choice", "does not")
        case Shape.CATEGORY:
            for category in catalog.categories().values():
                yield _Offer(category.id, "choice", category.plain, f"category:{category.id}")
        case Shape.TYPE:
            yield from _types(spec)
        case Shape.NAME | Shape.NAMES:
            if whole is not None:
                yield from _names(spec, element, whole)
        case Shape.REFERENCE_IDS:
            yield from _reference_ids(element)
        case Shape.DATE:
            if whole is not None:
                yield _Offer(whole.today.isoformat(), "choice", "today")
        case Shape.TEXT if spec.name == "protocol":
            for name in catalog.protocol_names():
                known = catalog.encrypted_by_protocol(name)
                yield _Offer(name, "choice", {True: "encrypted", False: "not encrypted", None: ""}[known])
        case _:
            return


def _types(spec: FieldSpec) -> Iterator[_Offer]:
    """The catalogue's types of this sort."""
    match spec.catalogue:
        case "asset" | "component":
            for entry in catalog.types_for(spec.catalogue):
                yield _Offer(entry.id, "type", entry.label, f"type:{entry.id}", " ".join(entry.aliases))
        case "threat":
            for threat in catalog.threat_types().values():
                yield _Offer(threat.id, "type", threat.title, f"threat:{threat.id}")
        case _:
            for mitigation in catalog.mitigation_types().values():
                if not mitigation.deprecated:
                    yield _Offer(mitigation.id, "type", mitigation.title, f"mitigation:{mitigation.id}")


def _names(spec: FieldSpec, element: Element | None, whole: Whole) -> Iterator[_Offer]:
    """This model's identifiers of the kinds that the field takes; mitigations that answer the threat's sort first."""
    found = [one for one in whole.elements(*spec.of) if one.id and not one.derived and one is not element]
    found.sort(key=lambda one: spec.of.index(one.kind))
    if spec.name == "mitigations" and element is not None:
        good = [m.id for m in catalog.mitigations_for_threat(element.text("type"), element.names("category"))]
        found.sort(key=lambda one: good.index(one.text("type")) if one.text("type") in good else len(good))
    for one in found:
        detail = one.title or one.text("type") or str(one.kind)
        yield _Offer(one.id, "name", f"{one.kind}: {detail}", f"element:{one.id}", one.title)


def _reference_ids(element: Element | None) -> Iterator[_Offer]:
    """Reference ids: those of the element's type first, then all that the catalogue uses."""
    own = catalog.threat_types().get(element.text("type")) if element else None
    ids = dict.fromkeys(own.references if own else ())
    for threat in catalog.threat_types().values():
        ids.update(dict.fromkeys(threat.references))
    for reference in ids:
        parsed = reference_ids.parse(reference)
        title = reference_ids.title(parsed) if parsed else ""
        yield _Offer(reference, "id", title, f"reference:{reference}", title)


def _element(place: Place, whole: Whole | None) -> Element | None:
    if whole is None or not place.name:
        return None
    found = whole.index.by_id.get(place.name, ())
    return next((one for one in found if one.kind is place.kind.kind), None)


def _in_prose(view: View, position: Position) -> Iterator[Completion]:
    """In running text: the identifiers of the model, after a back-tick or an opening bracket."""
    before = view.document.line(position.line)[: position.column]
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
                yield Completion(
                    one.id,
                    "name",
                    one.id,
                    span,
                    f"{one.kind}: {one.title or one.text('type')}",
                    one.id,
                    topic=f"element:{one.id}",
                )
