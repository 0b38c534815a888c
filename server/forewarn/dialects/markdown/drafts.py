"""Elements in the making: what a unit's readers find, before identifiers and links are settled."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forewarn.dialects.markdown.names import slug
from forewarn.model.elements import Element, Field, Record, Section, Text
from forewarn.model.kinds import Kind
from forewarn.syntax.markdown.inline import plain
from forewarn.text.position import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forewarn.syntax.markdown.passage import Passage

TITLES = {Kind.ASSUMPTION: "statement", Kind.QUESTION: "ask", Kind.MODEL: "threat-model"}
"""The field that holds what an element is called, where it is not `title`."""


_ENDS = re.compile(r"([^→:<>]+?)\s*(→|⟶|➔|⇒|↔|⟷|⇄|⇆|<?[-=]{1,2}>)\s*([^→⟶➔⇒↔⟷<>:(]+?)\s*(?:[:(].*)?$", re.DOTALL)
"""How a flow's title says where it begins and ends."""
_LONGEST = 200
"""So many characters of text at most are a title with two ends."""
_WORDED = frozenset({"title", "description"})


def down(span: Span, lines: int) -> Span:
    """The span, moved; the same object where it does not move."""
    return span.down(lines) if lines else span


@dataclass(slots=True, eq=False)
class Draft:
    """An element being read. Spans are already relative to the item.

    `answers` are the mitigations that belong to a threat, each with the place that says so; `candidates` identifiers
    in its text, `answered_as` those that alone tell how it is answered ("see T2"), `targets` names of what it hurts,
    `for_threats` identifiers of the threats that a mitigation is for: all to be looked up in the whole document.
    `number` is a bare number that labels it. `heading` says that its own heading names it, `above` that a mitigation's
    heading says so ("Mitigation: …"): it answers the threat above it. `weak`: its status was said of a part of it only,
    and holds unless something answers it; `blank`: an empty cell says so, which holds unless something does elsewhere.
    `worded`: the passages that tell a threat.
    """

    kind: Kind
    span: Span
    id: str = ""
    id_span: Span | None = None
    fields: dict[str, Field] = field(default_factory=dict[str, Field])
    answers: list[tuple[Draft, Span]] = field(default_factory=list["tuple[Draft, Span]"])
    named: list[Text] = field(default_factory=list[Text])
    candidates: list[Text] = field(default_factory=list[Text])
    answered_as: list[Text] = field(default_factory=list[Text])
    targets: list[tuple[Text, Span | None]] = field(default_factory=list[tuple[Text, Span | None]])
    for_threats: list[Text] = field(default_factory=list[Text])
    record: dict[str, tuple[str, Span]] = field(default_factory=dict[str, tuple[str, Span]])
    section: Section | None = None
    number: str = ""
    heading: bool = False
    above: bool = False
    weak: bool = False
    blank: bool = False
    worded: list[tuple[Passage, int]] = field(default_factory=list["tuple[Passage, int]"])

    @property
    def title(self) -> str:
        """What it is called."""
        found = self.fields.get(TITLES.get(self.kind, "title"))
        return found.texts[0].text if found and found.texts else ""

    def text(self, name: str) -> str:
        """The first text of the field `name`; empty where it is not set."""
        found = self.fields.get(name)
        return found.texts[0].text if found and found.texts else ""

    def put(self, name: str, text: str, span: Span, key: Span | None = None) -> None:
        """Set the field `name`, unless it is set or there is nothing to set."""
        if text and name not in self.fields:
            self.fields[name] = Field(name, key or span, span, Text(text, span))

    def put_passage(self, name: str, passage: Passage, lines: int, key: Span | None = None) -> None:
        """Set the field `name` to a passage that stands `lines` lines further down."""
        text = plain(passage.text)
        if text:
            if self.kind is Kind.THREAT and name in _WORDED and name not in self.fields:
                self.worded.append((passage, lines))
            self.put(name, text, down(passage.whole, lines), key)
            if self.kind is Kind.FLOW and name == "title":
                self._put_ends(passage, lines)

    def _put_ends(self, passage: Passage, lines: int) -> None:
        """Where a flow that is called "Desk → Store" begins and ends."""
        found = _ENDS.match(passage.text) if len(passage.text) <= _LONGEST else None
        if found is None:
            return
        for name, group in (("from", 1), ("to", 3)):
            end = passage.cut(*found.span(group))
            self.put(name, plain(end.text).strip(" `*_"), down(end.whole, lines))
        if found[2][0] in "<↔⟷⇄⇆":
            self.put("both-ways", "true", down(passage.cut(*found.span(2)).whole, lines))

    def add(self, name: str, texts: Iterable[Text], key: Span | None = None) -> None:
        """Add to the list field `name`."""
        new = tuple(texts)
        if not new:
            return
        before = self.fields.get(name)
        known = before.texts if before else ()
        have = {text.text for text in known}
        values = (*known, *(text for text in new if text.text not in have))
        span = Span(min(v.span.start for v in values), max(v.span.end for v in values))
        self.fields[name] = Field(name, before.key if before else key or new[0].span, span, values)

    def decide(self, kind: str, span: Span, values: dict[str, tuple[str, Span]] | None = None) -> None:
        """Record the decision `kind` (or complete the one that is there) with the values that the text states."""
        before = self.fields.get("decision")
        fields: dict[str, Field] = {}
        if before and isinstance(before.content, Record):
            fields.update(before.content.fields)
        if kind and "kind" not in fields:
            fields["kind"] = Field("kind", span, span, Text(kind, span))
        for name, (text, place) in (values or {}).items():
            if text and name not in fields:
                fields[name] = Field(name, place, place, Text(text, place))
        if "kind" not in fields:
            return
        places = [f.span for f in fields.values()]
        whole = Span(min(p.start for p in places), max(p.end for p in places))
        self.fields["decision"] = Field("decision", whole, whole, Record(fields, whole))


