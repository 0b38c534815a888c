"""What is offered and said where an author corrects how a document is read: in comments, and on headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.features.prose import code
from forewarn.features.sections import NOTHING, Contents, sections
from forewarn.model.directives import ELEMENT, NOT, SECTION, directive, kind_words, section_of, section_words
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.features.view import View

_BEGUN = re.compile(
    r"<!--\s*forewarn:\s*(?:(?P<verb>section|not)\s+(?:(?P<article>an?)\s+)?)?(?P<typed>[\w-]*)$", re.IGNORECASE
)
_VOWELS = "aeiou"
HOW = "Write `<!-- forewarn: section KIND -->` above it"


def offered(view: View, position: Position) -> Iterator[tuple[str, str, Span]]:
    """What could be typed at `position` in a comment for forewarn: words, what each means, and what it replaces."""
    before = view.document.line(position.line)[: position.column]
    found = _BEGUN.search(before) if "<!--" in before else None
    if found is None:
        return
    span = Span(Position(position.line, found.start("typed")), position)
    match (found["verb"] or "").casefold():
        case "section":
            for word in section_words().values():
                yield word.word, word.label if word.label != word.word else "", span
        case "not":
            for kind in kind_words():
                article = "" if found["article"] or kind != ELEMENT else "an "
                yield f"{article}{kind}", "", span
        case _:
            yield SECTION, "what the section of this heading holds", span
            yield NOT, "what the next item, or the one in this line, is not", span


def explained(view: View, position: Position) -> tuple[str, Span] | None:
    """What is said at `position` about a comment for forewarn, or about a heading that is no element."""
    held = view.item_at(position)
    if held is None or view.reading.dialect != "markdown":
        return None
    _, item, start = held
    here = position.down(-start)
    for remark in item.remarks:
        if remark.words and remark.span.holds(here):
            said = directive(remark.words)
            text = _meaning(said.verb, said.what) if said and said.what else ""
            return (text, remark.span.down(start)) if text else None
    if any(head.span.holds(here) for head in item.sections):
        return _heading(view, position)
    return None


def _meaning(verb: str, what: str) -> str:
    if verb == SECTION:
        word = section_of(what)
        return f"Tells forewarn what stands in the section of this heading: **{word.label}**." if word else ""
    article = "an" if what[0] in _VOWELS else "a"
    return f"Tells forewarn that the item in this line, or else the next one, is not {article} **{what}**."


def _heading(view: View, position: Position) -> tuple[str, Span] | None:
    for part in view.reading.parts:
        for number, section in enumerate(sections(part)):
            if not section.span.holds(position):
                continue
            kinds = ", ".join(code(word) for word in section_words())
            if section.word is None and number == 0:
                return None  # the document's title
            if section.head.topic == NOTHING and section.head.told:
                return "Nothing is read here: a comment says so.", section.span
            if section.word is None or section.head.topic == NOTHING:
                return f"Not read as a section of any kind. Should it be? {HOW}. KIND is one of {kinds}.", section.span
            analysis = view.analysis_of(part)
            elements = analysis.understood(part) if analysis else part.elements()
            held = Contents(elements, analysis.whole if analysis else None).held(section)
            around = ", like the section around it" if section.inherited else ""
            shown = held.shown[:1].upper() + held.shown[1:]
            text = f"Read as: **{section.word.label}**{around}. {shown}.\n\nNot so? {HOW}. KIND is one of {kinds}."
            return text, section.span
    return None
