"""What a model says in running text: the sentences of its scope, descriptions, notes and answers, with their places.

Sentences are cut from the text as it is written, so that each keeps its place through quotes, escapes and the lines of
a block. What cannot be followed to its place (an alias, a merged key, a tag) is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.model.elements import Text
from forewarn.model.kinds import Kind
from forewarn.model.reading import Sentence
from forewarn.syntax.markdown.passage import Passage
from forewarn.syntax.markdown.sentences import cut, says_something
from forewarn.syntax.yaml.scalars import double_quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forewarn.model.elements import Element, Field

_FIELDS = ("scope", "description", "notes", "answer")
_KINDS = frozenset({Kind.MODEL, Kind.ZONE, Kind.ACTOR, Kind.COMPONENT, Kind.ASSET, Kind.FLOW, Kind.QUESTION})
"""Threats, mitigations and assumptions are what they say: nothing is taken for granted there in silence."""
_TITLE = "Threat model"
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")
_FENCE = re.compile(r"(?:```|~~~)")
_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+")
_SKIPPED = re.compile(r"[>#|]|\t| {4}|<!--")
"""How lines begin that are quotes, headings, tables, code and comments in a block that is written as Markdown."""
_TEMPLATE = re.compile(r"\{\{|\}\}|<%|\$\{")
_BLANKS = re.compile(r"\s+")

_Piece = tuple[str, int, int]
"""Characters as they are meant, with the line and column of the first one, which the others follow."""


def sentences(elements: Sequence[Element], text: str) -> tuple[Sentence, ...]:
    """The sentences of the elements of one item, whose lines are `text`."""
    found: list[Sentence] = []
    lines: list[str] = []
    for element in elements:
        if element.kind not in _KINDS:
            continue
        for name in _FIELDS:
            field = element.fields.get(name)
            if field is None or not isinstance(field.content, Text) or " " not in field.content.text.strip():
                continue
            lines = lines or text.split("\n")
            found += _of_field(lines, field, (_TITLE, element.text("ask") or element.title or name))
    return tuple(found)


def _of_field(lines: Sequence[str], field: Field, path: tuple[str, ...]) -> Iterator[Sentence]:
    for passage, where in _passages(lines, field):
        for one in cut(passage.text):
            text = passage.text[one.start : one.end]
            if says_something(text) and not _TEMPLATE.search(text):
                yield Sentence(_BLANKS.sub(" ", text), passage.span(one.start, one.end), path, where)


def _passages(lines: Sequence[str], field: Field) -> Iterator[tuple[Passage, str]]:
    """The paragraphs and items of a field."""
    (first, column), (last, end) = field.span
    written = [(lines[at], at, 0) for at in range(first, last + 1)]
    written[-1] = (lines[last][:end], last, 0)
    written[0] = (written[0][0][column:], first, column)
    sign = written[0][0][:1]
    if sign in ("|", ">"):
        yield from _of_block(written[1:])
        return
    if sign == '"':
        pieces = _double(written)
    elif sign == "'":
        pieces = _single(written)
    elif sign in ("*", "&", "!"):
        return
    else:
        pieces = [piece for line in written for piece in (_trimmed(line), _break(line))][:-1]
    passage = _joined(pieces)
    content = field.content
    if isinstance(content, Text) and passage.text.split() == content.text.split():
        yield passage, "para"


def _of_block(written: Sequence[_Piece]) -> Iterator[tuple[Passage, str]]:
    """The paragraphs and items of a block scalar, without what is code, a quote, a heading or a table in Markdown."""
    indent = next((len(text) - len(text.lstrip(" ")) for text, _, _ in written if text.strip()), 0)
    run: list[_Piece] = []
    where, fenced = "para", False
    for text, line, _ in written:
        content = text[indent:]
        fence = _FENCE.match(content.lstrip())
        marker = _MARKER.match(content.lstrip())
        goes_on = run and where == "item" and content.startswith(" ")
        skipped = not content.strip() or (_SKIPPED.match(content) and not goes_on and not marker)
        if fence or marker or fenced or skipped:
            if run:
                yield _joined(run[:-1]), where
            run = []
        if fence:
            fenced = not fenced
        elif not fenced and not skipped:
            if not run:
                where = "item" if marker else "para"
            start = len(text) - len(text.lstrip()) + (marker.end() if marker else 0)
            run += [(text[start:].rstrip(), line, start), ("\n", line, len(text))]
    if run:
        yield _joined(run[:-1]), where


def _single(written: Sequence[_Piece]) -> list[_Piece]:
    """The pieces between single quotes: two of them stand for one."""
    pieces: list[_Piece] = []
    for text, line, column in map(_trimmed, _unquoted(written)):
        at = 0
        while (quote := text.find("''", at)) >= 0:
            pieces.append((text[at : quote + 1], line, column + at))
            at = quote + 2
        pieces += [(text[at:], line, column + at), ("\n", line, column + len(text))]
    return pieces[:-1]


def _double(written: Sequence[_Piece]) -> list[_Piece]:
    """The pieces between double quotes: each escape is one of its own."""
    pieces: list[_Piece] = []
    for text, line, column in map(_trimmed, _unquoted(written)):
        at = 0
        for escape in _ESCAPE.finditer(text):
            pieces.append((text[at : escape.start()], line, column + at))
            pieces.append((double_quoted(f'"{escape[0]}"'), line, column + escape.start()))
            at = escape.end()
        glued = text.endswith("\\") and at < len(text)
        pieces.append((text[at : len(text) - glued], line, column + at))
        pieces.append(("" if glued else "\n", line, column + len(text)))
    return pieces[:-1]


def _unquoted(written: Sequence[_Piece]) -> list[_Piece]:
    """The lines without the quotation mark at each end."""
    (text, line, column), *rest = written
    inner = [(text[1:], line, column + 1), *rest]
    text, line, column = inner[-1]
    inner[-1] = (text[:-1], line, column)
    return inner


def _trimmed(piece: _Piece) -> _Piece:
    """A line without the blanks around it."""
    text, line, column = piece
    content = text.lstrip(" \t")
    return content.rstrip(" \t"), line, column + len(text) - len(content)


def _break(piece: _Piece) -> _Piece:
    text, line, column = piece
    return "\n", line, column + len(text)


def _joined(pieces: Sequence[_Piece]) -> Passage:
    """The pieces as one text that knows where each of its characters stands."""
    marks: list[tuple[int, int, int]] = []
    offset = 0
    for text, line, column in pieces:
        if text:
            marks.append((offset, line, column))
            offset += len(text)
    return Passage("".join(text for text, _, _ in pieces), tuple(marks) or ((0, 0, 0),))
