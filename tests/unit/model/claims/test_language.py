"""Claims as they are typed: what is understood, where they stop being one, and what could stand there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.model.claims import Broken, Claim, expected, parse
from forewarn.model.kinds import Kind

FORMS = {
    "no-direct a -> b": "no_direct",
    "no-path a->b": "no_path",
    "a -> b only via c": "only_via",
    "encrypted a -> b": "encrypted",
    "encrypted a": "encrypted_asset",
    "authenticated a -> b": "authenticated",
    "a stays in b": "stays_in",
    "a only for b and c and d": "only_for",
}


@pytest.mark.parametrize("text", FORMS)
def test_every_form_is_understood_with_the_places_of_its_names(text: str) -> None:
    claim = parse(text)
    assert isinstance(claim, Claim)
    assert claim.form == FORMS[text]
    assert [text[name.start : name.end] for name in claim.names] == [name.text for name in claim.names]
    assert [name.text for name in claim.names] == [word for word in "abcd" if word in text.replace("->", " ").split()]


@pytest.mark.parametrize(
    ("text", "stops", "could"),
    [
        ("no-direct web", "", "->"),
        ("no-direct web db", "db", "->"),
        ("no-direct web -> db at night", "at", ""),
        ("web is safe", "is", "only stays ->"),
        ("web -> db", "", "only"),
        ("web only for", "", "a name"),
        ("nö-direct web", "ö-direct", "only stays ->"),
    ],
)
def test_what_is_no_claim_is_said_where_it_stops_being_one(text: str, stops: str, could: str) -> None:
    broken = parse(text)
    assert isinstance(broken, Broken)
    assert text[broken.start : broken.end] == stops
    assert " ".join((*broken.words, *(["a name"] if broken.name else []))) == could


@pytest.mark.parametrize(
    ("before", "words", "kinds"),
    [
        ("", ("no-direct", "no-path", "encrypted", "authenticated"), "component actor zone asset"),
        ("no-direct ", (), "component actor zone"),
        ("no-direct web ", ("->",), ""),
        ("card ", ("only", "stays", "->"), ""),
        ("card stays in ", (), "zone"),
        ("encrypted ", (), "component actor zone asset"),
        ("web only for desk ", ("and",), ""),
        ("web at ", (), ""),
    ],
)
def test_what_may_follow_is_known_at_every_word(before: str, words: tuple[str, ...], kinds: str) -> None:
    assert expected(before) == (words, tuple(Kind(kind) for kind in kinds.split()))


@given(st.text(max_size=60))
def test_any_text_is_a_claim_or_broken_at_a_place_in_it(text: str) -> None:
    found = parse(text)
    if isinstance(found, Broken):
        assert 0 <= found.start <= found.end
        assert found.start <= len(text)
    expected(text)


@given(st.sampled_from(sorted(FORMS)), st.data())
def test_a_claim_cut_short_says_what_goes_on(text: str, data: st.DataObject) -> None:
    words = text.replace("->", " -> ").split()
    kept = data.draw(st.integers(0, len(words) - 1))
    before = " ".join(words[:kept]) + " " * bool(kept)
    follow, kinds = expected(before)
    assert words[kept] in follow or kinds
