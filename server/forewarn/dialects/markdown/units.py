"""One unit of a document to an item: a heading, the blocks under it, or a heading that is an element with its body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from forewarn.dialects.markdown.answers import threats_in
from forewarn.dialects.markdown.bodies import BodyReader
from forewarn.dialects.markdown.collect import Collector
from forewarn.dialects.markdown.directives import allowed
from forewarn.dialects.markdown.drafts import down, finish
from forewarn.dialects.markdown.fences import read_diagrams, read_models
from forewarn.dialects.markdown.head import model_draft
from forewarn.dialects.markdown.names import IDENTIFIER
from forewarn.dialects.markdown.pictures import shows_picture
from forewarn.dialects.markdown.prose import Prose
from forewarn.dialects.markdown.section import SectionReader
from forewarn.dialects.markdown.vocabulary import Topic, category_heading, folded, role, topic
from forewarn.dialects.markdown.wording import (
    is_about_security,
    names_both,
    sounds_hostile,
    speaks_of_plans,
    speaks_of_security,
    summarises,
)
from forewarn.model.elements import Record, Section
from forewarn.model.kinds import Kind
from forewarn.model.reading import Candidate, Item, SectionHead, Wording, new_serial
from forewarn.syntax.markdown.blocks import Paragraph
from forewarn.syntax.markdown.inline import plain
from forewarn.text.position import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forewarn.dialects.markdown.context import Place
    from forewarn.dialects.markdown.drafts import Draft
    from forewarn.model.elements import Element, Text
    from forewarn.syntax.markdown.blocks import Part
    from forewarn.syntax.problem import Problem

Placed = tuple["Part", int]
"""A part, and how many lines further down it stands in the unit than its own spans say."""


@dataclass(frozen=True, slots=True)
class Pending:
    """What an element's text says that only the whole document can settle.

    `title` is its title folded for comparison, `number` the number that labels it in its section. The texts are
    identifiers (and, for `targets`, names) as written. `above`: it answers the threat that stands above it;
    `answered_as`: threats whose answers are its own. `blank`: only an empty cell says that nothing answers it.
    """

    title: str
    number: str
    heading: bool
    candidates: tuple[Text, ...]
    targets: tuple[Text, ...]
    for_threats: tuple[Text, ...]
    above: bool = False
    answered_as: tuple[Text, ...] = ()
    blank: bool = False


def _candidates(elements: Iterable[Element], pending: Iterable[Pending]) -> Iterator[Candidate]:
    """The names in a threat's own text that may be those of elements in other files of the model."""
    for element, own in zip(elements, pending, strict=False):
        if element.kind is Kind.THREAT:
            for name in (*own.candidates, *own.targets):
                yield Candidate(element.kind, element.span, name)


Called = tuple[tuple["Kind", str], int]
"""A kind with an identifier or a folded title, and the index of the element that is called so."""


class Names(NamedTuple):
    """What the elements of a unit are called, made once for the whole document to look through.

    `given` identifiers in the text, `made` ones that are derived; `headings` titles of elements with a heading of their
    own, `others` of the rest; `numbers` labels like "M3" (the section's initial and a number) with the element's index;
    `leading` identifiers that titles begin with, which count if an element has them: "T-02 Logs edited".
    `summarised` threats that a summary names, with their categories.
    """

    given: tuple[Called, ...] = ()
    made: tuple[Called, ...] = ()
    headings: tuple[Called, ...] = ()
    others: tuple[Called, ...] = ()
    numbers: tuple[tuple[str, int], ...] = ()
    leading: tuple[Called, ...] = ()
    linking: tuple[int, ...] = ()
    summarised: tuple[Called, ...] = ()


_NONE = Names()


@dataclass(frozen=True, slots=True, eq=False)
class Raw:
    """A unit as read by itself. `pending` goes with the item's elements, one to one.

    `signature` is all of it that other units may depend on but the places, which `places` holds.
    """

    item: Item
    pending: tuple[Pending, ...] = ()
    links: tuple[str, ...] = ()
    section: int = 0
    signature: tuple[object, ...] = ()
    places: tuple[object, ...] = ()
    names: Names = _NONE


def read_heading(part: Part, lines: int, place: Place, problems: tuple[Problem, ...]) -> Raw:
    """The item of a heading by itself, `lines` long, with all problems of its part."""
    prose = Prose(place.path)
    if part.heading is not None:
        prose.mention(part.heading.text, -part.first)
    mentions, remarks = tuple(prose.mentions), tuple(prose.remarks)
    heads = _heads([(part, -part.first)], place)
    return Raw(Item(new_serial(), lines, problems=problems, mentions=mentions, remarks=remarks, sections=heads))


def _heads(parts: Sequence[Placed], place: Place) -> tuple[SectionHead, ...]:
    """The heading of the last of these parts, which is a section's."""
    part, shift = parts[-1]
    if part.heading is None:
        return ()
    title, span = plain(part.heading.text.text), down(part.heading.span, shift)
    return (SectionHead(place.topic or "", title, part.heading.level, span, place.told),)


