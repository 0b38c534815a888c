"""What an item, a heading or a cell is called: its identifier and its title, with their places."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import NamedTuple

from forewarn.syntax.markdown.inline import label, plain
from forewarn.syntax.markdown.sentences import cut

_STRICT = (
    r"(?:[A-Z]{1,9}(?:[-_.][A-Z][A-Z0-9]{0,9}){0,3}[-_.]?\d{1,4}[a-z]?(?:\.\d{1,3}){0,2}|[A-Z]{1,4}-[A-Z]{1,3}\d{1,3})"
)
_LEADING_BARE = re.compile(
    rf"\s*(?P<open>[\[(])?(?P<id>{_STRICT})(?P<close>[\])])?(?P<after>\s*[:.)|]\s|\s+[-–—]+\s|\s*[—–]\s*|\s+(?=\()|\s*$)"
)
_TRAILING = re.compile(rf"\s*(?:[-–—]\s*|[(\[]\s*)(?P<id>{_STRICT})\s*[)\]]?\s*$")
_ALONE = re.compile(rf"\s*(?:\*\*|__|`|\[|\()*\s*(?P<id>{_STRICT})\s*(?:\*\*|__|`|\]|\))*\s*$")
_NUMBERED = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,3})*[.):]?|[A-Za-z][.)]|#\d{1,3}:?)\s+(?=\S)")
IDENTIFIER = re.compile(rf"(?<![\w-])({_STRICT})(?![\w-])")
"""An identifier in running text."""

LISTED = re.compile(rf"\s*{_STRICT}(?:\s*(?:[,;/&+]|and|–|-)\s*{_STRICT})*\s*\.?\s*$")
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


def heading_name(text: str) -> Name:
    """The name in a heading: `T1: Title`, `3.2 T1 — Title`, `Title - T1`, `Title`."""
    start = 0
    numbered = _NUMBERED.match(text)
    if numbered:
        start = numbered.end()
    found = _LEADING_BARE.match(text, start) or _LEADING_MARKED.match(text, start)
    if found:
        begin = found.end()
        if not text[begin:].strip():
            return Name(
                found["id"],
                found.start("id"),
                found.end("id"),
                found.start("id"),
                found.end("id"),
                len(text),
                bold=False,
            )
        return Name(found["id"], found.start("id"), found.end("id"), begin, len(text), len(text), bold=False)
    found = _TRAILING.search(text, start)
    if found and found.start() > start:
        return Name(found["id"], found.start("id"), found.end("id"), start, found.start(), len(text), bold=False)
    return Name("", 0, 0, start, len(text), len(text), bold=False)


_LEADING_MARKED = re.compile(
    rf"\s*(?P<mark>\*\*|__|`)(?P<open>[\[(])?(?P<id>{_STRICT})(?P<close>[\])])?(?P<in>\s*[:.)]|\s+[-–—])?(?P=mark)"
    rf"(?P<after>\s*[:.)|]|\s+[-–—]+(?=\s)|\s*—|\s+(?=\()|\s+|\s*$)\s*"
)
_LEADING_IN_BOLD = re.compile(rf"\s*(?:\*\*|__)(?P<id>{_STRICT})(?P<after>\s*[:.)]\s+|\s+[-–—]+\s+|\s*—\s*|\s+)(?=\S)")


_SEPARATED = re.compile(r"\s*(?:[:.)|]\s|[-–—]+\s|—)")


def item_name(text: str, *, labels: bool, separated: bool = False) -> Name:
    """The name in an item or cell: an identifier, then a bold lead-in, a short label, or the first sentence.

    With `labels`, a short plain text before a colon is the title too ("Cold copy: the file is stolen"). With
    `separated`, an identifier counts only where a colon or dash follows: else it refers to something.
    """
    start = 0
    identifier, id_start, id_end = "", 0, 0
    found = _LEADING_MARKED.match(text) or _LEADING_BARE.match(text)
    if (
        found
        and text[found.end("id") :].lstrip("*_`)] ").startswith("(")
        and not text[found.end("id") :].lstrip("*_`)]").lstrip().startswith(":")
    ):
        found = None
    if found and separated and not _SEPARATED.match(text[found.end("id") :].lstrip("*_`)]")):
        found = None
    if found:
        identifier, id_start, id_end = found["id"], found.start("id"), found.end("id")
        start = found.end()
    elif not separated:
        inside = _LEADING_IN_BOLD.match(text)
        if inside:
            identifier, id_start, id_end = inside["id"], inside.start("id"), inside.end("id")
    head = text[start:]
    named = label(head)
    if named and (named.bold or (labels and len(named.name.split()) <= 7)) and named.name:  # noqa: PLR2004 - a title is short
        begin, end = start + named.start, start + named.end
        if identifier and not start:
            begin = max(begin, id_end)
            while begin < end and text[begin] in " :.)-–—\t\n":
                begin += 1
        if begin < end:
            return Name(identifier, id_start, id_end, begin, end, start + named.content, bold=named.bold)
    first = next(cut(head), None)
    if first is None:
        return Name(identifier, id_start, id_end, id_start, id_end, len(text), bold=False)
    return Name(identifier, id_start, id_end, start + first.start, start + first.end, start + first.end, bold=False)


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
