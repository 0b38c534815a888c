"""What may stand as the value of a field: choices, types, names of this model, reference ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.catalog import reference_search
from forewarn.model.kinds import Kind
from forewarn.model.paved import DEVIATES
from forewarn.model.references import CHECK
from forewarn.model.scale import USUAL
from forewarn.model.schema import FieldSpec, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forewarn.model.configuration import PavedPath
    from forewarn.model.elements import Element
    from forewarn.model.scale import Scale
    from forewarn.model.whole import Whole

_MANY = 50
"""How many reference ids are offered at once."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A value. `kind` is choice, type, name, id or word; `more` are further words to find it by."""

    label: str
    kind: str
    detail: str = ""
    topic: str = ""
    more: str = ""


def offers(
    path: str, spec: FieldSpec, element: Element | None, whole: Whole | None, typed: str, before: str = ""
) -> Iterator[Offer]:
    """What the field `spec`, which `path` (such as threat.severity) leads to, takes: the likeliest first.

    `element` is the element that has it, as far as it can be read; `typed` is what is typed already, `before` the words
    of the value that stand in front of that.
    """
    match spec.shape:
        case Shape.CHOICE:
            yield from _choices(path, spec, whole.facts.scale if whole is not None else USUAL)
        case Shape.FLAG:
            yield Offer("true", "word")
            yield Offer("false", "word")
        case Shape.PAVED_PATH:
            yield Offer("true", "word", "goes the standard way to production")
            yield Offer("false", "word", "does not")
        case Shape.CATEGORY:
            for category in catalog.categories().values():
                yield Offer(category.id, "choice", category.plain, f"category:{category.id}")
        case Shape.TYPE:
            yield from _types(spec, whole.facts.settings.paved_path if whole is not None else None)
        case Shape.NAME | Shape.NAMES:
            if whole is not None:
                yield from _names(spec, element, whole, typed)
        case Shape.REFERENCE_IDS:
            yield from _reference_ids(element, typed)
        case Shape.DATE:
            if whole is not None:
                yield Offer(whole.today.isoformat(), "choice", "today")
        case Shape.TEXT:
            yield from _of_text(path, spec, whole, before)
        case _:
            return


def _choices(path: str, spec: FieldSpec, scale: Scale) -> Iterator[Offer]:
    """The field's choices; a sensitivity in an organisation's own word, where it has one."""
    for choice, about in spec.choices.items():
        word = scale.shown(choice) if path == "asset.sensitivity" else choice
        if word == choice:
            yield Offer(choice, "choice", about, f"choice:{path}.{choice}")
        else:
            yield Offer(word, "choice", f"{choice}: {about}", f"choice:{path}.{word}", choice)


def _of_text(path: str, spec: FieldSpec, whole: Whole | None, before: str) -> Iterator[Offer]:
    """What is usual where any text may stand: protocols, the words of a claim."""
    if path == f"assumption.{CHECK}":
        yield from _claim_words(whole, before)
    elif spec.name == "protocol":
        for name in catalog.protocol_names():
            known = catalog.encrypted_by_protocol(name)
            yield Offer(name, "choice", {True: "encrypted", False: "not encrypted", None: ""}[known])


def _claim_words(whole: Whole | None, before: str) -> Iterator[Offer]:
    """What may follow in a claim: words of its language, and names of the kinds that are meant there."""
    from forewarn.model.claims import expected  # noqa: PLC0415 - only where somebody types a claim

    words, kinds = expected(before)
    for word in words:
        yield Offer(word, "word")
    found = whole.elements(*kinds) if whole is not None and kinds else ()
    for one in sorted(found, key=lambda one: kinds.index(one.kind)):
        if one.id and not one.derived:
            detail = one.title or one.text("type") or str(one.kind)
            yield Offer(one.id, "name", f"{one.kind}: {detail}", f"element:{one.id}", one.title)


def _types(spec: FieldSpec, path: PavedPath | None) -> Iterator[Offer]:
    """The catalogue's types of this sort; of mitigations those first that the paved path brings."""
    match spec.catalogue:
        case "asset" | "component":
            for entry in catalog.types_for(spec.catalogue):
                yield Offer(entry.id, "type", entry.label, f"type:{entry.id}", " ".join(entry.aliases))
        case "threat":
            for threat in catalog.threat_types().values():
                yield Offer(threat.id, "type", threat.title, f"threat:{threat.id}")
        case _:
            provided: Mapping[str, str] = path.provides if path else {}
            known = [one for one in catalog.mitigation_types().values() if not one.deprecated]
            for mitigation in sorted(known, key=lambda one: one.id not in provided):
                if spec.name != DEVIATES or not provided or mitigation.id in provided:
                    held = f"held by {path.called}: " if path and mitigation.id in provided else ""
                    yield Offer(mitigation.id, "type", f"{held}{mitigation.title}", f"mitigation:{mitigation.id}")


def _names(spec: FieldSpec, element: Element | None, whole: Whole, typed: str) -> Iterator[Offer]:
    """This model's identifiers of the kinds that the field takes; mitigations that answer the threat's sort first.

    A kind in front, as in `asset:session`, narrows them.
    """
    prefix = typed.partition(":")[0] if ":" in typed else ""
    kinds = tuple(kind for kind in spec.of if kind == prefix) or spec.of
    found = [one for one in whole.elements(*kinds) if one.id and not one.derived and one is not element]
    found.sort(key=lambda one: spec.of.index(one.kind))
    if spec.name == "mitigations" and element is not None:
        good = [one.id for one in catalog.mitigations_for_threat(element.text("type"), element.names("category"))]
        rank = {name: place for place, name in enumerate(good)}
        found.sort(key=lambda one: rank.get(one.text("type"), len(rank)))
    for one in found:
        detail = one.title or one.text("type") or str(one.kind)
        yield Offer(one.id, "name", f"{one.kind}: {detail}", f"element:{one.id}", one.title)


def _reference_ids(element: Element | None, typed: str) -> Iterator[Offer]:
    """Reference ids: those of the element's type first, then those that the typed words may mean."""
    own = catalog.threat_types().get(element.text("type")) if element and element.kind is Kind.THREAT else None
    answer = catalog.mitigation_types().get(element.text("type")) if element and not own else None
    first = own.references if own else answer.references if answer else ()
    found = {one.written: one.title for reference in first for one in reference_search.search(reference, 1)}
    found |= {one.written: one.title for one in reference_search.search(typed, _MANY) if one.written not in found}
    for written, title in found.items():
        yield Offer(written, "id", title, f"reference:{written}", title)
