"""FW004 to FW008: identifiers, what they name, and what an element cannot do without."""

from __future__ import annotations

from forewarn.analysis.engine import Engine
from forewarn.analysis.findings import Choice, findings
from forewarn.dialects.native import read
from forewarn.text.document import Document
from tests.support.findings import PATH, TODAY, Paths, findings_of, judge, rendered


def test_a_name_used_twice_is_shown_on_the_later_element_with_the_first_beside_it() -> None:
    text = """\
assets:
  card: {type: personal-data}
zones:
  hall: {trust: low}
  card: {trust: high}
"""
    judged = judge(text)
    (one,) = judged.findings("FW005")
    assert (one.line, one.message) == (4, "`card` is the name of an asset already. What should this zone be called?")
    (first,) = one.placed.related
    assert (first.span.start.line, first.message) == (1, "the first `card`")
    assert judged.fixed(one, "Call this one `zone1`") == text.replace("card: {trust", "zone1: {trust")


def test_numbered_names_go_on_with_their_series() -> None:
    judged = judge("threats:\n  T-007: {title: a}\n  T-009: {title: b}\n  T-007: {title: c}\n")
    (one,) = judged.findings("FW005")
    assert one.titles() == ["Call this one `T-010`"]


def test_three_of_one_name_are_two_findings() -> None:
    found = findings_of("threats:\n  T1: {title: a}\n  T1: {title: b}\n  T1: {title: c}\n", "native", "FW005")
    assert [one.line for one in found] == [2, 3]


def test_an_asset_and_a_component_may_share_a_name_and_are_told_apart_by_their_kind() -> None:
    text = """\
assets:
  session: {type: session-token}
components:
  session: {type: cache}
threats:
  T1: {title: A session is stolen, against: [asset:session, component:session]}
  T2: {title: A session is stolen, against: [flow:session]}
"""
    assert findings_of(text, "native", "FW005", "FW006") == []
    assert [one.message for one in findings_of(text, "native", "FW007")] == [
        "`session` is an asset. Which flow is meant?"
    ]


def test_a_key_that_stands_twice_counts_once() -> None:
    text = "threats:\n  T1:\n    title: a\n    severity: low\n    severity: high\n"
    assert rendered(text, "FW005") == (
        "5:5 error FW005: `severity` stands here a second time; the first one counts.\n"
        "      severity: high\n"
        "      ^^^^^^^^\n"
    )


def test_two_elements_between_braces_are_two_elements_and_one_finding() -> None:
    """The reader sees one key twice, the rule two elements: it is said once."""
    (one,) = findings_of("assets: {card: {}, card: {}}\n", "native", "FW005")
    assert one.message == "`card` is the name of an asset already. What should this asset be called?"


def test_in_a_document_one_threat_may_be_told_twice_but_two_threats_may_not_share_a_name() -> None:
    """Softly: nobody wrote the document for a program."""
    text = """\
# Threat model: library cards

## Threats

- **T1**: Addresses are listed
- **T1**: {}

## Mitigations

- **T1**: Show a reader their own record only
"""
    assert findings_of(text.format("Addresses are listed by a guest"), "markdown", "FW005") == []
    found = findings_of(text.format("A lost card is used"), "markdown", "FW005")
    assert [(one.line, one.severity) for one in found] == [(5, "information")]


def test_what_is_missing_is_asked_for_with_the_words_of_the_format() -> None:
    text = "flows:\n  lend: {to: desk}\nquestions:\n  - answer: nobody\n"
    found = findings_of(text, "native", "FW004")
    assert [one.message for one in found] == [
        "`lend` needs `from`: where it starts: who asks or sends.",
        "The question here needs `ask`: the question.",
    ]


def test_an_empty_place_is_asked_about_where_it_is_and_nothing_is_added() -> None:
    judged = judge("threats:\n  T1:\n    title:\n")
    (one,) = judged.findings("FW004")
    assert (one.line, one.span.start.column, one.fixes()) == (2, 4, [])


