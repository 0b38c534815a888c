"""FW002: keys that nobody knows, as people type them."""

from __future__ import annotations

from tests.support.findings import findings_of, judge, rendered


def test_a_misspelt_section_is_said_once_and_nothing_in_it_is_taken_for_something_else() -> None:
    text = """\
threat-model: Library cards
treats:
  T1:
    title: Somebody lists all addresses
  T2:
    title: A card is used after it was reported lost
"""
    assert rendered(text, "FW001", "FW002", "FW003", "FW004") == (
        "2:1 error FW002: `treats` is no part of a threat model. Is `threats` meant?\n  treats:\n  ^^^^^^\n"
    )
    judged = judge(text)
    (one,) = judged.findings("FW002")
    assert one.titles() == ["Change to `threats`", "Keep it as `x-treats`"]
    assert judged.fixed(one, "Change to `threats`") == text.replace("treats", "threats")


def test_a_key_that_differs_in_form_only_is_mended_without_asking() -> None:
    """Underscores, capitals and camel case mean the same; a letter too few may mean something else."""
    for typed in ("ruled_out_by", "Ruled-Out-By", "ruledOutBy"):
        (one,) = findings_of(f"threats:\n  T1: {{title: x, {typed}: []}}\n", "native", "FW002")
        assert [fix.safe for fix in one.fixes()] == [True, False]
    (misspelt,) = findings_of("threats:\n  T1: {title: x, severty: low}\n", "native", "FW002")
    assert not any(fix.safe for fix in misspelt.fixes())


def test_a_key_that_is_there_already_is_not_proposed() -> None:
    (one,) = findings_of("threats:\n  T1: {title: x, severity: low, severty: high}\n", "native", "FW002")
    assert one.titles() == ["Keep it as `x-severty`"]


def test_a_comma_that_cut_a_text_in_two_is_recognised() -> None:
    text = """\
threats:
  T1: {title: Slow, and costly, or so, severity: low}
"""
    judged = judge(text)
    assert judged.render("FW002") == (
        "2:19 error FW002: The comma ended `title` here: put quotes around it.\n"
        "    T1: {title: Slow, and costly, or so, severity: low}\n"
        "                    ^^^^^^^^^^^^^^^^^^^\n"
    )
    (one,) = judged.findings("FW002")
    assert judged.fixed(one, "Put quotes around it") == text.replace(
        "Slow, and costly, or so", '"Slow, and costly, or so"'
    )


def test_a_key_still_being_typed_between_braces_is_no_cut_text() -> None:
    """One word could be the beginning of a key; after a quoted text nothing was cut."""
    (one,) = findings_of("threats:\n  T1: {title: Slow, seve}\n", "native", "FW002")
    assert one.message == "A threat has no `seve`. Keys of your own begin with `x-`."
    (other,) = findings_of('threats:\n  T1: {title: "Slow", and costly}\n', "native", "FW002")
    assert "comma" not in other.message


def test_a_colon_that_is_missing_between_braces() -> None:
    text = "threats:\n  T1: {title: Slow, severity low}\n"
    judged = judge(text)
    (one,) = judged.findings("FW002")
    assert one.message == "A colon is missing after `severity`."
    assert judged.fixed(one, "Add the colon") == text.replace("severity low", "severity: low")


def test_a_key_of_another_kind_of_element_says_whose_it_is() -> None:
    (one,) = findings_of("threats:\n  T1: {title: Slow, evidence: [RR-7]}\n", "native", "FW002")
    assert one.message == "A threat has no `evidence`. It belongs to a mitigation."


def test_keys_of_the_authors_own_are_left_alone() -> None:
    text = "threat-model: Cards\nx-team: {anything: goes}\nassets:\n  card: {x-colour: red}\n"
    assert findings_of(text, "native", "FW002") == []


def test_every_record_has_its_own_keys() -> None:
    text = """\
sources:
  - {path: deploy/production/, enviroment: production}
reviews:
  - votes: {confident: 2, unsur: 1}
    participants: [{name: ana, tem: web}]
"""
    assert [one.message for one in findings_of(text, "native", "FW002")] == [
        "`sources` has no `enviroment`. Is `environment` meant?",
        "`votes` has no `unsur`. Is `unsure` meant?",
        "`participants` has no `tem`. Is `team` meant?",
    ]


def test_what_a_merge_key_brings_is_shown_at_the_merge_and_changed_nowhere() -> None:
    text = """\
x-defaults: &card {ownr: desk}
assets:
  card:
    <<: *card
    type: personal-data
"""
    (one,) = findings_of(text, "native", "FW002")
    assert (one.line, one.message) == (3, "An asset has no `ownr`. Is `owner` meant?")
    assert one.fixes() == []


def test_json_is_mended_as_json() -> None:
    text = '{"threat-model": "Cards", "ownr": "desk"}\n'
    judged = judge(text)
    (one,) = judged.findings("FW002")
    assert judged.fixed(one, "Change to `owner`") == text.replace("ownr", "owner")
