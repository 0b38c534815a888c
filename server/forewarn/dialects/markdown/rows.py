"""Rows of tables as elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.dialects.markdown import answers, words
from forewarn.dialects.markdown.columns import FLOW, columns, subject
from forewarn.dialects.markdown.drafts import TITLES, Draft, down
from forewarn.dialects.markdown.names import IDENTIFIER, alone, item_name, lists_identifiers, series
from forewarn.dialects.markdown.row_facts import put_facts
from forewarn.dialects.markdown.stances import is_denial
from forewarn.dialects.markdown.vocabulary import KINDS, Topic, is_as_above, status
from forewarn.model.elements import Text
from forewarn.model.kinds import Kind
from forewarn.syntax.markdown.inline import plain
from forewarn.text.position import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.dialects.markdown.columns import Subject
    from forewarn.dialects.markdown.context import Place
    from forewarn.syntax.markdown.blocks import Row, Table
    from forewarn.syntax.markdown.passage import Passage

_BESIDE = frozenset({Topic.ZONES, Topic.ASSETS, Topic.ACTORS, Topic.FLOWS})
"""Sections whose own kind is read beside the threats in a row."""
_BRIEF = 4
"""A cell of so few words that is a status is nothing more."""
_SETTLING = frozenset({"open", "excluded", "accepted", "transferred"})


class TableReader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, lines: int, place: Place, topic: Topic | None) -> None:
        """Take the table, how far its spans are to be moved, and where it stands."""
        self._table = table
        self._lines = lines
        self._place = place
        self._topic = topic
        self._cols = columns(table)
        self._subject = subject(self._cols, table.rows, place, topic)
        column = self._subject.column if self._subject else -1
        cells = [cell for row in table.rows if (cell := self._cell(row, column)) is not None]
        self._above: Draft | None = None
        """The element of the row above."""
        self._serial = series([cell.text for cell in cells])

    def drafts(self, owner: Draft | None = None) -> Iterator[Draft]:
        """The elements of all rows. Mitigations of `owner` (a threat) are linked to it."""
        if not self._subject:
            return
        last: Draft | None = None
        for row in self._table.rows:
            self._above = last
            for draft in self._row(row, self._subject, last, owner):
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

    def _row(self, row: Row, about: Subject, last: Draft | None, owner: Draft | None) -> Iterator[Draft]:
        kind, column = about
        cell = self._cell(row, column)
        mitigations = [n for n, name in enumerate(self._cols.roles) if name == "mitigation" and n != column]
        none = cell is not None and kind is Kind.THREAT and answers.NONE_OF_ITS_KIND.match(cell.text)
        if cell is None or words.says_nothing(cell.text) or none:
            if cell is None and last is not None and kind is Kind.THREAT:
                yield from self._mitigations(row, mitigations, last)
            return
        if len(plain(cell.text)) == 1 and plain(cell.text).isalnum():
            draft = self._lettered(row, cell, kind, column, mitigations)
        elif kind is not Kind.MITIGATION and lists_identifiers(plain(cell.text)):
            draft = self._named(row, cell, kind, column, mitigations)
            if draft is None and kind is not Kind.THREAT:
                draft = self._named_by(row, cell, kind)
            if draft is None:
                yield from self._referring(row, cell, mitigations)
                return
        else:
            draft = self._named_by(row, cell, kind)
        if kind is Kind.FLOW:
            self._between(row, draft, column)
        put_facts(draft, self._cols, row, self._lines)
        yield from self._beside(row, draft, column)
        yield draft
        if kind is Kind.MITIGATION:
            answers.mitigation_status(draft, self._status(row), self._lines)
            if owner is not None and owner.kind is Kind.THREAT:
                owner.answers.append((draft, draft.span))
            self._against(row, draft)
            return
        if kind is Kind.THREAT:
            self._answer(row, draft, mitigations)
        if kind is not Kind.ACTOR and not (kind is Kind.COMPONENT and "threat" in self._cols.roles):
            yield from self._mitigations(row, mitigations, draft)

    def _between(self, row: Row, draft: Draft, column: int) -> None:
        """A flow that its row names by where it begins and ends only."""
        one, two = self._cell(row, self._cols.first("from")), self._cell(row, self._cols.first("to"))
        if self._cols.roles[column] == "from" and one is not None and two is not None:
            del draft.fields["title"]
            span = self._span(Span(one.whole.start, two.whole.end))
            draft.put("title", f"{plain(one.text)} to {plain(two.text)}", span)

    def _beside(self, row: Row, draft: Draft, column: int) -> Iterator[Draft]:
        """What else the row names: the boundary or asset that its threat is about, the flow across a boundary."""
        also = KINDS[self._topic] if self._topic in _BESIDE and self._topic is not None else None
        first = next((n for n, name in enumerate(self._cols.roles) if name != "identifier"), column)
        cell = self._cell(row, first)
        if cell is None or words.says_nothing(cell.text):
            return
        checked = draft.kind is Kind.MITIGATION and also is Kind.FLOW  # "Input | Validation"
        if also is not None and also is not draft.kind and first != column and not checked:
            other = self._named_by(row, cell, also)
            if other.id == draft.id:
                other.id, other.id_span = "", None
            yield other
            if also is Kind.ASSET:
                draft.targets.append((Text(plain(cell.text), self._span(cell.whole)), self._head(first)))
        if Kind.ZONE in (draft.kind, also) and FLOW.match(plain(cell.text)) and self._place.model:
            flow = self._named_by(row, cell, Kind.FLOW)
            flow.id, flow.id_span = "", None
            yield flow

    def _named_by(self, row: Row, cell: Passage, kind: Kind) -> Draft:
        name = item_name(cell.text, labels=False, serial=self._serial)
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

    def _lettered(self, row: Row, cell: Passage, kind: Kind, column: int, mitigations: list[int]) -> Draft:
        """An element whose own cell holds no more than a letter or a figure: another cell tells what it is."""
        other = self._cell(row, self._telling(column, mitigations))
        draft = self._named_by(row, other or cell, kind)
        if other is not None and not draft.id:
            draft.number = plain(cell.text)
        return draft

    def _telling(self, column: int, mitigations: list[int]) -> int:
        """The column that tells what the element in `column` is, if that holds only its label; -1 for none."""
        roles, first = self._cols.roles, self._cols.first
        for found in (first("description"), first("risk"), first("title")):
            if found >= 0 and found != column:
                return found
        return next((n for n, name in enumerate(roles) if name == "" and n not in (column, *mitigations)), -1)

    def _named(self, row: Row, cell: Passage, kind: Kind, column: int, mitigations: list[int]) -> Draft | None:
        """An element whose own cell holds nothing but its identifier: another cell tells what it is."""
        found = alone(cell.text)
        other = self._cell(row, self._telling(column, mitigations))
        if not found or other is None:
            return None
        draft = self._named_by(row, other, kind)
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
            if is_as_above(text) and self._above is not None:
                threat.answers += [(one, self._span(cell.whole)) for one, _ in self._above.answers]
                threat.candidates += self._above.candidates
                threat.answered_as += self._above.answered_as
                continue
            if lists_identifiers(text):
                named = answers.candidates(cell, self._lines)
                threat.candidates.extend(named)
                threat.answered_as.extend(named)
                continue
            if answers.RULED_OUT.match(text):
                threat.candidates.extend(answers.candidates(cell, self._lines))
                continue
            said = status(cell.text)
            if said in _SETTLING or (said and len(text.split()) <= _BRIEF):
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
        if (
            state is not None
            and is_denial(state.text)
            and any(map(self._says_something, self._cells(row, mitigations)))
        ):
            return  # "Not mitigated", and beside it what is done all the same
        if state is not None and answers.put_status(draft, state, self._lines, self._head(column)):
            return
        if not mitigations:
            return
        filled = [
            cell for cell in self._cells(row, mitigations) if not words.says_nothing(cell.text) or status(cell.text)
        ]
        if filled:
            for cell in filled:
                said = status(cell.text)
                if said and (said in _SETTLING or len(plain(cell.text).split()) <= _BRIEF):
                    answers.put_status(draft, cell, self._lines, self._head(mitigations[0]))
                    return
            return
        place = row.cells[mitigations[0]].whole if mitigations[0] < len(row.cells) else row.span
        if self._topic in (Topic.ACCEPTED, Topic.DISCLAIMED, Topic.ANSWERED):
            return
        span = self._span(place)
        draft.blank = "status" not in draft.fields and not any(
            map(str.isalpha, "".join(cell.text for cell in self._cells(row, mitigations)))
        )
        draft.put("status", "open", span, self._head(mitigations[0]))

    def _cells(self, row: Row, columns: list[int]) -> list[Passage]:
        return [cell for cell in (self._cell(row, n) for n in columns) if cell is not None]

    @staticmethod
    def _says_something(cell: Passage) -> bool:
        return not words.says_nothing(cell.text) and not status(cell.text)

    def _against(self, row: Row, draft: Draft) -> None:
        cell = self._cell(row, self._cols.first("answers-threats", "threat"))
        if cell:
            draft.for_threats.extend(answers.threats_listed(cell, self._lines))
