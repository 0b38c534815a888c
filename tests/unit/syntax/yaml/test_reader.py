"""Items: where a text is cut, what an edit re-reads, and that nothing makes reading fail."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forewarn.syntax.problem import ProblemKind
from forewarn.syntax.values import Empty, Mapping, Scalar, Sequence
from forewarn.syntax.yaml.assemble import assemble
from forewarn.syntax.yaml.reader import YamlReading, read
from forewarn.text.document import Document
from forewarn.text.position import Position, Span, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.syntax.yaml.reader import YamlItem

_MODEL = (Path(__file__).parent / "half_typed_model.yaml").read_text(encoding="utf-8")
_TYPED = (
    *("\n", "\n  ", "  ", " ", "\t", "- ", "-", ": ", ":", "'", '"', "[", "]", "{", "}", ",", "#", " #", "@", "%", "`"),
    *(
        "a: b\n",
        "  T9:\n",
        "key:\n",
        "\n  - x\n",
        "---\n",
        "...\n",
        "&a ",
        "*a",
        "|\n",
        ">\n",
        "? ",
        "!!str ",
        "<<: *a\n",
    ),
    *(
        "<<<<<<< HEAD\n",
        "=======\n",
        ">>>>>>> x\n",
        "é",
        "😀",
        "\u2028",
        "\ufeff",
        "\r",
        "\r\n",
        "\0",
        "\x85",
        "x",
        "T",
    ),
)


def texts_of(text: str) -> list[str]:
    return [item.text for item in read(Document.of(text)).items]


def all_of(item: YamlItem) -> tuple[object, ...]:
    return (
        *(item.text, item.line_count, item.document, item.section, item.is_header, item.root, item.problems),
        *(item.comments, item.anchors, item.kind, item.place),
    )


def assert_same(left: YamlReading, right: YamlReading) -> None:
    assert left.starts == right.starts
    assert left.size == right.size
    for mine, other in zip(left.items, right.items, strict=True):
        assert all_of(mine) == all_of(other)


# -- where a text is cut ----------------------------------------------------------------------------------------------


def test_each_entry_of_a_section_is_an_item_and_so_is_the_section_s_key() -> None:
    text = (
        "threat-model: a\nzones:\n  dmz: {trust: low}\n  vpc:\n    trust: high\n"
        "questions:\n- ask: x\n- ask: y\n  answer: z\n"
    )
    reading = read(Document.of(text))
    assert [(item.section, item.is_header, item.text) for item in reading.items] == [
        ("", False, "threat-model: a\n"),
        ("zones", True, "zones:\n"),
        ("zones", False, "  dmz: {trust: low}\n"),
        ("zones", False, "  vpc:\n    trust: high\n"),
        ("questions", True, "questions:\n"),
        ("questions", False, "- ask: x\n"),
        ("questions", False, "- ask: y\n  answer: z\n"),
    ]
    assert reading.starts == (0, 1, 2, 3, 5, 6, 7)


def test_the_root_of_an_item_tells_what_it_is() -> None:
    reading = read(Document.of("zones:\n  dmz: {trust: low}\nquestions:\n  - ask: x\n# end\n"))
    header, entry, _, element = reading.items[:4]
    assert isinstance(header.root, Mapping)
    assert isinstance(header.root.entries[0].value, Empty)
    assert isinstance(entry.root, Mapping)
    assert isinstance(element.root, Sequence)
    assert len(element.root.items) == 1


def test_spans_count_from_the_item_s_first_line() -> None:
    item = read(Document.of("zones:\n  a: {}\n  vpc:\n    trust: high\n")).items[2]
    assert isinstance(item.root, Mapping)
    field = item.root.entries[0].value
    assert isinstance(field, Mapping)
    assert field.entries[0].value == Scalar(span(1, 11, 1, 15), "high")


def test_a_comment_directly_above_an_entry_belongs_to_it_and_blank_lines_to_the_entry_above() -> None:
    assert texts_of("a:\n  # first\n  x: {}\n\n  # second\n  # still\n  y: {}\n# b\nb: 1\n") == [
        "a:\n",
        "  # first\n  x: {}\n\n",
        "  # second\n  # still\n  y: {}\n",
        "# b\nb: 1\n",
    ]


def test_comments_are_kept_with_their_places() -> None:
    item = read(Document.of("a:\n  # one\n  x: {b: 1}  # two\n")).items[1]
    assert [(comment.text, comment.span) for comment in item.comments] == [
        ("one", span(0, 2, 0, 7)),
        ("two", span(1, 13, 1, 18)),
    ]


def test_documents_are_numbered() -> None:
    reading = read(Document.of("# top\n---\na: 1\n---\nb:\n  c: {}\n...\n"))
    assert [(item.document, item.section) for item in reading.items if item.root] == [(0, ""), (1, "b"), (1, "b")]


def test_values_of_one_line_or_several_are_not_split() -> None:
    assert texts_of("a: |\n  x: 1\n  y: 2\nb: [1,\n  2]\nc: one\n  two\nd:\n  text\n") == [
        "a: |\n  x: 1\n  y: 2\n",
        "b: [1,\n  2]\n",
        "c: one\n  two\n",
        "d:\n  text\n",
    ]


def test_a_document_that_is_no_block_mapping_is_one_item() -> None:
    assert texts_of('{\n  "a": 1\n}\n') == ['{\n  "a": 1\n}\n']
    assert texts_of("- a\n- b\n") == ["- a\n- b\n"]


@pytest.mark.parametrize("opened", ['"', "'", "[", "{", "[a, {b: ", "|", "&", '{a: "'])
def test_what_stays_open_never_reaches_the_next_entry(opened: str) -> None:
    items = read(Document.of(f"a:\n  x: {opened}\n  y:\n    z: 1\nb: 2\n")).items
    assert [item.text for item in items[2:]] == ["  y:\n    z: 1\n", "b: 2\n"]
    assert not items[2].problems


# -- problems ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown", "message", "mended"),
    [
        ('a: "b\n', '"', "This quote is never closed.", 'a: "b"\n'),
        ("a: [b, c\n", "[", "This bracket is never closed.", "a: [b, c]\n"),
        ("a: {b: c\n", "{", "This brace is never closed.", "a: {b: c}\n"),
        ("a: @b\n", "@b", "A value cannot start with `@`: put quotes around it.", 'a: "@b"\n'),
        ("a: b: c\n", ":", "A second colon in one line: put quotes around the value.", 'a: "b: c"\n'),
        ("x: 1\na b\ny: 2\n", "a b", "A key needs a colon and a space: `a: …`.", "x: 1\na: b\ny: 2\n"),
        ("a:\n  b:\n    c: 1\n    d:2\n", "d:", "A colon needs a space after it.", "a:\n  b:\n    c: 1\n    d: 2\n"),
        ("a:\n  b:\n    d: 1\n\tc: 1\n", "\t", "YAML is indented with spaces; this line begins with a tab.",
         "a:\n  b:\n    d: 1\n    c: 1\n"),
        ("a: [b,, c]\n", ",", "There is nothing before this comma.", "a: [b, c]\n"),
        ("a: {b: c d: e}\n", "d", "A comma is missing before this.", "a: {b: c, d: e}\n"),
        ("a:\n  x: {}\n   y: {}\n", "y: {}", "This line is indented by 3, where 2 would fit the lines around it.",
         "a:\n  x: {}\n  y: {}\n"),
        ("a: 'it's'\n", "'", "The quote ends here, and the text goes on.", 'a: "it\'s"\n'),
    ],
)  # fmt: skip
def test_a_broken_place_is_shown_once_and_mended(text: str, shown: str, message: str, mended: str) -> None:
    """The span is what the author changes; applying the mend gives a text without problems."""
    reading = read(Document.of(text))
    found = [
        (start, problem) for item, start in zip(reading.items, reading.starts, strict=True) for problem in item.problems
    ]
    assert [problem.message for _, problem in found] == [message]
    start, problem = found[0]
    assert problem.kind is ProblemKind.SYNTAX
    assert reading.document.slice(problem.span.down(start)) == shown
    assert problem.mend is not None
    place, replacement = problem.mend
    after = reading.document.replace(place.down(start), replacement)
    assert after.text == mended
    assert [problem for item in read(after).items for problem in item.problems] == []


def test_a_repeated_key_is_shown() -> None:
    item = read(Document.of("a:\n  x:\n    b: 1\n    b: 2\n")).items[1]
    assert [(problem.kind, problem.span) for problem in item.problems] == [
        (ProblemKind.DUPLICATE_KEY, span(2, 4, 2, 5))
    ]


def test_each_line_of_a_merge_conflict_is_shown_and_both_sides_are_read() -> None:
    text = "a:\n  x:\n<<<<<<< HEAD\n    b: 1\n=======\n    c: 2\n>>>>>>> main\n  y: {}\n"
    reading = read(Document.of(text))
    assert [problem.span.start.line for item in reading.items for problem in item.problems] == [1, 3, 5]
    assert [item.section for item in reading.items] == ["a", "a", "a"]


# -- what an edit re-reads --------------------------------------------------------------------------------------------


def test_typing_in_one_entry_keeps_all_others() -> None:
    document = Document.of(_MODEL)
    before = read(document)
    line = document.lines.index("    severity: critical\n")
    after = read(document.replace(span(line, 14, line, 15), "C"), before)
    changed = [new for new, old in zip(after.items, before.items, strict=True) if new is not old]
    assert [item.text.split("\n")[1] for item in changed] == ["  T1:"]


def test_a_new_line_above_moves_the_starts_only() -> None:
    document = Document.of(_MODEL)
    before = read(document)
    after = read(document.replace(span(0, 0, 0, 0), "# new\n"), before)
    assert all(new is old for new, old in zip(after.items[1:], before.items[1:], strict=True))
    assert [start - 1 for start in after.starts[1:]] == list(before.starts[1:])


def test_nothing_changes_where_nothing_changed() -> None:
    document = Document.of(_MODEL)
    before = read(document)
    assert read(Document.of(_MODEL), before).items is before.items


def _edits(random: Random, document: Document, count: int) -> Iterator[Document]:
    """Documents after each of `count` edits as people make them: keys, pastes, deletions, undo."""
    past = [document]
    for _ in range(count):
        kind = random.random()
        if kind < 0.15 and len(past) > 1:
            document = past[-2]
        else:
            line = random.randrange(len(document.lines))
            column = 0 if random.random() < 0.3 else random.randrange(len(document.line(line)) + 1)
            end = Position(line, column)
            if kind < 0.35:
                end = Position(line, column + random.randrange(1, 4))
            elif kind < 0.45:
                end = Position(line + random.randrange(5), 0)
            new = "".join(random.choice(_TYPED) for _ in range(random.randrange(3)))
            if kind > 0.93:
                first = random.randrange(len(document.lines))
                new = document.block(first, random.randrange(1, 8))
            document = document.replace(Span(Position(line, column), end), new)
        past.append(document)
        yield document


def _assert_reads(document: Document, before: YamlReading) -> YamlReading:
    """Read after an edit equals read afresh; items cover the text; spans and mends exist in their items."""
    after = read(document, before)
    assert_same(after, read(document))
    assert "".join(item.text for item in after.items) == document.text
    assert sum(item.line_count for item in after.items) == len(document.lines)
    for item in after.items:
        here = Document.of(item.text)
        for problem in item.problems:
            spans = [problem.span, *([problem.mend[0]] if problem.mend else [])]
            assert all(place == Span(here.clamp(place.start), here.clamp(place.end)) for place in spans), problem
            assert all(place.start <= place.end for place in spans), problem
    assemble(after)
    return after


@given(random=st.randoms(use_true_random=False))
def test_reading_again_equals_reading_afresh(random: Random) -> None:
    lines = _MODEL.splitlines(keepends=True)
    first = random.randrange(len(lines))
    document = Document.of("".join(lines[first : first + 60]) if random.random() < 0.5 else _MODEL)
    reading = read(document)
    for edited in _edits(random, document, 6):
        reading = _assert_reads(edited, reading)


@given(text=st.lists(st.sampled_from(_TYPED) | st.text(max_size=3), max_size=25).map("".join), end=st.text(max_size=3))
@settings(max_examples=200)
def test_any_text_is_read(text: str, end: str) -> None:
    _assert_reads(Document.of(text + end), read(Document.of(text)))


def test_files_of_the_corpus_are_read_after_any_edit(shared: Path) -> None:
    random = Random(7)  # noqa: S311 - the same edits each time
    for path in sorted((shared / "corpus" / "threat-models").rglob("*")):
        if path.suffix in (".yaml", ".json", ".otm") and path.stat().st_size < 30_000:
            document = Document.of(path.read_bytes().decode("utf-8"))
            reading = read(document)
            for edited in _edits(random, document, 5):
                reading = _assert_reads(edited, reading)
