"""`forewarn explain`: a rule's own documentation, or what the rules answer at a place, and on what that rests."""

from __future__ import annotations

import re
from functools import partial
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from forewarn.analysis.fixes import fixes_of
from forewarn.cli.exits import OK, UNUSABLE
from forewarn.cli.gather import book_here, gather, load, new_workspace, shown
from forewarn.cli.output import harmless, tell, write
from forewarn.model.kinds import Kind
from forewarn.rules.book import NO_OWN_RULES
from forewarn.rules.calling import titled
from forewarn.rules.documentation import documentation
from forewarn.rules.nearest import nearest
from forewarn.rules.rule import State
from forewarn.workspace.files import absolute

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from forewarn.analysis.engine import Analysis
    from forewarn.analysis.evidence import Evidence
    from forewarn.analysis.findings import Placed
    from forewarn.model.elements import Element
    from forewarn.rules.book import Book
    from forewarn.rules.rule import Rule
    from forewarn.workspace.workspace import File, Workspace

_PLACE = re.compile(r"(?P<file>.+?):(?P<line>[1-9]\d{0,8})(?::\d+)?:?")
_WIDTH = 110
_BRIEFLY = (State.NOTHING, State.NOT_APPLICABLE)
"""Of rules that answer so only the codes are listed, unless somebody asks for one of them."""
_LOOKED_AT = 8
"""So many of the elements that a rule looked at are named."""


class _Place(NamedTuple):
    """A line of a file, counted from 1, as it was typed."""

    file: str
    line: int


def run(options: argparse.Namespace) -> int:
    """Print what the rule finds, why it matters and what to do; or what is answered at the place, and why."""
    given: list[str] = options.what
    places = [place for one in given if (place := _place(one))]
    names = [one for one in given if not _place(one)]
    book = NO_OWN_RULES if all(_rule(one, NO_OWN_RULES) for one in names) else _book(places)
    rules = [rule for one in names if (rule := _rule(one, book))]
    if len(rules) < len(names):
        return _unknown(next(one for one in names if not _rule(one, book)), book)
    if len(places) > 1 or len(rules) > 1:
        tell("explain takes one rule, one place (FILE:LINE), or one of each")
        return UNUSABLE
    if not places:
        rule = rules[0]
        head = f"{rule.code} {rule.name} ({rule.layer}, {rule.default_severity})"
        write(map(harmless, (head, "", *documentation(rule).text.rstrip().split("\n"))))
        return OK
    return _at(places[0], rules[0] if rules else None)


def _rule(name: str, book: Book) -> Rule | None:
    return book.by_name.get(name) or book.by_name.get(name.upper())


def _book(places: Sequence[_Place]) -> Book:
    """The rules that count at the place, or in this folder."""
    return new_workspace().book(absolute(places[0].file)) if places else book_here()


def _place(text: str) -> _Place | None:
    found = _PLACE.fullmatch(text)
    return _Place(found["file"], int(found["line"])) if found else None


def _unknown(name: str, book: Book) -> int:
    near = nearest(name, book.by_name, limit=1)
    hint = f"; did you mean {near[0]}?" if near else "; `forewarn rules` lists them"
    tell(f"no rule is called {name}{hint}")
    return UNUSABLE


# -- at a place
def _at(place: _Place, rule: Rule | None) -> int:
    workspace = new_workspace()
    found = gather([place.file], workspace)
    files = load(workspace, found)
    found.report_unreadable()
    if found.unreadable or not files:
        return UNUSABLE
    file = files[0]
    if place.line > len(file.reading.document.lines):
        tell(f"{place.file} has {len(file.reading.document.lines)} lines, no line {place.line}")
        return UNUSABLE
    write(map(harmless, _lines(workspace, file, place.line - 1, rule)))
    return OK


def _lines(workspace: Workspace, file: File, line: int, rule: Rule | None) -> Iterator[str]:
    findings = workspace.findings(file.path)
    here = [one for one in findings if one.span.start.line <= line <= one.span.end.line]
    element, analysis, first = _element_at(workspace, file, line)
    for placed in here:
        if rule in (None, placed.raised.rule):
            yield from _finding(placed)
    if element is None or analysis is None:
        if not here:
            yield f"{shown(file.path)}:{line + 1} stands in no element of a threat model."
        return
    yield f"{shown(file.path)}:{first + 1} {element.kind} {titled(element)}"
    from forewarn.analysis.evidence import evidence, held_back, of_element  # noqa: PLC0415 - a rule's own page needs no engine

    told = (evidence(rule, element, analysis),) if rule else of_element(element, analysis)
    choice = workspace.choice(file.path)
    beside = workspace.dismissals.beside(file.path, choice, {})
    held = partial(held_back, analysis=analysis, path=file.path, choice=choice, shown=findings, beside=beside)
    yield from _evidence(told, held, alone=rule is not None)


def _element_at(workspace: Workspace, file: File, line: int) -> tuple[Element | None, Analysis | None, int]:
    """The smallest element around a line with its model and its first line, as all files together have it."""
    for analysis in workspace.analyses(file.path):
        for part, path in zip(analysis.parts, analysis.paths, strict=True):
            if path != file.path:
                continue
            around = [
                (element.span.start.line + start, element)
                for element, start in analysis.understood(part)
                if element.span.start.line + start <= line <= _last(element) + start
            ]
            if around:
                first, element = max(around, key=lambda one: (one[0], one[1].kind is not Kind.MODEL))
                return element, analysis, first
    return None, None, 0


def _last(element: Element) -> int:
    """The last line with text of an element, in its item; a span that ends before a line's first sign ends above."""
    start, end = element.span
    return end.line - 1 if end.column == 0 and end.line > start.line else end.line


def _finding(placed: Placed) -> Iterator[str]:
    """A finding on the line: what was seen, where else, what to do, and why it matters."""
    line, column = placed.span.start
    place = f"{shown(placed.path)}:{line + 1}:{column + 1}"
    yield f"{place} {placed.severity} {placed.code} {placed.raised.rule.name}"
    yield from _wrapped(placed.message)
    for related in placed.related:
        yield from _wrapped(f"see {shown(related.path)}:{related.span.start.line + 1}: {related.message}")
    for fix in fixes_of(placed.raised, placed.analysis):
        yield from _wrapped(f"fix: {fix.title}")
    sections = documentation(placed.raised.rule).sections
    for head in ("Why it matters", "When it is wrong"):
        yield from _wrapped(f"{head.lower()}: {' '.join(sections[head].split())}")
    yield ""


def _evidence(told: Sequence[Evidence], held_back: Callable[[Evidence], str], *, alone: bool) -> Iterator[str]:
    """What the rules answer, by the state of the answer; of one rule alone also what it looked at.

    `held_back` says why something that was found is not shown.
    """
    for state, group in groupby(told, key=lambda one: one.reply.state):
        together = list(group)
        if state in _BRIEFLY and not alone:
            yield from _wrapped(f"{state}: {', '.join(one.rule.code for one in together)}")
            continue
        for one in together:
            held = held_back(one)
            aside = f" (not shown: {held})" if held else ""
            yield from _wrapped(f"{one.rule.code} {one.rule.name} — {state}: {one.reply.why}{aside}")
            if alone and one.looked_at:
                names = ", ".join(titled(other) for other in one.looked_at[:_LOOKED_AT])
                more = f" and {len(one.looked_at) - _LOOKED_AT} more" if len(one.looked_at) > _LOOKED_AT else ""
                yield from _wrapped(f"it looked at {names}{more}")


def _wrapped(text: str) -> list[str]:
    return wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
