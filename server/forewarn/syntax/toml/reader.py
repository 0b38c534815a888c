"""TOML, read: its values, the places of all of them, or why it cannot be read."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forewarn.syntax.problem import Problem, ProblemKind
from forewarn.syntax.toml.places import Path, Place, places
from forewarn.text.position import NOWHERE, Position, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.text.document import Document

MAX_CHARACTERS = 200_000
"""Larger texts are not read: a configuration of this size is written by a machine."""
_DEEPEST = 32
"""So many brackets of one line or list may be open; tomllib goes into each with a call of its own."""
_PLACE = re.compile(r"\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Toml:
    """A TOML text. `values` is empty, and `problem` says why, where it could not be read."""

    values: Mapping[str, object] = field(default_factory=dict[str, object])
    places: Mapping[Path, Place] = field(default_factory=dict[Path, Place])
    problem: Problem | None = None


def read(document: Document) -> Toml:
    """Read a TOML text. Never raises."""
    text = document.text
    if len(text) > MAX_CHARACTERS:
        message = f"This file has {len(text):,} characters, more than the {MAX_CHARACTERS:,} that are read."
        return Toml(problem=Problem(ProblemKind.LIMIT, NOWHERE, message))
    if _is_deep(text):
        message = f"Brackets are nested more than {_DEEPEST} deep here, which is not read."
        return Toml(problem=Problem(ProblemKind.LIMIT, NOWHERE, message))
    try:
        values = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        return Toml(problem=_unreadable(document, str(error)))
    return Toml(values, places(document))


def _is_deep(text: str) -> bool:
    """Whether more brackets open than may be open at once: a count that texts made to be deep do not pass."""
    if text.count("[") + text.count("{") <= _DEEPEST:
        return False
    open_ = 0
    for sign in re.findall(r"[\[\]{}]|\n(?=\S+\s*=)", text):
        if sign == "\n":
            open_ = 0
        else:
            open_ += 1 if sign in "[{" else -1
        if open_ > _DEEPEST:
            return True
    return False


def _unreadable(document: Document, said: str) -> Problem:
    """What tomllib says, at the place that it names, in our voice."""
    found = _PLACE.search(said)
    reason = said[: found.start()].strip() if found else "a number or a nesting that is not read"
    if found and found["line"]:
        line, column = int(found["line"]) - 1, int(found["column"]) - 1
    else:
        line = max((number for number in range(len(document.lines)) if document.line(number).strip()), default=0)
        column = len(document.line(line).rstrip())
    width = len(document.line(line))
    column = min(column, width)
    span = Span(Position(line, column), Position(line, max(column, width)))
    if column >= len(document.line(line).rstrip()):
        written = document.line(line)
        span = Span(Position(line, len(written) - len(written.lstrip())), Position(line, len(written.rstrip())))
    reason = reason.rstrip(".")
    return Problem(ProblemKind.SYNTAX, span, f"This is no TOML: {reason[:1].lower()}{reason[1:]}.")
