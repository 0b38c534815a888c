"""Rows of tables as elements: which column says what, and what a row gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forewarn import catalog
from forewarn.catalog.source import read as read_data
from forewarn.dialects.markdown import answers, words
from forewarn.dialects.markdown.drafts import TITLES, Draft, down
from forewarn.dialects.markdown.names import IDENTIFIER, alone, item_name, lists_identifiers
from forewarn.dialects.markdown.vocabulary import KINDS, Topic, folded, role, status
from forewarn.model.elements import Text
from forewarn.model.kinds import Kind
from forewarn.syntax.markdown.inline import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forewarn.dialects.markdown.context import Place
    from forewarn.syntax.markdown.blocks import Row, Table
    from forewarn.syntax.markdown.passage import Passage
    from forewarn.text.position import Span

_ELEMENTS = {
    "threat": Kind.THREAT,
    "mitigation": Kind.MITIGATION,
    "asset": Kind.ASSET,
    "component": Kind.COMPONENT,
    "actor": Kind.ACTOR,
    "zone": Kind.ZONE,
    "flow": Kind.FLOW,
    "assumption": Kind.ASSUMPTION,
    "question": Kind.QUESTION,
}
_FIELDS = {
    "owner": "owner",
    "ticket": "ticket",
    "due": "due",
    "protocol": "protocol",
    "from": "from",
    "to": "to",
    "capability": "capability",
    "residual": "notes",
    "notes": "notes",
    "answer": "answer",
}
_HEAVY = frozenset({Topic.THREATS, Topic.ACCEPTED})
_CERTAIN = frozenset({"threat", "mitigation", "asset", "actor", "assumption", "zone", "component", "question", "flow"})


FLOW = re.compile(r"[^.:→]{2,60}?\s*(?:→|⟶|->|=>|➔)\s*[^.:→]{2,60}(?:\(|:|$|\.)")
"""The name of something that goes from one place to another: "CLI → daemon"."""


class Columns(NamedTuple):
    """What the columns of a table say: a role for each, and the place of each head."""

    roles: tuple[str, ...]
    heads: tuple[Passage, ...]

    def first(self, *names: str) -> int:
        """The first column with one of these roles, by the order of the names; -1 for none."""
        for name in names:
            if name in self.roles:
                return self.roles.index(name)
        return -1


def columns(table: Table) -> Columns:
    """What the columns say, by their heads and, where a head is missing or may mean two things, by what stands there."""
    heads = table.header.cells
    roles = [role(head.text) for head in heads]
    for number, name in enumerate(roles):
        cells = [row.cells[number].text for row in table.rows if number < len(row.cells)]
        filled = [text for text in cells if not words.says_nothing(text)]
        if name in ("risk", "impact", "threat") and filled and sum(map(words.is_severity, filled)) * 2 > len(filled):
            roles[number] = "severity" if name != "impact" else "impact"
        elif name in ("", "threat", "category", "title", "identifier", "notes") and filled:
            if name != "category" and all(words.category(text) for text in filled) and len(roles) > 1:
                roles[number] = "category"
            elif name in ("", "title") and number == 0 and all(alone(text) for text in filled) and len(roles) > 1:
                roles[number] = "identifier"
        if name == "component" and "threat" in roles and number > 0:
            roles[number] = "against"
    return Columns(tuple(roles), heads)


def is_property_table(table: Table) -> bool:
    """Whether the rows of a table are labelled facts of one thing."""
    heads = table.header.cells
    return len(heads) == 2 and folded(heads[0].text) in read_data("heading-synonyms").texts("property-heads")  # noqa: PLR2004


class _Subject(NamedTuple):
    kind: Kind
    column: int


def _listed(rows: Sequence[Row], column: int) -> bool:
    """Whether a column holds nothing but identifiers."""
    cells = [
        row.cells[column].text
        for row in rows
        if column < len(row.cells) and not words.says_nothing(row.cells[column].text)
    ]
    return bool(cells) and all(lists_identifiers(plain(text)) for text in cells)


def _all(rows: Sequence[Row], column: int, pattern: re.Pattern[str]) -> bool:
    """Whether the pattern fits every cell of a column."""
    cells = [row.cells[column].text for row in rows if column < len(row.cells)]
    return bool(cells) and all(pattern.match(plain(text)) for text in cells)


def _subject(cols: Columns, rows: Sequence[Row], place: Place, topic: Topic | None) -> _Subject | None:
    """What a row is about, and the column that names it."""
    roles = cols.roles
    main = next((n for n, name in enumerate(roles) if name not in ("identifier", "category")), -1)
    if main < 0:
        return None
    name = roles[main]
    threat = cols.first("threat")
    if threat > main and name in _ELEMENTS and _listed(rows, threat):
        threat = -1
        if topic is None or topic in (Topic.NOTHING, *_HEAVY):
            topic = Topic.COMPONENTS if name == "component" else topic
    answered = "mitigation" in roles
    if topic is Topic.NOTHING:
        return _Subject(Kind.THREAT, threat) if threat >= 0 and answered else None
    if topic is Topic.MITIGATIONS and not _all(rows, main, FLOW):
        if name == "threat" and answered:
            return _Subject(Kind.THREAT, main)
        own = cols.first("mitigation")
        return _Subject(Kind.MITIGATION, own if own >= 0 and name not in ("title", "") else main)
    if threat >= 0 and not (
        not answered
        and name in ("asset", "actor", "zone", "flow", "assumption")
        and topic in KINDS
        and KINDS[topic] is _ELEMENTS[name]
    ):
        return _Subject(Kind.THREAT, _titled(cols, threat))
    if topic in _HEAVY or (topic is None and answered and place.model):
        text = cols.first("risk", "title", "description")
        if text < 0 and (topic in _HEAVY or name == ""):
            text = main
        if topic is None and not (
            cols.first("risk") >= 0 or (name in ("", "title", "description") and "severity" in roles)
        ):
            text = -1
        if text >= 0:
            return _Subject(Kind.THREAT, text)
    if (
        topic in (Topic.ACTORS, Topic.COMPONENTS, Topic.ASSETS, Topic.ZONES)
        and answered
        and name in ("description", "risk")
        and roles[0] in ("category", "identifier", name)
    ):
        return _Subject(Kind.THREAT, main)
    if topic in (Topic.MITIGATIONS, Topic.COMPONENTS, Topic.NOTHING, None) and place.model and _all(rows, main, FLOW):
        return _Subject(Kind.FLOW, main)
    if topic in KINDS:
        return _Subject(KINDS[topic], main)
    if (
        place.model
        and name in _CERTAIN
        and (name not in ("component", "flow", "asset", "zone") or folded(cols.heads[main].text) in _PLAIN)
    ):
        return _Subject(_ELEMENTS[name], main)
    return None


_PLAIN = frozenset({"component", "components", "data flow", "asset", "assets", "trust boundary", "trust zone"})


def _titled(cols: Columns, threat: int) -> int:
    title = cols.first("title")
    return title if 0 <= title < threat else threat


class TableReader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, lines: int, place: Place, topic: Topic | None) -> None:
        """Take the table, how far its spans are to be moved, and where it stands."""
        self._table = table
        self._lines = lines
        self._place = place
        self._topic = topic
        self._cols = columns(table)
        self._subject = _subject(self._cols, table.rows, place, topic)

    @property
    def gives(self) -> Kind | None:
        """The kind of element that its rows are, or None if they are none."""
        return self._subject.kind if self._subject else None

    def drafts(self, owner: Draft | None = None) -> Iterator[Draft]:
        """The elements of all rows. Mitigations of `owner` (a threat) are linked to it."""
        if not self._subject:
            return
        last: Draft | None = None
        for row in self._table.rows:
            for draft in self._row(row, last, owner):
                yield draft
                if draft.kind is self._subject.kind:
                    last = draft

    def _span(self, span: Span) -> Span:
        return down(span, self._lines)

    def _cell(self, row: Row, column: int) -> Passage | None:
        if 0 <= column < len(row.cells) and row.cells[column].text:
            return row.cells[column]
        return None

    def _head(self, column: int) -> Span | None:
        return self._span(self._cols.heads[column].whole) if column < len(self._cols.heads) else None

    def _row(self, row: Row, last: Draft | None, owner: Draft | None) -> Iterator[Draft]:
        assert self._subject
        kind, column = self._subject
        cell = self._cell(row, column)
        mitigations = [n for n, name in enumerate(self._cols.roles) if name == "mitigation" and n != column]
        if cell is None or words.says_nothing(cell.text):
            if cell is None and last is not None and kind is Kind.THREAT:
                yield from self._mitigations(row, mitigations, last)
            return
        if kind is Kind.THREAT and lists_identifiers(plain(cell.text)):
            named = self._named(row, cell, column, mitigations)
            if named is None:
                yield from self._referring(row, cell, mitigations)
                return
            draft = named
        else:
            draft = self._named_by(row, cell, kind)
        self._facts(row, draft)
        also = (
            KINDS[self._topic]
            if self._topic in (Topic.ZONES, Topic.ASSETS, Topic.ACTORS, Topic.FLOWS) and self._topic
            else None
        )
        first = next((n for n, name in enumerate(self._cols.roles) if name != "identifier"), column)
        beside = self._cell(row, first)
        if also and also is not kind and first != column and beside and not words.says_nothing(beside.text):
            other = self._named_by(row, beside, also)
            other.id, other.id_span = ("", None) if other.id == draft.id else (other.id, other.id_span)
            yield other
            if also in (Kind.ASSET, Kind.COMPONENT):
                draft.add("against", [Text(plain(beside.text), self._span(beside.whole))], self._head(first))
        if kind is Kind.MITIGATION:
            answers.mitigation_status(draft, self._status(row), self._lines)
            if owner is not None and owner.kind is Kind.THREAT:
                owner.answers.append((draft, draft.span))
            self._against(row, draft)
            yield draft
            return
        yield draft
        if kind is Kind.ZONE and FLOW.match(plain(cell.text)) and self._place.model:
            flow = self._named_by(row, cell, Kind.FLOW)
            flow.id, flow.id_span = "", None
            yield flow
        if kind is Kind.THREAT:
            self._answer(row, draft, mitigations)
        if kind is not Kind.ACTOR and not (kind is Kind.COMPONENT and "threat" in self._cols.roles):
            yield from self._mitigations(row, mitigations, draft)

    def _named_by(self, row: Row, cell: Passage, kind: Kind) -> Draft:
        name = item_name(cell.text, labels=False)
        draft = Draft(kind, self._span(row.span))
        key = next((self._head(n) for n, c in enumerate(row.cells) if c is cell), None)
        if name.id:
            draft.id, draft.id_span = name.id, self._span(cell.span(name.id_start, name.id_end))
        whole = kind is Kind.MITIGATION and not name.bold and not name.id
        title = cell.cut(name.start, len(cell.text) if whole else name.end)
        draft.put_passage(TITLES.get(kind, "title"), title, self._lines, key)
        if not whole:
            rest = cell.cut(name.rest, len(cell.text))
            draft.put_passage("description", rest, self._lines, key)
        self._identify(row, draft)
        return draft

    def _identify(self, row: Row, draft: Draft) -> None:
        cell = self._cell(row, self._cols.first("identifier"))
        found = alone(cell.text) if cell else None
        if cell and found and not draft.id and found[0][:1].isalpha():
            draft.id, draft.id_span = found[0], self._span(cell.span(found[1], found[2]))
        elif cell and plain(cell.text).strip(".#").isdigit():
            draft.number = plain(cell.text).strip(".#")

    def _named(self, row: Row, cell: Passage, column: int, mitigations: list[int]) -> Draft | None:
        """A threat whose own cell holds nothing but its identifier: another cell tells what it is."""
        found = alone(cell.text)
        roles = self._cols.roles
        text = next(
            (
                n
                for n in (self._cols.first("description"), self._cols.first("risk"), self._cols.first("title"))
                if n >= 0 and n != column
            ),
            -1,
        )
        if text < 0:
            text = next((n for n, name in enumerate(roles) if name == "" and n != column and n not in mitigations), -1)
        other = self._cell(row, text)
        if not found or other is None:
            return None
        draft = self._named_by(row, other, Kind.THREAT)
        draft.id, draft.id_span = found[0], self._span(cell.span(found[1], found[2]))
        return draft

    def _referring(self, row: Row, cell: Passage, mitigations: list[int]) -> Iterator[Draft]:
        """Mitigations of threats that the row names by identifiers only."""
        texts = [Text(m[1], self._span(cell.span(m.start(1), m.end(1)))) for m in IDENTIFIER.finditer(cell.text)]
        for column in mitigations:
            other = self._cell(row, column)
            if other is None or words.says_nothing(other.text) or status(other.text):
                continue
            draft = self._mitigation(row, other, column)
            draft.for_threats.extend(texts)
            answers.mitigation_status(draft, self._status(row), self._lines)
            yield draft

    def _mitigation(self, row: Row, cell: Passage, column: int) -> Draft:
        draft = Draft(Kind.MITIGATION, self._span(row.span))
        cell = answers.put_reality(draft, cell, self._lines)
        name = item_name(cell.text, labels=False, separated=True)
        if name.id:
            draft.id, draft.id_span = name.id, self._span(cell.span(name.id_start, name.id_end))
            draft.put_passage("title", cell.cut(name.start, len(cell.text)), self._lines, self._head(column))
        draft.put_passage("title", cell, self._lines, self._head(column))
        return draft

    def _mitigations(self, row: Row, cells: list[int], threat: Draft) -> Iterator[Draft]:
        for column in cells:
            cell = self._cell(row, column)
            if cell is None or words.says_nothing(cell.text):
                continue
            text = plain(cell.text)
            if lists_identifiers(text):
                threat.candidates.extend(answers.candidates(cell, self._lines))
                continue
            if answers.RULED_OUT.match(text):
                threat.candidates.extend(answers.candidates(cell, self._lines))
                continue
            said = status(cell.text)
            if said in ("open", "excluded") or (said and len(text.split()) <= 4):  # noqa: PLR2004 - a status and no more
                continue
            draft = self._mitigation(row, cell, column)
            if threat.kind is Kind.THREAT:
                threat.answers.append((draft, self._span(cell.whole)))
                threat.candidates.extend(answers.candidates(cell, self._lines))
                state = self._status(row)
                if state is not None and status(state.text) in ("mitigated", "planned"):
                    answers.mitigation_status(draft, state, self._lines)
            yield draft

    def _status(self, row: Row) -> Passage | None:
        return self._cell(row, self._cols.first("status"))

    def _answer(self, row: Row, draft: Draft, mitigations: list[int]) -> None:
        """What the row says of the threat's answer."""
        state = self._status(row)
        column = self._cols.first("status")
        if state is not None and answers.put_status(draft, state, self._lines, self._head(column)):
            return
        if not mitigations:
            return
        cells = [self._cell(row, n) for n in mitigations]
        filled = [
            cell for cell in cells if cell is not None and not (words.says_nothing(cell.text) and not status(cell.text))
        ]
        if filled:
            for cell in filled:
                said = status(cell.text)
                if said and (
                    said in ("open", "excluded", "accepted", "transferred") or len(plain(cell.text).split()) <= 4
                ):
                    answers.put_status(draft, cell, self._lines, self._head(mitigations[0]))
                    return
            return
        place = row.cells[mitigations[0]].whole if mitigations[0] < len(row.cells) else row.span
        if self._topic is Topic.ACCEPTED:
            return
        span = self._span(place)
        draft.put("status", "open", span, self._head(mitigations[0]))

    def _against(self, row: Row, draft: Draft) -> None:
        column = self._cols.first("threat")
        cell = self._cell(row, column)
        if cell and draft.kind is Kind.MITIGATION:
            draft.for_threats.extend(
                Text(m[1], self._span(cell.span(m.start(1), m.end(1)))) for m in IDENTIFIER.finditer(cell.text)
            )

    def _facts(self, row: Row, draft: Draft) -> None:
        """The fields that the other columns give."""
        for column, name in enumerate(self._cols.roles):
            cell = self._cell(row, column)
            if cell is None or words.says_nothing(cell.text):
                continue
            key = self._head(column)
            if name in _FIELDS and draft.kind is not Kind.MODEL:
                if _FIELDS[name] in _ALLOWED.get(draft.kind, _COMMON):
                    draft.put_passage(_FIELDS[name], cell, self._lines, key)
            elif name == "severity" and draft.kind is Kind.THREAT:
                words.put_severity(draft, cell, self._lines, key)
            elif name == "category" and draft.kind is Kind.THREAT:
                answers.put_category(draft, cell, self._lines, key)
            elif name in ("against", "asset", "component") and draft.kind is Kind.THREAT:
                answers.put_against(draft, cell, self._lines, key)
            elif name == "description" and TITLES.get(draft.kind, "title") in draft.fields:
                if draft.fields[TITLES.get(draft.kind, "title")].span.start != self._span(cell.whole).start:
                    draft.put_passage("description", cell, self._lines, key)
            elif name in ("by", "until", "reason") and draft.kind is Kind.THREAT:
                draft.decide("", self._span(cell.whole), {name: (plain(cell.text), self._span(cell.whole))})
                draft.record[name] = (plain(cell.text), self._span(cell.whole))
            elif name == "sensitivity" and draft.kind is Kind.ASSET:
                known = catalog.sensitivity(plain(cell.text))
                draft.put("sensitivity", known or plain(cell.text), self._span(cell.whole), key)
            elif (name == "references" and draft.kind in (Kind.THREAT, Kind.MITIGATION)) or (
                name == "evidence" and draft.kind is Kind.MITIGATION
            ):
                draft.notes.append(cell)
        if draft.kind is Kind.THREAT and "severity" not in draft.fields:
            cell = self._cell(row, self._cols.first("impact"))
            if cell and words.is_severity(cell.text):
                words.put_severity(draft, cell, self._lines, self._head(self._cols.first("impact")))


_COMMON = frozenset({"notes"})
_ALLOWED = {
    Kind.THREAT: frozenset({"ticket", "notes"}),
    Kind.MITIGATION: frozenset({"owner", "ticket", "due", "notes"}),
    Kind.ASSET: frozenset({"owner", "notes"}),
    Kind.COMPONENT: frozenset({"owner", "notes"}),
    Kind.FLOW: frozenset({"from", "to", "protocol", "notes"}),
    Kind.ACTOR: frozenset({"capability", "notes"}),
    Kind.ASSUMPTION: frozenset({"owner", "notes"}),
    Kind.QUESTION: frozenset({"answer", "notes"}),
}
