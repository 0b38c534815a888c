"""Words that mean something to forewarn, for an editor to colour: names, types, choices, reference ids, claims.

A calm set: keys, prose and punctuation are left to the editor's own grammar, and so is every word that means nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from forewarn.catalog import reference_ids, types
from forewarn.catalog.mitigation_types import mitigation_types
from forewarn.catalog.reference_ids import Status
from forewarn.catalog.threat_types import threat_types
from forewarn.features.names import mentions_at, named_by, own_name
from forewarn.model.claims import Claim, parse
from forewarn.model.elements import Record
from forewarn.model.kinds import Kind
from forewarn.model.references import CHECK, references, span_in
from forewarn.model.schema import Shape, schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forewarn.features.view import View
    from forewarn.model.elements import Element, Field, Text
    from forewarn.model.reading import Item
    from forewarn.model.schema import FieldSpec
    from forewarn.text.document import Document
    from forewarn.text.position import Span

_WORD = re.compile(r"\S+")
_OLD = (Status.DEPRECATED, Status.REVOKED)


class Sort(StrEnum):
    """What a word is."""

    NAME = "name"
    """Names an element."""
    TYPE = "type"
    """A type of the catalogue."""
    CHOICE = "choice"
    """One of the words that a field may have."""
    REFERENCE_ID = "reference id"
    """An entry of a public list."""
    CLAIM = "claim"
    """A word of the language of claims."""


class Token(NamedTuple):
    """A word on one line. `own` says that it is the name of what stands there, `old` that its entry is no more."""

    span: Span
    sort: Sort
    own: bool = False
    old: bool = False


class _Found(NamedTuple):
    """A token in an item; `name` is what has to be the name of an element for it to be one."""

    token: Token
    name: str


@dataclass(slots=True)
class Colours:
    """The tokens of one file, again and again: what an item that did not change holds is known."""

    _known: dict[int, tuple[_Found, ...]] = field(default_factory=dict[int, "tuple[_Found, ...]"])

    def of(self, view: View, first: int = 0, last: int | None = None) -> list[Token]:
        """The tokens in the lines from `first` to `last`, in their order; none lies over another."""
        before, self._known = self._known, {}
        found: list[Token] = []
        for part in view.reading.parts:
            analysis = view.analysis_of(part)
            for item, start in zip(part.items, part.starts, strict=True):
                own = before.get(item.serial)
                if last is not None and not (start <= last and first < start + item.line_count):
                    if own is not None:
                        self._known[item.serial] = own
                    continue
                if own is None:
                    own = tuple(_in_item(item, start, view.document))
                self._known[item.serial] = own
                for token, name in own:
                    if not name or (analysis and (name in analysis.index.by_id or name in analysis.index.told)):
                        found.append(token._replace(span=token.span.down(start)))
        return _apart(found, first, last)


def _apart(found: list[Token], first: int, last: int | None) -> list[Token]:
    """The tokens on these lines, sorted, without those that begin inside another."""
    kept: list[Token] = []
    for token in sorted(found, key=lambda one: (one.span.start, not one.own)):
        (line, start), (end_line, end) = token.span
        if line != end_line or start >= end or line < first or (last is not None and line > last):
            continue
        if not kept or kept[-1].span.end <= token.span.start:
            kept.append(token)
    return kept


def _in_item(item: Item, start: int, document: Document) -> Iterator[_Found]:
    """The tokens of an item, relative to its first line `start`."""
    for element in item.elements:
        if element.id and not element.derived and element.id_span:
            own = own_name(element, start, document)
            if own.written:
                yield _Found(Token(own.span.down(-start), Sort.NAME, own=True), "")
        for one in references(element):
            if one.text.span.start < one.text.span.end:
                for said in named_by(one, start, document):
                    if said.written and document.slice(said.span) == one.name:
                        yield _Found(Token(said.span.down(-start), Sort.NAME), "")
        yield from _in_fields(element.fields, schema().kinds[element.kind].fields)
        yield from _in_claims(element)
        if element.recorded:
            for line in range(element.span.start.line + start, element.span.end.line + start + 1):
                for span, name in mentions_at(element, line, start, document):
                    yield from _mentioned(span.down(-start), name)
    for mention in item.mentions:
        yield from _mentioned(mention.span, mention.name)


def _mentioned(span: Span, name: str) -> Iterator[_Found]:
    if reference_ids.parse(name):
        yield _Found(_reference_id(span, name), "")
    else:
        yield _Found(Token(span, Sort.NAME), name)


def _in_fields(fields: Mapping[str, Field], specs: Mapping[str, FieldSpec]) -> Iterator[_Found]:
    for name, one in fields.items():
        spec = specs.get(name)
        if spec is None:
            continue
        for text in one.texts:
            token = _of_value(text, spec)
            if token is not None:
                yield _Found(token, "")
        for value in one.values if spec.fields else ():
            if isinstance(value, Record):
                yield from _in_fields(value.fields, spec.fields)


def _of_value(text: Text, spec: FieldSpec) -> Token | None:
    said = text.text.strip()
    if spec.shape is Shape.REFERENCE_IDS:
        return _reference_id(text.span, said) if reference_ids.parse(said) else None
    if spec.shape is Shape.TYPE:
        return Token(text.span, Sort.TYPE) if said in _types(spec.catalogue) else None
    return Token(text.span, Sort.CHOICE) if said in spec.choices else None


def _types(catalogue: str) -> Mapping[str, object]:
    return {"threat": threat_types(), "mitigation": mitigation_types()}.get(catalogue, types())


def _reference_id(span: Span, text: str) -> Token:
    found = reference_ids.check(text)
    return Token(span, Sort.REFERENCE_ID, old=found is not None and found.status in _OLD)


def _in_claims(element: Element) -> Iterator[_Found]:
    """The words of an assumption's claim that are no names."""
    if element.kind is not Kind.ASSUMPTION or not element.recorded:
        return
    for text in element.texts(CHECK):
        claim = parse(text.text)
        if not isinstance(claim, Claim):
            continue
        names = {(name.start, name.end) for name in claim.names}
        for word in _WORD.finditer(text.text):
            if word.span() not in names:
                span = span_in(text, *word.span())
                if span != text.span:
                    yield _Found(Token(span, Sort.CLAIM), "")
