"""What the whole document settles: one element told twice, names that lead elsewhere, identifiers made up twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from forewarn.dialects.markdown.vocabulary import folded
from forewarn.model.elements import Element, Field, Record, Section, Text
from forewarn.model.kinds import Kind
from forewarn.model.reading import Item, new_serial
from forewarn.text.position import Span
from forewarn.text.sharing import shared_ends

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forewarn.dialects.markdown.units import Raw

_STEM = 5
"""So many letters of a word tell it from others: "endpoint", "endpoints"."""
_COMMON = 16
"""A word that so many threats are named by tells none from the others; looking them all up would take long."""
_MOST = 2 / 3
"""So many of the words of one title stand in the other where both name one thing."""
_HURT = (Kind.ASSET, Kind.COMPONENT, Kind.FLOW)


class _Change(NamedTuple):
    """What the document adds to one element of a unit: nothing of it is left if `dropped`."""

    place: int
    dropped: bool = False
    renamed: str = ""
    links: tuple[tuple[str, Text], ...] = ()
    carried: tuple[_Fact, ...] = ()


_Fact = tuple[str, str | tuple[tuple[str, str], ...]]
"""The name of a field and its text, or those of the fields in it."""


class _At(NamedTuple):
    raw: int
    place: int


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """The items of a document, with what the next reading needs to find out quickly what has changed."""

    raws: tuple[Raw, ...]
    items: tuple[Item, ...]
    changes: Mapping[int, Sequence[_Change]]
    made: Mapping[object, Item]


def merge(raws: tuple[Raw, ...], before: Merged | None) -> Merged:
    """The items of the document. `before` is what an earlier reading made."""
    if before is not None and len(raws) == len(before.raws):
        changed = _changed_places(before.raws, raws)
        if all(_alike(before, raws, number) for number in changed):
            fresh = tuple(raws[number].item for number in changed)
            kept = (*before.items[: changed.start], *fresh, *before.items[changed.stop :])
            return Merged(raws, kept, before.changes, before.made)
        settled = all(_as_settled(before, raws, number) for number in changed)
    else:
        settled = False
    known: Mapping[object, Item] = before.made if before else {}
    changes = before.changes if before is not None and settled else _changes(raws)
    made: dict[object, Item] = {}
    items: list[Item] = []
    moved: dict[int, int] = {}
    for number, raw in enumerate(raws):
        own = tuple(changes.get(number, ()))
        section = moved.get(raw.section, 0)
        if not own and not section:
            items.append(raw.item)
            continue
        key = (raw.item.serial, own, section)
        item = known.get(key)
        if item is None:
            item = _changed(raw, own, section)
        made[key] = item
        moved[raw.item.serial] = item.serial
        items.append(item)
    return Merged(raws, tuple(items), changes, made)


def _changed_places(old: tuple[Raw, ...], new: tuple[Raw, ...]) -> range:
    front, back = shared_ends(old, new)
    return range(front, len(new) - back)


def _alike(before: Merged, raws: tuple[Raw, ...], number: int) -> bool:
    """Whether a unit read anew means the same to all others, and nothing of it was changed by them."""
    old, new = before.raws[number], raws[number]
    untouched = number not in before.changes and before.items[number] is old.item
    return untouched and old.signature == new.signature and old.section == new.section


def _as_settled(before: Merged, raws: tuple[Raw, ...], number: int) -> bool:
    """Whether a unit read anew means the same to all others, and what they add to it has the places that it had."""
    old, new = before.raws[number], raws[number]
    return old.signature == new.signature and (number not in before.changes or old.places == new.places)


def _changes(raws: Sequence[Raw]) -> dict[int, list[_Change]]:
    names = _Known(raws)
    dropped: dict[_At, _At] = {}
    for places in names.given.values():
        if len(places) > 1:
            _same(raws, places, dropped)
    for number, raw in enumerate(raws):
        for (kind, name), index in raw.names.leading:
            own = [at for at in names.given.get(name, ()) if _element(raws, at).kind is kind and at not in dropped]
            if own:
                dropped[_At(number, index)] = own[0]
    for key, places in names.headings.items():
        _same_title(raws, places, names.others.get(key, []), dropped)
    adding: dict[_At, list[tuple[str, Text]]] = defaultdict(list)
    _called_alike(raws, names, dropped, adding)
    _summarised(raws, dropped, adding)
    for number, raw in enumerate(raws):
        for index in raw.names.linking:
            _links(raws, names, _At(number, index), adding, dropped)
    renamed = _renamed(raws, dropped)
    for links in adding.values():
        links[:] = [(name, Text(_named(raws, text.text, renamed), text.span, text.why)) for name, text in links]
    carried: dict[_At, tuple[_Fact, ...]] = {}
    for lost, kept in dropped.items():
        carried[kept] = (*carried.get(kept, ()), *_facts(raws, lost, kept))
    changes: dict[int, list[_Change]] = defaultdict(list)
    for at in sorted({*dropped, *adding, *renamed, *carried}):
        links = tuple(adding.get(at, ()))
        change = _Change(at.place, at in dropped, renamed.get(at, ""), links, carried.get(at, ()))
        if change != _Change(at.place):
            changes[at.raw].append(change)
    return changes


class _Known:
    """Where in the document things are called what."""

    def __init__(self, raws: Sequence[Raw]) -> None:
        self.given: dict[str, list[_At]] = {}
        self.headings: dict[tuple[Kind, str], list[_At]] = {}
        self.others: dict[tuple[Kind, str], list[_At]] = {}
        self._hurt: dict[tuple[Kind, str], _At] = {}
        numbered: dict[str, list[_At]] = {}
        for number, raw in enumerate(raws):
            if not raw.item.elements:
                continue
            for (_, name), index in raw.names.given:
                self.given.setdefault(name, []).append(_At(number, index))
            for key, index in raw.names.headings:
                self.headings.setdefault(key, []).append(_At(number, index))
            for label, index in raw.names.numbers:
                numbered.setdefault(label, []).append(_At(number, index))
        for number, raw in enumerate(raws):
            for key, index in raw.names.others:
                if key in self.headings:
                    self.others.setdefault(key, []).append(_At(number, index))
                if key[0] in _HURT:
                    self._hurt.setdefault(key, _At(number, index))
        for label, places in numbered.items():
            # "M-3" is number 3 in the section "Mitigations", where no identifier is written so.
            if len(places) == 1:
                for written in (label, f"{label[0]}-{label[1:]}"):
                    self.given.setdefault(written, places)

    def hurt(self, title: str) -> _At | None:
        """The asset, component or flow with this (folded) title."""
        for kind in _HURT:
            found = self._hurt.get((kind, title)) or next(iter(self.headings.get((kind, title), ())), None)
            if found is not None:
                return found
        return None


def _element(raws: Sequence[Raw], at: _At) -> Element:
    return raws[at.raw].item.elements[at.place]


def _weight(raws: Sequence[Raw], at: _At) -> tuple[bool, int, int, int]:
    """How much a place tells of its element: a heading of its own most, then the fuller text, then the earlier."""
    element = _element(raws, at)
    return raws[at.raw].pending[at.place].heading, len(element.fields), -at.raw, -at.place


def _same(raws: Sequence[Raw], places: list[_At], dropped: dict[_At, _At]) -> None:
    """Elements of one kind and one identifier are one, if their sections tell them apart in no other way."""
    by_kind: dict[Kind, list[_At]] = defaultdict(list)
    for at in places:
        by_kind[_element(raws, at).kind].append(at)
    for same in by_kind.values():
        if len(same) > 1:
            _drop(raws, [at for at in same if at not in dropped], dropped)


def _drop(raws: Sequence[Raw], same: list[_At], dropped: dict[_At, _At]) -> None:
    if len(same) < 2:  # noqa: PLR2004
        return
    best = max(same, key=lambda at: _weight(raws, at))
    headings = [at for at in same if raws[at.raw].pending[at.place].heading]
    for at in same:
        # Two headings, or two rows of one table, with one identifier are a slip of the author's: both stay.
        twice = (raws[at.raw].pending[at.place].heading and len(headings) > 1) or at.raw == best.raw
        if at != best and not twice:
            dropped[at] = best


def _same_title(raws: Sequence[Raw], headings: list[_At], others: list[_At], dropped: dict[_At, _At]) -> None:
    """An element with a heading of its own that a list or table names as well is one element."""
    own = [at for at in headings if at not in dropped]
    if len(own) != 1:
        return
    best = own[0]
    for at in others:
        element, other = _element(raws, at), _element(raws, best)
        if at not in dropped and (element.derived or other.derived or element.id == other.id):
            dropped[at] = best


def _called_alike(
    raws: Sequence[Raw], names: _Known, dropped: Mapping[_At, _At], adding: dict[_At, list[tuple[str, Text]]]
) -> None:
    """A mitigation with a heading of its own that has a threat's identifier answers it: "T1: Pin the version"."""
    for places in names.given.values():
        threat = next((at for at in places if _element(raws, at).kind is Kind.THREAT), None)
        for at in places if threat is not None else ():
            if _element(raws, at).kind is Kind.MITIGATION and raws[at.raw].pending[at.place].heading and threat:
                kept = dropped.get(threat, threat)
                adding[kept].append(
                    ("mitigations", Text(_element(raws, at).id, _anchor(raws, kept), "same identifier"))
                )


