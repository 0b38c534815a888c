"""Typing: the reading after an edit equals a fresh one, and what was not touched is the same object."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.dialects import markdown
from forewarn.text.document import Document
from forewarn.text.position import Position, Span
from tests.support.told import read

if TYPE_CHECKING:
    from forewarn.model.elements import Section
    from forewarn.model.reading import Item, Part, Reading

DOCUMENT = """---
status: draft
---
# Lending: threat model

Owner: reading-room

## Assets

- AS1: Reader addresses
- Loan history

## Threats

We assume that the server room is locked.

| ID | Threat | Severity | Mitigation |
|----|--------|----------|------------|
| T1 | Somebody lists all addresses | High | M1 |
| T2 | Somebody reads the backups | | Encryption |

### T3: Somebody guesses a card number

**Severity:** High

**Mitigations:**

- Three tries in an hour

### T1: Somebody lists all addresses

The search answers everybody. See M1.

## Mitigations

- **M1**: One record for one reader

```threat-model
threat-model: Lending
threats:
  T9: {title: Nine}
```
"""

TYPED = st.sampled_from(
    [
        *("x", " ", "\n", "\n\n", "é", "\U0001f600", "\r\n", "\r", "\0", "\u2028", "T1", "M1", "|", "- ", "> "),
        *("# H\n", "## Threats\n", "## References\n", "### T3: x\n", "```\n", "~~~", "<!--", "-->", "---\n", "===\n"),
        *("- **Mitigation:** y\n", "**Severity:** low\n", "| a | b |\n|---|---|\n", '!!! note "Threat: x"\n    '),
        *("<!-- forewarn: section assets -->\n", "<!-- forewarn: not threat -->", "<!-- forewarn: section none -->\n"),
        *("<table><tr><td>a</td></tr></table>\n", "", "", "", ""),
    ]
)


def edited(data: st.DataObject, document: Document) -> Document:
    first = data.draw(st.integers(0, len(document.lines) - 1))
    last = min(first + data.draw(st.sampled_from([0, 0, 0, 1, 3])), len(document.lines) - 1)
    start = Position(first, data.draw(st.integers(0, len(document.line(first)))))
    end = Position(last, data.draw(st.integers(0, len(document.line(last)))))
    return document.replace(Span(start, end), data.draw(TYPED))


def seen(reading: Reading) -> list[tuple[object, ...]]:
    """All that a reading says; items are named by their place."""
    (part,) = reading.parts
    return [(start, *_of_item(item, part)) for item, start in zip(part.items, part.starts, strict=True)]


def _of_item(item: Item, part: Part) -> tuple[object, ...]:
    serials = [one.serial for one in part.items]

    def section(of: Section | None) -> tuple[object, ...] | None:
        return (of.title, serials.index(of.item), of.span) if of else None

    elements = [
        (one.kind, one.id, one.span, one.id_span, one.derived, dict(one.fields), section(one.section))
        for one in item.elements
    ]
    assert all(one.item == item.serial for one in item.elements)
    return item.line_count, elements, item.problems, item.mentions, item.sentences, item.remarks, item.sections


@given(st.data())
def test_after_any_edits_the_reading_is_a_fresh_one(data: st.DataObject) -> None:
    document = Document.of(DOCUMENT)
    reading = markdown.read(document)
    for _ in range(data.draw(st.integers(1, 6))):
        document = edited(data, document)
        reading = markdown.read(document, reading)
        assert seen(reading) == seen(markdown.read(document))


@given(st.data())
def test_items_cover_every_line_once_and_hold_what_they_say(data: st.DataObject) -> None:
    document = edited(data, edited(data, Document.of(DOCUMENT)))
    (part,) = markdown.read(document).parts
    starts = [0]
    for item in part.items:
        starts.append(starts[-1] + item.line_count)
        spans = [element.span for element in item.elements]
        spans += [field.span for element in item.elements for field in element.fields.values()]
        spans += [one.span for one in (*item.mentions, *item.sentences, *item.remarks, *item.sections)]
        spans += [word.span for one in item.remarks for word in one.words]
        for span in spans:
            assert span.start <= span.end
            assert span.start.line >= 0
            assert span.end.line <= max(0, item.line_count - 1)
    assert tuple(starts[:-1]) == part.starts
    assert starts[-1] == len(document.lines)


@given(st.lists(st.text("#-*>|`~_:<>!?[](){}\\ \n\tTM1ab=.é\r\0", max_size=30), max_size=20))
def test_any_text_is_read(lines: list[str]) -> None:
    markdown.read(Document.of("\n".join(lines)))


@pytest.mark.parametrize(
    ("above", "comment"),
    [
        ("## Assets\n", "<!-- forewarn: section components -->\n"),
        ("| T2 | Somebody reads the backups", " <!-- forewarn: not a threat -->"),
        ("### T1: Somebody lists all addresses\n", "<!-- forewarn: section none -->\n"),
        ("- Three tries in an hour\n\n", "<!-- forewarn: not threat -->\n"),
    ],
)
def test_a_comment_typed_letter_by_letter_is_read_as_a_fresh_one(above: str, comment: str) -> None:
    document = Document.of(DOCUMENT)
    reading = markdown.read(document)
    place = DOCUMENT[: DOCUMENT.index(above) + len(above)]
    for letter in comment:
        end = Position(place.count("\n"), len(place) - place.rfind("\n") - 1)
        document = document.replace(Span(end, end), letter)
        place += letter
        reading = markdown.read(document, reading)
        assert seen(reading) == seen(markdown.read(document))
    assert seen(reading) != seen(markdown.read(Document.of(DOCUMENT)))


def serials(reading: Reading) -> list[int]:
    return [item.serial for item in reading.parts[0].items]


def test_typing_in_one_unit_leaves_all_others_as_they_were() -> None:
    before = read(DOCUMENT)
    line = DOCUMENT.split("\n").index("**Severity:** High")
    document = before.document.replace(Span(Position(line, 18), Position(line, 18)), "!")
    after = markdown.read(document, before)
    changed = [n for n, (a, b) in enumerate(zip(serials(before), serials(after), strict=True)) if a != b]
    assert len(changed) == 1
    assert [one is other for one, other in zip(before.parts[0].items, after.parts[0].items, strict=True)].count(
        False
    ) == 1


def test_lines_put_above_only_move_what_is_below() -> None:
    before = read(DOCUMENT)
    line = DOCUMENT.split("\n").index("We assume that the server room is locked.")
    document = before.document.replace(Span(Position(line, 0), Position(line, 0)), "A line.\n\n")
    after = markdown.read(document, before)
    last = serials(before)[-1]
    assert serials(after)[-1] == last
    assert after.parts[0].starts[-1] == before.parts[0].starts[-1] + 2
