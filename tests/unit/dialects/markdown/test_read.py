"""What a colleague would read out of a Markdown document. The documents and what is understood of them: *.txt here.

Each line of what is understood: the lines of the element, its kind, its identifier (in parentheses if it is made up).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cases import cases
from tests.support.told import told

TABLES = {
    name: cases(Path(__file__).with_name(f"{name}.txt"))
    for name in (
        "items",
        "tables",
        "headings",
        "blocks",
        "answers",
        "links",
        "variety",
        "comments",
        "languages",
        "strangers",
    )
}


@pytest.mark.parametrize(("table", "sentence"), [(name, key) for name, rows in TABLES.items() for key in rows])
def test_it_is_read_as_people_mean_it(table: str, sentence: str) -> None:
    case = TABLES[table][sentence]
    assert told(case.before) == case.after.rstrip("\n") + "\n" * bool(case.after.strip())
