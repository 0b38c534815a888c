"""What stands under a heading or in an item, read block by block: items, labelled lines, paragraphs, tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forewarn.dialects.markdown import answers, words
from forewarn.dialects.markdown.drafts import TITLES, Draft, down
from forewarn.dialects.markdown.names import heading_name, item_name
from forewarn.dialects.markdown.rows import FLOW, TableReader, columns, is_property_table
from forewarn.dialects.markdown.vocabulary import (
    KINDS,
    Topic,
    category_heading,
    folded,
    is_metadata,
    is_role,
    role,
    sounds_hostile,
    status,
    tells_capabilities,
    topic,
)
from forewarn.model.elements import Text
from forewarn.model.kinds import Kind
from forewarn.syntax.markdown.blocks import Code, Html, List, ListItem, Paragraph, Table
from forewarn.syntax.markdown.inline import label, plain
from forewarn.syntax.markdown.sentences import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.dialects.markdown.context import Place
    from forewarn.syntax.markdown.blocks import Block
    from forewarn.syntax.markdown.passage import Passage
    from forewarn.text.position import Span

_KIND_OF_ROLE = {
    "threat": Kind.THREAT,
    "risk": Kind.THREAT,
    "mitigation": Kind.MITIGATION,
    "asset": Kind.ASSET,
    "component": Kind.COMPONENT,
    "actor": Kind.ACTOR,
    "zone": Kind.ZONE,
    "flow": Kind.FLOW,
    "assumption": Kind.ASSUMPTION,
    "question": Kind.QUESTION,
}
_TOPIC_OF_ROLE = {
    "threat": Topic.THREATS,
    "mitigation": Topic.MITIGATIONS,
    "asset": Topic.ASSETS,
    "assumption": Topic.ASSUMPTIONS,
    "actor": Topic.ACTORS,
    "question": Topic.QUESTIONS,
}
_LINE = re.compile(r"\n(?=\s*(?:\*\*|__|\*|_)?[A-Z][^\n:]{0,50}:)|(?:<br\s*/?>|\\)\s*\n|\n(?=\s*\*\*)")
_WORDS_OF_LEAD = 14


class Labelled(NamedTuple):
    """A stretch of text with the label it begins with: its role, the label's name and place, and what follows."""

    role: str
    name: str
    key: Passage | None
    content: Passage
    bold: bool


def labelled(passage: Passage) -> list[Labelled]:
    """The passage cut at lines that begin with a label."""
    text = passage.text
    cuts = [0, *(found.end() for found in _LINE.finditer(text)), len(text)]
    parts: list[Labelled] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        piece = passage.cut(start, end)
        if not piece.text:
            continue
        made = _one(piece)
        if parts and not made.name:
            before = parts.pop()
            whole = passage.cut(_offset(passage, before), end)
            made = Labelled(before.role, before.name, before.key, whole, before.bold)
        elif parts and not made.role and not made.bold:
            before = parts.pop()
            made = Labelled(
                before.role, before.name, before.key, passage.cut(_offset(passage, before), end), before.bold
            )
        parts.append(made)
    return parts


def _offset(passage: Passage, part: Labelled) -> int:
    """Where the content of `part` begins in `passage`."""
    _, line, column = part.content.marks[0]
    for begin, at, from_column in reversed(passage.marks):
        if at == line and from_column <= column:
            return begin + column - from_column
    return 0


def _one(piece: Passage) -> Labelled:
    found = label(piece.text)
    if found is None or not found.name:
        return Labelled("", "", None, piece, bold=False)
    name = role(found.name)
    if not found.bold and not name:
        return Labelled("", "", None, piece, bold=False)
    content = piece.cut(found.content, len(piece.text))
    return Labelled(name, found.name, piece.cut(found.start, found.end), content, found.bold)


