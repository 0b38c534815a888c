"""Where a text is cut so that each section can be parsed for itself, and what is not read at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.syntax.markdown import reader
from forewarn.syntax.markdown.blocks import FrontMatter
from forewarn.syntax.problem import ProblemKind
from forewarn.text.document import Document


def starts(text: str) -> tuple[int, ...]:
    return reader.read(Document.of(text)).starts


def test_a_section_begins_at_each_heading_with_hashes() -> None:
    assert starts("Text.\n# A\n## B\ntext\n   ### C\n") == (0, 1, 2, 4)


@pytest.mark.parametrize(
    "text",
    [
        "```\n# no heading\n```\n",
        "<!--\n# no heading\n-->\n",
        "<pre>\n# no heading\n</pre>\n",
        "- item\n\n  ```sh\n  # no heading\n  ```\n",
        "#no heading\n",
        "    # no heading\n",
    ],
)
def test_what_looks_like_a_heading_may_be_none(text: str) -> None:
    assert starts(text) == (0,)


def test_a_fence_left_open_in_an_item_ends_with_it() -> None:
    assert starts("- item\n\n  ```sh\n  code\n\n# Heading\n") == (0, 5)


def test_front_matter_stands_at_the_top_and_is_closed() -> None:
    text = "---\ntitle: x\n# a comment\n---\n# Heading\n"
    reading = reader.read(Document.of(text))
    assert reading.starts == (0, 4)
    assert isinstance(reading.sections[0].parts[0].blocks[0], FrontMatter)
    assert reader.read(Document.of("---\ntitle: x\n")).head == 0


def test_a_long_run_without_headings_is_cut_between_paragraphs() -> None:
    text = "".join(f"Paragraph {n}.\n\n" for n in range(60))
    assert len(starts(text)) > 1
    items = "".join(f"- item {n}\n" for n in range(10_000))
    assert len(starts(items)) > 50


def limits(text: str) -> list[str]:
    reading = reader.read(Document.of(text))
    problems = [problem for section in reading.sections for problem in section.problems]
    assert all(problem.kind is ProblemKind.LIMIT for problem in problems)
    return [problem.message for problem in problems]


def test_deep_nesting_never_reaches_the_parser() -> None:
    assert limits("> " * 300 + "deep\n") == ["This line is nested deeper than forewarn reads; it is left out."]
    assert limits("- " * 300 + "deep\n") == ["This line is nested deeper than forewarn reads; it is left out."]
    assert limits(" " * 400 + "- deep\n") == ["This line is nested deeper than forewarn reads; it is left out."]
    assert limits("> " * 10 + "fine\n" + "-" * 300 + "\n" + "*" * 300 + "\n") == []


def test_a_list_that_nests_line_by_line_never_reaches_the_parser_too_deep() -> None:
    text = "".join(f"{'  ' * depth}- level {depth}\n" for depth in range(400))
    assert limits(text)


def test_what_is_too_large_is_said_and_not_read() -> None:
    assert limits("x" * 300_000 + "\n") == ["This line is longer than forewarn reads; it is left out."]
    assert limits("\n" * 300_000) == ["This document is larger than forewarn reads."]


@given(st.lists(st.sampled_from(["# A\n", "text\n", "\n", "```\n", "- i\n", "  c\n", "<!--\n", "-->\n", "---\n"])))
def test_sections_cover_every_line_once(lines: list[str]) -> None:
    document = Document.of("".join(lines))
    reading = reader.read(document)
    assert tuple(line for section in reading.sections for line in section.lines) == document.lines
    counted = [sum(part.line_count for part in section.parts) for section in reading.sections]
    assert counted == [len(section.lines) for section in reading.sections]