def finish(drafts: Iterable[Draft], item: int) -> tuple[tuple[Element, ...], tuple[Draft, ...]]:
    """The elements of the item `item` in the order of their places, and the drafts they were made of, one to one."""
    chosen = sorted(drafts, key=lambda d: (d.span.start, -d.span.end.line))
    identifiers: dict[int, str] = {}
    used: set[tuple[Kind, str]] = set()
    reached: dict[tuple[Kind, str], int] = {}
    for draft in chosen:
        if draft.id:
            identifiers[id(draft)] = draft.id
            used.add((draft.kind, draft.id))
    for draft in chosen:
        if not draft.id and draft.kind not in (Kind.QUESTION, Kind.REVIEW, Kind.MODEL):
            made = slug(draft.title)
            number = reached.get((draft.kind, made), 1)
            while (draft.kind, made if number == 1 else f"{made}-{number}") in used:
                number += 1
            reached[draft.kind, made] = number
            identifiers[id(draft)] = made if number == 1 else f"{made}-{number}"
            used.add((draft.kind, identifiers[id(draft)]))
    elements: list[Element] = []
    for draft in chosen:
        links = [
            Text(identifiers[id(other)], span, _why(draft, other))
            for other, span in draft.answers
            if id(other) in identifiers
        ]
        draft.add("mitigations", [*links, *draft.named])
        elements.append(
            Element(
                kind=draft.kind,
                id=identifiers.get(id(draft), ""),
                span=draft.span,
                item=item,
                fields=draft.fields,
                id_span=draft.id_span,
                derived=not draft.id and id(draft) in identifiers,
                section=draft.section,
            )
        )
    return tuple(elements), tuple(chosen)


def _why(threat: Draft, answer: Draft) -> str:
    """Why a mitigation answers a threat, from where the two stand."""
    if answer.span == threat.span:
        return "same table row"
    if threat.heading:
        return "under its heading"
    if threat.span.start <= answer.span.start and answer.span.end <= threat.span.end:
        return "same item"
    return "same section"
