"""Beside a threat: open, or what holds it, rules it out, is promised against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.features.hints.hint import Hint, Sort, line_end
from forewarn.features.view import is_silent
from forewarn.model.answers import Grade, Lack, answered, decision_kind, decision_until
from forewarn.model.kinds import Kind
from forewarn.model.paved import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forewarn.features.view import View
    from forewarn.model.answers import Answer, Answered
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.text.position import Span

_NAMED = 3
"""So many answers are named, of the others their number is said."""
_DECIDED = {
    "accept": "accepted",
    "transfer": "transferred",
    "avoid": "avoided",
    "eliminate": "eliminated",
    "not-applicable": "not applicable",
}


def threats(view: View, span: Span) -> Iterator[Hint]:
    """How each threat is answered, by the one definition that all rules have."""
    for part in view.reading.parts:
        analysis = view.analysis_of(part)
        if analysis is None or is_silent(analysis):
            continue
        facts = analysis.whole.facts
        for element, start in view.understood_in(part, span.start.line, span.end.line):
            if element.kind is not Kind.THREAT:
                continue
            line = _line(element) + start
            if span.start.line <= line <= span.end.line:
                # What a document tells of a record is answered as the record is.
                records = analysis.index.by_id.get(element.tells_of, ()) if element.tells_of else ()
                threat = next((one for one in records if one.kind is Kind.THREAT), element)
                text = _text(threat, answered(threat, facts), facts)
                if text:
                    yield Hint(line_end(view, line), text, Sort.ANSWERS, (element.anchor.start.down(start),))


def _line(threat: Element) -> int:
    """The line beside which it is said: in a document the last one of the title, which may take several."""
    title = threat.fields.get("title")
    if threat.section is None or title is None or not title.texts:
        return threat.anchor.start.line
    return max(threat.anchor.start.line, title.texts[0].span.end.line)


def _text(threat: Element, state: Answered, facts: Facts) -> str:
    """In a few words; empty while an answer is being written."""
    if state.grade is Grade.OPEN:
        return "" if state.being_written and not state.reopened else "open"
    best = state.with_grade(state.grade)
    said = [
        _by(best, Kind.MITIGATION, "held by" if state.grade is Grade.HELD else "promised by"),
        _paved(best, facts),
        _by(best, Kind.ASSUMPTION, "ruled out by") + (", unconfirmed" if state.grade is Grade.PROMISED else ""),
        _decided(threat, best),
    ]
    shown = [one for one in said if one and not one.startswith(",")]
    return " · ".join(shown) or ("held" if state.grade is Grade.HELD else "promised")


def _by(answers: Sequence[Answer], kind: Kind, verb: str) -> str:
    """`held by M1, M2`; empty where none of them has a name of its own."""
    by = [one.by for one in answers if one.by is not None and one.by.kind is kind]
    names = list(dict.fromkeys(one.id for one in by if one.id and not one.derived))
    return f"{verb} {_listed(names)}" if names else ""


def _paved(answers: Sequence[Answer], facts: Facts) -> str:
    names = [plain(one.paved) for one in answers if one.paved]
    return f"held by {facts.path_name}: {_listed(names)}" if names and answers[0].grade is Grade.HELD else ""


def _decided(threat: Element, answers: Sequence[Answer]) -> str:
    decisions = [one for one in answers if one.by is None and not one.paved and "decision" in threat.fields]
    if not decisions:
        return ""
    word, until = _DECIDED.get(decision_kind(threat), "decided"), decision_until(threat)
    if any(one.lack is Lack.EXPIRED for one in decisions):
        return f"{word} until {until}, which has passed"
    return f"{word} until {until}" if until else word


def _listed(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
