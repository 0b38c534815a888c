"""What could stand at the cursor in a rule file: fields, their words, facts, and the words of conditions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forewarn.features.cursor import cursor_at
from forewarn.features.embedded import is_json
from forewarn.features.token import comment_start
from forewarn.features.writing import Writing
from forewarn.model.conditions.expected import expected, fact, facts_after
from forewarn.model.conditions.vocabulary import words
from forewarn.model.kinds import Kind
from forewarn.model.own_rules import MARKER, SECTION, Form, rule_fields
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.features.view import View
    from forewarn.text.document import Document

_TYPED = re.compile(r"^[ \t]+(?P<name>[a-z]+):[ \t]+(?P<typed>\S.*)?$")
_KEY = re.compile(r"^(?P<indent>[ \t]*)(?P<name>[a-z-]+):(?=[ \t]|$)")
_PATH = re.compile(r"[A-Za-z][\w-]*(?:\.[\w-]+)*")
_KIND = re.compile(r"""^[ \t]*kind:[ \t]*["']?(?P<kind>[a-z]+)""")
_WORD = re.compile(r"[A-Za-z0-9_-]*$")
_REST = re.compile(r"[A-Za-z0-9_-]*")
_TOP = {
    MARKER: "The title of these rules. It also marks the file as a rule file.",
    SECTION: "The rules, each by its code.",
}
_DEPTH = 2


class Offered(NamedTuple):
    """One thing that could stand there; `insert` replaces the text in `span`."""

    label: str
    kind: str
    insert: str
    span: Span
    about: str


def offered_in_rules(view: View, position: Position) -> Iterator[Offered]:
    """Everything that could stand at `position` of a rule file, the likeliest first."""
    line = view.document.line(position.line)
    comment = comment_start(line)
    if comment is not None and comment < position.column:
        return
    typed = _TYPED.match(line[: position.column])
    field = rule_fields().get(typed["name"]) if typed else None
    if typed and field and field.form in (Form.CONDITION, Form.MESSAGE):
        kind = kind_around(view.document, position.line)
        if kind is not None:
            in_condition = field.form is Form.CONDITION
            yield from (_condition if in_condition else _message)(typed["typed"] or "", kind, line, position)
        return
    yield from _keys_and_choices(view.document, position)


def told_in_rules(view: View, position: Position) -> tuple[str, Span] | None:
    """What the word at `position` of a rule file says: a field of a rule, or a fact in a condition; and its place."""
    line = view.document.line(position.line)
    found = _KEY.match(line)
    if found and found.start("name") <= position.column <= found.end("name"):
        name, span = found["name"], _on(position.line, found.span("name"))
        about = rule_fields()[name].about if name in rule_fields() and found["indent"] else _TOP.get(name)
        return (f"**{name}** — {about}", span) if about else None
    field = rule_fields().get(found["name"]) if found else None
    kind = kind_around(view.document, position.line)
    if found is None or field is None or field.form is not Form.CONDITION or kind is None:
        return None
    for path in _PATH.finditer(line, found.end()):
        if path.start() <= position.column <= path.end():
            end = line.find(".", position.column)
            end = end if 0 <= end < path.end() else path.end()
            word = fact(line[found.end() : path.start()].lstrip("\"' "), line[path.start() : end], kind)
            return (f"**{word.name}** — {word.about}", _on(position.line, (path.start(), end))) if word else None
    return None


def _on(line: int, columns: tuple[int, int]) -> Span:
    return Span(Position(line, columns[0]), Position(line, columns[1]))


def kind_around(document: Document, line: int) -> Kind | None:
    """The kind of the rule that a line belongs to, where it says one."""
    indent = _indent(document.line(line))
    for step in (-1, 1):
        number = line + step
        while 0 <= number < len(document.lines):
            text = document.line(number)
            if text.strip() and _indent(text) < indent:
                break
            found = _KIND.match(text)
            if found and _indent(text) == indent:
                return Kind(found["kind"]) if found["kind"] in tuple(Kind) else None
            number += step
    return None


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" \t"))


def _around(line: str, position: Position) -> tuple[str, Span]:
    """What of a word is typed at the cursor, and where all of it stands."""
    before = _WORD.search(line[: position.column])
    after = _REST.match(line, position.column)
    typed = before[0] if before else ""
    start = Position(position.line, position.column - len(typed))
    return typed, Span(start, Position(position.line, after.end() if after else position.column))


def _condition(typed: str, kind: Kind, line: str, position: Position) -> Iterator[Offered]:
    word, span = _around(line, position)
    before = typed[: len(typed) - len(word)].lstrip("\"'" if typed[:1] in "\"'" else "")
    if before.count('"') % 2:
        return
    for one in expected(before, kind):
        yield Offered(one.word, "key" if one.is_fact else "word", one.word, span, one.about)


def _message(typed: str, kind: Kind, line: str, position: Position) -> Iterator[Offered]:
    """Inside braces: the facts of the element."""
    opened = typed.rpartition("{")
    if not opened[1] or "}" in opened[2]:
        return
    word, span = _around(line, position)
    path = opened[2][: len(opened[2]) - len(word)].rstrip(".")
    if not path:
        yield Offered("name", "key", "name", span, "What to call it.")
    for one in facts_after(path, kind):
        yield Offered(one.word, "key", one.word, span, one.about)


def _keys_and_choices(document: Document, position: Position) -> Iterator[Offered]:
    cursor = cursor_at(document, position)
    writing = Writing(cursor, json=is_json(document))
    span, path = cursor.token.span, cursor.path
    if cursor.token.closed:
        return
    if not cursor.in_value:
        if not path:
            for name, about in _TOP.items():
                if name not in cursor.keys:
                    yield Offered(name, "key", writing.key(name), span, about)
        elif path[0] == SECTION and len(path) == _DEPTH:
            for field in rule_fields().values():
                if field.name not in cursor.keys:
                    yield Offered(field.name, "key", writing.key(field.name), span, field.about)
    elif path[:1] == (SECTION,) and len(path) == _DEPTH + 1:
        field = rule_fields().get(path[-1])
        if field is None:
            return
        names = field.choices
        if field.form is Form.INSERT:
            kind = kind_around(document, position.line)
            names = tuple(name for name, word in words(kind).items() if word.stated) if kind else ()
        for name in names:
            yield Offered(name, "choice", writing.value(name, cursor.token), span, field.about)
