"""What an author tells forewarn in a comment: `<!-- forewarn: section threats -->`, `<!-- forewarn: not a threat -->`.

The words that are taken are those of the catalogue's `comments.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from forewarn.catalog.source import read
from forewarn.text.position import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.model.elements import Text

SIGN = "forewarn:"
"""What a comment begins with that is meant for us."""
SECTION = "section"
NOT = "not"
IGNORE = "ignore"
ELEMENT = "element"
"""Denies all kinds at once: `not an element`."""
_VERBS = (SECTION, NOT, IGNORE)
_ARTICLES = ("a", "an")
_FILE = "comments"


@dataclass(frozen=True, slots=True)
class SectionWord:
    """A kind of section: the `word` that an author writes or `also` may write, and the reader's name for it.

    `label` is how a hint says it, `same` are words in a heading that say as much; `holds` are the kinds of element that
    are counted in such a section.
    """

    word: str
    topic: str
    label: str
    holds: tuple[str, ...]
    also: tuple[str, ...]
    same: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Directive:
    """A comment that is meant for us.

    `verb` and `what` are as the catalogue has them, empty where it does not have what is written; for `section`, `what`
    is the reader's name of the topic. `written` is what stands behind the verb, at `span`; `verb_at` is the verb.
    """

    verb: str
    what: str
    written: str
    span: Span
    verb_at: Text


@cache
def section_words() -> dict[str, SectionWord]:
    """The kinds of section, by the words that authors write, in the order in which they are offered."""
    return {
        word: SectionWord(
            word,
            record.text("topic"),
            record.text("label"),
            *(record.texts(key) for key in ("holds", "also", "same")),
        )
        for word, record in read(_FILE).record("sections").records()
    }


@cache
def section_of(topic: str) -> SectionWord | None:
    """The kind of section that the reader calls `topic`."""
    return next((one for one in section_words().values() if one.topic == topic), None)


@cache
def kind_words() -> tuple[str, ...]:
    """What can be denied, in the order in which it is offered."""
    return tuple(read(_FILE).record("kinds").names())


@cache
def verbs() -> tuple[str, ...]:
    """What a comment can say first."""
    return _VERBS


@cache
def _topics() -> dict[str, str]:
    found = {word: one.topic for word, one in section_words().items()}
    for one in section_words().values():
        for other in one.also:
            found.setdefault(other, one.topic)
    return found


@cache
def _kinds() -> dict[str, str]:
    record = read(_FILE).record("kinds")
    return {word: kind for kind in record.names() for word in (kind, *record.texts(kind))}


def directive(words: Sequence[Text]) -> Directive | None:
    """What the words behind `forewarn:` say; None where there are none."""
    if not words:
        return None
    verb, rest = words[0], words[1:]
    said = verb.text.casefold()
    if said == NOT and len(rest) > 1 and rest[0].text.casefold() in _ARTICLES:
        rest = rest[1:]
    written = " ".join(word.text for word in rest)
    span = Span(rest[0].span.start, rest[-1].span.end) if rest else Span(verb.span.end, verb.span.end)
    word = "-".join(word.text.casefold() for word in rest)
    what = ""
    if said == SECTION:
        what = _topics().get(word, "")
    elif said == NOT:
        what = _kinds().get(word, "")
    return Directive(said if said in _VERBS else "", what, written, span, verb)
