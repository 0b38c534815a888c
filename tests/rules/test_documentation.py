"""A rule's docstring is its documentation: how it is taken apart."""

from __future__ import annotations

from forewarn.rules.documentation import Example, parse

DOC = """A card without a reader.

## Why it matters
Nobody answers for it.

## Finds
```yaml
cards:
  c1: {reader: }  # want FW999
  c2: {}   # want FW999 FW999
```

Or in a document:

````markdown
## Cards
- **c3** <!-- want FW999 -->
```text
## not a heading of ours
```
````

## Silent
```yaml
cards: {}  # a comment of the author's
```
"""


def test_the_first_line_is_the_title_and_sections_are_told_by_their_headings() -> None:
    documentation = parse(DOC)
    assert documentation.title == "A card without a reader."
    assert list(documentation.sections) == ["Why it matters", "Finds", "Silent"]
    assert documentation.sections["Why it matters"] == "Nobody answers for it."


def test_examples_know_the_lines_on_which_something_is_found() -> None:
    yaml, markdown = parse(DOC).finds
    assert yaml == Example("yaml", "cards:\n  c1: {reader: }\n  c2: {}\n", ((1, "FW999"), (2, "FW999"), (2, "FW999")))
    assert markdown == Example(
        "markdown", "## Cards\n- **c3**\n```text\n## not a heading of ours\n```\n", ((1, "FW999"),)
    )
    assert parse(DOC).silent == (Example("yaml", "cards: {}  # a comment of the author's\n", ()),)


def test_people_are_not_shown_the_notes_for_tests() -> None:
    text = parse(DOC).text
    assert "want" not in text
    assert "  c1: {reader: }\n" in text
    assert "````markdown\n## Cards\n- **c3**\n" in text


def test_a_docstring_without_sections_is_only_a_title() -> None:
    documentation = parse("A card without a reader.")
    assert (documentation.title, documentation.sections, documentation.finds) == ("A card without a reader.", {}, ())
