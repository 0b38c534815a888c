"""How the catalogue compares words: without case, mark-up, numbering and punctuation."""

from __future__ import annotations

import re

_PARENTHESIS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NOISE = re.compile(r"[^\w/.+&:]+")
_BLANKS = re.compile(r"\s+")


def folded(text: str) -> str:
    """Give `text` in lower case, words parted by single blanks, without parentheses, mark-up and outer punctuation.

    >>> folded("**Highly-Confidential** (tier 1)")
    'highly confidential'
    """
    without = _PARENTHESIS.sub(" ", text)
    # Text that stands in parentheses altogether is not an aside.
    kept = without if without.strip() else text
    return _BLANKS.sub(" ", _NOISE.sub(" ", kept.replace("_", " ")).casefold()).strip(" .:/&+")
