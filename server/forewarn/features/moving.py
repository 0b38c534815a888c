"""What has to be written where files get other names: paths in models, in front matter, and links in documents.

A path is relative to the file that holds it. So it changes where the file that it names moves, and where the file that
holds it moves; where both go together it stays as it is.
"""

from __future__ import annotations

import posixpath
import re
from fnmatch import translate
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from forewarn.features.links import paths_in
from forewarn.features.writing import plain_or_quoted
from forewarn.text.edits import TextEdit, in_order
from forewarn.text.position import Position, Span
from forewarn.workspace.patterns import escaped, is_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from forewarn.model.reading import Reading
    from forewarn.text.document import Document

_LINK = re.compile(r"(?:\]\([ \t]*|^[ \t]{0,3}\[[^\]]+\]:[ \t]*)(?:<(?P<angled>[^<>]*)>|(?P<bare>[^\s()<>]+))")
"""Where a link leads, in the line or in a definition of its own (CommonMark 0.31, §6.3 and §4.7)."""
_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})")
_ITEM = re.compile(r"[ \t]*-[ \t]+")
_HEX = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_UNSAFE = re.compile(r"[\s()<>%\x00-\x1f]")


class Move(NamedTuple):
    """A file or folder and its new path; both absolute, with slashes."""

    old: str
    new: str


def edits_for(
    path: str, reading: Reading, moves: Sequence[Move], exists: Callable[[str], bool]
) -> tuple[TextEdit, ...]:
    """The edits of the file `path`, as it is before anything moves. `exists` tells whether there is a file."""
    place = _Place(path, tuple(moves), exists)
    found = [edit for span in paths_in(reading) for edit in _in_yaml(reading.document, span, place)]
    if reading.dialect == "markdown":
        found += _in_markdown(reading.document, place)
    return in_order(found)


def may_name(path: str, text: str, moves: Sequence[Move]) -> bool:
    """Whether it is worth reading a file with this text: it moves, or holds a name of what moves, or a pattern."""
    if _after(path, moves) != path or ("documents" in text and "*" in text):
        return True
    last = {posixpath.basename(one.old) for one in moves}
    return any(name in text or quote(name) in text for name in last)


class _Place(NamedTuple):
    """Where a path is written, and what moves."""

    path: str
    moves: tuple[Move, ...]
    exists: Callable[[str], bool]

    def again(self, written: str) -> str:
        """A path as it has to be written afterwards."""
        if not written or written.startswith("/") or "://" in written or "\\" in written:
            return written
        if is_pattern(written) and not _is_escaped(written):
            return self._pattern(written)
        literal = re.sub(r"\[([*?\[])\]", r"\1", written)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), literal))
        home, there = _after(self.path, self.moves), _after(target, self.moves)
        if (home, there) == (self.path, target) or (there == target and not self.exists(target)):
            return written
        return escaped(self._relative(there, home, written)) if literal else written

    def link(self, target: str) -> str:
        """Where a link has to lead afterwards: no pattern, and whatever stands behind a `#` or `?` stays."""
        bare, mark, rest = re.match(r"([^#?]*)([#?]?)(.*)", target, re.DOTALL).groups()  # pyright: ignore[reportOptionalMemberAccess] - matches anything
        if not bare or bare.startswith("/") or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", bare):
            return target
        there = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), bare))
        home, after = _after(self.path, self.moves), _after(there, self.moves)
        if (home, after) == (self.path, there) or (after == there and not self.exists(there)):
            return target
        return f"{self._relative(after, home, bare)}{mark}{rest}"

    def _relative(self, target: str, home: str, written: str) -> str:
        """The path from one file to another, in the manner of what was written."""
        path = posixpath.relpath(target, posixpath.dirname(home))
        path = f"./{path}" if written.startswith("./") and not path.startswith(".") else path
        return f"{path}/" if written.endswith("/") else path

    def _pattern(self, written: str) -> str:
        """A pattern in a file that moves, or below a folder that does: its part before the first sign is a path."""
        parts = written.split("/")
        first = next(number for number, part in enumerate(parts) if is_pattern(part))
        folder = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), *parts[:first]))
        home, there = _after(self.path, self.moves), _after(folder, self.moves)
        if (home, there) == (self.path, folder):
            return written
        front = posixpath.relpath(there, posixpath.dirname(home))
        return "/".join(([] if front == "." else [front]) + parts[first:])


