"""What would crash a native parser, or take minutes, is refused before, and said."""

from __future__ import annotations

import subprocess
import sys

import pytest

from forewarn.syntax.limits import MAX_ALIASES, MAX_DEPTH, MAX_LINE, MAX_LINES, MAX_SLICE_LINES, block_depth, flow_depth
from forewarn.syntax.problem import ProblemKind
from forewarn.syntax.yaml.reader import read
from forewarn.text.document import Document

_CRASHERS = {
    "a hundred thousand brackets": "'[' * 100_000",
    "a hundred thousand braces with keys": "'{a: ' * 100_000",
    "brackets behind a key": "'a: ' + '[' * 100_000",
    "dashes in one line": "'- ' * 5_000",
    "question marks in one line": "'? ' * 5_000",
    "colons in one line": "': ' * 5_000",
    "dashes, question marks and colons": "'- ? : ' * 2_000",
    "lists inside each other, line by line": "''.join(' ' * n + '-\\n' for n in range(400))",
    "mappings inside each other, line by line": "''.join(' ' * n + 'a:\\n' for n in range(400))",
    "lists as far left as their keys": "''.join(' ' * (2 * n) + 'a:\\n' + ' ' * (2 * n) + '-\\n' for n in range(300))",
    "too many lines in one item": "'a: |\\n' + '  x\\n' * 40_000",
    "too many lines in a list": "'- x\\n' * 40_000",
    "too many lines in brackets": "'[\\n' + '1,\\n' * 40_000 + ']'",
    "a tab and brackets": "'\\t' * 300 + '[' * 300",
}
_CHILD = """
import sys
from forewarn.syntax.yaml.reader import read
from forewarn.text.document import Document
reading = read(Document.of({text}))
print(*(problem.kind for item in reading.items for problem in item.problems))
"""


@pytest.mark.parametrize("text", _CRASHERS.values(), ids=_CRASHERS.keys())
def test_crashers_are_refused_in_a_process_that_lives(text: str) -> None:
    child = subprocess.run(
        [sys.executable, "-c", _CHILD.format(text=text)], capture_output=True, text=True, check=False
    )
    assert child.returncode == 0, child.stderr
    assert "limit" in child.stdout.split()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: " + "[" * 101 + "]" * 101, f"More than {MAX_DEPTH} brackets stand inside each other here."),
        ("a:\n" + "- " * 200, f"More than {MAX_DEPTH} lists or mappings stand inside each other here."),
        ("a: |\n" + "  x\n" * MAX_SLICE_LINES, "This part has 32,002 lines; forewarn reads up to 32,000 in one piece."),
        ("a: [" + "*a, " * (MAX_ALIASES + 1) + "]", f"More than {MAX_ALIASES:,} aliases stand here."),
        ("a: " + "x" * MAX_LINE, f"A line here has more than {MAX_LINE:,} characters."),
        ("a\n" * MAX_LINES, f"This file has {MAX_LINES + 1:,} lines; forewarn reads up to {MAX_LINES:,}."),
        (
            "a: 1\n" * 2_000 + "b: " + "x" * 10_000_000,
            "This file has 10,010,003 characters; forewarn reads up to 10,000,000.",
        ),
    ],
    ids=["brackets", "dashes", "lines of an item", "aliases", "line length", "lines", "size"],
)
def test_a_refusal_says_why(text: str, message: str) -> None:
    reading = read(Document.of(text))
    problems = [problem for item in reading.items for problem in item.problems]
    assert [problem.message for problem in problems] == [message]
    assert problems[0].kind is ProblemKind.LIMIT
    assert "".join(item.text for item in reading.items) == text


def test_only_the_item_beyond_the_limits_is_refused() -> None:
    reading = read(Document.of("a: 1\nb: " + "[" * 200 + "\nc:\n  d: {}\n"))
    assert [item.root is not None for item in reading.items] == [True, False, True, True]


def test_honest_text_is_not_refused() -> None:
    """A hundred columns of indentation in JSON, a ruler in a block scalar, a long list on one line."""
    deep = "[\n" + "\n".join("    " * n + "[" for n in range(1, 40)) + "]" * 40
    assert not read(Document.of(deep)).items[0].problems
    assert not read(Document.of("a: |\n  " + "-" * 300 + "\n  " + " " * 200 + "x\n")).items[0].problems
    assert not read(Document.of("a: [" + ", ".join(["{b: c}"] * 500) + "]\n")).items[0].problems


def test_depths_are_counted() -> None:
    assert flow_depth("[{a: []}] {[") == 3
    assert block_depth(["a:", "  b:", "    - c", "  d:"]) == 4
    assert block_depth(["- - - a"]) == 4


def test_a_text_that_shrinks_below_the_limits_is_read_again() -> None:
    large = Document.of("a: 1\n" * 400_001)
    refused = read(large)
    assert len(refused.items) == 1
    small = Document.of("a: 1\nb: 2\n")
    assert len(read(small, refused).items) == 2
    assert read(large, read(small)).items[0].problems[0].kind is ProblemKind.LIMIT


@pytest.mark.parametrize(
    "text",
    [
        "a: &a 1\nb: [" + "*a, " * 9_990 + "]\n",
        "a: |\n" + ("  " + "x" * 300 + "\n") * 31_000,
        "a: " + "a: " * 300_000 + "\n",
        "a: [" + ",," * 300_000 + "\n",
        "a: [\n" + "foo\n" * 5_000,
        "s:\n  a:\n    k: 1\n" + "   w\n    k: 1\n" * 3_000,
        'a: "' + "\\" * 900_000 + "\n",
        "a" + " " * 900_000 + "b\n",
    ],
    ids=["aliases", "block scalar", "colons", "commas", "words in a bracket", "slips", "backslashes", "blanks"],
)
def test_large_and_broken_text_is_read_all_the_same(text: str) -> None:
    """Each takes well under a second or two; were the work to grow with the square of the text, it would be hours."""
    reading = read(Document.of(text))
    assert "".join(item.text for item in reading.items) == text
