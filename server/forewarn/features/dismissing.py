"""Dismissing a finding: what a text was misread for is none, and nobody wants to be asked about it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.analysis.fingerprints import fingerprint, in_words
from forewarn.features.actions import near
from forewarn.model.dismissals import line_for
from forewarn.rules.rule import Layer
from forewarn.text.edits import TextEdit
from forewarn.text.position import NOWHERE, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forewarn.analysis.engine import Raised
    from forewarn.analysis.findings import Placed
    from forewarn.features.view import View
    from forewarn.model.elements import Element
    from forewarn.text.document import Document

HEAD = "# What forewarn misread: a fingerprint, the rule, and a few words for people."
"""The first line of a file of dismissals that is made."""
_OWN = "FW9"
_VOWELS = "aeiou"
_NOTHING_GRANTED = "Not an assumption: do not ask about it again"
_MISREAD = "Misread: do not ask about it again"


@dataclass(frozen=True, slots=True)
class Dismissing:
    """What answers the finding `placed`: `lines` for the file of dismissals `path`."""

    title: str
    placed: Placed
    path: str
    lines: tuple[str, ...]


def dismissing(view: View, span: Span) -> tuple[Dismissing, ...]:
    """What can be dismissed at a place, once for each element: all that is asked about it, what is asked here first.

    Only what was read out of prose may have been misread; what an author wrote as an element is waived instead. And
    what contradicts itself is mended.
    """
    if not view.dismissals:
        return ()
    found: dict[int, Dismissing] = {}
    for placed in near(view, span):
        element = placed.raised.finding.element
        if placed.raised.finding.sureness is not None and placed.code not in view.protected:
            words = in_words(placed.raised, placed.start, view.document)
            line = line_for(fingerprint(placed.raised, placed.start, view.document), placed.code, words)
            title = _NOTHING_GRANTED if placed.raised.finding.kind else _MISREAD
            found[id(placed.raised)] = Dismissing(title, placed, view.dismissals, (line,))
        if element is not None and id(element) not in found and _may_be_misread(placed.raised, view):
            lines = tuple(dict.fromkeys(_lines(view, placed, element)))
            found[id(element)] = Dismissing(_title(element), placed, view.dismissals, lines)
    return tuple(found.values())


def _may_be_misread(raised: Raised, view: View) -> bool:
    rule, finding = raised
    if rule.code.startswith(_OWN) or raised.layer is Layer.INTEGRITY or rule.code in view.protected:
        return False
    element = finding.element
    return element is not None and element.section is not None and not element.recorded and finding.together == 1


def _lines(view: View, placed: Placed, element: Element) -> Iterator[str]:
    beside = placed.analysis.shown.get(placed.item, ())
    for raised in (placed.raised, *(one for one in beside if one.finding.element is element)):
        if _may_be_misread(raised, view):
            words = in_words(raised, placed.start, view.document)
            yield line_for(fingerprint(raised, placed.start, view.document), raised.rule.code, words)


def _title(element: Element) -> str:
    article = "an" if element.kind.value[0] in _VOWELS else "a"
    return f"Not {article} {element.kind}: do not ask about it again"


def addition(document: Document | None, lines: Sequence[str]) -> TextEdit:
    """What adds lines to a file of dismissals, behind all others; None is a file that is not there yet.

    What is there already is not added again: the edit is empty where nothing is left.
    """
    if document is None:
        return TextEdit(NOWHERE, "".join(f"{line}\n" for line in (HEAD, *lines)))
    there = {tuple(line.split()[:2]) for line in document.lines}
    new = [line for line in lines if tuple(line.split()[:2]) not in there]
    end, newline = document.end, document.newline
    begun = newline if new and document.line(end.line).strip("\ufeff") else ""
    return TextEdit(Span(end, end), begun + "".join(f"{line}{newline}" for line in new))
