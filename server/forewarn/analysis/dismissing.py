"""Dismissing: findings in which a text was misread are known by their fingerprint, counted, and not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.analysis.engine import Raised
from forewarn.analysis.fingerprints import fingerprint
from forewarn.analysis.speaking import Standing, speak_once
from forewarn.model.dismissals import JudgedDismissal
from forewarn.rules.registry import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from forewarn.analysis.engine import Analysis
    from forewarn.model.dismissals import Dismissal
    from forewarn.model.reading import Item
    from forewarn.rules.book import Book
    from forewarn.text.document import Document

    Dismissed = Mapping[str, AbstractSet[str]]
    """The fingerprints of what is dismissed, by the rule's code."""

_OWN = "FW9"
"""What is wrong with settings, waivers and dismissals is mended, not dismissed."""


def dismissed_by(dismissals: Iterable[Dismissal], protected: AbstractSet[str], book: Book) -> Dismissed:
    """What these lines dismiss; a rule that is protected (codes) is not. `book` holds the rules that there are."""
    found: dict[str, set[str]] = {}
    for one in dismissals:
        code = _code(one, book)
        if code and code not in protected and not code.startswith(_OWN):
            found.setdefault(code, set()).add(one.fingerprint)
    return found


def is_dismissed(raised: Raised, start: int, document: Document, dismissed: Dismissed) -> bool:
    """Whether somebody dismissed a finding in an item that begins on line `start`.

    A fingerprint is taken only where something of the same rule is dismissed.
    """
    there = dismissed.get(raised.rule.code)
    return bool(there) and fingerprint(raised, start, document) in there


def matched(analysis: Analysis, path: str, document: Document, dismissed: Dismissed) -> set[tuple[str, str]]:
    """Which of `dismissed` (code and fingerprint) there is something for in the file `path`.

    All that rules found counts, also what the stage, a setting or a comment keeps from being shown.
    """
    found: set[tuple[str, str]] = set()
    for part, where in zip(analysis.parts, analysis.paths, strict=True):
        if where != path:
            continue
        standing = [
            Standing(item, start, raised)
            for item, start in zip(part.items, part.starts, strict=True)
            for raised in (*analysis.found.get(item.serial, ()), *analysis.shown.get(item.serial, ()))
            if raised.rule.code in dismissed
        ]
        for one in (*standing, *speak_once(part, standing)):
            found.add((one.raised.rule.code, fingerprint(one.raised, one.start, document)))
    return {(code, print_) for code, print_ in found if print_ in dismissed.get(code, ())}


def judged(
    item: Item,
    dismissals: Sequence[Dismissal],
    protected: AbstractSet[str],
    used: AbstractSet[tuple[str, str]] | None,
    book: Book,
) -> Iterator[Standing]:
    """What there is to say about lines that do nothing. `used` are those that do something; None if nobody can tell."""
    rules = [rule for rule in all_rules() if rule.dismissed]
    for one in dismissals:
        code = _code(one, book)
        is_protected = code in protected
        if not code or not (is_protected or (used is not None and (code, one.fingerprint) not in used)):
            continue
        for rule in rules:
            for finding in rule.dismissed(JudgedDismissal(one, item, is_protected)) if rule.dismissed else ():
                yield Standing(item, 0, Raised(rule, finding))


def _code(one: Dismissal, book: Book) -> str:
    """The code of the rule that a line names; empty for one that does not exist, which is FW904's matter."""
    rule = book.by_name.get(one.rule)
    return rule.code if rule else ""