def test_a_decision_needs_its_kind_and_a_source_its_path() -> None:
    text = """\
threat-model: Library cards
sources:
  - environment: production
threats:
  T1:
    title: Somebody lists all addresses
    decision:
      by: Dana
"""
    judged = judge(text)
    source, decision = judged.findings("FW004")
    assert (source.line, source.message) == (2, "`sources` needs `path`: a file or folder, relative to this file.")
    assert (decision.line, decision.message) == (6, "`decision` needs `kind`: what was decided.")
    assert judged.fixed(decision, "Add `kind:`") == text.replace("      by:", "      kind:\n      by:")


def test_a_model_says_what_it_is_a_model_of() -> None:
    """Once, on the first part of its header; a file with elements only is left alone, and so is a header alone."""
    (one,) = findings_of("stage: design\nowner: reading-room\nassets:\n  card: {}\n", "native", "FW004")
    assert (one.line, one.message.startswith("The model here needs `threat-model`")) == (1, True)
    assert findings_of("assets:\n  card: {}\n", "native", "FW004") == []
    assert findings_of("---\nowner: reading-room\n---\n\nA page of the handbook.\n", "markdown", "FW004") == []


def test_a_misspelt_name_is_mended_with_its_prefix() -> None:
    text = "assets:\n  session: {}\nthreats:\n  T1: {title: a, against: [asset:sesion]}\n"
    judged = judge(text)
    (one,) = judged.findings("FW006")
    assert judged.fixed(one, "Change to `session`") == text.replace("sesion", "session")


def test_a_sign_alone_is_no_name_yet() -> None:
    """It cannot be read, which FW001 says; that nothing is called so would be said on top of it."""
    found = findings_of("threats:\n  T1:\n    title: a\n    against: *\n", "native", "FW001", "FW006")
    assert [one.code for one in found] == ["FW001"]


def test_what_could_be_no_name_is_not_created() -> None:
    (one,) = findings_of('threats:\n  T1: {title: a, mitigations: ["Ask, then look"]}\n', "native", "FW006")
    assert one.titles() == []


def test_a_name_that_stands_in_another_model_of_the_file_is_unknown_here() -> None:
    text = "threat-model: A\nassets:\n  card: {}\n---\nthreat-model: B\nthreats:\n  T1: {title: a, against: [card]}\n"
    assert [one.line for one in findings_of(text, "native", "FW006")] == [6]


def test_a_ring_of_zones_is_said_once_and_names_all_of_them() -> None:
    text = "zones:\n  hall: {in: yard}\n  yard: {in: street}\n  street: {in: hall}\n  shelf: {in: hall}\n"
    (one,) = findings_of(text, "native", "FW008")
    assert one.message == (
        "`hall` in `yard` in `street` in `hall`: a zone cannot lie in itself. Which of them is the outermost?"
    )
    assert [(there.span.start.line, there.message) for there in one.placed.related] == [
        (2, "`yard` lies in `street`"),
        (3, "`street` lies in `hall`"),
    ]


def test_a_zone_in_itself() -> None:
    (one,) = findings_of("zones:\n  hall: {in: hall}\n", "native", "FW008")
    assert one.message == "`hall` in `hall`: a zone cannot lie in itself. Which zone is around it?"


def test_zones_nested_without_end_cost_no_more_than_a_hundred_steps() -> None:
    zones = "".join(f"  z{number}: {{in: z{number + 1}}}\n" for number in range(500))
    assert findings_of(f"zones:\n{zones}  z500: {{}}\n", "native", "FW008") == []


def test_which_of_two_is_the_later_one_does_not_depend_on_which_was_edited_last() -> None:
    text = "threats:\n  T1:\n    title: a\n  T1:\n    title: b\n"
    before = read(Document.of(text))
    engine = Engine(TODAY, Paths())
    engine.update(before.parts, (PATH,))
    after = read(Document.of(text.replace("title: a", "title: c")), before)
    found = findings(engine.update(after.parts, (PATH,)), PATH, Choice(select=frozenset({"FW005"})))
    assert [one.span.start.line for one in found] == [3]
