"""Edits as people and tools make them, at random but reproducible: keys, pastes, deletions, moves, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from forewarn.text.document import Document

_KEYS = (
    *tuple("abT1 -:#'\"[]{},|>&*!%@`.\t\n"),
    "\r\n",
    "é",
    "🔑",
    "  ",
    "- ",
    ": ",
    "\n\n",
    "---\n",
    "```\n",
    "| ",
    "## ",
)
_PASTES = (
    "  T9:\n    title: Pasted in haste\n    against: [nothing-here]\n",
    "threats:\n",
    "- **T7: Replay** of a token\n  - Mitigation: short lives\n",
    "| a | b |\n|---|---|\n| c | d |\n",
    "<!-- a comment -->\n",
    "    severity: high\n    severity: low\n",
    "x: &a [1, 2]\ny: *a\n",
)


def script(random: Random, document: Document, length: int) -> Iterator[tuple[Document, str]]:
    """`length` edits in a row: the document after each, and what was done."""
    history = [document]
    for _ in range(length):
        if len(history) > 1 and random.random() < 0.1:  # one edit in ten is undone
            history.pop()
            yield history[-1], "undo"
            continue
        edited, name = _edit(random, history[-1])
        history.append(edited)
        yield edited, name


def _edit(random: Random, document: Document) -> tuple[Document, str]:
    at = _position(random, document)
    match random.randrange(8):
        case 0 | 1 | 2:
            key = random.choice(_KEYS)
            return document.replace(Span(at, at), key), f"type {key!r} at {at}"
        case 3:
            end = Position(at.line, at.column + random.randint(1, 4))
            return document.replace(Span(at, end), ""), f"delete up to {end}"
        case 4:
            last = min(len(document.lines) - 1, at.line + random.randint(0, 3))
            return document.replace(
                Span(Position(at.line, 0), Position(last + 1, 0)), ""
            ), f"cut lines {at.line}-{last}"
        case 5:
            line = Position(at.line, 0)
            paste = random.choice(_PASTES)
            return document.replace(Span(line, line), paste), f"paste {paste!r} at line {at.line}"
        case 6:
            target = Position(_position(random, document).line, 0)
            return document.replace(
                Span(target, target), document.lines[at.line]
            ), f"copy line {at.line} to {target.line}"
        case _:
            start = Position(at.line, 0)
            if random.random() < 0.5:  # half in, half out
                return document.replace(Span(start, start), " "), f"indent line {at.line}"
            blank = document.line(at.line)[:1] == " "
            return document.replace(Span(start, Position(at.line, int(blank))), ""), f"dedent line {at.line}"


def _position(random: Random, document: Document) -> Position:
    line = random.randrange(len(document.lines))
    return Position(line, random.randint(0, len(document.line(line))))