class BodyReader:
    """Reads blocks into drafts. One reader serves one unit."""

    def __init__(self, place: Place) -> None:
        """Take the place of the unit in its document."""
        self.place = place
        self.drafts: list[Draft] = []
        self.codes: list[tuple[Code, int, Topic | None]] = []

    def add(self, draft: Draft) -> Draft:
        """Keep a draft."""
        self.drafts.append(draft)
        return draft

    # What stands in a section

    def section(self, blocks: Sequence[Block], lines: int, at: Topic | None, category: str = "") -> None:
        """Read the blocks of a section of the topic `at`."""
        local, following = at, None
        begun = len(self.drafts)
        owner: Draft | None = None
        listed = any(isinstance(block, List | Table) for block in blocks)
        for number, block in enumerate(blocks):
            here = following if following is not None else local
            if isinstance(block, Paragraph):
                lead = self._lead(block, at, blocks[number + 1 :])
                if lead is not None and at is Topic.NOTHING and lead.next is not None:
                    lead = lead._replace(next=None)
                if lead is not None:
                    local, following, category = (
                        lead.local if lead.sticky else local,
                        lead.next,
                        lead.category or category,
                    )
                    continue
                before = len(self.drafts)
                owner = self._paragraph(block, lines, here, category, listed=listed) or owner
                if len(self.drafts) == before and self.place.model and at is not Topic.NOTHING:
                    self._assumed(block.text, lines)
            elif isinstance(block, List):
                self.list(block, lines, here, category)
            elif isinstance(block, Table):
                self.table(block, lines, here, category)
            elif isinstance(block, Html):
                for table in block.tables:
                    self.table(table, lines, here, category)
            elif isinstance(block, Code):
                self.codes.append((block, lines, here))
            following = None

        self._answer_together(self.drafts[begun:], blocks)

    @staticmethod
    def _answer_together(drafts: Sequence[Draft], blocks: Sequence[Block]) -> None:
        """Threats and mitigations listed one after the other under one heading belong together.

        So it is where a section lists a handful of threats and then what is done about them; not in tables, whose rows
        say themselves what answers what.
        """
        if any(isinstance(block, Table) for block in blocks):
            return
        threats = [draft for draft in drafts if draft.kind is Kind.THREAT]
        mitigations = [draft for draft in drafts if draft.kind is Kind.MITIGATION]
        if not threats or not mitigations or any(threat.answers or "status" in threat.fields for threat in threats):
            return
        if len(threats) > _HANDFUL or {id(m) for m in mitigations} & {id(m) for t in drafts for m, _ in t.answers}:
            return
        for threat in threats:
            threat.answers.extend((mitigation, threat.span) for mitigation in mitigations)

    class _Lead(NamedTuple):
        local: Topic | None
        next: Topic | None
        sticky: bool
        category: str

    def _lead(self, block: Paragraph, at: Topic | None, rest: Sequence[Block]) -> _Lead | None:
        """What a line on its own says that follows, or None if the paragraph is no such line."""
        text = block.text.text
        if at is Topic.ACTORS and plain(text).endswith(":") and tells_capabilities(plain(text)):
            return self._Lead(at, Topic.NOTHING, sticky=False, category="")
        found = label(text)
        if found and not text[found.content :].strip(" :*_") and len(found.name.split()) <= _WORDS_OF_LEAD:
            named = self._topic_of(found.name)
            if named is Topic.SCOPE and at in KINDS:
                named = at
            stride = category_heading(found.name)
            if stride:
                return self._Lead(Topic.THREATS, None, sticky=True, category=stride)
            if found.bold:
                if named is None and (not rest or not isinstance(rest[0], List | Table | Paragraph | Code)):
                    return None
                return self._Lead(named if named is not None else at, None, sticky=True, category="")
            return self._Lead(at, named, sticky=False, category="")
        shown = plain(text)
        if (
            shown.endswith(":")
            and rest
            and isinstance(rest[0], List | Table | Code)
            and len(shown.split()) <= 3 * _WORDS_OF_LEAD
        ):
            sentence = re.split(r"(?<=[.!?])\s+", shown)[-1].rstrip(":")
            following = self._topic_of(sentence)
            return self._Lead(
                at, at if following is Topic.SCOPE and at in KINDS else following, sticky=False, category=""
            )
        return None

    def _topic_of(self, words_of_lead: str) -> Topic | None:
        found = topic(words_of_lead)
        if found and found.share >= (
            0.3 if found.topic in (Topic.EXCLUDED, Topic.ACCEPTED, Topic.ASSUMPTIONS) else 0.5
        ):
            return found.topic
        return _TOPIC_OF_ROLE.get(role(words_of_lead))

    def _paragraph(
        self, block: Paragraph, lines: int, at: Topic | None, category: str, *, listed: bool
    ) -> Draft | None:
        made: Draft | None = None
        for part in labelled(block.text):
            kind = _KIND_OF_ROLE.get(part.role)
            span = down(block.span, lines)
            if part.role == "residual" and self.place.model and part.content.text and at is not Topic.NOTHING:
                made = self.add(self._draft(Kind.THREAT, part.content, span, lines, part.key))
                made.decide("accept", down(part.key.whole, lines) if part.key else span)
                made.put("status", "accepted", down(part.key.whole, lines) if part.key else span)
            elif (
                kind
                and part.name
                and part.content.text
                and (part.bold or is_role(part.name))
                and (self.place.model or at is not None)
                and at is not Topic.NOTHING
                and part.role != "component"
            ):
                if kind is Kind.MITIGATION and status(part.content.text) == "open":
                    continue
                draft = self.add(self._draft(kind, part.content, span, lines, part.key))
                if kind is Kind.MITIGATION and made is not None and made.kind is Kind.THREAT:
                    made.answers.append((draft, down(part.content.whole, lines)))
                else:
                    made = draft
                self.categorise(draft, category)
            elif (
                part.name
                and part.bold
                and at in KINDS
                and not part.role
                and at in _BY_PARAGRAPH
                and not is_metadata(part.name)
            ):
                made = self.add(self._draft(KINDS[at], block.text, span, lines, None))
                self._topic_facts(made, at)
                self.categorise(made, category)
            elif (
                at in _PLAIN_PARAGRAPHS and not listed and not part.name and not plain(part.content.text).endswith(":")
            ):
                made = self.add(self._draft(KINDS[at], block.text, span, lines, None))
                self._topic_facts(made, at)
        return made

    def _assumed(self, passage: Passage, lines: int) -> None:
        """Sentences that say themselves that they assume something."""
        if "assum" not in passage.text:
            return
        for sentence in cut(passage.text):
            text = passage.cut(sentence.start, sentence.end)
            if _ASSUMED.search(plain(text.text)) and not text.text.endswith((":", "?")):
                draft = Draft(Kind.ASSUMPTION, down(text.whole, lines))
                draft.put_passage("statement", text, lines)
                self.add(draft)

    def table(self, table: Table, lines: int, at: Topic | None, category: str = "", owner: Draft | None = None) -> None:
        """Read a table of a section, or one in the body of `owner`."""
        if is_property_table(table):
            if owner is not None:
                for row in table.rows:
                    if len(row.cells) > 1:
                        self.fact(
                            owner,
                            Labelled(
                                role(row.cells[0].text),
                                plain(row.cells[0].text),
                                row.cells[0],
                                row.cells[1],
                                bold=False,
                            ),
                            lines,
                            down(row.span, lines),
                        )
                return
            if at is None or at is Topic.NOTHING:
                return
        reader = TableReader(table, lines, self.place, at)
        for draft in list(reader.drafts(owner)):
            self.add(draft)
            if draft.kind is Kind.THREAT:
                self.categorise(draft, category)
            if at is not None and (draft.kind is KINDS.get(at) or at is Topic.EXCLUDED):
                self._topic_facts(draft, at)

    def list(self, block: List, lines: int, at: Topic | None, category: str = "") -> None:
        """Read a list of a section: its items are elements where the section has a kind."""
        if _is_contents(block):
            return
        if at is Topic.SCOPE:
            at = Topic.COMPONENTS if self.place.model else None
            for item in block.items:
                lead = item.lead
                kind = Kind.THREAT if lead and sounds_hostile(lead.text.split("(")[0]) else Kind.COMPONENT
                if at is not None:
                    self.item(item, lines, kind, category, Topic.THREATS if kind is Kind.THREAT else at)
            return
        roles = [self._role(item) for item in block.items]
        known = [name for name in roles if name]
        record = len(known) * 10 >= len(roles) * 6 and (len(set(known)) > 1 or (len(roles) == 1))
        last: Draft | None = None
        for item, name in zip(block.items, roles, strict=True):
            if record and name and self.place.model and at is not Topic.NOTHING:
                last = self._labelled_item(item, lines, category, last) or last
            elif at in KINDS:
                if name == "mitigation" and KINDS[at] is not Kind.MITIGATION and _names_role(item, name):
                    last = self._labelled_item(item, lines, category, last) or last
                    continue
                nested = self._nested(item) if at in _GROUPING else None
                if nested is not None:
                    self.list(nested, lines, at, category)
                    continue
                kind = KINDS[at]
                if (
                    at is not Topic.ZONES
                    and item.lead is not None
                    and FLOW.match(plain(item.lead.text))
                    and at not in _HOSTILE_TOPICS
                    and self.place.model
                ):
                    kind = Kind.FLOW
                last = self.item(item, lines, kind, category, at)

    def _nested(self, item: ListItem) -> List | None:
        """The list nested in an item that only groups it: a few words, then items that are no fields."""
        lead = item.lead
        if lead is None or len(item.blocks) != 2 or not isinstance(item.blocks[1], List):  # noqa: PLR2004 - a text and a list
            return None
        nested = item.blocks[1]
        text = plain(lead.text).rstrip(":").strip()
        found = label(lead.text)
        if found and lead.text[found.content :].strip(" :*_"):
            return None
        few = len(text.split()) <= 4 or plain(lead.text).endswith(":")  # noqa: PLR2004 - a name, not a sentence
        if not few or len(nested.items) < 2 or any(self._role(child) for child in nested.items):  # noqa: PLR2004
            return None
        return nested

    @staticmethod
    def _role(item: ListItem) -> str:
        lead = item.lead
        found = label(lead.text) if lead else None
        return role(found.name) if found else ""

    def _labelled_item(self, item: ListItem, lines: int, category: str, last: Draft | None) -> Draft | None:
        lead = item.lead
        if lead is None:
            return None
        made = last
        for part in labelled(lead):
            kind = _KIND_OF_ROLE.get(part.role)
            if kind is None or (kind is Kind.COMPONENT):
                if last is not None and part.role:
                    self.fact(last, part, lines, down(item.span, lines))
                continue
            if not part.content.text or words.says_nothing(part.content.text):
                continue
            draft = self.add(self._draft(kind, part.content, down(item.span, lines), lines, part.key))
            self.categorise(draft, category)
            if kind is Kind.MITIGATION:
                for other in self.drafts[-6:]:
                    if other.kind is Kind.THREAT and other is made:
                        other.answers.append((draft, down(part.content.whole, lines)))
            if kind is Kind.THREAT:
                before = self.drafts[-2] if len(self.drafts) > 1 else None
                if before is not None and before.kind is Kind.MITIGATION and before is made:
                    draft.answers.append((before, before.span))
            made = draft
        return made

    def item(self, item: ListItem, lines: int, kind: Kind, category: str = "", at: Topic | None = None) -> Draft | None:
        """Read a list item as an element of `kind`, with what is nested in it."""
        lead = item.lead
        if lead is None or words.says_nothing(lead.text):
            return None
        parts = labelled(lead)
        first = parts[0]
        head = lead
        rest = parts[1:]
        if (
            first.name
            and first.role
            and _KIND_OF_ROLE.get(first.role) is kind
            and _names_role_text(first.name, kind)
            and first.content.text
        ):
            head = first.content
        elif rest:
            end = _offset(lead, rest[0])
            key = rest[0].key
            if key is not None:
                end = _offset(lead, Labelled("", "", None, key, bold=False))
            head = lead.cut(0, len(lead.text[:end].rstrip().rstrip("*_")))
        if rest and not any(part.role for part in rest):
            head, rest = lead, []
        draft = self._draft(kind, head, down(item.span, lines), lines, None)
        draft.number = item.marker.rstrip(".)") if item.marker[:1].isdigit() else ""
        self.add(draft)
        self.categorise(draft, category)
        if at is not None:
            self._topic_facts(draft, at)
        if kind is Kind.MITIGATION and item.checked is not None:
            draft.put("status", "active" if item.checked else "planned", down(lead.span(0, 0), lines))
        for part in rest:
            self.fact(draft, part, lines, down(item.span, lines))
        self.body(draft, item.blocks[1:], lines)
        return draft

    # What belongs to one element

    def body(self, draft: Draft, blocks: Sequence[Block], lines: int, current: str = "") -> str:
        """Read blocks that belong to `draft`; `current` is the role of the label before them. Gives the last label's."""
        sticky = current
        key: Passage | None = None
        for block in blocks:
            if isinstance(block, Paragraph):
                parts = labelled(block.text)
                for part in parts:
                    if part.name and (part.role or part.bold):
                        sticky, key = part.role, part.key
                        if not part.role and len(part.name.split()) < _WORDS_OF_LEAD:
                            found = self._topic_of(part.name)
                            sticky = (
                                {Topic.MITIGATIONS: "mitigation", Topic.THREATS: "threat"}.get(found, "")
                                if found
                                else ""
                            )
                        if part.content.text:
                            self.fact(draft, part, lines, down(block.span, lines))
                            if not plain(part.content.text).endswith(":"):
                                sticky = "" if part.role != "mitigation" else "mitigation?"
                    elif sticky == "mitigation" and not plain(part.content.text).endswith(":"):
                        self.fact(
                            draft,
                            Labelled("mitigation", "", key, part.content, bold=False),
                            lines,
                            down(block.span, lines),
                        )
                    elif sticky and sticky not in (
                        "mitigation?",
                        "threat",
                        "asset",
                        "component",
                        "actor",
                        "zone",
                        "flow",
                    ):
                        self.fact(
                            draft, Labelled(sticky, "", key, part.content, bold=False), lines, down(block.span, lines)
                        )
                    else:
                        self._prose(draft, block, part, lines)
                        if plain(part.content.text).endswith(":"):
                            found = self._topic_of(plain(part.content.text).rstrip(":"))
                            sticky = {Topic.MITIGATIONS: "mitigation"}.get(found, "") if found else ""
            elif isinstance(block, List):
                self._body_list(draft, block, lines, sticky)
                if not current and sticky.endswith("?"):
                    sticky = ""
            elif isinstance(block, Table):
                self._body_table(draft, block, lines, sticky)
            elif isinstance(block, Code):
                self.codes.append((block, lines, None))
            elif isinstance(block, Html):
                for table in block.tables:
                    self._body_table(draft, table, lines, sticky)
        return sticky

    def _body_table(self, draft: Draft, table: Table, lines: int, sticky: str) -> None:
        at = {"mitigation": Topic.MITIGATIONS, "threat": Topic.THREATS}.get(sticky.rstrip("?"))
        if at is None and not is_property_table(table):
            roles = columns(table).roles
            told = "threat" in roles or ("mitigation" in roles and draft.kind is Kind.ACTOR)
            if draft.kind is Kind.THREAT:
                at = Topic.MITIGATIONS if "mitigation" in roles and "threat" not in roles else None
                if at is None and not ("threat" in roles and draft.heading):
                    return
            elif told:
                at = Topic.THREATS
            else:
                return
        self.table(table, lines, at, "", draft)

    def _body_list(self, draft: Draft, block: List, lines: int, sticky: str) -> None:
        name = sticky.rstrip("?")
        kind = _KIND_OF_ROLE.get(name)
        for item in block.items:
            own = self._role(item)
            lead = item.lead
            if lead is None:
                continue
            if kind is Kind.MITIGATION and (
                own in ("", "mitigation", "threat", "component", "asset", "risk", "actor") or not _names_role(item, own)
            ):
                if words.says_nothing(lead.text):
                    continue
                made = self.item(item, lines, Kind.MITIGATION)
                if made is not None:
                    self._link(draft, made, down(item.span, lines))
                continue
            if kind is Kind.THREAT and draft.kind is not Kind.THREAT and own in ("", "threat"):
                self.item(item, lines, Kind.THREAT)
                continue
            if (
                not own
                and draft.kind is Kind.THREAT
                and draft.heading
                and (self._ANSWERED.search(lead.text) or self._settled(draft))
            ):
                if not is_metadata(label(lead.text).name if label(lead.text) else ""):  # type: ignore[union-attr]
                    made = self.item(item, lines, Kind.MITIGATION)
                    if made is not None:
                        self._link(draft, made, down(item.span, lines))
                    continue
            if own:
                parts = labelled(lead)
                for part in parts:
                    self.fact(draft, part, lines, down(item.span, lines))
                last = parts[-1].role if parts else ""
                if len(item.blocks) > 1:
                    self.body(draft, item.blocks[1:], lines, last)
            elif len(item.blocks) > 1:
                named = label(lead.text)
                inner = self._topic_of(named.name) if named else None
                if inner is Topic.MITIGATIONS:
                    self.body(draft, item.blocks[1:], lines, "mitigation")

    def _link(self, threat: Draft, mitigation: Draft, span: Span) -> None:
        if threat.kind is Kind.THREAT:
            threat.answers.append((mitigation, span))

    _ANSWERED = re.compile(
        r"\b(?:mitigat(?:e|es|ed|ion|ions|ing)|countermeasures?|to (?:prevent|defend|protect|avoid|address|counter) (?:this|against|it|such)"
        r"|is prevented|are prevented|prevented by|protects? against|defends? against|defended by|addressed by|is enforced|we (?:recommend|therefore|now)|fixed (?:by|in))\b",
        re.IGNORECASE,
    )

    def _prose(self, draft: Draft, block: Paragraph, part: Labelled, lines: int) -> None:
        """Text without a label: an answer where it says so, else the description."""
        text = part.content.text
        if (
            draft.kind is Kind.THREAT
            and draft.heading
            and (self._ANSWERED.search(text) or self._settled(draft))
            and not text.rstrip().endswith(":")
        ):
            made = self.add(self._draft(Kind.MITIGATION, part.content, down(block.span, lines), lines, None))
            self._link(draft, made, down(block.span, lines))
            return
        draft.put_passage("description", part.content, lines)
        draft.candidates.extend(answers.candidates(part.content, lines))

    @staticmethod
    def _settled(draft: Draft) -> bool:
        """Whether the heading itself says that the threat is answered: then what follows is the answer."""
        found = draft.fields.get("status")
        return bool(found and found.texts and found.texts[0].text == "mitigated")

    def fact(self, draft: Draft, part: Labelled, lines: int, span: Span) -> None:
        """Take a labelled line as a field of `draft`, or as an element of its own that belongs to it."""
        name, content = part.role, part.content
        key = down(part.key.whole, lines) if part.key else None
        if not content.text:
            return
        threat = draft.kind is Kind.THREAT
        if name == "mitigation":
            self._answer(draft, content, lines, span, key)
        elif name in ("threat", "risk") and not threat:
            if not words.says_nothing(content.text):
                made = self.add(self._draft(Kind.THREAT, content, span, lines, part.key))
                if draft.kind in (Kind.ASSET, Kind.COMPONENT, Kind.FLOW):
                    made.targets.append((Text(draft.title, made.span), None))
        elif name in ("severity", "risk") and threat:
            words.put_severity(draft, content, lines, key)
            if name == "risk" and "severity" not in draft.fields:
                draft.put_passage("description", content, lines, key)
        elif name in ("likelihood", "impact"):
            if threat and name == "impact" and words.is_severity(content.text) and "severity" not in draft.fields:
                words.put_severity(draft, content, lines, key)
        elif name == "status":
            if threat:
                answers.put_status(draft, content, lines, key)
            elif draft.kind is Kind.MITIGATION:
                answers.mitigation_status(draft, content, lines)
        elif name == "category" and threat:
            answers.put_category(draft, content, lines, key)
        elif name in ("against", "asset", "component") and threat:
            answers.put_against(draft, content, lines, key)
        elif name == "ruled-out" and threat:
            draft.candidates.extend(answers.candidates(content, lines))
        elif name in ("by", "until", "reason") and threat:
            place = down(content.whole, lines)
            draft.record[name] = (plain(content.text), place)
            draft.decide("", place, {name: draft.record[name]})
        elif name in _SIMPLE.get(draft.kind, ()):
            draft.put_passage(_NAMES.get(name, name), content, lines, key)
        elif name in ("description", "threat", "title", "") and content.text:
            draft.put_passage("description", content, lines, key)
            draft.candidates.extend(answers.candidates(content, lines))
        elif name == "assumption" and not words.says_nothing(content.text):
            self.add(self._draft(Kind.ASSUMPTION, content, span, lines, part.key))

    def _answer(self, draft: Draft, content: Passage, lines: int, span: Span, key: Span | None) -> None:
        if plain(content.text).endswith(":") and len(content.text.split()) <= _WORDS_OF_LEAD:
            return
        said = status(content.text)
        short = len(plain(content.text).split()) <= 4  # noqa: PLR2004 - a status and no more
        if said and (short or said in ("open", "accepted", "excluded")):
            if draft.kind is Kind.THREAT:
                answers.put_status(draft, content, lines, key)
            return
        if words.says_nothing(content.text):
            if draft.kind is Kind.THREAT:
                draft.put("status", "open", down(content.whole, lines), key)
            return
        if draft.kind is Kind.MITIGATION:
            draft.put_passage("description", content, lines, key)
            return
        made = self.add(self._draft(Kind.MITIGATION, content, span, lines, None))
        made.cell = down(content.whole, lines)
        self._link(draft, made, down(content.whole, lines))
        draft.candidates.extend(answers.candidates(content, lines))

    # Names

    def _draft(self, kind: Kind, text: Passage, span: Span, lines: int, key: Passage | None) -> Draft:
        """A draft named by the beginning of `text`."""
        draft = Draft(kind, span)
        if kind is Kind.MITIGATION:
            text = answers.put_reality(draft, text, lines)
        name = item_name(text.text, labels=kind is not Kind.ASSUMPTION and kind is not Kind.QUESTION)
        place = down(key.whole, lines) if key else None
        if name.id:
            draft.id, draft.id_span = name.id, down(text.span(name.id_start, name.id_end), lines)
        draft.put_passage(TITLES.get(kind, "title"), text.cut(name.start, name.end), lines, place)
        rest = text.cut(name.rest, len(text.text))
        draft.put_passage("description", rest, lines)
        draft.candidates.extend(answers.candidates(rest, lines))
        return draft

    def heading(self, kind: Kind, text: Passage, span: Span, lines: int) -> Draft:
        """A draft named by a heading."""
        draft = Draft(kind, span, heading=True)
        name = heading_name(text.text)
        end = name.end
        if name.id:
            draft.id, draft.id_span = name.id, down(text.span(name.id_start, name.id_end), lines)
        title = text.cut(name.start, end)
        labelled_title = _HEADING_LABEL.match(title.text)
        if labelled_title and role(labelled_title[1]) and _KIND_OF_ROLE.get(role(labelled_title[1])) is not None:
            title = title.cut(labelled_title.end(), len(title.text))
        draft.put_passage(TITLES.get(kind, "title"), title, lines)
        if kind is Kind.THREAT:
            for found in _IN_PARENTHESES.finditer(text.text):
                inner = text.cut(found.start(1), found.end(1))
                if words.is_severity(inner.text) and "severity" not in draft.fields and "→" not in inner.text:
                    words.put_severity(draft, inner, lines)
                tail = inner.text.rsplit("→", 1)[-1]
                if status(tail):
                    at = len(inner.text) - len(tail)
                    answers.put_status(draft, inner.cut(at, len(inner.text)), lines)
            for mark in ("✅", "❌"):
                at = text.text.find(mark)
                if at >= 0:
                    answers.put_status(draft, text.cut(at, at + 1), lines)
        return draft

    def categorise(self, draft: Draft, category: str) -> None:
        """Give a threat the category of the heading it stands under."""
        name = words.category(category or self.place.category)
        if name and draft.kind is Kind.THREAT and "category" not in draft.fields:
            place = draft.fields.get("title")
            start = place.span.start if place else draft.span.start
            draft.put("category", name, type(draft.span)(start, start))

    def settle(self, draft: Draft) -> None:
        """What the section says of a heading's element, once its own body is read."""
        if self.place.topic is not None:
            self._topic_facts(draft, self.place.topic)

    @staticmethod
    def _topic_facts(draft: Draft, at: Topic) -> None:
        """What the section says of all its threats."""
        if draft.kind is not Kind.THREAT:
            return
        place = draft.fields.get("title")
        start = place.span.start if place else draft.span.start
        empty = type(draft.span)(start, start)
        if at is Topic.ACCEPTED and "status" not in draft.fields and not draft.answers:
            draft.put("status", "accepted", empty)
            draft.decide("accept", empty, draft.record)
        elif at is Topic.EXCLUDED:
            draft.put("status", "excluded", empty)


