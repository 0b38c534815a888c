"""Titles as running text repeats them: in another case, in the plural, with a hyphen or a blank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.catalog.words import plain_words

if TYPE_CHECKING:
    from forewarn.model.elements import Element

Words = tuple[str, ...]

_ASIDE = re.compile(r"\s*(?:[(:\[]|\s[-–—]\s).*", re.DOTALL)
"""What only explains a title: "Signing key (Ed25519)", "Loans: who borrowed what"."""


def titles_of(element: Element) -> tuple[Words, ...]:
    """What running text may call an element: its title, with and without what only explains it, and its identifier."""
    title = element.title
    names = [title, _ASIDE.sub("", title)]
    if element.id and not element.derived:
        names.append(element.id)
    return tuple(words for words in dict.fromkeys(map(plain_words, names)) if words)
