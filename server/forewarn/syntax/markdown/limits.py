"""What forewarn does not read in a Markdown text, because the parser could not bear it or nobody could wait for it."""

from __future__ import annotations

import re

MAX_CHARACTERS = 8_000_000
"""Longer texts are not read."""

MAX_LINES = 200_000
"""Nor are texts with more lines."""

MAX_LINE = 200_000
"""A longer line is left out."""

MAX_DEPTH = 40
"""Block quotes and lists nested deeper in one line are left out: tree-sitter-markdown keeps the stack of open blocks in
a buffer of 1,024 bytes that it does not check, four bytes a block."""

_OPENER = r"(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))"
_DEEP = re.compile(rf"(?:{_OPENER}){{{MAX_DEPTH},}}|[ \t]{{{4 * MAX_DEPTH},}}(?=\S)")


def too_deep(line: str) -> bool:
    """Whether `line` opens, or may continue, more blocks than the parser can hold."""
    return len(line) >= MAX_DEPTH and _DEEP.match(line) is not None
