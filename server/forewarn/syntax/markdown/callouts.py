"""Text that folds: callouts as Material for MkDocs writes them, and the HTML element `details`.

A callout is `!!! note "Title"` with its text indented by four blanks.

Reference: https://python-markdown.github.io/extensions/admonition/ and the Details extension (`??? note`). To a
CommonMark parser the text of a callout is code. Here a callout is a heading with its text under it, and so is
`<summary>Title</summary>` on a line of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CALLOUT = re.compile(
    r"[ ]*(?:!!!|\?\?\?\+?)[ \t]+(?P<type>[A-Za-z][\w-]*)(?:[ \t][\w -]*?)?(?:[ \t]+\"(?P<title>[^\"]*)\")?[ \t]*$"
)
SUMMARY = re.compile(
    r"[ ]{0,3}(?:<details\b[^<>]*>[ \t]*)?<summary>[ \t]*(?:<(?:b|strong|h[1-6])>)?(?P<title>[^<]*[^<\s])"
    r"[ \t]*(?:</(?:b|strong|h[1-6])>)?[ \t]*</summary>[ \t]*$",
    re.IGNORECASE,
)
_DETAILS = re.compile(r"[ ]{0,3}</?details\b[^<>]*>[ \t]*$", re.IGNORECASE)
_INDENT = 4
_DEEPEST = 6
_MARKS = ("!!!", "???", "<details", "<summary", "<DETAILS", "<SUMMARY")


def unfold(lines: Sequence[str]) -> tuple[Sequence[str], Sequence[int]]:
    """The lines as a CommonMark parser is to see them, and how many characters at the start of each it does not see."""
    if not any(line.lstrip(" ").startswith(_MARKS) for line in lines):
        return lines, [0] * len(lines)
    shown: list[str] = []
    offsets: list[int] = []
    opened: list[int] = []
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        if line.strip():
            while opened and indent < opened[-1] + _INDENT:
                opened.pop()
        cut = min(indent, opened[-1] + _INDENT) if opened else 0
        found = CALLOUT.match(line) if indent - cut < _INDENT else None
        if found:
            opened.append(indent)
            level = min(_DEEPEST - 2 + len(opened), _DEEPEST)
            shown.append("#" * level + " " + line[indent:])
            offsets.append(0)
        elif not opened and SUMMARY.match(line):
            shown.append("#" * (_DEEPEST - 1) + " " + line)
            offsets.append(0)
        elif not opened and _DETAILS.match(line):
            shown.append("")
            offsets.append(0)
        else:
            shown.append(line[cut:])
            offsets.append(cut)
    return shown, offsets
