"""What an item, a heading or a cell is called: its identifier and its title, with their places."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from forewarn.syntax.markdown.inline import label, plain
from forewarn.syntax.markdown.sentences import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

STRICT = (
    r"(?:[A-Z]{1,9}(?:[-_.][A-Z][A-Z0-9]{0,9}){0,3}[-_.]?\d{1,4}[a-z]?(?:\.\d{1,3}){0,2}(?:-[A-Z]{1,2}\b)?"
    r"|[A-Z]{1,4}-[A-Z]{1,3}\d{1,3}"
    r"|(?:Threat|Risk|Attack|Asset|Mitigation|Control|Assumption|Actor)-\d{1,4}(?:-[A-Z]{1,3})?)"
)
"""How identifiers are written that a reader cannot take for anything else."""

_TRAILING = re.compile(rf"\s*(?:[-–—]\s*|[(\[]\s*)(?P<id>{STRICT})\s*[)\]]?\s*$")
_ALONE = re.compile(rf"\s*(?:\*\*|__|`|\[|\()*\s*(?P<id>{STRICT})\s*(?:\*\*|__|`|\]|\))*\s*$")
_NUMBERED = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,3})*[.):]?|[A-Za-z][.)]|#\d{1,3}:?)\s+(?=\S)")
IDENTIFIER = re.compile(rf"(?<![\w-])({STRICT})(?![\w-])")
"""An identifier in running text."""

LISTED = re.compile(
    rf"\s*(?:(?:[Ss]ee|[Cc]f\.|[Aa]s in|[Ss]ame as|[Rr]efer to|[Pp]er|[Vv]ia)\s+)?"
    rf"{STRICT}(?:\s*(?:[,;/&+]|and|to|through|–|—|-|\.\.)\s*{STRICT})*\s*\.?\s*$"
)
"""Identifiers and nothing else."""


_ASIDE = re.compile(r"\([^()]*\)")


def lists_identifiers(text: str) -> bool:
    """Whether `text` names elements by their identifiers and says nothing else but what they are in parentheses."""
    return LISTED.match(_ASIDE.sub("", text)) is not None


class Name(NamedTuple):
    """An identifier and a title as offsets into a passage; `rest` is where the text behind them begins."""

    id: str
    id_start: int
    id_end: int
    start: int
    end: int
    rest: int
    bold: bool


def alone(text: str) -> tuple[str, int, int] | None:
    """The identifier that `text` consists of, with its offsets, or None."""
    found = _ALONE.match(text)
    return (found["id"], found.start("id"), found.end("id")) if found else None


# An identifier at the beginning: marked (`**T1**`), in brackets (`[T1]`), or with a colon or dash behind it.
_MARKED = re.compile(
    rf"\s*(?P<mark>\*\*|__|`)[\[(]?(?P<id>{STRICT})[\])]?(?:\s*[:.)]|\s+[-–—])?(?P=mark)"
    r"(?:\s*[:.)|]|\s+[-–—]+(?=\s)|\s*—|\s+(?=\()|\s+|\s*$)\s*"
)
_BRACKETED = re.compile(rf"\s*[\[(](?P<id>{STRICT})[\])](?:\s*[:.–—-])?(?:\s+|$)")
_BARE = re.compile(rf"\s*(?P<id>{STRICT})(?:\s*[:.)|]\s|\s+[-–—]+\s|\s*[—–]\s*|\s+(?=\()|\s*$)")
_IN_BOLD = re.compile(rf"\s*(?:\*\*|__)(?P<id>{STRICT})(?:\s*[:.)]\s+|\s+[-–—]+\s+|\s*—\s*|\s+)(?=\S)")
_SERIAL = re.compile(rf"\s*(?P<id>{STRICT})\s+(?=\S)")
_MARKS = "*_`)]"
_SEPARATOR = re.compile(r"\s*(?:[:.)|]\s|[-–—]+\s|—)")
_SHORT = 7
"""A title before a colon has no more words than this."""


def _leading(text: str, start: int = 0) -> re.Match[str] | None:
    return _MARKED.match(text, start) or _BRACKETED.match(text, start) or _BARE.match(text, start)


@lru_cache(maxsize=4096)
def heading_name(text: str, *, serial: bool = False) -> Name:
    """The name in a heading: `T1: Title`, `3.2 T1 — Title`, `Title - T1`, `Title`; with `serial` also `T1 Title`."""
    numbered = _NUMBERED.match(text)
    start, end = numbered.end() if numbered else 0, len(text.rstrip().removesuffix(":"))
    found = _leading(text, start) or (_SERIAL.match(text, start) if serial else None)
    if found:
        where = found.span("id")
        titled = (found.end(), end) if text[found.end() :].strip() else where
        return Name(found["id"], *where, *titled, end, bold=False)
    found = _TRAILING.search(text, start)
    if found and found.start() > start:
        return Name(found["id"], *found.span("id"), start, found.start(), end, bold=False)
    return Name("", 0, 0, start, end, end, bold=False)


def serial_letters(heading: str) -> tuple[str, str]:
    """The letters and the whole of an identifier that a heading begins with, a blank behind it; empty for none."""
    numbered = _NUMBERED.match(heading)
    found = _SERIAL.match(heading, numbered.end() if numbered else 0)
    return (found["id"].rstrip("0123456789."), found["id"]) if found else ("", "")


def series(texts: Sequence[str]) -> bool:
    """Whether texts beside each other are numbered by identifiers: "TA1 Outsider", "TA2 Insider"."""
    found = [match["id"] for match in map(_SERIAL.match, texts) if match]
    letters = {identifier.rstrip("0123456789.") for identifier in found}
    return 1 < len(found) == len(texts) == len(set(found)) and len(letters) == 1


def item_name(text: str, *, labels: bool, separated: bool = False, serial: bool = False) -> Name:
    """The name in an item or cell: an identifier, then a bold lead-in, a short label, or the first sentence.

    With `labels`, a short plain text before a colon is the title too ("Cold copy: the file is stolen"). With
    `separated`, an identifier counts only where a colon or dash follows: else it refers to something. With `serial`, a
    blank is enough.
    """
    found = _leading(text) or (_SERIAL.match(text) if serial else None)
    if found:
        behind = text[found.end("id") :].lstrip(_MARKS)
        refers = behind.lstrip(" ").startswith("(") or (separated and not _SEPARATOR.match(behind))
        found = None if refers else found
    start = found.end() if found else 0
    inside = _IN_BOLD.match(text) if not found and not separated else None
    identified = found or inside
    identifier, where = (identified["id"], identified.span("id")) if identified else ("", (0, 0))
    head = text[start:]
    named = label(head)
    if named and named.name and (named.bold or (labels and len(named.name.split()) <= _SHORT)):
        begin, end = start + named.start, start + named.end
        if inside:
            begin = max(begin, where[1])
            begin += len(text[begin:end]) - len(text[begin:end].lstrip(" :.)-–—\t\n"))
        if begin < end:
            return Name(identifier, *where, begin, end, start + named.content, bold=named.bold)
    first = next(cut(head), None)
    if first is None:
        return Name(identifier, *where, *where, len(text), bold=False)
    return Name(identifier, *where, start + first.start, start + first.end, start + first.end, bold=False)


_WORDS = re.compile(r"[a-z0-9]+")
_LENGTH = 64


def slug(title: str) -> str:
    """An identifier made of the title's words; a long title is cut and told apart by a digest."""
    words = _WORDS.findall(plain(title).casefold())
    made = "-".join(words)
    if not made or not made[0].isalpha():
        digest = blake2b(title.encode("utf-8", "replace"), digest_size=3).hexdigest()
        made = f"x-{made}" if made else f"x-{digest}"
    if len(made) > _LENGTH:
        digest = blake2b(made.encode("utf-8", "replace"), digest_size=2).hexdigest()
        made = f"{made[:_LENGTH].rsplit('-', 1)[0]}-{digest}"
    return made