def _summarised(raws: Sequence[Raw], dropped: dict[_At, _At], adding: dict[_At, list[tuple[str, Text]]]) -> None:
    """A threat that a summary names is the one told elsewhere that alone has its category, or shares most words.

    The mitigations in the summary's row are its mitigations.
    """
    summaries = [(_At(number, n), key[1]) for number, raw in enumerate(raws) for key, n in raw.names.summarised]
    if not summaries:
        return
    said = {at for at, _ in summaries}
    others = [
        at
        for number, raw in enumerate(raws)
        for n, element in enumerate(raw.item.elements)
        if element.kind is Kind.THREAT and (at := _At(number, n)) not in said and at not in dropped
    ]
    by_category: dict[str, list[_At]] = defaultdict(list)
    by_word: dict[str, set[_At]] = defaultdict(set)
    for at in others:
        by_category[_element(raws, at).text("category")].append(at)
        for word in _stems(raws, at):
            by_word[word].add(at)
    rows = Counter(category for _, category in summaries)
    for at, category in summaries:
        if at in dropped:
            continue
        found = by_category.get(category, []) if category and rows[category] == 1 else []
        if len(found) != 1:
            words = _stems(raws, at)
            telling = (places for word in words if len(places := by_word.get(word, ())) <= _COMMON)
            shared = Counter(other for places in telling for other in places)
            best = shared.most_common(2)
            alone = bool(best) and (len(best) == 1 or best[0][1] > best[1][1])
            found = [best[0][0]] if alone and best[0][1] >= max(min(2, len(words)), len(words) * _MOST) else []
        if len(found) == 1 and (_element(raws, at).derived or _element(raws, found[0]).derived):
            dropped[at] = found[0]
            anchor = _anchor(raws, found[0])
            adding[found[0]] += [
                ("mitigations", Text(t.text, anchor, "in the summary")) for t in _element(raws, at).texts("mitigations")
            ]


