"""What stands in a section: items, rows, labelled lines and paragraphs, each of the section's kind or of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forewarn.dialects.markdown import words
from forewarn.dialects.markdown.columns import FLOW
from forewarn.dialects.markdown.drafts import Draft, down
from forewarn.dialects.markdown.entries import bold_line, is_entry, is_title, leads_to_defences, says_what_follows
from forewarn.dialects.markdown.labels import (
    KIND_OF_ROLE,
    LONG,
    Labelled,
    holds_generic,
    is_bare_head,
    is_identified,
    item_role,
    labelled,
    topic_of,
)
from forewarn.dialects.markdown.lists import (
    answer_together,
    excludes_all,
    grouped,
    is_choice,
    is_contents,
    sets_attack_aside,
    states_something,
    tells_attacks,
)
from forewarn.dialects.markdown.names import series
from forewarn.dialects.markdown.vocabulary import KINDS, Topic, category_heading, is_metadata, is_role, role, status
from forewarn.dialects.markdown.wording import (
    begins_with_measure,
    leads_to_parts,
    leads_to_remarks,
    sounds_hostile,
    speaks_of_controls,
    speaks_of_threats,
    tells_capabilities,
)
from forewarn.model.kinds import Kind
from forewarn.syntax.markdown.blocks import Code, Html, List, Paragraph, Table
from forewarn.syntax.markdown.inline import label, plain
from forewarn.syntax.markdown.sentences import cut
from forewarn.text.position import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.dialects.markdown.bodies import BodyReader
    from forewarn.dialects.markdown.collect import Collector
    from forewarn.syntax.markdown.blocks import Block, ListItem
    from forewarn.syntax.markdown.passage import Passage

_ASSUMED = re.compile(
    r"\b(?:(?:we|it|which|model|document|analysis|system|design|server|[A-Z]\w+)"
    r" (?:(?:also|only|currently|explicitly|implicitly) )?assumes?\b"
    r"|(?:does|do) not assume\b|\btrusts? that\b|\brel(?:y|ies) on the (?:security|integrity|correctness) of\b"
    r"|\brel(?:y|ies) on [^.;]{3,80}? for (?:defen[cs]e|security|isolation|protection|integrity|confidentiality)\b"
    r"|(?:is|are|be) (?:also |explicitly |implicitly )?assumed (?:to|that)|assum(?:e|es|ing) that)"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_RECORD = 0.6
"""A list is a record of one thing if so many of its items begin with labels that we know."""

_HOSTILE_TOPICS = frozenset(
    {
        Topic.THREATS,
        Topic.ACCEPTED,
        Topic.DISCLAIMED,
        Topic.ANSWERED,
        Topic.EXCLUDED,
        Topic.ASSUMPTIONS,
        Topic.QUESTIONS,
    }
)
_WITHOUT_FLOWS = _HOSTILE_TOPICS | {Topic.ZONES, Topic.MITIGATIONS}
_UNANSWERED = frozenset({Topic.MITIGATIONS, Topic.EXCLUDED, Topic.ASSUMPTIONS})
"""Sections whose items are no answers to the one before."""
_THINGS = frozenset({Kind.ASSET, Kind.COMPONENT, Kind.ACTOR, Kind.ZONE})
_GROUPING = frozenset(
    {
        Topic.ASSETS,
        Topic.MITIGATIONS,
        Topic.THREATS,
        Topic.ASSUMPTIONS,
        Topic.EXCLUDED,
        Topic.ACCEPTED,
        Topic.DISCLAIMED,
        Topic.ANSWERED,
    }
)
_BY_PARAGRAPH = frozenset(KINDS) - {Topic.FLOWS}
"""Sections in which a paragraph with a bold lead-in is an element."""
_NAMED_THINGS = frozenset({Topic.ASSETS, Topic.COMPONENTS, Topic.ACTORS, Topic.ZONES})
"""Sections in which paragraphs that begin with names are entries, if there is more than one."""
_ATTACKS = frozenset({Topic.THREATS, Topic.ANSWERED})
_PLAIN_PARAGRAPHS = frozenset({Topic.ASSUMPTIONS, Topic.MITIGATIONS})
"""Sections in which any paragraph is one, if there are no items."""


class _Lead(NamedTuple):
    """What a line on its own says: the topic from here on (`sticky`) or of the next block only, and a category."""

    local: Topic | None
    next: Topic | None = None
    sticky: bool = False
    category: str = ""


class SectionReader:
    """Reads the blocks of sections. One reader serves one unit."""

    def __init__(self, into: Collector, bodies: BodyReader) -> None:
        """Take where drafts are kept, and who reads what belongs to each."""
        self._into = into
        self._bodies = bodies
        self._model = into.place.model
        self._led = False
        self._given: set[int] = set()
        """Mitigations that answer the labelled threat before or behind them."""
        self._entries = False
        """Whether the paragraphs of this section begin with the names of things: "The archive: what is kept"."""
        self._numbered = False
        """Whether several of them begin with identifiers: what stands between two belongs to the one above."""
        self._told: Draft | None = None
        """The threat that a labelled paragraph of this section told last: "Risk: …"."""

    def section(self, blocks: Sequence[Block], lines: int, at: Topic | None, category: str = "") -> None:
        """Read the blocks of a section of the topic `at`."""
        begun = len(self._into.drafts)
        self._told = None
        listed = any(isinstance(block, List | Table) for block in blocks)
        self._entries = not listed and at in _NAMED_THINGS and sum(map(is_entry, blocks)) > 1
        self._numbered = sum(isinstance(block, Paragraph) and is_identified(block.text) for block in blocks) > 1
        numbered: Draft | None = None
        local, following = at, None
        entitled = 0
        for number, block in enumerate(blocks):
            if number < entitled:
                continue
            before = len(self._into.drafts)
            here = following if following is not None else local
            answering = following is Topic.MITIGATIONS is not local
            self._led = self._model and following is Topic.EXCLUDED is not local
            following = None
            entitled = self._entitled(blocks, number) if here in _BY_PARAGRAPH else 0
            if entitled and here is not None and isinstance(block, Paragraph):
                self._titled(block, blocks[number + 1 : entitled], lines, here, category)
                continue
            if self._model and here in _ATTACKS and leads_to_defences(block, blocks[number + 1 : number + 2]):
                entitled = number + 2
                self._answered(block, blocks[number + 1], lines, here, category)
                continue
            lead = self._lead(block, at, blocks[number + 1 :]) if isinstance(block, Paragraph) else None
            if lead is not None:
                local = lead.local if lead.sticky else local
                silent = Topic.NOTHING in (at, local)
                following = lead.next if not silent or lead.next is Topic.COMPONENTS else None
                category = lead.category or category
            elif isinstance(block, Paragraph) and numbered is not None and not is_identified(block.text):
                self._bodies.body(numbered, [block], lines)
                numbered.span = Span(numbered.span.start, down(block.span, lines).end)
            elif isinstance(block, Paragraph):
                self._paragraph(block, lines, here, category, listed=listed)
                if self._numbered and len(self._into.drafts) == before + 1 and is_identified(block.text):
                    numbered = self._into.drafts[-1]
            elif isinstance(block, List):
                self._list(block, lines, here, category)
            elif isinstance(block, Table | Html):
                for table in block.tables if isinstance(block, Html) else (block,):
                    self._bodies.table(table, lines, here, category)
            elif isinstance(block, Code):
                self._into.codes.append((block, lines, here))
            if answering and self._told is not None:
                self._told.answers += [
                    (one, one.span) for one in self._into.drafts[before:] if one.kind is Kind.MITIGATION
                ]
            if isinstance(block, List):
                self._excluded(self._into.drafts[before:], blocks[number + 1 : number + 2])
        answer_together(self._into.drafts[begun:], blocks)

    @staticmethod
    def _entitled(blocks: Sequence[Block], number: int) -> int:
        """Where the text below a bold line that is a title ends; 0 where the line is none."""
        if not is_title(blocks[number]) or number + 1 == len(blocks):
            return 0
        below = blocks[number + 1]
        if not isinstance(below, Paragraph) or is_title(below) or (not bold_line(below) and says_what_follows(below)):
            return 0
        end = number + 2
        while end < len(blocks) and (not bold_line(blocks[end]) or role(bold_line(blocks[end]))):
            end += 1
        return end

    def _titled(self, title: Paragraph, below: Sequence[Block], lines: int, at: Topic, category: str) -> None:
        """Read a bold line as an element with the blocks below it."""
        span = Span(down(title.span, lines).start, max(down(block.span, lines).end for block in below))
        made = self._into.named(KINDS[at], title.text, span, lines)
        made.heading = True
        self._into.categorise(made, category)
        self._bodies.body(made, below, lines)
        self._into.settle(made, at)

    def _answered(self, block: Paragraph, answers: Block, lines: int, at: Topic | None, category: str) -> None:
        """Read such a paragraph as a threat, with the list below it as its answers."""
        span = Span(down(block.span, lines).start, down(answers.span, lines).end)
        made = self._into.named(Kind.THREAT, block.text, span, lines)
        self._into.categorise(made, category)
        self._bodies.body(made, [answers], lines, "mitigation")
        self._into.settle(made, at)

    def _lead(self, block: Paragraph, at: Topic | None, rest: Sequence[Block]) -> _Lead | None:
        """What a line on its own says that follows, or None if the paragraph is no such line."""
        text, shown = block.text.text, plain(block.text.text)
        if at is Topic.ACTORS and shown.endswith(":") and tells_capabilities(shown):
            return _Lead(at, Topic.NOTHING)
        found = label(text)
        if found and not text[found.content :].strip(" :*_") and len(found.name.split()) <= LONG:
            named = self._following(found.name, at)
            category = category_heading(found.name)
            if category:
                return _Lead(Topic.THREATS, sticky=True, category=category)
            if not found.bold:
                return _Lead(at, named)
            if named is None and not (rest and isinstance(rest[0], List | Table | Paragraph | Code)):
                return None
            return _Lead(named if named is not None else at, sticky=True)
        if self._model and rest and isinstance(rest[0], List | Table) and is_bare_head(shown):
            named = self._following(shown, at)
            return _Lead(at, named) if named is not None else None
        short = len(shown.split()) <= 3 * LONG
        if shown.endswith(":") and short and rest and isinstance(rest[0], List | Table | Code):
            sentence = _SENTENCE_END.split(shown)[-1].rstrip(":")
            return _Lead(at, self._following(sentence, at))
        return None

    def _excluded(self, drafts: Sequence[Draft], below: Sequence[Block]) -> None:
        for draft in drafts if excludes_all(below) else ():
            self._into.settle(draft, Topic.EXCLUDED)

    def _following(self, words: str, at: Topic | None) -> Topic | None:
        """What a line of these words says that follows; in a document about other things it has to speak of threats."""
        if leads_to_remarks(words):
            return Topic.NOTHING
        found = topic_of(words)
        if found is Topic.SCOPE and at in KINDS:
            return at
        if found is Topic.MITIGATIONS and at is Topic.ASSUMPTIONS and not role(words):
            return at  # "The security claims require:"
        if found is None and self._model and at in (None, Topic.NOTHING) and leads_to_parts(words):
            return Topic.COMPONENTS
        if (
            at is None
            and not self._model
            and found is not Topic.NOTHING
            and not (speaks_of_threats(words) or speaks_of_controls(words))
        ):
            return None
        return found

    def _paragraph(self, block: Paragraph, lines: int, at: Topic | None, category: str, *, listed: bool) -> None:
        before = len(self._into.drafts)
        owner: Draft | None = None
        for part in labelled(block.text):
            if (
                owner is not None
                and part.role
                and (owner.kind is not Kind.THREAT or KIND_OF_ROLE.get(part.role) is not Kind.THREAT)
            ):
                made = len(self._into.drafts)
                self._bodies.fact(owner, part, lines, down(block.span, lines))
                if not any(one.kind is Kind.THREAT for one in self._into.drafts[made:]):
                    end = down(part.whole.whole, lines).end
                    owner.span = Span(owner.span.start, max(owner.span.end, end))
                continue
            made = self._part(block, part, lines, at, listed=listed)
            if made is not None:
                self._into.categorise(made, category)
                self._pair(made, part)
                owner = made
        if len(self._into.drafts) == before and self._model:
            self._assumed(block.text, lines)

    def _pair(self, made: Draft, part: Labelled) -> None:
        """A labelled paragraph that tells what is done answers the one before that tells a threat."""
        if made.kind is Kind.THREAT:
            self._told = made if part.name else None
        elif made.kind is Kind.MITIGATION and part.role == "mitigation" and self._told is not None:
            self._told.answers.append((made, made.span))

    def _part(self, block: Paragraph, part: Labelled, lines: int, at: Topic | None, *, listed: bool) -> Draft | None:
        """Read a stretch of a paragraph as an element; None where it is none."""
        kind, span = KIND_OF_ROLE.get(part.role), down(block.span, lines)
        told = at is not Topic.NOTHING and bool(part.content.text)
        if part.role == "residual" and self._model and told:
            made = self._into.named(Kind.THREAT, part.content, span, lines, part.key)
            place = down(part.key.whole, lines) if part.key else span
            made.decide("accept", place)
            made.put("status", "accepted", place)
            return made
        if at is not None and part.content.text and KINDS.get(at) is Kind.THREAT and category_heading(part.name):
            made = self._into.named(Kind.THREAT, part.content, down(part.whole.whole, lines), lines)
            self._into.categorise(made, category_heading(part.name))
            self._into.settle(made, at)
            return made
        if kind and part.name and told and kind is not Kind.COMPONENT and (self._model or at is not None):
            if not (part.bold or is_role(part.name.rstrip("0123456789# "))) or (
                kind is Kind.MITIGATION and status(part.content.text) == "open"
            ):
                return None
            return self._into.named(kind, part.content, span, lines, part.key)
        if at not in KINDS or at is None or is_metadata(part.name or part.content.text):
            return None
        entry = self._entries and is_entry(block)
        lead_in = (part.bold or is_identified(part.whole) or entry) and not part.role and at in _BY_PARAGRAPH
        lead_in = lead_in and (bool(part.content.text) or not part.whole.text.rstrip("*_ ").endswith("."))
        alone = at in _PLAIN_PARAGRAPHS and not listed and not part.name and not part.content.text.endswith(":")
        if not (lead_in or alone):
            return None
        made = self._into.named(KINDS[at], part.whole, down(part.whole.whole, lines), lines)
        self._into.settle(made, at)
        return made

    def _assumed(self, passage: Passage, lines: int) -> None:
        """Sentences that say themselves that they assume something."""
        if not any(word in passage.text for word in ("assum", "trust", "rely ", "relies ")):
            return
        for sentence in cut(passage.text):
            text = passage.cut(sentence.start, sentence.end)
            if _ASSUMED.search(plain(text.text)) and not text.text.endswith((":", "?")):
                draft = self._into.add(Draft(Kind.ASSUMPTION, down(text.whole, lines)))
                draft.put_passage("statement", text, lines)

    def _list(self, block: List, lines: int, at: Topic | None, category: str) -> None:
        """Read a list: its items are elements where the section has a kind, or where their labels say so."""
        if is_contents(block) or (at is Topic.THREATS and is_choice(block)):
            return
        if at is Topic.SCOPE:
            self._scope(block, lines, category)
            return
        if self._model and tells_attacks(block, at):
            at = Topic.THREATS
        roles = [item_role(item) for item in block.items]
        known = [name for name in roles if name]
        record = len(known) >= len(roles) * _RECORD and (
            len(set(known)) > 1 or (len(roles) == 1 and known != ["references"])
        )
        record = record and self._model and at is not Topic.NOTHING
        serial = series([item.lead.text for item in block.items if item.lead is not None])
        last: Draft | None = None
        for item, name in zip(block.items, roles, strict=True):
            if record and name:
                last = self._labelled_item(item, lines, category, last)
            elif at in KINDS and at is not None:
                answer = name == "mitigation" and at not in _UNANSWERED and holds_generic(item, Kind.MITIGATION)
                if answer:
                    last = self._labelled_item(item, lines, category, last)
                else:
                    last = self._item(item, lines, at, category, serial=serial)

    def _item(self, item: ListItem, lines: int, at: Topic, category: str, *, serial: bool) -> Draft | None:
        """Read an item of a section, or those nested in it where it only groups them."""
        nested = grouped(item) if at in _GROUPING else None
        if nested is not None:
            self._list(nested, lines, at, category)
            return None
        kind = KINDS[at]
        goes = item.lead is not None and FLOW.match(plain(item.lead.text)) is not None
        if goes and self._model and at not in _WITHOUT_FLOWS:
            kind = Kind.FLOW
        if kind in _THINGS and item.lead is not None and states_something(item, item.lead):
            if not (self._model and sounds_hostile(item.lead.text)):
                return None
            kind = Kind.THREAT
        if (
            kind is Kind.THREAT
            and at is Topic.THREATS
            and item.lead is not None
            and begins_with_measure(item.lead.text)
        ):
            kind = Kind.MITIGATION
        if at is Topic.EXCLUDED and self._model and item.lead is not None and sets_attack_aside(item.lead):
            kind = Kind.THREAT
        return self._bodies.item(item, lines, kind, category, at, serial=serial)

    def _scope(self, block: List, lines: int, category: str) -> None:
        """What is in scope: components, and threats where the words are those of attack."""
        for item in block.items if self._model else ():
            lead = item.lead
            hostile = lead is not None and sounds_hostile(lead.text.split("(", 1)[0])
            at = Topic.THREATS if hostile else Topic.COMPONENTS
            self._bodies.item(item, lines, KINDS[at], category, at)

    def _labelled_item(self, item: ListItem, lines: int, category: str, last: Draft | None) -> Draft | None:
        """Read an item that begins with a label of ours. Gives the element that further items belong to."""
        made = last
        for part in labelled(item.lead) if item.lead is not None else ():
            kind, span = KIND_OF_ROLE.get(part.role), down(item.span, lines)
            if kind is None or kind is Kind.COMPONENT:
                if last is not None and part.role:
                    self._bodies.fact(last, part, lines, span)
                continue
            if not part.content.text and kind is Kind.MITIGATION and last is not None and len(item.blocks) > 1:
                self._bodies.body(last, item.blocks[1:], lines, "mitigation")
                return last
            if not part.content.text or words.says_nothing(part.content.text):
                continue
            draft = self._into.named(kind, part.content, span, lines, part.key)
            self._into.categorise(draft, category)
            if made is not None and {made.kind, kind} == {Kind.THREAT, Kind.MITIGATION}:
                threat, mitigation = (made, draft) if made.kind is Kind.THREAT else (draft, made)
                if id(mitigation) not in self._given:
                    self._given.add(id(mitigation))
                    threat.answers.append((mitigation, down(part.content.whole, lines)))
            made = draft
        if made is not None and made is not last:
            self._bodies.body(made, item.blocks[1:], lines)
        return made
