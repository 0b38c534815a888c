"""Typing where many names meet: what the whole document settles is, after any edit, what a fresh reading settles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forewarn.dialects import markdown
from forewarn.text.document import Document
from forewarn.text.position import Position, Span
from tests.unit.dialects.markdown.test_incremental import seen

DOCUMENT = """# Post office: threat model

## Summary of threats

| Threat | Severity | Mitigation |
|--------|----------|------------|
| Letters opened on the way | High | Seals |
| Parcels stolen | High | Encryption |

## Assets

- **Stamps**: worth money.
- A2: Letters

## Threats

| # | Threat | Against | Mitigation |
|---|--------|---------|------------|
| 1 | Letters are opened on the way | Letters | Encryption |
| 2 | Stamps copied | Stamps | M1 |
| 3 | Parcels stolen from the van | A2 | see M-2 |
| 4 | Rain | | R-1 |
| 5 | Hail | | |
| 6 | Snow | | same as T5 |

### T5 Somebody sends letters as another

| Mitigation |
|---|
| Encryption |

### T6: Van stops

Known since T5. M1–M3 help.

### Mitigation: Spare van

A van waits.

### Rain

Severity: low

## Mitigations

| # | Mitigation | Addresses |
|---|------------|-----------|
| 1 | Encryption | T1 |
| 2 | Locks | T2–T5 |
| 3 | Encryption | All threats |

## More

- **Mitigation:** Encryption-2

## Risks

| # | Risk | Status |
|---|------|--------|
| 1 | Rain in the letterbox | Accepted |
| R2 | T6: Van stops | Open |
"""
WORDS = (
    "Encryption",
    "Rain",
    "Letters",
    "Stamps",
    "T5",
    "T6",
    "M1",
    "M-2",
    "R-1",
    "A2",
    "Locks",
    "Parcels",
    "Mitigation",
)
TYPED = st.sampled_from((*WORDS, "", "", "x", "1", "2", "-2", ": ", " ", "\n", "\n## Threats\n", "| a |\n", "High"))


def edited(data: st.DataObject, document: Document) -> Document:
    """A word, or what is typed anywhere, takes the place of a word or of nothing."""
    places = [
        (line, column, column + len(word))
        for word in WORDS
        for line, text in enumerate(document.lines)
        if (column := text.find(word)) >= 0
    ]
    anywhere = data.draw(st.integers(0, len(document.lines) - 1))
    line, start, end = data.draw(st.sampled_from([*places, (anywhere, 0, 0), (anywhere, 2, 2)]))
    longest = len(document.line(line))
    span = Span(Position(line, min(start, longest)), Position(line, min(end, longest)))
    return document.replace(span, data.draw(TYPED))


@given(st.data())
def test_names_that_come_and_go_leave_what_a_fresh_reading_finds(data: st.DataObject) -> None:
    document = Document.of(DOCUMENT)
    reading = markdown.read(document)
    for _ in range(data.draw(st.integers(1, 6))):
        document = edited(data, document)
        reading = markdown.read(document, reading)
        assert seen(reading) == seen(markdown.read(document))