def read_body(parts: Sequence[Placed], place: Place, lines: int, problems: tuple[Problem, ...]) -> Raw:
    """The item of the blocks under a heading."""
    into = Collector(place)
    reader = SectionReader(into, BodyReader(into))
    for part, shift in parts:
        reader.section(part.blocks, shift, place.topic, place.category)
    return _raw(into, parts, lines, problems, place.section)


def read_whole(parts: Sequence[Placed], place: Place, lines: int, problems: tuple[Problem, ...]) -> Raw:
    """The item of whole parts: the head of the document, a heading that is an element, or blocks without a heading."""
    serial = new_serial()
    into = Collector(place)
    bodies = BodyReader(into)
    section = place.section
    links: tuple[str, ...] = ()
    document: Draft | None = None
    if place.title:
        document, links = model_draft(parts)
        last, shift = parts[-1]
        if last.heading is not None:
            section = Section(plain(last.heading.text.text), serial, down(last.heading.text.whole, shift))
    if place.kind is not None and parts[0][0].heading is not None:
        _element(into, bodies, parts, place.kind)
    else:
        reader = SectionReader(into, bodies)
        for part, shift in parts:
            # What stands before the first heading is not yet in its section.
            before = part.heading is None and bool(place.title)
            reader.section(part.blocks, shift, None if before else place.topic, "" if before else place.category)
    if document is not None:
        into.drafts.insert(0, document)
    return _raw(into, parts, lines, problems, section, serial=serial, links=links)


_ROLES = {Topic.MITIGATIONS: "mitigation", Topic.ASSUMPTIONS: "assumption", Topic.THREATS: "threat"}
_HALF = 0.5


def _element(into: Collector, bodies: BodyReader, parts: Sequence[Placed], kind: Kind) -> None:
    """Read a heading as an element of `kind`, with its own part and those of the headings below it as its body."""
    first, shift = parts[0]
    heading = first.heading
    if heading is None:
        return
    spans = [down(b.span, moved) for p, moved in parts for b in (*((p.heading,) if p.heading else ()), *p.blocks)]
    span = Span(down(heading.span, shift).start, max(one.end for one in spans))
    draft = into.headed(kind, heading.text, span, shift)
    if into.place.double:
        # "Malicious insider", with what stops it: somebody, and what they threaten to do.
        draft = into.headed(Kind.THREAT, heading.text, span, shift)
        draft.id, draft.id_span = "", None
    into.categorise(draft, category_heading(heading.text.text))
    bodies.body(draft, first.blocks, shift)
    for block in first.blocks if kind is Kind.MITIGATION else ():
        if isinstance(block, Paragraph):
            draft.for_threats += threats_in(block.text, shift)
    for part, moved in parts[1:]:
        name = _role_of(part)
        bodies.body(draft, part.blocks, moved, "description" if name == "threat" and kind is Kind.THREAT else name)
    into.settle(draft, into.place.topic)
    if kind is Kind.MITIGATION:
        # A threat told below a mitigation is one of its own: the mitigation ends before it.
        below = min((one.span.start for one in into.drafts if one.kind is Kind.THREAT), default=span.end)
        draft.span = Span(span.start, max([spans[0].end, *(one.end for one in spans if one.end <= below)]))
    _told_together(into, draft, parts)


def _told_together(into: Collector, draft: Draft, parts: Sequence[Placed]) -> None:
    """In a section of threats and controls, the only paragraph below a threat that tells no more is its control."""
    path, (first, shift) = into.place.path, parts[0]
    above = path[-2] if len(path) > 1 else ""
    if draft.kind is not Kind.THREAT or draft.answers or "status" in draft.fields or len(parts) > 1:
        return
    if len(first.blocks) != 1 or not isinstance(first.blocks[0], Paragraph) or not names_both(above):
        return
    block = first.blocks[0]
    made = into.named(Kind.MITIGATION, block.text, down(block.span, shift), shift)
    draft.answers.append((made, made.span))


def _role_of(part: Part) -> str:
    """What stands under a heading below an element's: its mitigations, for instance, or its severity."""
    if part.heading is None:
        return ""
    title = part.heading.text.text
    found = topic(title)
    return role(title) or (_ROLES.get(found.topic, "") if found and found.share >= _HALF else "")


