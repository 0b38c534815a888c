"""What is noticed, what is not, and what is told of it."""

from __future__ import annotations

import pytest

from forewarn.prose.exceptions import exception_in
from forewarn.prose.features import Place
from forewarn.prose.judging import Family, judge
from forewarn.prose.weights import learnt
from tests.support.findings import judge as read

PLACE = Place(("Library cards", "Security considerations"))


def noticed(sentence: str, place: Place = PLACE) -> bool:
    """Whether the sentence is found at the normal setting."""
    found = judge(sentence, place)
    return found is not None and found.score >= learnt().bounds.normal


@pytest.mark.parametrize(
    ("sentence", "family", "kind"),
    [
        ("The card index is only accessible from the internal network.", Family.ASSUMES, "reach"),
        ("Only authorized librarians can access the card index.", Family.ASSUMES, "identity"),
        ("The index does not contain any sensitive data.", Family.ASSUMES, "data"),
        ("The reader's token is never stored on the desk.", Family.ASSUMES, "secrecy"),
        ("The card index cannot be tampered with.", Family.ABSOLUTE, "integrity"),
        ("This change has no security implications.", Family.NO_IMPACT, "completeness"),
        ("None.", Family.NO_IMPACT, "completeness"),
    ],
)
def test_what_takes_something_for_granted_is_noticed_with_its_kind(sentence: str, family: Family, kind: str) -> None:
    found = judge(sentence, PLACE)
    assert found is not None
    assert (found.family, found.kind) == (family, kind)


@pytest.mark.parametrize(
    "sentence",
    [
        "We assume that the attacker controls the network.",
        "Assume the worst: the reader is hostile and has a copy of every key.",
        "An attacker who can read the index can list all readers.",
        "The desk must only be reachable from the internal network.",
        "Use a dedicated account that can only read the index.",
        "It is recommended to expose the index to the internal network only.",
        "Is the index only reachable from the internal network?",
        "As a librarian I want to be sure that only I can read the index.",
    ],
)
def test_what_concedes_demands_recommends_or_asks_is_left_alone(sentence: str) -> None:
    assert judge(sentence, PLACE) is None


def test_the_same_words_mean_less_where_nobody_speaks_of_security() -> None:
    assert not noticed("There is no impact on the page size.", Place(("Library cards", "Performance")))
    assert noticed("There is no impact on security.", Place(("Library cards", "Security considerations")))


def test_it_is_told_which_words_were_noticed() -> None:
    found = judge("The card index is only accessible from the internal network.", PLACE)
    assert found is not None
    assert "only accessible from" in " ".join(reason.words for reason in found.reasons)
    assert found.heading == "Security considerations"


def test_an_exception_from_a_protection_is_a_rule_of_its_own() -> None:
    assert exception_in("TLS is used everywhere except between the desk and the archive.")
    assert exception_in("Every request is authenticated unless it comes from the reading room.")
    assert not exception_in("The desk is open every day except Sunday.")
    assert not exception_in("We recommend that all traffic is encrypted, except on a test machine.")


def test_a_stated_assumption_is_an_element_and_no_finding() -> None:
    text = "# Library cards\n\n## Assumptions\n\n- The card index is only accessible from the internal network.\n"
    assert read(text, "markdown").findings("FW301") == []


def test_a_finding_is_a_note_and_its_range_is_the_sentence() -> None:
    text = "# Library cards\n\n## Security\n\n📚 Cards are stamped. There are no new\nsecurity implications. The end.\n"
    (found,) = read(text, "markdown").findings("FW307")
    assert found.severity == "information"
    assert (found.span.start, found.span.end) == ((4, 21), (5, 22))
