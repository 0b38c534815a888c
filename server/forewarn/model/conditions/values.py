"""What is known of an element: the facts that conditions ask for, with whether that is all there is to know.

What the text does not say is unknown, unless the model keeps the list itself (`Word.kept`). Facts that follow from
others are those of `forewarn.model.defaults` and `forewarn.model.answers`, so that a rule of an organisation and one
of forewarn's see the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forewarn import catalog
from forewarn.model import defaults
from forewarn.model.answers import answered, mitigation_kind, mitigation_status, validity
from forewarn.model.conditions.vocabulary import MODEL, Sort
from forewarn.model.elements import Record
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from forewarn.model.conditions.vocabulary import Word
    from forewarn.model.elements import Element, Field, Value
    from forewarn.model.facts import Facts


class Known(NamedTuple):
    """Values of a fact. `whole` says that there are no others; without any, that it is known to have none."""

    values: tuple[str, ...]
    whole: bool = True


class Near(NamedTuple):
    """Elements that a step leads to; `whole` as in `Known`."""

    elements: tuple[Element, ...]
    whole: bool = True


UNKNOWN = Known((), whole=False)


def known(element: Element, word: Word, facts: Facts) -> Known:
    """What is known of one fact of an element: what it states, or what follows."""
    follows = _FOLLOW.get((element.kind, word.name))
    if follows is not None:
        return follows(element, facts)
    if not word.stated:
        return _of_itself(element, word)
    return _in_field(_holder(element, word, facts), word)


def is_stated(element: Element, word: Word, facts: Facts) -> bool:
    """Whether the text itself states the fact; what a template left there says nothing."""
    found = _field_of(_holder(element, word, facts), word)
    return found is not None and any(_says(value, word) for value in found.values)


def in_record(element: Element, steps: Iterable[Word], facts: Facts) -> Known:
    """What is known of a part of a record: `decision.until`. `steps` begin with the record's own field."""
    first, *rest = steps
    found = _field_of(_holder(element, first, facts), first)
    values: tuple[Value, ...] = found.values if found is not None else ()
    for step in rest:
        inner = [value.fields.get(step.name) for value in values if isinstance(value, Record)]
        values = tuple(one for each in inner if each is not None for one in each.values)
    texts = tuple(text for value in values if (text := _text(value)))
    return Known(texts, whole=bool(texts))


def near(element: Element, word: Word, facts: Facts) -> Near:
    """The elements that a step leads to from this one."""
    if word.name == MODEL:
        header = facts.header("threat-model")
        return Near((header,) if header is not None else (), whole=header is not None)
    if word.named_in:
        if not element.id:
            return Near((), whole=False)
        named_by = [one.element for one in facts.references_to(element, *word.named_in)]
        return Near(tuple(dict.fromkeys(one for one in named_by if one.kind in word.kinds)))
    if word.name not in element.fields:
        return Near((), whole=word.kept)
    texts = element.texts(word.name)
    found = [facts.named(defaults.without_prefix(text), *word.kinds) for text in texts]
    whole = all(found) and (bool(texts) or isinstance(element.fields[word.name].content, tuple))
    return Near(tuple(dict.fromkeys(one for each in found for one in each)), whole)


def _holder(element: Element, word: Word, facts: Facts) -> Element | None:
    """The element that holds a field: each part of a model's header is one of its own."""
    return facts.header(word.name) if element.kind is Kind.MODEL else element


def _field_of(holder: Element | None, word: Word) -> Field | None:
    return holder.fields.get(word.name) if holder is not None else None


def _of_itself(element: Element, word: Word) -> Known:
    match word.name:
        case "id":
            return Known((element.id,)) if element.id and not element.derived else UNKNOWN
        case "kind":
            return Known((element.kind.value,))
        case _:
            return UNKNOWN