def _after(path: str, moves: Sequence[Move]) -> str:
    """Where a file is afterwards."""
    for one in moves:
        if path == one.old:
            return one.new
        if path.startswith(f"{one.old}/"):
            return one.new + path[len(one.old) :]
    return path


def _is_escaped(written: str) -> bool:
    """Whether all signs of patterns in it stand in brackets, each for itself."""
    return not is_pattern(re.sub(r"\[[*?\[]\]", "", written))


# -- paths in YAML
def _in_yaml(document: Document, span: Span, place: _Place) -> Iterator[TextEdit]:
    if span.start.line != span.end.line:
        return  # a path over several lines is none that somebody wrote by hand
    raw = document.slice(span)
    mark = raw[0] if raw[:1] in ("'", '"') and raw[-1:] == raw[:1] and len(raw) > 1 else ""
    written = raw[1:-1] if mark else raw
    if mark and (mark in written or "\\" in written):
        return
    after = place.again(written)
    if after != written:
        yield TextEdit(span, plain_or_quoted(after, mark))
        return
    new = "".join(_beside(document, span, raw, plain_or_quoted(one, mark)) for one in _falls_out(written, place))
    if new.startswith("["):
        yield TextEdit(span, new)
    elif new:
        yield TextEdit(Span(span.end, span.end), new)


def _beside(document: Document, span: Span, raw: str, value: str) -> str:
    """One more value beside one that stays: in its brackets, on a line of its own, or in brackets around both."""
    before = document.line(span.start.line)[: span.start.column]
    if _ITEM.fullmatch(before):
        return f"{document.newline}{before}{value}"
    return f", {value}" if "[" in before else f"[{raw}, {value}]"


def _falls_out(written: str, place: _Place) -> Iterator[str]:
    """Files that a pattern names, and would not name any more under their new names."""
    if not is_pattern(written) or _is_escaped(written) or written.startswith("/"):
        return
    folder = posixpath.dirname(place.path)
    pattern = posixpath.normpath(posixpath.join(folder, written))
    matches = re.compile(_translated(pattern)).fullmatch
    for one in place.moves:
        if matches(one.old) and not matches(one.new):
            yield escaped(posixpath.relpath(one.new, folder))


def _translated(pattern: str) -> str:
    """A pattern as an expression: `*` and `?` within one name, `**` for any folders."""
    parts = pattern.split("/")
    made = [r"(?:[^/]+/)*" if part == "**" else translate(part).replace(".*", "[^/]*") for part in parts]
    joined = ""
    for number, part in enumerate(made):
        joined += part if parts[number] == "**" or number == len(made) - 1 else f"{part}/"
    return joined.replace(r"\Z", "")


# -- links in Markdown
def _in_markdown(document: Document, place: _Place) -> Iterator[TextEdit]:
    fence = ""
    for number in range(len(document.lines)):
        line = document.line(number)
        opened = _FENCE.match(line)
        if opened and (not fence or (opened["fence"].startswith(fence) and not line.strip(" `~"))):
            fence = "" if fence else opened["fence"]
            continue
        for found in _LINK.finditer(line) if not fence else ():
            if line[: found.start()].count("`") % 2:
                continue
            group = "angled" if found["angled"] is not None else "bare"
            written = found[group]
            after = place.link(_decoded(written))
            if after != _decoded(written):
                span = Span(Position(number, found.start(group)), Position(number, found.end(group)))
                yield TextEdit(span, after if group == "angled" else _encoded(after))


def _decoded(target: str) -> str:
    """A link's path as the file is called."""

    def octets(found: re.Match[str]) -> str:
        try:
            return bytes.fromhex(found[0].replace("%", "")).decode("utf-8")
        except UnicodeDecodeError:
            return found[0]

    return _HEX.sub(octets, target)


def _encoded(path: str) -> str:
    """A path as it may stand in a link without angle brackets."""
    return _UNSAFE.sub(lambda sign: "".join(f"%{octet:02X}" for octet in sign[0].encode()), path)