_HOSTILE_TOPICS = frozenset({Topic.THREATS, Topic.ACCEPTED, Topic.EXCLUDED, Topic.ASSUMPTIONS, Topic.QUESTIONS})
_ASSUMED = re.compile(
    r"\b(?:(?:we|it|which|model|document|analysis|system|design|server|[A-Z]\w+) (?:(?:also|only|currently|explicitly|implicitly) )?assumes?\b"
    r"|(?:is|are|be) (?:also |explicitly |implicitly )?assumed (?:to|that)|assum(?:e|es|ing) that)"
)
_HANDFUL = 6
_GROUPING = frozenset(
    {Topic.ASSETS, Topic.MITIGATIONS, Topic.THREATS, Topic.ASSUMPTIONS, Topic.EXCLUDED, Topic.ACCEPTED}
)
_LINK_TO_PLACE = re.compile(r"\s*\[[^\[\]]*\]\(#[^()]*\)\s*$")


def _is_contents(block: List) -> bool:
    """Whether a list is a table of contents: links to places in this document."""
    links = sum(item.lead is not None and _LINK_TO_PLACE.match(item.lead.text) is not None for item in block.items)
    return links * 2 > len(block.items)


_HEADING_LABEL = re.compile(r"\s*([^\W\d][\w ]{1,30}?)\s*:\s+(?=\S)")
_IN_PARENTHESES = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_BY_PARAGRAPH = frozenset(
    {
        Topic.THREATS,
        Topic.ACCEPTED,
        Topic.MITIGATIONS,
        Topic.ASSUMPTIONS,
        Topic.EXCLUDED,
        Topic.ASSETS,
        Topic.ACTORS,
        Topic.COMPONENTS,
        Topic.ZONES,
        Topic.QUESTIONS,
    }
)
_PLAIN_PARAGRAPHS = frozenset({Topic.ASSUMPTIONS, Topic.MITIGATIONS})
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
_NAMES = {"residual": "notes"}
_GENERIC = {
    Kind.THREAT: frozenset({"threat", "threats", "risk", "risks", "attack"}),
    Kind.MITIGATION: frozenset(
        {
            "mitigation",
            "mitigations",
            "control",
            "controls",
            "countermeasure",
            "countermeasures",
            "defense",
            "defence",
            "remediation",
            "fix",
        }
    ),
    Kind.ASSET: frozenset({"asset", "assets", "data"}),
    Kind.ACTOR: frozenset({"actor", "attacker", "adversary"}),
    Kind.COMPONENT: frozenset({"component"}),
    Kind.ZONE: frozenset({"zone", "boundary", "trust boundary"}),
    Kind.FLOW: frozenset({"flow", "data flow"}),
    Kind.ASSUMPTION: frozenset({"assumption", "assumptions"}),
    Kind.QUESTION: frozenset({"question"}),
}


def _names_role_text(name: str, kind: Kind) -> bool:
    return folded(name) in _GENERIC.get(kind, ())


def _names_role(item: ListItem, name: str) -> bool:
    """Whether the item's label is nothing but the role's own word ("Mitigation: …")."""
    lead = item.lead
    found = label(lead.text) if lead else None
    kind = _KIND_OF_ROLE.get(name)
    return bool(
        found
        and kind
        and folded(found.name).split()[-1:]
        and set(folded(found.name).split()) & _GENERIC.get(kind, frozenset())
    )
