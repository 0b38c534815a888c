"""Comments in which an author corrects how a document is read.

`<!-- forewarn: section threats -->` above a heading, below it or behind it says what its section holds. `<!-- forewarn:
not a threat -->` says of the item in whose line it stands, or else of the next one, that it is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forewarn.dialects.markdown.drafts import down
from forewarn.model.directives import ELEMENT, NOT, SECTION, SIGN, Directive, directive
from forewarn.model.elements import Text
from forewarn.syntax.markdown.blocks import Heading, Html, List, Paragraph, Table
from forewarn.syntax.markdown.inline import code_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forewarn.dialects.markdown.drafts import Draft
    from forewarn.dialects.markdown.part_facts import Facts
    from forewarn.syntax.markdown.blocks import Block, Part, Row
    from forewarn.syntax.markdown.passage import Passage

COMMENT = re.compile(r"<!--(.*?)(?:-->|$)", re.DOTALL)
"""A comment; one that is not closed takes the rest of its text."""
_SIGN = re.compile(rf"\s*{SIGN}", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;]+")


class Said(NamedTuple):
    """What comments say of a heading: the topic of its section, empty if none does, and the kinds that it is not."""

    section: str = ""
    denied: frozenset[str] = frozenset()


NOTHING_SAID = Said()


class Comments(NamedTuple):
    """What the comments of a part say of headings.

    `own` is about the heading of the part, `ahead` about the one that follows it; where nothing but comments stands in
    the part and no heading follows, `ahead` is about its own.
    """

    own: Said = NOTHING_SAID
    ahead: Said = NOTHING_SAID
    only: bool = False


_NO_COMMENTS = Comments()


def comments_in(text: str) -> Iterator[re.Match[str]]:
    """The comments in a text: those that are written as code are none."""
    code = [(mark.start, mark.end) for mark in code_spans(text)]
    for found in COMMENT.finditer(text):
        if not any(start <= found.start() < end for start, end in code):
            yield found


def words_of(passage: Passage, start: int, end: int, lines: int) -> tuple[Text, ...]:
    """The words behind `forewarn:` in `passage[start:end]`, the inside of a comment; none if it is not meant for us."""
    found = _SIGN.match(passage.text, start, end)
    if found is None:
        return ()
    return tuple(
        Text(word[0], down(passage.span(word.start(), word.end()), lines))
        for word in _WORD.finditer(passage.text, found.end(), end)
    )


def words_before_comments(passage: Passage) -> Passage:
    """A heading's text without the comments behind it: what findings about its section are shown at."""
    first = next(comments_in(passage.text), None) if "<!--" in passage.text else None
    if first is None or not passage.text[: first.start()].strip():
        return passage
    return passage.cut(0, len(passage.text[: first.start()].rstrip()))


def _directives(passage: Passage) -> list[Directive]:
    if "<!--" not in passage.text:
        return []
    made = (directive(words_of(passage, *found.span(1), 0)) for found in comments_in(passage.text))
    return [one for one in made if one is not None and one.what]


def _said(directives: Iterable[Directive]) -> Said:
    section, denied = "", set[str]()
    for one in directives:
        if one.verb == SECTION:
            section = one.what
        elif one.verb == NOT:
            denied.add(one.what)
    return Said(section, frozenset(denied)) if section or denied else NOTHING_SAID


def comments(part: Part) -> Comments:
    """What the comments at the two ends of a part say of headings."""
    blocks, heading = part.blocks, part.heading
    behind = _directives(heading.text) if heading is not None else []
    before = _leading(blocks)
    after = [] if len(before) == len(blocks) else _leading(blocks[::-1])
    only = bool(before) and len(before) == len(blocks)
    if not (behind or before or after):
        return _NO_COMMENTS
    below = [one for block in before for one in _directives(block.text)]
    if only:
        # Nothing else stands between two headings: it belongs to the one that it touches, else to the one below.
        touches = heading is not None and before[0].span.start.line == heading.span.end.line + 1
        last = before[-1].span.end.line == part.first + part.line_count - 1
        mine = touches and not last
        own = [*behind, *(below if mine else ())]
        return Comments(_said(own), _said([] if mine else below), only=not mine)
    own = [*behind, *(one for one in below if one.verb == SECTION)]
    ahead = [one for block in reversed(after) for one in _directives(block.text)]
    return Comments(_said(own), _said(ahead))


def _leading(blocks: Sequence[Block]) -> list[Html]:
    """The comments that blocks begin with."""
    found: list[Html] = []
    for block in blocks:
        if not isinstance(block, Html) or not block.comment:
            break
        found.append(block)
    return found


def directed(known: Sequence[Facts]) -> Sequence[Facts]:
    """The facts of all parts, each heading's with what comments say of it, wherever they stand."""
    if all(fact.comments == _NO_COMMENTS for fact in known):
        return known
    made: list[Facts] = []
    for number, fact in enumerate(known):
        above = known[number - 1].comments.ahead if number and fact.level else NOTHING_SAID
        own = fact.comments.own
        follows = number + 1 < len(known) and known[number + 1].level
        if fact.comments.only and not follows:
            own = _both(own, fact.comments.ahead)
        made.append(fact._replace(said=_both(above, own)))
    return made


def _both(one: Said, other: Said) -> Said:
    return Said(other.section or one.section, one.denied | other.denied)


class _Item(NamedTuple):
    """Lines in which an item begins, and what a comment in them says that it is not. No lines: a comment by itself."""

    lines: range | None
    denied: frozenset[str]


def allowed(drafts: Sequence[Draft], parts: Sequence[tuple[Part, int]]) -> Sequence[Draft]:
    """The drafts without those that a comment says are none of their kind."""
    denied: list[tuple[range, frozenset[str]]] = []
    for part, shift in parts:
        pending: frozenset[str] = frozenset()
        for item in _items(part.blocks, shift):
            if item.lines is None:
                pending |= item.denied
            elif pending or item.denied:
                denied.append((item.lines, pending | item.denied))
                pending = frozenset()
    if not denied:
        return drafts
    gone = {
        id(one)
        for one in drafts
        for lines, kinds in denied
        if one.span.start.line in lines and (ELEMENT in kinds or one.kind in kinds)
    }
    kept = [one for one in drafts if id(one) not in gone]
    for one in kept:
        one.answers = [answer for answer in one.answers if id(answer[0]) not in gone]
    return kept


def _items(blocks: Iterable[Block], shift: int) -> Iterator[_Item]:
    """Comments by themselves and the places where items begin, in the order of the text."""
    for block in blocks:
        if isinstance(block, Html):
            yield _Item(None, _denied(block.text))
            for table in block.tables:
                yield from _items((table,), shift)
        elif isinstance(block, List):
            for item in block.items:
                yield from _items(item.blocks, shift)
        elif isinstance(block, Table):
            for row in block.rows:
                yield _Item(_lines(row, shift), frozenset().union(*(_denied(cell) for cell in row.cells)))
        elif isinstance(block, Paragraph | Heading):
            yield _Item(_lines(block, shift), _denied(block.text))
        else:
            yield _Item(_lines(block, shift), frozenset())


def _lines(block: Block | Row, shift: int) -> range:
    span = down(block.span, shift)
    return range(span.start.line, span.end.line + 1)


def _denied(passage: Passage) -> frozenset[str]:
    return frozenset(one.what for one in _directives(passage) if one.verb == NOT)
