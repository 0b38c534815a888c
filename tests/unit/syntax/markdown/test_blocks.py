"""Blocks as values, with the exact place of every piece of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.syntax.markdown import reader
from forewarn.syntax.markdown.blocks import Code, Heading, Html, List, Paragraph, Quote, Rule, Table
from forewarn.text.document import Document

if TYPE_CHECKING:
    from forewarn.syntax.markdown.blocks import Block
    from forewarn.syntax.markdown.passage import Passage


def blocks(text: str) -> list[Block]:
    """All blocks of a text in one section, headings among the others."""
    (section,) = reader.read(Document.of(text)).sections
    return [b for part in section.parts for b in (*((part.heading,) if part.heading else ()), *part.blocks)]


def only(text: str) -> Block:
    (block,) = blocks(text)
    return block


def where(text: str, passage: Passage) -> str:
    """What stands in the document at the place of a passage."""
    return Document.of(text).slice(passage.whole)


def test_headings_with_hashes_and_with_lines_below() -> None:
    for text, level, title in [
        ("## Threats ##\n", 2, "Threats"),
        ("#\n", 1, ""),
        ("### `T1` – ünïcode\n", 3, "`T1` – ünïcode"),
        ("Threats\n=======\n", 1, "Threats"),
        ("Threats\n---\n", 2, "Threats"),
    ]:
        heading = only(text)
        assert isinstance(heading, Heading)
        assert (heading.level, heading.text.text, where(text, heading.text)) == (level, title, title)


def test_a_paragraph_knows_where_each_of_its_lines_begins() -> None:
    text = "One 🙂 line\n  and another.\n"
    paragraph = only(text)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text.text == "One 🙂 line\nand another."
    place = paragraph.text.position(paragraph.text.text.index("another"))
    assert (place.line, place.column) == (1, 6)


def test_items_nest_and_keep_their_markers_and_ticks() -> None:
    listed = only("- a\n  - [x] b\n    more\n\n  para\n- c\n")
    assert isinstance(listed, List)
    first, second = listed.items
    assert (first.marker, second.marker) == ("-", "-")
    lead, nested, para = first.blocks
    assert isinstance(lead, Paragraph)
    assert isinstance(nested, List)
    assert isinstance(para, Paragraph)
    (inner,) = nested.items
    assert (inner.checked, inner.lead.text if inner.lead else "") == (True, "b\nmore")
    assert first.span.end == (4, 6)


def test_numbered_lists_know_that_they_are() -> None:
    listed = only("3. a\n4. b\n")
    assert isinstance(listed, List)
    assert listed.ordered
    assert [item.marker for item in listed.items] == ["3.", "4."]


def test_cells_are_found_between_pipes_that_are_not_escaped() -> None:
    text = "| a | b |\n|---|---|\n| x\\|y |  z  |\n| `c` |\nd | e\n"
    table = only(text)
    assert isinstance(table, Table)
    assert [cell.text for cell in table.header.cells] == ["a", "b"]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["x\\|y", "z"], ["`c`"], ["d", "e"]]
    assert all(where(text, cell) == cell.text for row in table.rows for cell in row.cells)


def test_fences_keep_their_body_and_say_whether_they_are_closed() -> None:
    code = only("```yaml threat-model\na: 1\n\nb: 2\n```\n")
    assert isinstance(code, Code)
    assert (code.info, code.body.text, code.closed) == ("yaml threat-model", "a: 1\n\nb: 2", True)
    still_open = only("~~~\na\n")
    assert isinstance(still_open, Code)
    assert (still_open.body.text, still_open.closed) == ("a", False)


def test_the_body_of_an_indented_fence_loses_the_indentation_of_the_fence() -> None:
    listed = only("- x\n\n  ```\n  a\n    b\n  ```\n")
    assert isinstance(listed, List)
    code = listed.items[0].blocks[1]
    assert isinstance(code, Code)
    assert code.body.text == "a\n  b"
    assert (code.body.position(2).line, code.body.position(2).column) == (4, 2)


def test_comments_quotes_and_rules_are_told_apart() -> None:
    comment, quote, rule = blocks("<!-- a\nb -->\n\n> quoted\n> - more\n\n***\n")
    assert isinstance(comment, Html)
    assert comment.comment
    assert isinstance(quote, Quote)
    assert [type(inner) for inner in quote.blocks] == [Paragraph, List]
    assert isinstance(rule, Rule)


def test_simple_tables_in_html_have_cells_in_their_places() -> None:
    text = '<table>\n<tr><th>Threat</th></tr>\n<tr><td class="x">Some <b>one</b></td></tr>\n</table>\n'
    html = only(text)
    assert isinstance(html, Html)
    (table,) = html.tables
    (row,) = table.rows
    assert row.cells[0].text.split() == ["Some", "one"]
    assert where(text, row.cells[0]) == "Some <b>one</b>"[: len(row.cells[0].text)]


def test_a_callout_is_a_heading_with_its_text_under_it() -> None:
    text = '!!! danger "Never log secrets"\n    Not even *once*.\n\nAfter.\n'
    heading, inside, after = blocks(text)
    assert isinstance(heading, Heading)
    assert (heading.text.text, where(text, heading.text)) == ("Never log secrets", "Never log secrets")
    assert isinstance(inside, Paragraph)
    assert inside.text.position(0).column == 4
    assert isinstance(after, Paragraph)


def test_line_ends_of_all_three_kinds_count_the_same() -> None:
    for end in ("\n", "\r\n", "\r"):
        first, second = blocks(f"# A{end}{end}- b{end}")
        assert isinstance(first, Heading)
        assert isinstance(second, List)
        assert second.span.start.line == 2