def _in_field(holder: Element | None, word: Word) -> Known:
    field = _field_of(holder, word)
    if field is None:
        return Known((), whole=word.kept)
    texts = tuple(text for value in field.values if (text := _text(value, word)))
    if not texts:
        return Known((), whole=isinstance(field.content, tuple) and not field.values)
    if word.sort is Sort.FLAG:
        said = tuple(text.lower() for text in texts if text.lower() in ("true", "false"))
        return Known(said, whole=len(said) == len(texts))
    if word.values:
        # A word that nobody knows is FW003's matter, and tells nothing here.
        said = tuple(text for text in texts if text in word.values)
        return Known(said, whole=len(said) == len(texts))
    return Known(texts)


def _text(value: Value, word: Word | None = None) -> str:
    """What a value says; a template's leftover says nothing, and `none` only where that is an answer."""
    if isinstance(value, Record):
        return ""
    text = value.text.strip()
    if word is not None and word.none_counts and text.lower() == "none":
        return text
    return "" if text and defaults.is_leftover(text) else text


def _says(value: Value, word: Word) -> bool:
    return bool(value.fields) if isinstance(value, Record) else bool(_text(value, word))


# -- what follows from other facts
def _one(value: str) -> Known:
    return Known((value,)) if value else UNKNOWN


def _sensitivity(asset: Element, facts: Facts) -> Known:
    found = defaults.sensitivity(asset, facts.scale)
    return _one(found.value if found else "")


def _class(asset: Element, facts: Facts) -> Known:
    del facts
    return Known(defaults.classes(asset)) if asset.text("type") in catalog.types() else UNKNOWN


def _owner(element: Element, facts: Facts) -> Known:
    found = defaults.owner(element, facts)
    return _one(found.value if found and not defaults.is_leftover(found.value) else "")


def _encrypted(flow: Element, facts: Facts) -> Known:
    del facts
    found = defaults.encrypted(flow)
    return _one(str(found.value).lower() if found else "")


def _trust(element: Element, facts: Facts) -> Known:
    found = defaults.trust(element, facts)
    return _one(found.value if found else "")


def _severity(threat: Element, facts: Facts) -> Known:
    del facts
    return _one(defaults.severity(threat))


def _category(threat: Element, facts: Facts) -> Known:
    del facts
    found = defaults.categories(threat)
    return Known(found.value) if found else UNKNOWN


def _answer(threat: Element, facts: Facts) -> Known:
    return Known((answered(threat, facts).grade.name.lower(),))


def _status(mitigation: Element, facts: Facts) -> Known:
    del facts
    return _one(mitigation_status(mitigation))


def _help(mitigation: Element, facts: Facts) -> Known:
    del facts
    return _one(mitigation_kind(mitigation))


def _validity(assumption: Element, facts: Facts) -> Known:
    return _one(validity(assumption, facts))


def _stage(header: Element, facts: Facts) -> Known:
    del header
    return _one(defaults.stage(facts).value)


def _need(header: Element, facts: Facts) -> Known:
    del header
    return _one(str(facts.need.level))


_FOLLOW: Mapping[tuple[Kind, str], Callable[[Element, Facts], Known]] = {
    (Kind.ASSET, "sensitivity"): _sensitivity,
    (Kind.ASSET, "class"): _class,
    (Kind.ASSET, "owner"): _owner,
    (Kind.COMPONENT, "owner"): _owner,
    (Kind.COMPONENT, "trust"): _trust,
    (Kind.ACTOR, "trust"): _trust,
    (Kind.ZONE, "trust"): _trust,
    (Kind.FLOW, "encrypted"): _encrypted,
    (Kind.THREAT, "severity"): _severity,
    (Kind.THREAT, "category"): _category,
    (Kind.THREAT, "answer"): _answer,
    (Kind.MITIGATION, "status"): _status,
    (Kind.MITIGATION, "kind"): _help,
    (Kind.ASSUMPTION, "validity"): _validity,
    (Kind.MODEL, "stage"): _stage,
    (Kind.MODEL, "need"): _need,
}
