"""What is wrong with a comment that is meant for forewarn: `<!-- forewarn: section thraets -->`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forewarn.model.directives import IGNORE, NOT, SECTION, directive, kind_words, section_words, verbs
from forewarn.rules.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forewarn.model.reading import Remark
    from forewarn.text.position import Span


class WrongComment(NamedTuple):
    """A word that means nothing in a comment, with what may be meant `instead`, the likeliest first."""

    span: Span
    message: str
    instead: tuple[str, ...]


def wrong_comment(remark: Remark) -> WrongComment | None:
    """The first word of a comment that means nothing; None for a comment that is right, or not meant for us."""
    said = directive(remark.words)
    if said is None or said.verb == IGNORE or said.what:
        return None
    if not said.verb:
        near = nearest(said.verb_at.text, verbs(), limit=1)
        ask = _ask(near, verbs())
        return WrongComment(said.verb_at.span, f"`{said.verb_at.text}` is nothing to tell forewarn. {ask}", near)
    known = tuple(section_words()) if said.verb == SECTION else kind_words()
    if not said.written:
        message = f"`{said.verb}` what? {_listed(known)}."
        return WrongComment(said.verb_at.span, message, ())
    near = nearest(said.written.replace(" ", "-"), known, limit=1)
    what = "kind of element" if said.verb == NOT else "kind of section"
    return WrongComment(said.span, f"`{said.written}` is no {what}. {_ask(near, known)}", near)


def _ask(near: tuple[str, ...], known: Iterable[str]) -> str:
    return f"Is `{near[0]}` meant?" if near else f"{_listed(known)}."


def _listed(words: Iterable[str]) -> str:
    *most, last = (f"`{word}`" for word in words)
    return f"Write {', '.join(most)} or {last}"
