"""While a section's key is half typed its entries are still read as what they plainly are."""

from __future__ import annotations

import pytest

from forewarn.dialects import native
from forewarn.text.document import Document

MODEL = """\
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
  T2:
    title: A clerk looks up a neighbour
    against: [reader-address]
mitigations:
  M1:
    title: Show a reader their own record only
"""
ELEMENTS = [("asset", "reader-address"), ("threat", "T1"), ("threat", "T2"), ("mitigation", "M1")]


def elements(text: str) -> list[tuple[str, str]]:
    """Kind and identifier of all elements but the header's."""
    reading = native.read(Document.of(text))
    found = [element for part in reading.parts for element, _ in part.elements()]
    return [(str(element.kind), element.id) for element in found if element.kind != "model"]


@pytest.mark.parametrize("typed", ["thre:", "threat:", "threats::", "Threats:", "thr", "threats"])
def test_a_half_typed_section_key_keeps_its_entries(typed: str) -> None:
    assert elements(MODEL.replace("threats:", typed)) == ELEMENTS


def test_a_section_key_among_the_entries_of_another_begins_its_own() -> None:
    assert elements(MODEL.replace("mitigations:", "  mitigations:")) == ELEMENTS


def test_an_element_pasted_at_the_left_margin_swallows_none_of_those_below() -> None:
    pasted = MODEL.replace("  T2:", "T7:\n    title: Pasted\n  T2:")
    assert [one for one in elements(pasted) if one[1] != "T7"] == ELEMENTS


def test_a_name_that_the_text_has_already_is_not_given_twice() -> None:
    text = MODEL + "thr:\n  T9: {title: Something else}\n"
    assert elements(text) == ELEMENTS


def test_keys_of_the_authors_own_hold_no_elements() -> None:
    assert elements(MODEL + "x-2026:\n  T9:\n    title: Not ours\n") == ELEMENTS


def test_what_was_read_for_a_half_typed_key_is_read_again_when_it_is_whole() -> None:
    half, whole = Document.of(MODEL.replace("threats:", "thre:")), Document.of(MODEL)
    reading = native.read(whole, native.read(half))
    assert [(e.kind, e.id) for p in reading.parts for e, _ in p.elements() if e.kind != "model"] == ELEMENTS
