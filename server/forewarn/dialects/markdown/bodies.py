"""What belongs to one element: the fields, answers and further elements in its item or under its heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.catalog.controls import says_what_is_done
from forewarn.dialects.markdown import answers, words
from forewarn.dialects.markdown.columns import columns, is_property_table
from forewarn.dialects.markdown.drafts import Draft, down
from forewarn.dialects.markdown.labels import (
    KIND_OF_ROLE,
    LONG,
    Labelled,
    holds_generic,
    item_label,
    item_role,
    labelled,
    topic_of,
    unlabelled,
)
from forewarn.dialects.markdown.names import lists_identifiers
from forewarn.dialects.markdown.rows import TableReader
from forewarn.dialects.markdown.stances import denies, is_of_a_part, stance, stated
from forewarn.dialects.markdown.telling import (
    ANSWERED,
    DENIED,
    LINK,
    PROTECTS,
    UNANSWERED,
    is_below_its_name,
    last_sentence,
    name_and_rest,
    note_what_is_done,
    put_on_threat,
    role_of_line,
    told_in_text,
)
from forewarn.dialects.markdown.vocabulary import (
    KINDS,
    Topic,
    category_heading,
    heading_label,
    is_metadata,
    role,
    status,
)
from forewarn.dialects.markdown.wording import is_remark, tells_attempt, tells_no_measure
from forewarn.model.elements import Text
from forewarn.model.kinds import Kind
from forewarn.syntax.markdown.blocks import Code, Html, List, Paragraph, Table
from forewarn.syntax.markdown.inline import label, plain
from forewarn.syntax.markdown.sentences import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.dialects.markdown.collect import Collector
    from forewarn.syntax.markdown.blocks import Block, ListItem
    from forewarn.syntax.markdown.passage import Passage
    from forewarn.text.position import Span

ONCE = "mitigation?"
"""After a labelled answer: a list that follows belongs to it, a paragraph does not."""

LEADS = "answers?"
"""After a line that speaks of protecting and leads to a list: if one of its items is an answer, all are."""
_OF_ELEMENTS = frozenset({ONCE, LEADS, "threat", "asset", "component", "actor", "zone", "flow"})
_SETTLED = frozenset({"open", "accepted", "excluded"})
_BRIEF = 4
"""An answer of so few words that is a status is nothing more."""

_SIMPLE: dict[Kind, tuple[str, ...]] = {
    Kind.THREAT: ("ticket", "residual", "notes"),
    Kind.MITIGATION: ("owner", "ticket", "due", "notes"),
    Kind.ASSET: ("owner", "sensitivity", "notes"),
    Kind.COMPONENT: ("owner", "notes"),
    Kind.ACTOR: ("capability", "notes"),
    Kind.FLOW: ("from", "to", "protocol", "notes"),
    Kind.ASSUMPTION: ("owner", "notes"),
    Kind.QUESTION: ("answer", "notes"),
}
_FIELDS = {"residual": "notes"}


class BodyReader:
    """Reads blocks that belong to an element. One reader serves one unit."""

    def __init__(self, into: Collector) -> None:
        """Take where drafts are kept."""
        self._into = into

    def item(
        self,
        item: ListItem,
        lines: int,
        kind: Kind,
        category: str = "",
        at: Topic | None = None,
        *,
        serial: bool = False,
    ) -> Draft | None:
        """Read a list item as an element of `kind`, with what is nested in it; None where it says nothing.

        `serial`: the list is numbered by identifiers.
        """
        lead = item.lead
        if lead is None or words.says_nothing(lead.text):
            return None
        if kind is Kind.THREAT and answers.says_there_is_none(lead):
            return None
        if kind is Kind.MITIGATION and (tells_no_measure(lead.text) or is_remark(item_label(item))):
            return None
        head, rest = name_and_rest(lead, kind)
        if kind is Kind.THREAT:
            # "Spoofing: …" is a threat of this category.
            named = label(head.text)
            told = category_heading(named.name) if named else ""
            if named and told and head.text[named.content :].strip():
                category, head = told, head.cut(named.content, len(head.text))
        draft = self._into.named(kind, head, down(item.span, lines), lines, serial=serial)
        draft.number = item.marker.rstrip(".)") if item.marker[:1].isdigit() else ""
        self._into.categorise(draft, category)
        if at is Topic.ANSWERED:
            self._into.settle(draft, at)
        if kind is Kind.MITIGATION and item.checked is not None:
            draft.put("status", "active" if item.checked else "planned", down(lead.span(0, 0), lines))
        for part in rest:
            self.fact(draft, part, lines, down(item.span, lines))
        self.body(draft, item.blocks[1:], lines)
        self._into.settle(draft, at)
        if kind is Kind.THREAT and not draft.answers and "status" not in draft.fields:
            told_in_text(draft)
        return draft

    def body(self, draft: Draft, blocks: Sequence[Block], lines: int, current: str = "") -> None:
        """Read blocks that belong to `draft`; `current` is the role of the label or heading above them."""
        sticky, key = current, None
        for block in blocks:
            if isinstance(block, Paragraph):
                for part in labelled(block.text):
                    key = part.key or key
                    sticky = self._part(draft, block, part, lines, sticky, key)
            elif isinstance(block, List):
                self._list(draft, block, lines, sticky)
                if not current:
                    sticky = {ONCE: "", LEADS: "", "mitigation": ONCE}.get(sticky, sticky)
            elif isinstance(block, Table):
                self._table(draft, block, lines, sticky)
            elif isinstance(block, Code):
                self._into.codes.append((block, lines, None))
            elif isinstance(block, Html):
                for table in block.tables:
                    self._table(draft, table, lines, sticky)
        if draft.weak and draft.answers:
            draft.fields.pop("status", None)

    def _part(
        self, draft: Draft, block: Paragraph, part: Labelled, lines: int, sticky: str, key: Passage | None
    ) -> str:
        """Read a stretch of a paragraph. Gives the role of the label that what follows stands under."""
        span = down(block.span, lines)
        begins = plain(part.content.text).endswith(":")
        if part.name and (part.role or part.bold):
            told = stated(part) if draft.kind is Kind.THREAT else ""
            sticky = part.role or role_of_line(part.name)
            if told:
                self._stand(draft, part, lines, span)
                return role_of_line(last_sentence(part.content.text)) if begins else "" if denies(part) else ONCE
            if part.content.text:
                self.fact(draft, part, lines, span)
                if not begins:
                    return ONCE if part.role == "mitigation" else ""
        elif sticky == "mitigation" and not begins:
            self.fact(draft, unlabelled("mitigation", part.content, key), lines, span)
        elif sticky and sticky != "mitigation" and sticky not in _OF_ELEMENTS:
            self.fact(draft, unlabelled(sticky, part.content, key), lines, span)
        else:
            self._prose(draft, block, part, lines)
            if begins:
                return role_of_line(last := last_sentence(part.content.text)) or (
                    LEADS if PROTECTS.search(last) and not DENIED.search(last) else ""
                )
        return sticky

    def _stand(self, draft: Draft, part: Labelled, lines: int, span: Span) -> None:
        """Take a bold lead such as "Mitigated." for a threat's status, and the text behind it for what answers it."""
        said, place = stated(part), down((part.key or part.whole).whole, lines)
        if said != "open":
            if part.content.text and not denies(part):
                self._answer(draft, part.content, lines, span, place)
            draft.put("status", said, place)
            if said == "accepted":
                draft.decide("accept", place, draft.record)
        else:
            weak = is_of_a_part(part)
            if weak and draft.answers:
                return
            draft.weak = True
            before = draft.fields.get("status")
            if before and before.texts and before.texts[0].text == "mitigated":
                del draft.fields["status"]
            draft.put("status", "open", place)
            draft.put_passage("description", part.content, lines)
            draft.candidates.extend(answers.candidates(part.content, lines))

    def _prose(self, draft: Draft, block: Paragraph, part: Labelled, lines: int) -> None:
        """Text without a label: an answer where it says so, else the description."""
        text = part.content.text
        told = draft.kind is Kind.THREAT and draft.heading and not text.endswith(":")
        if told and self._tells_answer(draft, text, settled=not is_below_its_name(draft)):
            content = self._answering(draft, part.content, lines)
            self._answers(draft, self._into.named(Kind.MITIGATION, content, down(block.span, lines), lines))
            return
        draft.put_passage("description", part.content, lines)
        draft.candidates.extend(answers.candidates(part.content, lines))
        if draft.kind is Kind.THREAT and draft.heading:
            answers.put_told(draft, part.content, lines)
            note_what_is_done(draft, part.content, lines)
        unanswered = UNANSWERED.search(text) if draft.kind is Kind.THREAT and draft.heading else None
        if unanswered and not says_what_is_done(plain(text[: unanswered.start()])):
            draft.put("status", "open", down(part.content.span(*unanswered.span()), lines))

    def _answering(self, draft: Draft, content: Passage, lines: int) -> Passage:
        """The part of a paragraph from the sentence that answers on; what stands before it describes the threat."""
        for sentence in cut(content.text):
            if ANSWERED.search(LINK.sub(" ", content.text[sentence.start : sentence.end])):
                if sentence.start and content.text[: sentence.start].strip():
                    draft.put_passage("description", content.cut(0, sentence.start), lines)
                    return content.cut(sentence.start, len(content.text))
                break
        return content

    @staticmethod
    def _tells_answer(draft: Draft, text: str, *, settled: bool = True) -> bool:
        """Whether a text under a threat's heading is an answer: by its words, or because the heading says answered."""
        found = draft.fields.get("status")
        settled = settled and bool(found and found.texts and found.texts[0].text == "mitigated")
        return (settled or ANSWERED.search(LINK.sub(" ", text)) is not None) and not DENIED.search(plain(text))

    @staticmethod
    def _answers(threat: Draft, mitigation: Draft, place: Span | None = None) -> None:
        if threat.kind is Kind.THREAT:
            threat.answers.append((mitigation, place or mitigation.span))

    def table(self, table: Table, lines: int, at: Topic | None, category: str = "", owner: Draft | None = None) -> None:
        """Read a table of a section, or one in the body of `owner`."""
        if is_property_table(table):
            if owner is not None:
                self._properties(owner, table, lines)
                return
            if at is None or at is Topic.NOTHING:
                return
        for draft in list(TableReader(table, lines, self._into.place, at).drafts(owner)):
            self._into.add(draft)
            if draft.kind is Kind.THREAT:
                self._into.categorise(draft, category)
            if at is not None and (draft.kind is KINDS.get(at) or at is Topic.EXCLUDED):
                self._into.settle(draft, at)

    def _properties(self, owner: Draft, table: Table, lines: int) -> None:
        """The rows of a table "Property | Value" as labelled lines."""
        for row in table.rows:
            if len(row.cells) > 1:
                key, value = row.cells[:2]
                part = Labelled(role(key.text), plain(key.text), key, value, bold=False, whole=value)
                self.fact(owner, part, lines, down(row.span, lines))

    def _table(self, draft: Draft, table: Table, lines: int, sticky: str) -> None:
        at = {"mitigation": Topic.MITIGATIONS, ONCE: Topic.MITIGATIONS, "threat": Topic.THREATS}.get(sticky)
        if at is None and not is_property_table(table):
            roles = columns(table).roles
            if draft.kind is Kind.THREAT:
                at = Topic.MITIGATIONS if "mitigation" in roles and "threat" not in roles else None
                if at is None and not ("threat" in roles and draft.heading):
                    return
            elif "threat" in roles or ("mitigation" in roles and draft.kind is Kind.ACTOR):
                at = Topic.THREATS
            else:
                return
        self.table(table, lines, at, "", draft)

    def _list(self, draft: Draft, block: List, lines: int, sticky: str) -> None:
        kind = KIND_OF_ROLE.get(sticky.rstrip("?"))
        led = sticky == LEADS and any(self._answers_with(draft, one, None, item_role(one)) for one in block.items)
        for item in block.items:
            lead, own = item.lead, item_role(item)
            if lead is None:
                continue
            if draft.kind is Kind.THREAT and stance(item_label(item)) and stated(labelled(lead)[0]):
                first, *rest = labelled(lead)
                self._stand(draft, first, lines, down(item.span, lines))
                for part in rest:
                    self.fact(draft, part, lines, down(item.span, lines))
                self.body(draft, item.blocks[1:], lines)
                continue
            beside = led and own in _NEUTRAL and not is_metadata(item_label(item))
            if self._answers_with(draft, item, Kind.MITIGATION if beside else kind, own):
                if draft.kind is Kind.THREAT and status(lead.text) in _SETTLED:
                    answers.settle(draft, lead, lines, over=("open",))
                    continue
                made = self.item(item, lines, Kind.MITIGATION)
                if made is not None:
                    self._answers(draft, made)
            elif (kind is Kind.THREAT and draft.kind is not Kind.THREAT and own in ("", "threat")) or (
                draft.kind is Kind.ACTOR and not own and tells_attempt(lead.text)
            ):
                self.item(item, lines, Kind.THREAT)
            elif draft.kind is Kind.MITIGATION and not own and status(lead.text) == "mitigated":
                answers.mitigation_status(draft, lead, lines)
            elif own:
                parts = labelled(lead)
                for part in parts:
                    self.fact(draft, part, lines, down(item.span, lines))
                self.body(draft, item.blocks[1:], lines, parts[-1].role if parts else "")
            elif topic_of(item_label(item)) is Topic.MITIGATIONS:
                self.body(draft, item.blocks[1:], lines, "mitigation")
            else:
                # A line right below the last item of a list is part of it, also "**Mitigation:** …".
                for part in labelled(lead)[1:]:
                    if part.role and part.bold:
                        self.fact(draft, part, lines, down(part.whole.whole, lines))

    def _answers_with(self, draft: Draft, item: ListItem, kind: Kind | None, own: str) -> bool:
        """Whether an item in the body of `draft` is a mitigation: it stands under a label that says so, or says so."""
        if kind is Kind.MITIGATION:
            return own in _NEUTRAL or not holds_generic(item, KIND_OF_ROLE.get(own))
        lead = item.lead
        told = not own and draft.kind is Kind.THREAT and draft.heading and lead is not None
        return bool(told and lead and self._tells_answer(draft, lead.text) and not is_metadata(item_label(item)))

    # Labelled lines

    def fact(self, draft: Draft, part: Labelled, lines: int, span: Span) -> None:
        """Take a labelled line as a field of `draft`, or as an element of its own that belongs to it."""
        name, content = part.role, part.content
        key = down(part.key.whole, lines) if part.key else None
        if not content.text:
            return
        if draft.kind is Kind.MITIGATION and name in ("against", "threat", "answers-threats"):
            draft.for_threats.extend(answers.threats_listed(content, lines))
        if name == "title" and draft.heading and heading_label(draft.title):
            # A heading "Threat 1" over "Title: …".
            draft.fields.pop("title", None)
            draft.put_passage("title", content, lines, key)
        elif name == "mitigation" and draft.kind is Kind.QUESTION:
            draft.put_passage("answer", content, lines, key)
        elif name == "mitigation":
            self._answer(draft, content, lines, span, key)
        elif draft.kind is Kind.THREAT and put_on_threat(draft, name, content, lines, key):
            return
        elif name in ("threat", "risk") and draft.kind is not Kind.THREAT:
            self._threat(draft, part, lines, span)
        elif name == "status" and draft.kind is Kind.MITIGATION:
            answers.mitigation_status(draft, content, lines)
        elif name == "severity" and draft.kind is Kind.ASSET:
            draft.put_passage("sensitivity", content, lines, key)
        elif name in _SIMPLE.get(draft.kind, ()):
            draft.put_passage(_FIELDS.get(name, name), content, lines, key)
        elif name in ("description", "threat", "title", ""):
            draft.put_passage("description", content, lines, key)
            draft.candidates.extend(answers.candidates(content, lines))
        elif name == "assumption" and not words.says_nothing(content.text):
            self._into.named(Kind.ASSUMPTION, content, span, lines, part.key)

    def _threat(self, draft: Draft, part: Labelled, lines: int, span: Span) -> None:
        if not words.says_nothing(part.content.text):
            made = self._into.named(Kind.THREAT, part.content, span, lines, part.key)
            if draft.kind in (Kind.ASSET, Kind.COMPONENT, Kind.FLOW):
                made.targets.append((Text(draft.title, made.span), None))

    def _answer(self, draft: Draft, content: Passage, lines: int, span: Span, key: Span | None) -> None:
        text = plain(content.text)
        if text.endswith(":") and len(text.split()) <= LONG:
            return
        said = "" if answers.begins_with_reality(content.text) else status(content.text)
        if lists_identifiers(text) and draft.kind is Kind.THREAT:
            draft.candidates.extend(answers.candidates(content, lines))
        elif said and (len(text.split()) <= _BRIEF or said in ("open", "accepted", "excluded")):
            if draft.kind is Kind.THREAT:
                answers.put_status(draft, content, lines, key)
        elif words.says_nothing(content.text):
            if draft.kind is Kind.THREAT:
                draft.put("status", "open", down(content.whole, lines), key)
        elif draft.kind is Kind.MITIGATION or tells_no_measure(content.text):
            draft.put_passage("description", content, lines, key)
        else:
            made = self._into.named(Kind.MITIGATION, content, span, lines)
            self._answers(draft, made, down(content.whole, lines))
            draft.candidates.extend(answers.candidates(content, lines))


_NEUTRAL = frozenset({"", "mitigation", "threat", "component", "asset", "risk", "actor"})
