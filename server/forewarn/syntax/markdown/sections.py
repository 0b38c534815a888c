"""Cut a Markdown text into sections, by its lines alone.

A section begins at a heading written with `#` (CommonMark 0.31.2, §4.2) that no fence, comment or front matter holds:
such a line ends every list, quote and paragraph before it, so each section can be parsed for itself. Long runs without
a heading are cut where that is just as safe. What stands in a section depends on its own lines only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_FENCE = re.compile(r"[ \t>]*(?:[-+*][ \t]+|\d{1,9}[.)][ \t]+)*(`{3,}|~{3,})([^\r\n]*)")
_RAW_OPEN = re.compile(r" {0,3}<(script|pre|style|textarea)(?=[\s>]|$)", re.IGNORECASE)
_RAW_CLOSE = re.compile(r"</(script|pre|style|textarea)>", re.IGNORECASE)
_PLAIN = re.compile(r"[^\s\-+*>#<`~|=\d]|\*\*|\d+[^\d.)\s]")
_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]")

LONG = 40
"""A run this long without a heading is cut at the next paragraph that follows a blank line."""

VERY_LONG = 80
"""And this long also between the items of a list."""


def front_matter(lines: Sequence[str]) -> int:
    """How many lines the front matter takes: from `---` on the first line to the next `---` or `...`; 0 for none."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    for number in range(1, len(lines)):
        if lines[number].rstrip() in ("---", "..."):
            return number + 1
    return 0


def section_starts(lines: Sequence[str], first: int) -> Iterator[int]:
    """The lines after `first` at which sections begin, in order, if one begins at `first`."""
    fence = ""
    nested = comment = raw = False
    start = first
    listing = False
    for number in range(first, len(lines)):
        line = lines[number]
        head = line[:1]
        if fence:
            stripped = line.strip(" \t\r\n>")
            if stripped.startswith(fence) and not stripped.strip(fence[0]):
                fence = ""
            elif nested and _HEADING.match(line) and head == "#":
                fence = ""  # The list item that holds the fence ends here, and the fence with it (CommonMark §4.5).
            if fence or head != "#":
                continue
        if comment:
            comment = "-->" not in line
            continue
        if raw:
            raw = not _RAW_CLOSE.search(line)
            continue
        if number > first and _begins(lines, number, number - start, listing=listing):
            yield number
            start = number
        if "`" in line or "~" in line:
            found = _FENCE.match(line)
            if found and not (found[1][0] == "`" and "`" in found[2]):
                fence, nested = found[1], found.start(1) > 1
                continue
        if "<" in line:
            if line.lstrip().startswith("<!--"):
                comment = "-->" not in line
            else:
                raw = bool(_RAW_OPEN.match(line)) and not _RAW_CLOSE.search(line)
        if head and not head.isspace():
            listing = bool(_ITEM.match(line))


def _begins(lines: Sequence[str], number: int, length: int, *, listing: bool) -> bool:
    line = lines[number]
    if "#" in line[:4] and _HEADING.match(line):
        return True
    if length < LONG:
        return False
    blank = not lines[number - 1].strip()
    if blank and _PLAIN.match(line):
        return True
    return length >= VERY_LONG and listing and _ITEM.match(line) is not None