def _stems(raws: Sequence[Raw], at: _At) -> set[str]:
    """The beginnings of the words of a title that say something."""
    words = folded(_element(raws, at).title).split()
    return {word[:_STEM] for word in words if len(word) >= _STEM - 1}


def _facts(raws: Sequence[Raw], lost: _At, kept: _At) -> tuple[_Fact, ...]:
    """The facts that only the dropped place tells: how severe, in which category, and what was decided."""
    element, other = _element(raws, lost), _element(raws, kept)
    facts: list[_Fact] = [
        (name, element.text(name))
        for name in ("severity", "category")
        if name in element.fields and name not in other.fields
    ]
    decision = element.field("decision")
    if decision and isinstance(decision.content, Record) and "decision" not in other.fields:
        told = tuple((name, field.texts[0].text) for name, field in decision.content.fields.items() if field.texts)
        facts += [("decision", told), ("status", element.text("status"))]
    return tuple(facts)


def _links(
    raws: Sequence[Raw],
    names: _Known,
    at: _At,
    adding: dict[_At, list[tuple[str, Text]]],
    dropped: Mapping[_At, _At],
) -> None:
    element, pending = _element(raws, at), raws[at.raw].pending[at.place]
    accepted: set[_At] = set()
    if element.kind is Kind.THREAT:
        target = dropped.get(at, at)
        for text in pending.candidates:
            for found in names.given.get(text.text, ()):
                kind = _element(raws, found).kind
                name = (
                    "mitigations"
                    if kind is Kind.MITIGATION
                    else "ruled-out-by"
                    if kind is Kind.ASSUMPTION
                    else "against"
                    if kind in _HURT
                    else ""
                )
                if (
                    kind is Kind.THREAT
                    and found != at
                    and _is_accepted(raws, found)
                    and raws[found.raw].pending[found.place].number
                ):
                    accepted.add(target)
                if name and found != at:
                    place = text.span if target == at else _anchor(raws, target)
                    called = text.text if _element(raws, found).id == text.text else _pointer(found)
                    adding[target].append((name, Text(called, place, "by its identifier")))
                    break
        for text in pending.targets:
            found = _target(raws, names, text.text)
            if found is not None:
                place = text.span if target == at else _anchor(raws, target)
                adding[target].append(("against", Text(_element(raws, found).id, place)))
    for target in accepted:
        if not any(name == "mitigations" for name, _ in adding[target]) and not _element(raws, target).texts(
            "mitigations"
        ):
            adding[target].append(("status", Text("accepted", _anchor(raws, target))))
    threat = _above(raws, at.raw) if pending.above else None
    if threat is not None:
        threat = dropped.get(threat, threat)
        adding[threat].append(("mitigations", Text(_pointer(at), _anchor(raws, threat), "stands below it")))
    for text in pending.for_threats:
        for found in names.given.get(text.text, ()):
            if _element(raws, found).kind is Kind.THREAT:
                threat = dropped.get(found, found)
                adding[threat].append(("mitigations", Text(_pointer(at), _anchor(raws, threat), "says what it is for")))
                break


