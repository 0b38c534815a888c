"""FW001 and FW009 to FW014: what leads elsewhere, what nothing leads to, what says nothing."""

from __future__ import annotations

import pytest

from tests.support.findings import Paths, findings_of, judge, rendered


def references(*ids: str) -> str:
    return "threats:\n  T1:\n    title: a\n    references:\n" + "".join(f"      - {one}\n" for one in ids)


@pytest.mark.parametrize(
    ("typed", "message", "mended"),
    [
        ("CWE 384", "`CWE 384` is no id of CWE. Is `CWE-384` meant?", "CWE-384"),
        ("CWE-99999", "CWE 4.14 has no `CWE-99999`.", None),
        ("CWE-1", "CWE 4.14 advises against `CWE-1`. Which id says it today?", None),
        (
            "ATT&CK T1208",
            "ATT&CK 18.1 (Enterprise) has withdrawn `ATT&CK T1208`. Is `ATT&CK T1558.003` meant?",
            "ATT&CK T1558.003",
        ),
        ("ATT&CK", "`ATT&CK` is no id of ATT&CK. It is written like `ATT&CK T1110.004`.", None),
        ("LINDDUN linkability", "LINDDUN has no `LINDDUN linkability`. Is `LINDDUN linking` meant?", "LINDDUN linking"),
        (
            "ASVS V7.4.1",
            (
                "`ASVS V7.4.1` does not say of which version of ASVS, and each has its own numbers."
                " Write it like `ASVS 5.0.0 V7.2.4`."
            ),
            None,
        ),
        (
            "ASVS V17.1.1",
            (
                "`ASVS V17.1.1` does not say of which version of ASVS, and each has its own numbers."
                " Is `ASVS 5.0.0 V17.1.1` meant?"
            ),
            "ASVS 5.0.0 V17.1.1",
        ),
    ],
)
def test_a_reference_id_that_leads_nowhere(typed: str, message: str, mended: str | None) -> None:
    """Of ASVS, the version is only proposed where one version alone has such a chapter."""
    judged = judge(references(typed))
    (one,) = judged.findings("FW009")
    assert one.message == message
    assert [judged.fixed(one, fix) for fix in one.fixes()] == ([references(mended)] if mended else [])


def test_what_a_scheme_gave_up_is_a_warning_and_what_it_withdrew_is_struck_through() -> None:
    deprecated, revoked = findings_of(references("CWE-1", "ATT&CK T1208"), "native", "FW009")
    assert (deprecated.severity, deprecated.finding.unused) == ("warning", False)
    assert (revoked.severity, revoked.finding.unused) == ("warning", True)


def test_other_peoples_ids_are_nobodys_business() -> None:
    ids = ("SEC-12", "https://example.org/CWE-99999999", "RFC 6749", "CVE-2024-3094", '"CWE-384: Session fixation"')
    assert findings_of(references(*ids), "native", "FW009") == []


def test_a_path_is_mended_by_the_nearest_file_and_keeps_its_beginning() -> None:
    text = """\
mitigations:
  M1:
    title: Count what a desk opens
    evidence: [./test/test_cards.py, test/not-looked-at.py, RR-7]
"""
    judged = judge(text)
    (one,) = judged.findings("FW010")
    assert one.message == "`./test/test_cards.py` is not there. Where is it now?"
    assert judged.fixed(one, "Change to `./tests/test_cards.py`") == text.replace("./test/", "./tests/")


def test_patterns_folders_and_what_lies_elsewhere() -> None:
    text = """\
threat-model: Cards
documents: [design/*.md, designs/*.md, https://example.org/cards.md, /srv/cards.md, ~/cards.md, 'C:\\cards.md']
sources:
  - path: deploy/production
  - path: deploy/production/
"""
    (one,) = findings_of(text, "native", "FW010")
    assert one.message == "No file matches `designs/*.md`. Where is it now?"


def test_a_file_that_comes_silences_the_finding() -> None:
    text = "threat-model: Cards\ndocuments: [design/new.md]\n"
    assert len(findings_of(text, "native", "FW010")) == 1
    assert findings_of(text, "native", "FW010", files=Paths(("design/new.md",))) == []


@pytest.mark.parametrize(
    "typed", ["TBD", "tbd.", "N/A", "Lorem ipsum dolor sit amet", "'[title]'", "Describe the threat"]
)
def test_a_template_s_words(typed: str) -> None:
    (one,) = findings_of(f"threats:\n  T1:\n    title: {typed}\n", "native", "FW011")
    assert one.severity == "information"


def test_none_is_an_answer_where_it_is_one() -> None:
    text = (
        "flows:\n  lend: {from: a, to: b, authentication: none, protocol: n/a}\n"
        "threats:\n  T1: {title: None of the cards is checked}\n"
    )
    assert findings_of(text, "native", "FW011") == []


def test_a_mitigation_without_a_threat_is_faded_and_offered_to_those_that_wait() -> None:
    text = """\
threats:
  T1:
    title: Somebody lists all addresses
  T2:
    title: Codes are tried at the desk
    type: password-guessing
mitigations:
  M1:
    title: Wait longer after each wrong code
    type: auth-throttling
    status: active
"""
    judged = judge(text)
    (one,) = judged.findings("FW012")
    assert (one.message, one.severity, one.finding.unused) == (
        "`M1` answers no threat yet. Which one does it stop?",
        "hint",
        True,
    )
    assert one.titles() == ["Answer `T2` with it", "Answer `T1` with it", "Take `M1` out"]
    linked = judged.fixed(one, "Answer `T2` with it")
    assert linked == text.replace("password-guessing\n", "password-guessing\n    mitigations: [M1]\n")
    assert judged.fixed(one, "Take `M1` out") == text[: text.index("mitigations:")]


