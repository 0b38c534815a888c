"""A finding is known again by what it is about, wherever that stands."""

from __future__ import annotations

import pytest

from forewarn.analysis.fingerprints import fingerprint, in_words
from forewarn.model.dismissals import FORM
from tests.support.findings import judge

MODEL = """\
threat-model: Library cards
assets:
  reader-address: {type: personal-data}
  loan: {type: order-history}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-adress]
    severity: high
  T2: {title: A card is copied, against: [loan], severity: high}
"""
DOCUMENT = """\
# Threat model

## Threats

- **A card is copied.** Status: open
- **A book is torn.** Status: open
"""


def prints(text: str, dialect: str = "native", *codes: str) -> dict[str, str]:
    """The fingerprints of what is found, each with what it is about."""
    judged = judge(text, dialect)
    return {
        fingerprint(one.placed.raised, one.placed.start, judged.document): (
            f"{one.code} {in_words(one.placed.raised, one.placed.start, judged.document)}"
        )
        for one in judged.findings(*codes)
    }


def test_a_fingerprint_is_short_and_goes_with_a_few_words() -> None:
    found = prints(MODEL, "native", "FW006", "FW102", "FW201")
    assert all(FORM.fullmatch(one) for one in found)
    assert list(found.values()) == [
        "FW201 T1 Somebody lists all addresses",
        "FW006 T1 Somebody lists all addresses: reader-adress",
        "FW201 T2 A card is copied",
    ]


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        ("an element elsewhere", "  loan: {type: order-history}\n", "  loan: {type: order-history, owner: desk}\n"),
        ("lines above", "threat-model: Library cards\n", "# Our cards\n\n\nthreat-model: Library cards\n"),
        ("another order of fields", "    severity: high\n  T2", "\n  T2"),
        ("flow style", "severity: high}\n", "severity: high\n    }\n"),
        ("a longer title", "A card is copied", "A card is copied at the desk"),
    ],
)
def test_edits_elsewhere_and_of_the_form_change_no_fingerprint(edit: str, old: str, new: str) -> None:
    """Nor does a new title of what has an identifier."""
    assert old in MODEL
    assert list(prints(MODEL.replace(old, new), "native", "FW006", "FW201")) == list(
        prints(MODEL, "native", "FW006", "FW201")
    )


def test_elements_may_change_places_and_be_indented_anew() -> None:
    head, threats = MODEL.split("threats:\n")
    first, second = threats.split("  T2:")
    moved = f"threats:\n  T2:{second}{first}{head}"
    deeper = "\n".join(line.replace("  ", "      ") for line in MODEL.split("\n"))
    assert set(prints(moved)) == set(prints(deeper)) == set(prints(MODEL))


def test_another_name_and_another_element_are_another_finding() -> None:
    before = set(prints(MODEL, "native", "FW006"))
    assert before.isdisjoint(prints(MODEL.replace("reader-adress", "reader-adres"), "native", "FW006"))
    assert before.isdisjoint(prints(MODEL.replace("  T1:", "  T7:"), "native", "FW006"))


@pytest.mark.parametrize(
    "other",
    [
        DOCUMENT.replace("A card is copied.", "a card is  copied"),
        DOCUMENT.replace("- **A card is copied.** Status: open\n", "") + "- **A card is copied.** Status: open\n",
        DOCUMENT.replace("- ", "* ").replace("## Threats", "## Threats\n\nWhat can happen:"),
        "# Another title\n\nIn a few words.\n" + DOCUMENT.removeprefix("# Threat model\n"),
    ],
)
def test_in_a_document_the_words_count_and_not_the_mark_up(other: str) -> None:
    before = prints(DOCUMENT, "markdown", "FW201")
    assert len(before) == 2
    assert set(prints(other, "markdown", "FW201")) == set(before)


def test_the_t1_of_one_document_is_not_that_of_another() -> None:
    one, other = (
        prints(f"# Threat model\n\n## Threats\n\n- T1: {title}. Status: open\n", "markdown", "FW201")
        for title in ("A card is copied", "A book is torn")
    )
    assert one
    assert other
    assert set(one).isdisjoint(other)


def test_what_a_document_is_asked_once_is_about_its_heading_however_many_there_are() -> None:
    text = (
        "# Threat model\n\n## Threats\n\n- T1: A card is copied. Severity: high\n- T2: A book is torn\n- T3: A page\n"
    )
    both, three = (prints(one, "markdown", "FW106") for one in (text, f"{text}- T4: A cover is bent\n"))
    assert list(both.values()) == ["FW106 Threats"]
    assert set(both) == set(three)


def test_signs_without_words_are_told_apart_by_their_line() -> None:
    found = prints("threat-model: x\nassets:\n  a: {type: [\n  b: {type: }]\n", "native", "FW001")
    other = prints("threat-model: x\n\nassets:\n  c: {type: }]\n", "native", "FW001")
    assert found
    assert other
    assert set(found).isdisjoint(other)


@pytest.mark.parametrize("title", ["借书卡被复制", "Карту копируют", "😀"])
def test_every_script_has_words(title: str) -> None:
    text = "# Threat model\n\n## Threats\n\n- {}: x. Status: open\n"
    found = {one for name in (title, "A card") for one in prints(text.format(f"**{name}**"), "markdown", "FW201")}
    assert len(found) == 2