def _raw(
    into: Collector,
    parts: Sequence[Placed],
    lines: int,
    problems: tuple[Problem, ...],
    section: Section | None,
    *,
    serial: int = 0,
    links: tuple[str, ...] = (),
) -> Raw:
    serial, place = serial or new_serial(), into.place
    prose = Prose(place.path)
    for part, shift in parts:
        if part.heading is not None and (place.kind is not None or place.title):
            prose.mention(part.heading.text, shift)
        prose.blocks(part.blocks, shift)
    drawn = read_diagrams(into)
    native: list[Element] = []
    more: list[Problem] = []
    for part, shift in parts:
        found, wrong = read_models(part.blocks, shift, serial)
        native += found
        more += wrong
    planned = any(map(speaks_of_plans, place.path[1:]))
    for draft in into.drafts:
        if draft.kind is not Kind.MODEL:
            draft.section = section
        if draft.kind is Kind.MITIGATION and planned:
            draft.put("status", "planned", Span(draft.span.start, draft.span.start))
    elements, drafts = finish(_of_ours(allowed(into.drafts, parts), place), serial)
    pending = tuple(_pending(element, draft) for element, draft in zip(elements, drafts, strict=True))
    pending += tuple(Pending(folded(element.title), "", False, (), (), ()) for element in native)  # noqa: FBT003
    item = Item(
        serial,
        lines,
        (*elements, *native),
        (*problems, *more),
        (*prose.mentions, *drawn),
        tuple(prose.sentences),
        tuple(prose.remarks),
        tuple(_candidates(elements, pending)),
        tuple(Wording(e.span, *one) for e, d in zip(elements, drafts, strict=True) for one in d.worded),
        _heads(parts, place) if place.title else (),
        bool(native),
        pictured=any(shows_picture(part.blocks) for part, _ in parts),
    )
    signature = tuple(
        (
            element.kind,
            element.id,
            element.derived,
            len(element.fields),
            element.text("status"),
            element.text("category"),
            element.text("severity"),
            element.names("mitigations"),
            _decided(element),
            _signed(own),
        )
        for element, own in zip(item.elements, pending, strict=True)
    )
    initial = section.title.lstrip("0123456789. ")[:1].upper() if section and any(p.number for p in pending) else ""
    signature = (initial, *signature)
    places = tuple(
        (
            element.anchor.start,
            *(text.span for group in (own.candidates, own.targets, own.for_threats) for text in group),
        )
        for element, own in zip(item.elements, pending, strict=True)
    )
    return Raw(item, pending, links, section.item if section else 0, signature, places, _names(item, pending))


def _of_ours(drafts: Sequence[Draft], place: Place) -> Sequence[Draft]:
    """The drafts without risks of delivery, and what answers them, in documents about other things."""
    if place.model or any(map(speaks_of_security, place.path)):
        return drafts
    other = [draft for draft in drafts if draft.kind is Kind.THREAT and _is_of_delivery(draft)]
    gone = {id(draft) for draft in other} | {id(answer) for draft in other for answer, _ in draft.answers}
    return [draft for draft in drafts if id(draft) not in gone] if gone else drafts


def _is_of_delivery(draft: Draft) -> bool:
    if draft.id or draft.title.rstrip().endswith("?"):
        return not draft.id and not sounds_hostile(draft.title)
    return not is_about_security(f"{draft.title} {draft.text('description')}")


def _names(item: Item, pending: tuple[Pending, ...]) -> Names:
    # Elements of an embedded model are records: what the document tells of them is joined later, over all files.
    pairs = [(n, (e, own)) for n, (e, own) in enumerate(zip(item.elements, pending, strict=True)) if not e.recorded]
    titled = [(n, e, own) for n, (e, own) in pairs if own.title and e.kind is not Kind.MODEL]
    return Names(
        given=tuple(((e.kind, e.id), n) for n, (e, _) in pairs if e.id and not e.derived),
        made=tuple(((e.kind, e.id), n) for n, (e, _) in pairs if e.derived),
        headings=tuple(((e.kind, own.title), n) for n, e, own in titled if own.heading),
        others=tuple(((e.kind, own.title), n) for n, e, own in titled if not own.heading),
        numbers=tuple(
            (e.section.title.lstrip("0123456789. ")[:1].upper() + own.number, n)
            for n, (e, own) in pairs
            if own.number and e.section
        ),
        leading=tuple(((e.kind, m[0]), n) for n, e, _ in titled if e.derived and (m := IDENTIFIER.match(e.title))),
        summarised=tuple(
            ((e.kind, e.text("category")), n)
            for n, e, own in titled
            if e.kind is Kind.THREAT and not own.heading and e.section and summarises(e.section.title)
        ),
        linking=tuple(n for n, (_, own) in pairs if own.candidates or own.targets or own.for_threats or own.above),
    )


def _decided(element: Element) -> tuple[tuple[str, str], ...]:
    decision = element.field("decision")
    if decision is None or not isinstance(decision.content, Record):
        return ()
    return tuple((name, field.texts[0].text) for name, field in decision.content.fields.items() if field.texts)


def _signed(own: Pending) -> tuple[object, ...]:
    groups = (own.candidates, own.targets, own.for_threats, own.answered_as)
    texts = tuple(tuple(text.text for text in group) for group in groups)
    return (own.title, own.number, own.heading, own.above, own.blank, *texts)


def _pending(element: Element, draft: Draft) -> Pending:
    return Pending(
        folded(element.title),
        draft.number,
        draft.heading,
        tuple(draft.candidates),
        tuple(text for text, _ in draft.targets),
        tuple(draft.for_threats),
        draft.above,
        tuple(draft.answered_as),
        draft.blank,
    )
