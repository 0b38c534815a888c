"""Several files, what is asked of them, and the answer, in one text: the txtar format of Go (golang.org/x/tools/txtar).

A sentence that says what is meant

-- threat-model.yaml --
the text of a file; ¦ in one of them is the cursor
-- answer --
what the editor shows, line by line
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CURSOR = "¦"
_MARK = re.compile(r"^-- (\S+) --\n", re.MULTILINE)
_ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Archive:
    """One case. `place` is the file with the cursor, the line and the column there, in code points from 0."""

    intent: str
    files: Mapping[str, str]
    place: tuple[str, int, int]
    answer: str


def read(path: Path) -> Archive:
    """The case in a file."""
    intent, *parts = _MARK.split(path.read_text("utf-8"))
    texts = dict(zip(parts[::2], parts[1::2], strict=True))
    answer = texts.pop(_ANSWER)
    name, text = next((name, text) for name, text in texts.items() if CURSOR in text)
    assert sum(one.count(CURSOR) for one in texts.values()) == 1, f"{path.name} has one cursor"
    before = text.partition(CURSOR)[0]
    place = (name, before.count("\n"), len(before.rpartition("\n")[2]))
    return Archive(intent.strip(), texts | {name: text.replace(CURSOR, "")}, place, answer)


def with_answer(path: Path, answer: str) -> str:
    """The text of a case's file, with another answer."""
    kept = path.read_text("utf-8").partition(f"-- {_ANSWER} --\n")[0]
    return f"{kept}-- {_ANSWER} --\n{answer}"
