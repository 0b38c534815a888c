"""The file of dismissals, read: on each line a fingerprint, a rule, and words for people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from forewarn.model.dismissals import FORM, LENGTH, Dismissal, is_remark
from forewarn.model.reading import Item, Part, Reading, RuleName, RuleRole, new_serial
from forewarn.syntax.problem import Problem, ProblemKind
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from forewarn.text.document import Document

DIALECT = "dismissals"
_LINE = re.compile(r"\ufeff?\s*(?P<fingerprint>\S+)\s+(?P<rule>\S+)(?:\s+(?P<words>.*?))?\s*$")
_WANTED = (
    f"Here stands what is dismissed: a fingerprint of {LENGTH} digits 0–9 and a–f, the rule, and words for people. "
    "An editor writes such lines, and `forewarn check --format json` prints fingerprints. Is this one?"
)


def read(document: Document) -> Reading:
    """Read a file of dismissals. Never raises; what cannot be read dismisses nothing and is a problem in its place."""
    dismissals: list[Dismissal] = []
    problems: list[Problem] = []
    rules: list[RuleName] = []
    for number in range(len(document.lines)):
        text = document.line(number)
        if is_remark(text.lstrip("\ufeff")):
            continue
        found = _LINE.match(text)
        fingerprint = found["fingerprint"].lower() if found else ""
        if found is None or not FORM.fullmatch(fingerprint):
            start = len(text) - len(text.lstrip("\ufeff \t"))
            span = Span(Position(number, start), Position(number, len(text.rstrip())))
            problems.append(Problem(ProblemKind.SETTING, span, _WANTED))
            continue
        span = _span(number, found, "fingerprint")
        line = Span(Position(number, 0), Position(number + 1, 0))
        dismissals.append(Dismissal(fingerprint, found["rule"], found["words"] or "", span, line))
        rules.append(RuleName(found["rule"], _span(number, found, "rule"), RuleRole.SILENT))
    item = Item(new_serial(), len(document.lines), problems=tuple(problems), rules=tuple(rules))
    return Reading(document, DIALECT, (Part(DIALECT, "", (item,), (0,)),), kept=tuple(dismissals))


def dismissals_in(reading: Reading) -> tuple[Dismissal, ...]:
    """What a file that this dialect read dismisses. Its memory is lost where a byte that is no text was marked."""
    if reading.dialect != DIALECT:
        return ()
    return cast("tuple[Dismissal, ...]", read(reading.document).kept if reading.kept is None else reading.kept)


def _span(line: int, found: re.Match[str], group: str) -> Span:
    return Span(Position(line, found.start(group)), Position(line, found.end(group)))
