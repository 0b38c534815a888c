"""Changes to elements as the smallest edits of a Markdown document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.dialects.markdown.writer.answers import Line, Manner, tell
from forewarn.dialects.markdown.writer.drawings import add_drawing
from forewarn.dialects.markdown.writer.embedded import in_a_block
from forewarn.dialects.markdown.writer.pieces import in_cell, next_identifier, word_edit
from forewarn.dialects.markdown.writer.places import AsHeading, AsItem, AsRow, Places
from forewarn.dialects.markdown.writer.sections import add_element, identifiers, is_waiting
from forewarn.dialects.markdown.writer.sound import is_sound
from forewarn.model.changes import AddDrawing, AddElement, AddField, AddToList, NewRecord, RemoveElement, ReplaceText
from forewarn.model.kinds import Kind
from forewarn.text.edits import OverlappingEditsError, TextEdit, in_order, minimal
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forewarn.model.changes import Change, NewValue
    from forewarn.model.elements import Element
    from forewarn.model.reading import Part, Reading
    from forewarn.text.document import Document

_LABELS = {
    "mitigations": ("mitigation", "Mitigation"),
    "ruled-out-by": ("ruled-out", "Ruled out by"),
    "against": ("asset", "Asset"),
    "severity": ("severity", "Severity"),
    "status": ("status", "Status"),
    "owner": ("owner", "Owner"),
    "ticket": ("ticket", "Ticket"),
    "due": ("due", "Due"),
    "sensitivity": ("sensitivity", "Sensitivity"),
    "category": ("category", "Category"),
    "by": ("by", "Accepted by"),
    "until": ("until", "Accepted until"),
    "reason": ("reason", "Reason"),
    "answer": ("answer", "Answer"),
    "protocol": ("protocol", "Protocol"),
    "evidence": ("evidence", "Evidence"),
}
"""How a field is written as a labelled line: the role that the reader takes the label for, and the label."""

_SERIES = {Kind.THREAT: "T1", Kind.MITIGATION: "M1", Kind.ASSUMPTION: "A1", Kind.ASSET: "AS1"}
_DECIDED = {"accept": "accepted", "transfer": "transferred", "not-applicable": "not applicable"}


def write(changes: Sequence[Change], reading: Reading, part: Part) -> tuple[TextEdit, ...]:
    """The edits, absolute and in order, that make `changes` to `part` of `reading`. All of them or none.

    None where the document's shape has no room for one of them; nothing is written that is there already.
    """
    from forewarn.dialects.markdown.read import markdown_of  # noqa: PLC0415 - the reader imports nothing of the writer

    markdown = markdown_of(reading)
    if markdown is None:
        return ()
    places = Places(reading.document, markdown, part)
    embedded = in_a_block(places, changes) if any(item.recorded for item in part.items) else None
    if embedded is not None:
        return embedded
    for manner in Manner:
        edits = _edits(places, manner, changes)
        if edits == ():
            return ()  # it is there already
        if edits and is_sound(changes, reading, part, edits):
            return edits
    return ()


def _edits(places: Places, manner: Manner, changes: Sequence[Change]) -> tuple[TextEdit, ...] | None:
    """The edits that write `changes` in one manner; None where it has no room for one of them."""
    edits = _Writer(places, manner).edits(changes)
    if edits is None:
        return None
    try:
        small = [minimal(places.document, edit) for edit in _joined(edits)]
        return in_order(edit for edit in small if edit is not None)
    except OverlappingEditsError:
        return None


def _joined(edits: Sequence[TextEdit]) -> list[TextEdit]:
    """The edits in order, what is inserted at one place as one edit."""
    made: list[TextEdit] = []
    for edit in sorted(edits, key=lambda one: one.span):
        if made and made[-1].span == edit.span and edit.span.start == edit.span.end:
            made[-1] = TextEdit(edit.span, made[-1].text + edit.text)
        else:
            made.append(edit)
    return list(in_order(made))


class _Writer:
    def __init__(self, places: Places, manner: Manner) -> None:
        self._places = places
        self._manner = manner

    def edits(self, changes: Sequence[Change]) -> list[TextEdit] | None:
        """All edits, or None."""
        added = {change.id: change for change in changes if isinstance(change, AddElement)}
        linked = {change.value: change for change in changes if isinstance(change, AddToList)}
        edits: list[TextEdit] = []
        lines: dict[int, tuple[Element, list[Line]]] = {}
        for change in changes:
            if isinstance(change, ReplaceText):
                made = self._replace(change)
            elif isinstance(change, AddElement):
                link = linked.get(change.id)
                if link is not None and change.kind is Kind.MITIGATION and link.name == "mitigations":
                    continue  # It is written where the threat is.
                made = self._add(change, link)
            elif isinstance(change, AddToList):
                made = self._to_list(change, added.get(change.value), lines)
            elif isinstance(change, AddField):
                made = self._field(change, lines)
            elif isinstance(change, RemoveElement):
                made = self._remove(change.element)
            elif isinstance(change, AddDrawing):
                made = add_drawing(self._places, change)
            else:
                return None
            if made is None:
                return None
            edits.extend(made)
        tellings: list[TextEdit] = []
        for element, said in lines.values():
            shape = self._places.shape(element)
            told = tell(self._places.document, shape, said, self._manner) if shape is not None else None
            if told is None:
                return None
            tellings.extend(told)
        # What is said of an element stands before a section that is made where its text ends.
        return [*tellings, *edits]

    def _replace(self, change: ReplaceText) -> list[TextEdit] | None:
        for item, start in zip(self._places.part.items, self._places.part.starts, strict=True):
            if item.serial == change.item:
                span = change.span.down(start)
                if not change.old:
                    return [TextEdit(span, change.text)]
                edit = word_edit(self._places.document, span, change.old, change.text)
                return [edit] if edit is not None else None
        return None

    def _add(self, change: AddElement, link: AddToList | None) -> list[TextEdit] | None:
        fields = _texts(self._named(name, value) for name, value in change.fields)
        if link is None and self._is_there(change, fields):
            return []
        title = fields.get("statement", "")
        if link is not None and title and any(self._title(n) == title for n in link.element.names(link.name)):
            return []
        name = self._name(change, referred=link is not None)
        if not any(fields.values()) and is_waiting(self._places, change.kind):
            return []
        edit = add_element(self._places, change.kind, name, fields)
        return [edit] if edit is not None else None

    def _named(self, field: str, value: NewValue) -> tuple[str, NewValue]:
        """A new element's field, what it is against called as running text calls it."""
        if field != "against" or not isinstance(value, tuple):
            return field, value
        return field, tuple(self._reference(one) or one for one in value)

    def _is_there(self, change: AddElement, fields: dict[str, str]) -> bool:
        title = fields.get("title") or fields.get("statement") or fields.get("ask") or ""
        return bool(title) and any(
            element.kind is change.kind and element.title == title for element, _ in self._places.part.elements()
        )

    def _name(self, change: AddElement, *, referred: bool) -> str:
        """The identifier to write: the next of the document's own series, or one if it is to be referred to."""
        used = identifiers(self._places.part.elements(), change.kind)
        if not used and not referred:
            return ""
        return next_identifier(used, _SERIES.get(change.kind, ""))

    def _to_list(
        self, change: AddToList, new: AddElement | None, lines: dict[int, tuple[Element, list[Line]]]
    ) -> list[TextEdit] | None:
        if change.name not in _LABELS:
            return None
        name, label = _LABELS[change.name]
        if new is not None and new.kind is Kind.MITIGATION:
            fields = _texts(new.fields)
            text = fields.get("title", "")
            if text and any(text in (self._title(name) or "") for name in change.element.names("mitigations")):
                return []
            if fields.get("status") == "suggested" and text:
                text = f"{text} (suggested)"
        elif new is not None:
            if any(
                self._title(name) == _texts(new.fields).get("statement") for name in change.element.names(change.name)
            ):
                return []
            text = self._name(new, referred=True)
        else:
            text = self._reference(change.value)
            if not text or change.value in change.element.names(change.name):
                return [] if text else None
        _say(lines, change.element, Line(name, label, text))
        return []

    def _title(self, identifier: str) -> str | None:
        return next((e.title for e, _ in self._places.part.elements() if e.id == identifier), None)

    def _reference(self, identifier: str) -> str:
        """How to name an element in running text: by its identifier if the text holds it, else by its title."""
        for element, _ in self._places.part.elements():
            if element.id == identifier:
                return "" if element.derived and element.kind in (Kind.MITIGATION, Kind.ASSUMPTION) else element.name
        return identifier

    def _field(self, change: AddField, lines: dict[int, tuple[Element, list[Line]]]) -> list[TextEdit] | None:
        if change.element.kind is Kind.MODEL:
            return self._of_document(change)
        if isinstance(change.value, NewRecord) and change.name == "decision":
            values = _texts(change.value.fields)
            said = _DECIDED.get(values.get("kind", ""))
            if said is None:
                return None
            before = change.element.record("decision")
            if before is not None and before.text("kind") == values.get("kind"):
                return []
            _say(lines, change.element, Line("status", "Status", said))
            for name in ("by", "reason", "until"):
                if name in values:
                    _say(lines, change.element, Line(*_LABELS[name], values[name]))
            return []
        if not isinstance(change.value, str) or change.name not in _LABELS:
            return None
        if change.element.text(change.name) == change.value and change.value and not change.within:
            return []
        _say(lines, change.element, Line(*_LABELS[change.name], change.value))
        return []

    def _of_document(self, change: AddField) -> list[TextEdit] | None:
        """A line below the title: "Owner: …"."""
        span = self._places.span(change.element)
        if span is None or change.name not in _LABELS or not isinstance(change.value, str):
            return None
        document = self._places.document
        waiting = _waiting(document, span.end.line + 1, _LABELS[change.name][1])
        if waiting is not None:
            return [TextEdit(Span(waiting, waiting), f" {change.value}")] if change.value else []
        place = Position(span.end.line, len(document.line(span.end.line)))
        text = f"{document.newline}{document.newline}{_LABELS[change.name][1]}: {change.value}".rstrip(" ")
        if span.end.line + 1 < len(document.lines) and document.line(span.end.line + 1).strip():
            text += document.newline  # else what follows would be one paragraph with it
        return [TextEdit(Span(place, place), text)]

    def _remove(self, element: Element) -> list[TextEdit] | None:
        span = self._places.span(element)
        shape = self._places.shape(element)
        if span is None or shape is None:
            return None
        if isinstance(shape, AsRow) and self._shares_row(element):
            field = element.field("title")
            start = self._places.start(element)
            return [TextEdit(field.span.down(start), in_cell(""))] if field and start is not None else None
        if isinstance(shape, AsRow | AsItem | AsHeading):
            last = span.end.line + 1
            if last < len(self._places.document.lines):
                return [TextEdit(Span(Position(span.start.line, 0), Position(last, 0)), "")]
        return None

    def _shares_row(self, element: Element) -> bool:
        return any(
            other is not element and other.item == element.item and other.span == element.span
            for other, _ in self._places.part.elements()
        )


def _waiting(document: Document, first: int, label: str) -> Position | None:
    """The end of a line "Owner:" between the title and the next heading, where nothing is said yet."""
    for number in range(first, len(document.lines)):
        line = document.line(number)
        if line.lstrip().startswith("#"):
            return None
        if line.strip(" *_").rstrip(":").rstrip("*_") == label and ":" in line:
            return Position(number, len(line.rstrip()))
    return None


def _say(lines: dict[int, tuple[Element, list[Line]]], element: Element, line: Line) -> None:
    lines.setdefault(id(element), (element, []))[1].append(line)


def _texts(fields: Iterable[tuple[str, NewValue]]) -> dict[str, str]:
    """The fields that are texts; a list becomes a text with commas."""
    made: dict[str, str] = {}
    for name, value in fields:
        if isinstance(value, str):
            made[name] = value
        elif isinstance(value, tuple):
            made[name] = ", ".join(value)
    return made
