"""Drafts as they are found in a unit, named and given what their section says of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.dialects.markdown import answers, words
from forewarn.dialects.markdown.drafts import TITLES, Draft, down
from forewarn.dialects.markdown.labels import KIND_OF_ROLE
from forewarn.dialects.markdown.names import heading_name, item_name
from forewarn.dialects.markdown.stances import stance
from forewarn.dialects.markdown.vocabulary import Topic, heading_label, is_filler, role, status
from forewarn.dialects.markdown.wording import states
from forewarn.model.kinds import Kind
from forewarn.text.position import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.dialects.markdown.context import Place
    from forewarn.syntax.markdown.blocks import Code
    from forewarn.syntax.markdown.passage import Passage

_HEADING_LABEL = re.compile(r"\s*([^\W\d][\w #]{1,30}?)\s*(:|\s[-–—]+)\s+(?=\S)")
_IN_PARENTHESES = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_MARK_FIRST = re.compile(r"\s*[(\[]([^()\[\]]{1,40})[)\]]\s*(?:[-–—:]\s*)?(?=\S)")
_MARK_LAST = re.compile(r"\s*[(\[]([^()\[\]]{1,40})[)\]]\s*$")
_TELLING = frozenset({Kind.THREAT, Kind.MITIGATION, Kind.ASSUMPTION})
"""Kinds whose names tell something: a word that only says how sure or how urgent it is names none of them."""
_TICKS = ("✅", "❌")
_ALSO = re.compile(r"[;,]\s+")
"""Between two things that are said in the same parentheses."""


_TO_BE_SAID = re.compile(r":[*_` ]*$")
"""The end of an item that has an identifier and no text yet: "**A1**:"."""


class Collector:
    """What a unit's readers have found: drafts, and code blocks to be looked at with the topic of their section."""

    def __init__(self, place: Place) -> None:
        """Take the place of the unit in its document."""
        self.place = place
        self.drafts: list[Draft] = []
        self.codes: list[tuple[Code, int, Topic | None]] = []

    def add(self, draft: Draft) -> Draft:
        """Keep a draft."""
        self.drafts.append(draft)
        return draft

    def named(
        self, kind: Kind, text: Passage, span: Span, lines: int, key: Passage | None = None, *, serial: bool = False
    ) -> Draft:
        """Keep a draft that is named by the beginning of `text`; `key` is the label before it.

        `serial`: those beside it are numbered by identifiers.
        """
        draft = self.add(Draft(kind, span))
        if kind is Kind.MITIGATION:
            text = answers.put_reality(draft, text, lines)
        name = item_name(text.text, labels=kind not in (Kind.ASSUMPTION, Kind.QUESTION), serial=serial)
        if name.id:
            draft.id, draft.id_span = name.id, down(text.span(name.id_start, name.id_end), lines)
        place = down(key.whole, lines) if key else None
        title = text.cut(name.start, name.end)
        rest = text.cut(name.rest, len(text.text))
        if kind in _TELLING and rest.text and (is_filler(title.text) or stance(title.text)):
            name = item_name(rest.text, labels=False)
            title, rest = rest.cut(name.start, name.end), rest.cut(name.rest, len(rest.text))
        if kind is Kind.THREAT:
            _marks(draft, title, lines)
            title = _unmarked(title)
        if not (draft.id and title.text == draft.id and _TO_BE_SAID.search(text.text)):
            draft.put_passage(TITLES.get(kind, "title"), title, lines, place)
        draft.put_passage("description", rest, lines)
        draft.candidates.extend(answers.candidates(rest, lines))
        if kind is Kind.THREAT:
            answers.put_told(draft, rest, lines)
        if kind is Kind.MITIGATION:
            draft.for_threats.extend(answers.threats_in(text, lines))
        return draft

    def headed(self, kind: Kind, text: Passage, span: Span, lines: int) -> Draft:
        """Keep a draft that is named by a heading."""
        draft = self.add(Draft(kind, span, heading=True))
        name = heading_name(text.text, serial=self.place.serial)
        if name.id:
            draft.id, draft.id_span = name.id, down(text.span(name.id_start, name.id_end), lines)
        title = _unmarked(text.cut(name.start, name.end))
        label = _HEADING_LABEL.match(title.text)
        known = label is not None and heading_label(label[1]) is not None
        if label and (known or (label[2] == ":" and KIND_OF_ROLE.get(role(label[1])))):
            title = title.cut(label.end(), len(title.text))
            draft.above = kind is Kind.MITIGATION
        draft.put_passage(TITLES.get(kind, "title"), title, lines)
        if kind is Kind.THREAT:
            _marks(draft, text, lines)
        return draft

    def categorise(self, draft: Draft, category: str = "") -> None:
        """Give a threat the category of the heading or line it stands under."""
        name = words.category(category or self.place.category)
        if name and draft.kind is Kind.THREAT:
            draft.put("category", name, _nowhere(draft))

    @staticmethod
    def settle(draft: Draft, at: Topic | None) -> None:
        """Give a threat the answer that its section stands for: accepted, mitigated, or out of scope."""
        if draft.kind is not Kind.THREAT:
            return
        if at is Topic.ACCEPTED and "status" not in draft.fields and not draft.answers:
            # A residual risk that says what mitigates it is no decision of anybody's.
            told = answers.says_what_mitigates(f"{draft.title} {draft.text('description')}")
            draft.put("status", "mitigated" if told else "accepted", _nowhere(draft))
            if not told:
                draft.decide("accept", _nowhere(draft), draft.record)
        elif at is Topic.DISCLAIMED and not draft.answers:
            _set_aside(draft)
        elif at is Topic.ANSWERED:
            draft.put("status", "mitigated", _nowhere(draft))
        elif at is Topic.EXCLUDED:
            _set_aside(draft)


