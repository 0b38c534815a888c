"""A line that would be a key if it had its colon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.syntax.yaml.lines import BLANKS, KEY

if TYPE_CHECKING:
    from forewarn.syntax.yaml.patch import Patch

_GLUED = re.compile(r"[ \t]*(?P<key>[A-Za-z][\w-]*):(?=[^ \t\r\n/:])")
_FIRST_WORD = re.compile(r"[ \t]*(?P<word>[A-Za-z][\w-]*)(?P<rest>[ \t]+[^ \t].*)?$")
_BLOCK_HEADER = re.compile(r"[ \t]*(?P<word>[A-Za-z][\w-]*)[ \t]+[|>][-+0-9]{0,2}[ \t]*$")
_ALMOST_COLON = re.compile(r"[;,.=][ \t]*$")
_COMMENT = re.compile(r"[ \t]+#.*$")


def add_colon(patch: Patch, number: int, *, has_lines: bool) -> bool:
    """Read a line without a key as one, where a colon is all that lacks; else take it out of the text.

    `has_lines` says that lines with keys or dashes stand below it. Gives whether the line is a key now.
    """
    line = patch.lines[number]
    start = len(line) - len(line.lstrip(BLANKS))
    end = len(_COMMENT.sub("", line).rstrip(BLANKS))
    glued = _GLUED.match(line)
    if glued:
        at = glued.end()
        patch.report(number, start, at, "A colon needs a space after it.", (at, at, " "), "Add the space")
        patch.shadow.replace(number, at, at, " ")
        return True
    header = _BLOCK_HEADER.match(line)
    if header is not None:
        at = header.end("word")
        patch.report(number, start, end, _message(header["word"]), (at, at, ":"), "Add the colon")
        patch.shadow.replace(number, at, at, ":")
        return True
    word = _FIRST_WORD.match(line)
    message = _message(word["word"] if word else "title")
    if has_lines:
        almost = _ALMOST_COLON.search(line, start, end)
        cut = almost.start() if almost else end
        patch.report(number, start, end, message, (cut, end, ":"), "Add the colon")
        patch.shadow.replace(number, cut, end, ":")
        return KEY.match(patch.lines[number]) is not None
    if word is None:
        patch.report(number, start, end, message)
    else:
        at = word.end("word")
        patch.report(number, start, end, message, (at, at, ":" if word["rest"] else ": "), "Add the colon")
    patch.shadow.blank(number)
    return False


def _message(key: str) -> str:
    return f"A key needs a colon and a space: `{key}: …`."
