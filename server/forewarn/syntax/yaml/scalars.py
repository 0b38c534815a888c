"""What a scalar's characters stand for: folding, escapes, chomping (YAML 1.2.2, chapters 7.3 and 8.1).

Texts given here have LF as their only line ending.
"""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_SIMPLE_ESCAPES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    " ": " ",
    '"': '"',
    "/": "/",
    "\\": "\\",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
_SURROGATES = re.compile("([\ud800-\udbff])([\udc00-\udfff])|[\ud800-\udfff]")
_LAST_POINT = 0x10FFFF
_BLANKS = " \t"


def plain(written: str) -> str:
    """The text of a plain scalar: its lines folded."""
    return _fold(written) if "\n" in written else written


def single_quoted(written: str) -> str:
    """The text of a single-quoted scalar, given with its quotes."""
    body = written[1:-1]
    if "\n" in body:
        body = _fold(body)
    return body.replace("''", "'")


def double_quoted(written: str) -> str:
    """The text of a double-quoted scalar, given with its quotes. An escape that does not exist stands for itself."""
    body = written[1:-1]
    if "\n" in body:
        body = _fold_escaped(body)
    if "\\" in body:
        body = _SURROGATES.sub(_pair, _ESCAPE.sub(_unescape, body))
    return body


def block(lines: list[str], header: str, parent_indent: int, *, ends_with_break: bool) -> tuple[str, int]:
    """The text of a block scalar, and how many of `lines` hold it (blank lines at the end not counted).

    `lines` are the lines after the header, without endings; `header` is `|` or `>` with its indicators.
    `parent_indent` is the indentation of the node around it, -1 at the top. `ends_with_break` says whether the last
    of `lines` has an ending.
    """
    digits = [c for c in header if c.isdigit()]
    least = max(parent_indent + 1, 1)
    indent = least + int(digits[0]) - 1 if digits else _detected_indent(lines, least)
    body: list[str] = []
    for line in lines:
        content = line.lstrip(" ")
        if content and len(line) - len(content) < indent:
            break
        body.append(line[indent:])
    used = len(body)
    while used and not body[used - 1]:
        used -= 1
    trailing = len(body) - used
    text = _fold_block(body[:used]) if header[0] == ">" else "\n".join(body[:used])
    final = "\n" if ends_with_break or used < len(lines) else ""
    if "-" in header:
        return text, used
    if "+" in header:
        breaks = trailing if ends_with_break or len(body) < len(lines) else max(0, trailing - 1)
        return text + (final if used else "") + "\n" * breaks, used
    return text + (final if used else ""), used


def _detected_indent(lines: list[str], least: int) -> int:
    """The indentation of the first line with text (YAML 1.2.2, 8.1.1.1)."""
    widest = 0
    for line in lines:
        content = line.lstrip(" ")
        if content:
            return max(least, len(line) - len(content))
        widest = max(widest, len(line))
    return max(least, widest)


def _fold_block(lines: list[str]) -> str:
    """Line folding in a folded block scalar (YAML 1.2.2, 8.1.3): more indented lines keep their breaks."""
    chunks: list[str] = []
    breaks = 0
    before: str | None = None
    for line in lines:
        if not line:
            breaks += 1
            continue
        if before is not None:
            if before[0] in _BLANKS or line[0] in _BLANKS:
                chunks.append("\n" * (breaks + 1))
            else:
                chunks.append("\n" * breaks or " ")
        else:
            chunks.append("\n" * breaks)
        chunks.append(line)
        before, breaks = line, 0
    return "".join(chunks)


def _fold(text: str) -> str:
    """Line folding in flow scalars (YAML 1.2.2, 6.5 and 7.4): a break is a space, n breaks are n - 1 breaks."""
    first, *rest = text.split("\n")
    chunks = [first.rstrip(_BLANKS)]
    last = len(rest) - 1
    breaks = 0
    for number, line in enumerate(rest):
        content = line.lstrip(_BLANKS) if number == last else line.strip(_BLANKS)
        if not content and number != last:
            breaks += 1
            continue
        chunks.append("\n" * breaks or " ")
        chunks.append(content)
        breaks = 0
    return "".join(chunks)


def _fold_escaped(text: str) -> str:
    """Folding in double quotes (YAML 1.2.2, 7.3.1): an escaped break vanishes, an escaped blank before one stays."""
    lines = text.split("\n")
    last = len(lines) - 1
    chunks: list[str] = []
    breaks = 0
    joined = True
    for number, line in enumerate(lines):
        content = line if number == 0 else line.lstrip(_BLANKS)
        glued = False
        if number != last:
            bare = content.rstrip(_BLANKS)
            escaped = (len(bare) - len(bare.rstrip("\\"))) % 2 == 1
            if escaped and len(bare) == len(content):
                content, glued = bare[:-1], True
            else:
                content = content[: len(bare) + escaped]
        if not content and not glued and number not in (0, last):
            breaks += 1
            continue
        if number:
            chunks.append("\n" * breaks or ("" if joined else " "))
        chunks.append(content)
        breaks, joined = 0, glued
    return "".join(chunks)


def _unescape(match: re.Match[str]) -> str:
    simple = match[4]
    if simple is not None:
        return _SIMPLE_ESCAPES.get(simple, match[0])
    point = int(match[1] or match[2] or match[3], 16)
    return chr(point) if point <= _LAST_POINT else "\ufffd"


def _pair(match: re.Match[str]) -> str:
    """JSON writes characters beyond U+FFFF as two escapes (RFC 8259, section 7); half a pair is no character."""
    if match[1] is None:
        return "\ufffd"
    return (match[1] + match[2]).encode("utf-16", "surrogatepass").decode("utf-16")
