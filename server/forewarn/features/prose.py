"""Text of a model inside Markdown that an editor renders: shown as it is written, never as mark-up.

A model may come from a repository one does not trust; its words must not become links, images or HTML.
"""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[\\`*_{}\[\]()<>#!|~&@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
"""Signs of mark-up and HTML (CommonMark 0.31), and what makes links by itself (GFM 0.29, §6.9)."""
_BEGINNING = re.compile(r"[-+=]|\d+(?=[.)])")
"""What makes a list, a heading or a line where a paragraph begins with it."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LONG = 300


def escape(text: str) -> str:
    """`text` on one line with everything that Markdown or HTML could take for mark-up escaped; long texts are cut."""
    line = " ".join(text.split())
    if len(line) > _LONG:
        line = line[:_LONG].rstrip() + "…"
    line = _SIGNS.sub(r"\\\g<0>", line)
    begins = _BEGINNING.match(line)
    if begins:
        digits = begins[0] if begins[0].isdigit() else ""
        line = f"{digits}\\{line[len(digits) :]}"
    return line


def unescape(text: str) -> str:
    """The text that an escaped one shows (CommonMark 0.31, §2.4)."""
    return _ESCAPED.sub(r"\1", text)


def message(text: str) -> str:
    """The message of a finding: what stands in back-ticks as code, all else escaped."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return escape(text)
    shown = [code(piece) if place % 2 else _inner(piece) for place, piece in enumerate(pieces)]
    return "".join(shown)


def _inner(piece: str) -> str:
    """A piece of a longer line, escaped: blanks at its ends stay."""
    words = escape(piece)
    return f"{' ' if piece[:1].isspace() else ''}{words}{' ' if words and piece[-1:].isspace() else ''}"


def code(text: str) -> str:
    """`text` as a code span, whatever it holds (CommonMark 0.31, §6.1)."""
    line = " ".join(text.split())[:_LONG]
    ticks = "`"
    while ticks in line:
        ticks += "`"
    pad = " " if line.startswith("`") or line.endswith("`") or not line else ""
    return f"{ticks}{pad}{line}{pad}{ticks}"
