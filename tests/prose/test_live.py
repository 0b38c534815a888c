"""Who types in one paragraph of a long document has that paragraph read again, and no other."""

from __future__ import annotations

from datetime import date

from forewarn.analysis.engine import Engine
from forewarn.dialects.markdown.read import read
from forewarn.prose.constructions import folded
from forewarn.prose.judging import judge
from forewarn.text.document import Document
from tests.support.findings import Paths

PARAGRAPHS = 2_500


def paragraph(number: int) -> str:
    """Two sentences, of which the first takes something for granted."""
    return f"Only authorized librarians can access the card index of room {number}. The lamp is off at night.\n\n"


def test_typing_in_one_paragraph_of_five_thousand_lines_reads_that_paragraph_again() -> None:
    text = "# Threat model: shelves\n\n## Security considerations\n\n" + "".join(map(paragraph, range(PARAGRAPHS)))
    engine = Engine(date(2026, 11, 26), Paths())
    before = read(Document.of(text))
    assert len(before.document.lines) > 2 * PARAGRAPHS
    engine.update(before.parts, ("shelves.md",))
    known = {id(item) for part in before.parts for item in part.items}
    read_sentences, judged_sentences = folded.cache_info().misses, judge.cache_info().misses

    after = read(Document.of(text.replace("of room 1200.", "of room 1200b.")), before)
    analysis = engine.update(after.parts, ("shelves.md",))

    assert sum(id(item) not in known for part in after.parts for item in part.items) == 1
    assert folded.cache_info().misses - read_sentences == 1
    # The sentence before it and the one behind it have another neighbour now.
    assert judge.cache_info().misses - judged_sentences <= 3
    assert sum(len(found) for found in analysis.found.values()) >= PARAGRAPHS
