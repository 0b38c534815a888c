"""Problems that are about a file's bytes, added to how its text was read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forewarn.syntax.problem import Problem, ProblemKind
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from forewarn.model.reading import Reading

_REPLACEMENT = "\ufffd"


def mark_bad_byte(reading: Reading, offset: int) -> Reading:
    """`reading` with a problem on the first character that is no text; `offset` is its byte's place in the file."""
    for line, text in enumerate(reading.document.lines):
        column = text.find(_REPLACEMENT)
        if column < 0:
            continue
        span = Span(Position(line, column), Position(line, column + 1))
        message = f"Byte {offset + 1} of the file is not UTF-8. In which encoding was it saved?"
        for ordinal, part in enumerate(reading.parts):
            for place, (item, start) in enumerate(zip(part.items, part.starts, strict=True)):
                if start <= line < start + item.line_count:
                    problem = Problem(ProblemKind.ENCODING, span.down(-start), message)
                    marked = replace(item, problems=(*item.problems, problem))
                    items = (*part.items[:place], marked, *part.items[place + 1 :])
                    parts = (*reading.parts[:ordinal], replace(part, items=items), *reading.parts[ordinal + 1 :])
                    return replace(reading, parts=parts, kept=None)
    return reading
