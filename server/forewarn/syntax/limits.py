"""How large and how deep a text may be to be read. What is beyond is refused before any native parser sees it.

The numbers are far above honest models and below what makes the parsers fail: tree-sitter-yaml 0.7 overflows its line
counter at 32,768 lines and its stack of indentations at 254 nested block collections.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_SIZE = 10_000_000
"""Code points in a text."""
MAX_LINES = 400_000
"""Lines in a text."""
MAX_SLICE_LINES = 32_000
"""Lines in one item."""
MAX_LINE = 1_000_000
"""Code points in one line."""
MAX_DEPTH = 100
"""Block or flow collections inside each other."""
MAX_ALIASES = 10_000
"""Aliases in one item."""

_WIDE_LEAD = re.compile(rf"^(?:[ \t]|[?:-](?=[ \t\r\n]|\Z)){{{MAX_DEPTH}}}", re.MULTILINE)
_LEAD = re.compile(r"(?:[ \t]|[?:-](?=[ \t\r\n]|\Z))*")
_ALIAS = re.compile(r"(?:^|(?<=[\s\[{,]))\*[^\s,\]}]")
_BRACKETS = re.compile(r"[\[\]{}]")
_SHORT = 2 * MAX_DEPTH


def text_refusal(lines: int, size: int) -> str | None:
    """Why a text of so many lines and code points is not read; None if it is."""
    if lines > MAX_LINES:
        return f"This file has {lines:,} lines; forewarn reads up to {MAX_LINES:,}."
    if size > MAX_SIZE:
        return f"This file has {size:,} characters; forewarn reads up to {MAX_SIZE:,}."
    return None


def slice_refusal(text: str, lines: int) -> str | None:
    """Why an item with this text is not read; None if it is."""
    if lines > MAX_SLICE_LINES:
        return f"This part has {lines:,} lines; forewarn reads up to {MAX_SLICE_LINES:,} in one piece."
    if len(text) < _SHORT:
        return None
    if len(text) > MAX_LINE and max(map(len, text.splitlines())) > MAX_LINE:
        return f"A line here has more than {MAX_LINE:,} characters."
    if text.count("[") + text.count("{") > MAX_DEPTH and flow_depth(text) > MAX_DEPTH:
        return f"More than {MAX_DEPTH} brackets stand inside each other here."
    if _WIDE_LEAD.search(text) and block_depth(text.splitlines()) > MAX_DEPTH:
        return f"More than {MAX_DEPTH} lists or mappings stand inside each other here."
    if text.count("*") > MAX_ALIASES and sum(1 for _ in _ALIAS.finditer(text)) > MAX_ALIASES:
        return f"More than {MAX_ALIASES:,} aliases stand here."
    return None


def flow_depth(text: str) -> int:
    """How deep the brackets and braces of `text` nest at most, those in quotes and comments counted too."""
    depth = deepest = 0
    for match in _BRACKETS.finditer(text):
        if match[0] in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif depth:
            depth -= 1
    return deepest


def block_depth(lines: Sequence[str]) -> int:
    """How many block collections can be open at once at most, judged by where lines begin."""
    open_at: list[int] = []
    deepest = 0
    for line in lines:
        match = _LEAD.match(line)
        lead = match[0] if match else ""
        blanks = len(lead) - len(lead.lstrip(" \t"))
        if len(lead) == len(line) and not lead.strip():
            continue
        while open_at and open_at[-1] > blanks:
            open_at.pop()
        for column, character in enumerate(lead):
            if character in "?:-":
                open_at.append(column)
        if len(lead) < len(line) and (not open_at or open_at[-1] < len(lead)):
            open_at.append(len(lead))
        deepest = max(deepest, len(open_at))
    return deepest
