"""Tables of texts before and after something, as people see them, kept in plain files.

=== the sentence that says what is meant
the text before
=> what is asked for, where a table has that
the text after

A blank line before the next `===` belongs to neither. What cannot be seen is written with a sign: ␍ for a carriage
return, ␠ for a blank at the end of a line, ␉ for a tab, ␄ for the end of a text without a line ending.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

_CASE = re.compile(r"^=== (.*)\n((?:.*\n)*?)=>(.*)\n((?:.*\n)*?)(?=\n=== |\Z)", re.MULTILINE)


class Case(NamedTuple):
    """One row of a table."""

    before: str
    asked: str
    after: str


def cases(path: Path) -> dict[str, Case]:
    """The rows of the table in the file, by their sentences."""
    text = path.read_text("utf-8")
    found = {match[1]: Case(_seen(match[2]), match[3].strip(), _seen(match[4])) for match in _CASE.finditer(text)}
    assert len(found) == len(re.findall("^===", text, re.MULTILINE)), "every row of the table can be read"
    return found


def _seen(text: str) -> str:
    for sign, meant in (("␍\n", "\r\n"), ("␠", " "), ("␉", "\t"), ("␄\n", "")):
        text = text.replace(sign, meant)
    return text
