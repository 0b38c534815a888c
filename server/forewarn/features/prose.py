"""Text of a model inside Markdown that an editor renders: shown as it is written, never as mark-up.

A model may come from a repository one does not trust; its words must not become links, images or HTML.
"""

from __future__ import annotations

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#!|~&:])")
_LONG = 300


def escape(text: str) -> str:
    """`text` on one line with everything that Markdown or HTML could take for mark-up escaped; long texts are cut."""
    line = " ".join(text.split())
    if len(line) > _LONG:
        line = line[:_LONG].rstrip() + "…"
    return _SIGNS.sub(r"\\\1", line)


def code(text: str) -> str:
    """`text` as a code span, whatever it holds (CommonMark 0.31, §6.1)."""
    line = " ".join(text.split())[:_LONG]
    ticks = "`"
    while ticks in line:
        ticks += "`"
    pad = " " if line.startswith("`") or line.endswith("`") or not line else ""
    return f"{ticks}{pad}{line}{pad}{ticks}"