def _set_aside(draft: Draft) -> None:
    """Take a threat for one that is said not to be answered here; what its own text states is the reason."""
    if "status" in draft.fields:
        return
    draft.put("status", "excluded", _nowhere(draft))
    told = draft.fields.get("description") or (draft.fields.get("title") if states(draft.title) else None)
    if told is not None and told.texts:
        reason = (told.texts[0].text, told.texts[0].span)
        draft.decide("not-applicable", _nowhere(draft), {"reason": reason, **draft.record})


def _unmarked(title: Passage) -> Passage:
    """A title without a severity or status in parentheses at its beginning or end."""
    text = title.text
    first, last = _MARK_FIRST.match(text), _MARK_LAST.search(text)
    start = first.end() if first and _is_mark(first[1]) else 0
    end = last.start() if last and last.start() > start and _is_mark(last[1]) else len(text)
    return title.cut(start, end)


def _is_mark(text: str) -> bool:
    if _ALSO.search(text):
        return all(map(_is_mark, _ALSO.split(text)))
    named = len(text) > 1 and bool(words.category(text))
    return named or words.is_severity(text) or bool(status(text.rsplit("→", 1)[-1]))


def _nowhere(draft: Draft) -> Span:
    """An empty place at the beginning of a draft's name, for what is said elsewhere."""
    title = draft.fields.get("title")
    start = title.span.start if title else draft.span.start
    return Span(start, start)


def _pieces(text: str, outer: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where the words in parentheses stand, "(medium; mitigated)" in two pieces."""
    start = outer.start(1)
    for cut in _ALSO.finditer(text, start, outer.end(1)):
        yield start, cut.start()
        start = cut.end()
    yield start, outer.end(1)


def _marks(draft: Draft, text: Passage, lines: int) -> None:
    """What stands in parentheses or as a tick in a threat's heading: "(High)", "(was Medium → Addressed)"."""
    for found in (one for outer in _IN_PARENTHESES.finditer(text.text) for one in _pieces(text.text, outer)):
        inner = text.cut(*found)
        if "→" not in inner.text and words.is_severity(inner.text):
            words.put_severity(draft, inner, lines)
        if len(inner.text) > 1 and words.category(inner.text):
            answers.put_category(draft, inner, lines)
        tail = inner.text.rsplit("→", 1)[-1]
        if status(tail):
            answers.put_status(draft, inner.cut(len(inner.text) - len(tail), len(inner.text)), lines)
    for mark in _TICKS:
        at = text.text.find(mark)
        if at >= 0:
            answers.put_status(draft, text.cut(at, at + 1), lines)