@pytest.mark.parametrize(
    "text",
    [
        "mitigations:\n  M1: {title: a}\n",
        "threats:\n  T1: {title: a}\nmitigations:\n  M1: {title: b, status: retired}\n",
        "threats:\n  T1: {title: a, mitigations: [M1]}\nmitigations:\n  M1: {title: b}\n",
    ],
    ids=["no threats yet", "retired", "linked"],
)
def test_a_mitigation_that_is_left_alone(text: str) -> None:
    assert findings_of(text, "native", "FW012") == []


def test_prose_is_not_faded() -> None:
    text = "# Threat model\n\n## Threats\n\n- T1: Cards are copied\n\n## Mitigations\n\n- M1: Count what is opened\n"
    (one,) = findings_of(text, "markdown", "FW012")
    assert not one.finding.unused


def test_data_that_is_nowhere_is_a_question_in_a_model_that_has_flows() -> None:
    text = """\
assets:
  register: {type: personal-data}
  good-name: {type: reputation}
  something: {}
components:
  desk: {type: internal-api}
  cellar: {type: relational-database}
flows:
  look-up: {from: desk, to: cellar}
"""
    judged = judge(text)
    (one,) = judged.findings("FW012")
    assert (one.message, one.severity, one.finding.unused) == (
        "Where does `register` live? Nothing stores it, no flow carries it, no threat names it.",
        "information",
        False,
    )
    assert one.titles() == ["Say that `cellar` keeps it"]
    assert findings_of(text[: text.index("flows:")], "native", "FW012") == []


def test_what_is_stored_came_from_somewhere() -> None:
    text = """\
assets:
  register: {type: personal-data}
components:
  desk: {type: internal-api}
  cellar: {type: relational-database, stores: [register]}
flows:
  look-up: {from: desk, to: cellar, carries: [query]}
"""
    judged = judge(text)
    (one,) = judged.findings("FW014")
    assert one.message == "`cellar` keeps `register`, but no flow brings it there. How does it get in?"
    assert one.titles() == ["Say that `look-up` brings it", "Add the flow that brings it"]
    assert judged.fixed(one, "Say that `look-up` brings it") == text.replace("[query]", "[query, register]")
    assert judged.fixed(one, "Add the flow that brings it") == text + (
        "  bring-register:\n    from:\n    to: cellar\n    carries: [register]\n"
    )


@pytest.mark.parametrize(
    "flow",
    [
        "{from: desk, to: cellar, carries: [register]}",
        "{from: cellar, to: desk, returns: [register]}",
        "{from: cellar, to: desk, carries: [register]}",
        "{from: desk, to: cellar}",
    ],
    ids=["brought", "fetched", "made there and sent", "cannot tell"],
)
def test_what_is_brought_fetched_made_there_or_may_be(flow: str) -> None:
    text = (
        "assets:\n  register: {type: personal-data}\ncomponents:\n  desk: {}\n"
        f"  cellar: {{stores: [register]}}\nflows:\n  one: {flow}\n"
    )
    assert findings_of(text, "native", "FW014") == []


def test_what_cannot_be_read_is_said_where_it_stands_and_mended_where_one_character_does_it() -> None:
    text = "threats:\n  T1:\n    title: Attack: replay of a card\n"
    judged = judge(text)
    (one,) = judged.findings("FW001")
    assert one.line == 2
    assert not any(fix.safe for fix in one.fixes())
    assert [judged.fixed(one, fix) for fix in one.fixes()] == [
        'threats:\n  T1:\n    title: "Attack: replay of a card"\n'
    ]


def test_an_alias_that_names_nothing() -> None:
    assert rendered("assets:\n  card: *crad\n", "FW001") == (
        "2:9 error FW001: `*crad` stands for nothing: no `&crad` is in this text.\n    card: *crad\n          ^^^^^\n"
    )


def test_of_many_mitigations_without_a_threat_none_is_taken_out_unseen() -> None:
    text = (
        "# Threat model\n\n## Threats\n\n- T1: Cards are copied\n\n"
        "## Mitigations\n\n- M1: Count what is opened\n- M2: Lock the card\n"
    )
    (one,) = findings_of(text, "markdown", "FW012")
    assert one.message == "Both mitigations are linked to no threat. Which ones do they stop?"
    assert one.titles() == []


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ('{\n  "otmVersion": "0.2.0"\n}\n', (1, 2)),
        ('{"project": {}, "otmVersion": "0.2.0"}\n', (0, 16)),
        ("# a comment\nthreagile_version: 1.0.0\n", (1, 0)),
    ],
)
def test_a_format_that_is_not_read_yet_is_told_by_the_key_that_marks_it(text: str, marker: tuple[int, int]) -> None:
    (one,) = findings_of(text, "json", "FW015")
    assert (one.span.start.line, one.span.start.column) == marker


@pytest.mark.parametrize(("below", "found"), [("N/A", 0), ("-", 0), ("Provide a description for this threat.", 1)])
def test_a_title_of_one_word_and_a_bare_answer_below_a_heading_are_a_documents_own(below: str, found: int) -> None:
    """A model would say something there; in a document the heading has said what is meant."""
    document = f"# Description\n\n## Threats\n\n### T1: Somebody steals the register\n\n{below}\n"
    assert rendered(document, "FW011", dialect="markdown").count("FW011") == found