def _above(raws: Sequence[Raw], number: int) -> _At | None:
    """The threat that stands last before the unit `number`, if nothing else than what answers it stands between."""
    for before in range(number - 1, -1, -1):
        elements = raws[before].item.elements
        for index in range(len(elements) - 1, -1, -1):
            if elements[index].kind is not Kind.MITIGATION:
                return _At(before, index) if elements[index].kind is Kind.THREAT else None
    return None


def _is_accepted(raws: Sequence[Raw], at: _At) -> bool:
    return _element(raws, at).text("status") == "accepted"


def _target(raws: Sequence[Raw], names: _Known, text: str) -> _At | None:
    for found in names.given.get(text, ()):
        if _element(raws, found).kind in _HURT:
            return found
    return names.hurt(folded(text))


def _pointer(at: _At) -> str:
    """A place written as a text, until it is settled what the element there is called."""
    return f"\0{at.raw}.{at.place}"


def _named(raws: Sequence[Raw], text: str, renamed: Mapping[_At, str]) -> str:
    """The identifier behind a pointer; any other text is one already."""
    if not text.startswith("\0"):
        return text
    number, index = text[1:].split(".")
    at = _At(int(number), int(index))
    return renamed.get(at) or _element(raws, at).id


def _anchor(raws: Sequence[Raw], at: _At) -> Span:
    """An empty place at the beginning of an element's name, for what stands elsewhere in the document."""
    start = _element(raws, at).anchor.start
    return Span(start, start)


def _renamed(raws: Sequence[Raw], dropped: Mapping[_At, _At]) -> dict[_At, str]:
    """New names for elements whose made-up identifier another one of their kind has already."""
    used = {key for raw in raws for key, _ in raw.names.given}
    again: list[_At] = []
    losing = {at.raw for at in dropped}
    for number, raw in enumerate(raws):
        loses = number in losing
        for key, index in raw.names.made:
            if loses and (number, index) in dropped:
                continue
            if key in used:
                again.append(_At(number, index))
            else:
                used.add(key)
    renamed: dict[_At, str] = {}
    for at in again:
        element = _element(raws, at)
        number = 2
        while (element.kind, f"{element.id}-{number}") in used:
            number += 1
        renamed[at] = f"{element.id}-{number}"
        used.add((element.kind, renamed[at]))
    return renamed


def _changed(raw: Raw, changes: tuple[_Change, ...], section: int) -> Item:
    """The unit's item with the changes made."""
    serial = new_serial()
    by_index = {change.place: change for change in changes}
    names = {
        (element.kind, element.id): change.renamed
        for index, element in enumerate(raw.item.elements)
        if (change := by_index.get(index)) and change.renamed
    }
    elements: list[Element] = []
    for index, element in enumerate(raw.item.elements):
        change = by_index.get(index)
        if change and change.dropped:
            continue
        fields = dict(element.fields)
        if names and element.kind is Kind.THREAT:
            _rename(fields, names)
        for name, text in change.links if change else ():
            _add(fields, name, text)
        start = element.anchor.start
        for name, value in change.carried if change else ():
            place = Span(start, start)
            content = Text(value, place) if isinstance(value, str) else _record(value, place)
            fields[name] = Field(name, place, place, content)
        own = element.section
        if own and section and own.item == raw.section:
            own = Section(own.title, section, own.span)
        elif own and own.item == raw.item.serial:
            own = Section(own.title, serial, own.span)
        elements.append(
            replace(
                element,
                id=change.renamed if change and change.renamed else element.id,
                item=serial,
                fields=fields,
                section=own,
            )
        )
    return replace(raw.item, serial=serial, elements=tuple(elements))


def _record(values: tuple[tuple[str, str], ...], place: Span) -> Record:
    return Record({name: Field(name, place, place, Text(text, place)) for name, text in values}, place)


def _rename(fields: dict[str, Field], names: Mapping[tuple[Kind, str], str]) -> None:
    field = fields.get("mitigations")
    if field is None:
        return
    texts = tuple(Text(names.get((Kind.MITIGATION, text.text), text.text), text.span, text.why) for text in field.texts)
    fields["mitigations"] = Field(field.name, field.key, field.span, texts)


def _add(fields: dict[str, Field], name: str, text: Text) -> None:
    if name == "status":
        if name not in fields:
            fields[name] = Field(name, text.span, text.span, text)
            kind = Field("kind", text.span, text.span, Text("accept", text.span))
            record = Record({"kind": kind}, text.span)
            fields.setdefault("decision", Field("decision", text.span, text.span, record))
        return
    before = fields.get(name)
    known = before.texts if before else ()
    if any(other.text == text.text for other in known):
        return
    values = (*known, text)
    span = Span(min(v.span.start for v in values), max(v.span.end for v in values))
    fields[name] = Field(name, before.key if before else text.span, span, values)
