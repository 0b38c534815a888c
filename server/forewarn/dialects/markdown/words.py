"""Facts told in a few words: how severe, how answered, in which category; and text that says nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.syntax.markdown.inline import plain

if TYPE_CHECKING:
    from forewarn.dialects.markdown.drafts import Draft
    from forewarn.syntax.markdown.passage import Passage
    from forewarn.text.position import Span

_LABELLED = re.compile(
    r"\b(very high|critical|high|medium|moderate|low|severe|minor)\b[\s-]*(?:severity|risk|impact|priority)",
    re.IGNORECASE,
)
_SEVERITIES = re.compile(
    r"\b(critical|catastrophic|severe|very high|high|medium|moderate|med|very low|low|minor|negligible|informational"
    r"|p[0-4]|sev-?[0-4])\b",
    re.IGNORECASE,
)
_NEAR = 40
"""A severity stands within the first characters of its cell or line."""


_CONDITIONAL = re.compile(r"\b(?:if|when|unless|otherwise|depend(?:s|ing)|where)\b", re.IGNORECASE)


def severity_in(text: str) -> tuple[str, int, int] | None:
    """The severity that a cell or a labelled line gives, normalised, with its offsets; as written if it is unknown."""
    bare = text.strip()
    if not bare:
        return None
    whole = catalog.severity(plain(bare))
    start = text.index(bare)
    if whole:
        return whole, start, start + len(bare)
    graded = list(_SEVERITIES.finditer(text)) if _CONDITIONAL.search(text) else []
    if len(graded) > 1:
        # "Low, high if the desk is left alone": what may happen counts.
        worst = max(graded, key=lambda one: catalog.severity_rank(catalog.severity(one[1]) or ""))
        return catalog.severity(worst[1]) or worst[1].casefold(), worst.start(1), worst.end(1)
    found = _LABELLED.search(text) or _SEVERITIES.search(text, 0, _NEAR)
    if found:
        return catalog.severity(found[1]) or found[1].casefold(), found.start(1), found.end(1)
    if len(bare) <= _NEAR and catalog.severity(bare.split()[0].strip("*_(),.:;")) is not None:
        word = bare.split()[0]
        return catalog.severity(word.strip("*_(),.:;")) or word, start, start + len(word)
    return None


@lru_cache(maxsize=2048)
def is_severity(text: str) -> bool:
    """Whether a cell holds a severity and little else."""
    words = plain(text)
    return (
        bool(words)
        and len(words) <= _NEAR
        and (catalog.severity(words) is not None or _SEVERITIES.search(words) is not None)
    )


@lru_cache(maxsize=2048)
def category(text: str) -> str:
    """The catalogue's category that `text` names, or an empty text. A letter counts in STRIDE only."""
    words = plain(text).strip(" .:;()")
    return catalog.category(words) or ""


@lru_cache(maxsize=4096)
def says_nothing(text: str) -> bool:
    """Whether a cell, line or title is empty, a dash, or text that a template left."""
    words = plain(text).strip(" .:;*_")
    return not any(character.isalnum() for character in words) or catalog.is_template_residue(words)


def put_severity(draft: Draft, passage: Passage, lines: int, key: Span | None = None) -> None:
    """Give `draft` the severity in `passage`, if it holds one."""
    found = severity_in(passage.text)
    if found:
        name, start, end = found
        draft.put("severity", name, passage.span(start, end).down(lines), key)
