"""Waiving: findings that an author has decided about in a comment are counted and not shown.

A comment behind something speaks of its own lines; one that stands alone, of the next line that is no comment.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from forewarn.analysis.engine import Raised
from forewarn.analysis.speaking import Standing
from forewarn.model.clock import Clock
from forewarn.model.waivers import Judged, Waiver, waiver
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from forewarn.model.reading import Item, Part
    from forewarn.rules.book import Book
    from forewarn.text.document import Document

_OWN = "FW9"
"""What is said about waivers is not waived."""


class Waived(NamedTuple):
    """A waiver with its place: the lines it speaks of, and the codes of the rules that it waives there.

    Where it is `over`, its last day has passed, it waived them until then.
    """

    waiver: Waiver
    item: Item
    start: int
    lines: range
    codes: frozenset[str]
    last_day: date | None
    alone: bool
    over: bool


def waivers_in(part: Part, document: Document, today: date, protected: AbstractSet[str], book: Book) -> list[Waived]:
    """The waivers in a part. One that has run out, and a rule that is protected, waive nothing."""
    known = book.by_name
    found: list[Waived] = []
    for item, start in zip(part.items, part.starts, strict=True):
        for remark in item.remarks:
            said = waiver(remark) if remark.words else None
            if said is None:
                continue
            alone, lines = _lines(said.span.down(start), document, _comment_lines(item, start))
            last_day = _day(said)
            over = last_day is not None and last_day < today
            named = {known[one.text].code for one in said.rules if one.text in known}
            codes = frozenset(code for code in named - protected if not code.startswith(_OWN))
            found.append(Waived(said, item, start, lines, codes, last_day, alone, over))
    return found


def _comment_lines(item: Item, start: int) -> set[int]:
    return {start + line for one in item.remarks for line in range(one.span.start.line, one.span.end.line + 1)}


def _lines(span: Span, document: Document, comments: AbstractSet[int]) -> tuple[bool, range]:
    """Whether a comment stands alone on its lines, and the lines that it speaks of."""
    first, last = span.start, span.end
    if document.line(first.line)[: first.column].strip() or document.line(last.line)[last.column :].strip():
        return False, range(first.line, last.line + 1)
    line = last.line + 1
    while line < len(document.lines) and (
        not document.line(line).strip() or (line in comments and document.line(line).lstrip().startswith(("#", "<!--")))
    ):
        line += 1
    return True, range(first.line, line + 1)


def _day(said: Waiver) -> date | None:
    if said.until is None:
        return None
    try:
        return date.fromisoformat(said.until.text.rstrip("."))
    except ValueError:
        return None


def _line(standing: Standing) -> int:
    return standing.start + standing.raised.finding.span.start.line


def is_waived(standing: Standing, waivers: Iterable[Waived]) -> bool:
    """Whether a comment waives a finding. What policy asks no comment does."""
    return not standing.raised.finding.protected and any(not one.over and _speaks_of(one, standing) for one in waivers)


def brought_back(standing: Standing, waivers: Iterable[Waived]) -> Standing:
    """A finding that a comment waived until a day that has passed: the date alone brings it. Others as they are."""
    finding = standing.raised.finding
    if finding.clock or finding.protected or not any(one.over and _speaks_of(one, standing) for one in waivers):
        return standing
    return standing._replace(raised=standing.raised._replace(finding=replace(finding, clock=Clock.PASSED)))


def _speaks_of(waived: Waived, standing: Standing) -> bool:
    return _line(standing) in waived.lines and standing.raised.rule.code in waived.codes


def judged(
    waivers: Sequence[Waived],
    spoken: Sequence[Standing],
    protected: AbstractSet[str],
    today: date,
    document: Document,
    book: Book,
) -> Iterator[Standing]:
    """What there is to say about the waivers themselves. `spoken` are all findings that there would be without them."""
    rules = [rule for rule in book.rules if rule.waived]
    codes = book.by_name
    for one in waivers:
        here = [each.raised for each in spoken if _line(each) in one.lines]
        there = {each.rule.code for each in here}
        asked = there - {each.rule.code for each in here if not each.finding.protected}
        known = {word.text: codes[word.text].code for word in one.waiver.rules if word.text in codes}
        used = frozenset(name for name, code in known.items() if code in there)
        kept = frozenset(name for name, code in known.items() if code in protected or code in asked)
        about = Judged(one.waiver, one.item, frozenset(known), used, kept, _removal(one, document), one.last_day, today)
        for rule in rules:
            for finding in rule.waived(about) if rule.waived else ():
                yield Standing(one.item, one.start, Raised(rule, finding))


def _removal(one: Waived, document: Document) -> dict[str, Span]:
    """What is to be taken out for all of the comment (under the empty name), and for each of several rules."""
    rules, span = one.waiver.rules, one.waiver.span.down(one.start)
    (line, column), end = span
    if one.alone:
        whole = Span(Position(line, 0), Position(end.line + 1, 0))
    else:
        before = document.line(line)[:column]
        whole = Span(Position(line, len(before.rstrip())), end)
    found = {"": whole.down(-one.start)}
    for number, word in enumerate(rules if len(rules) > 1 else ()):
        if number + 1 < len(rules):
            found[word.text] = Span(word.span.start, rules[number + 1].span.start)
        else:
            found[word.text] = Span(rules[number - 1].span.end, word.span.end)
    return found
