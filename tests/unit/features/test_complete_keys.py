"""Keys are offered where a key is being typed: what is required first, and never what the mapping has already."""

from __future__ import annotations

import pytest

from tests.support.cursors import MARK, accepted, completions, labels

COMMON = ["title", "description", "notes", "because", "tags"]


def test_an_empty_file_offers_the_marker_key_first() -> None:
    assert labels("¦")[0] == "threat-model"


def test_the_top_level_offers_facts_about_the_model_and_its_sections() -> None:
    found = labels("threat-model: Ferry tickets\n¦\nassets:\n  seat: {}\n")
    assert found[:3] == ["owner", "stage", "scope"]
    assert "threats" in found
    assert "assets" not in found
    assert "threat-model" not in found


def test_keys_behind_a_list_at_the_indentation_of_its_key_are_there_already() -> None:
    found = labels(
        "threat-model: Ferry\n¦\nreviews:\n- date: 2026-09-10\n  outcome: Go on\nquestions:\n- ask: Who?\nassets: {}\n"
    )
    assert not {"reviews", "questions", "assets", "ask"} & set(found)


def test_keys_of_a_later_model_in_the_file_are_its_own() -> None:
    """Several YAML documents are several models."""
    text = "threat-model: Ferry\nowner: quay\nassets: {}\n---\nthreat-model: Bus\nstage: design\n¦\n---\nscope: x\n"
    found = labels(text)
    assert {"owner", "assets", "scope"} <= set(found)
    assert not {"threat-model", "stage"} & set(found)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("threats:\n  T1:\n    ¦\n", ["title", "type", "against", "category", "severity"]),
        ("threats:\n  T1:\n    title: x\n    ¦\n    severity: high\n", ["type", "against", "category", "status"]),
        ("threats:\n  T1: {¦}\n", ["title", "type", "against"]),
        ("threats:\n  T1: {title: x, ¦}\n", ["type", "against", "category"]),
        ("threats:\n  T1: {¦, type: session-hijack}\n", ["title", "against", "category"]),
        ("threats:\n  T1: {title: 'a, b', ¦\n", ["type", "against", "category"]),
        ("threats:\n  T1: {title: x,\n       ¦}\n", ["type", "against", "category"]),
        ("flows:\n  pay: {from: web, carries: [order], ¦}\n", ["to", "returns", "protocol"]),
        ("flows:\n  pay:\n    ¦\n", ["from", "to", "carries"]),
        ("components:\n  web:\n    ty¦\n", ["type", "zone", "stores"]),
        ("zones:\n  vpc: {¦}\n", ["in", "trust"]),
    ],
)
def test_an_element_offers_the_fields_of_its_kind(text: str, first: list[str]) -> None:
    """In block style and in brackets; required ones first, and none that is there."""
    assert labels(f"threat-model: Ferry\n{text}")[: len(first)] == first


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("threats:\n  T1:\n    decision:\n      ¦\n", ["kind", "by", "date", "until", "reason"]),
        ("threats:\n  T1:\n    decision: {kind: accept, ¦}\n", ["by", "date", "until", "reason"]),
        ("threats:\n  T1:\n    decision:\n      kind: accept\n      ¦\n", ["by", "date", "until", "reason"]),
        ("assumptions:\n  A1:\n    validation: {¦}\n", ["method", "result", "date", "by", "until"]),
        ("reviews:\n  - date: 2026-10-01\n    votes:\n      ¦\n", ["confident", "unsure", "not-confident"]),
        ("reviews:\n  - votes: {confident: 2, ¦}\n", ["unsure", "not-confident"]),
        ("reviews:\n  - participants: [{¦}]\n", ["name", "team"]),
        ("reviews:\n  - participants: [{name: ana, ¦}, {name: bo}]\n", ["team"]),
        ("reviews:\n  - participants:\n      - ¦\n", ["name", "team"]),
        ("reviews:\n  - participants:\n      - name: ana\n        ¦\n", ["team"]),
        ("sources:\n  - ¦\n", ["path", "environment"]),
        ("sources:\n  - {path: k8s/, ¦}\n", ["environment"]),
        ("paved-path:\n  ¦\n", ["deviates"]),
    ],
)
def test_a_record_offers_its_own_fields(text: str, keys: list[str]) -> None:
    assert labels(f"threat-model: Ferry\n{text}") == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("reviews:\n  - ¦\n", ["date", "participants", "votes", "outcome"]),
        ("reviews:\n- ¦\n", ["date", "participants", "votes", "outcome"]),
        ("reviews:\n  - date: 2026-10-01\n    ¦\n", ["participants", "votes", "outcome"]),
        ("reviews:\n  - ¦\n    outcome: Ship.\n  - date: 2026-09-01\n", ["date", "participants", "votes"]),
        ("reviews:\n  - date: 2026-09-01\n  - ¦\n", ["date", "participants", "votes", "outcome"]),
        ("questions:\n  - ¦\n", ["ask", "answer"]),
        ("questions:\n  - ask: What?\n    ¦\n", ["answer"]),
    ],
)
def test_an_entry_of_a_listed_section_offers_the_fields_of_its_kind(text: str, keys: list[str]) -> None:
    assert labels(f"threat-model: Ferry\n{text}") == [*keys, *COMMON]


@pytest.mark.parametrize(
    "text",
    [
        "threats:\n  T1:\n    title: ¦\n",
        "threats:\n  T1:\n    ticket: SEC-¦\n",
        "documents: [¦]\n",
        "documents:\n  - ¦\n",
        "mitigations:\n  M1: {evidence: [¦]}\n",
        "sources:\n  - path: ¦\n",
        "x-ours:\n  ¦\n",
        "x-ours: {¦}\n",
        "flows:\n  - ¦\n",
        "stage: design # ¦\n",
        "# ¦\n",
        "threats:\n  # sev¦\n",
        "threats:\n  T1:\n    severity: high # or ¦\n",
        "scope: |\n  ¦\n",
        "scope: |\n  One.\n\n  sta¦\n",
        "scope: >-\n  stage: ¦\n",
        "threats:\n  T1:\n    notes: |\n      severity: ¦\n    title: x\n",
        "stage: 'design'¦\n",
    ],
)
def test_nothing_is_offered_where_anything_may_stand_or_nothing(text: str) -> None:
    """Free text, paths, keys of the author's own, comments, block scalars, behind a finished value."""
    assert labels(f"threat-model: Ferry\n{text}") == []


def test_a_number_sign_in_quotes_begins_no_comment() -> None:
    assert labels('threat-model: Ferry\nthreats:\n  T1: {title: "Ticket #1 # reused", severity: ¦}\n')[0] == "critical"


@pytest.mark.parametrize(
    ("text", "label", "after"),
    [
        ("thr¦", "threat-model", "threat-model: "),
        ("threat-model: Ferry\nasse¦\n", "assets", "threat-model: Ferry\nassets:\n"),
        ("threats:\n  T1:\n    sev¦\n", "severity", "threats:\n  T1:\n    severity: \n"),
        ("threats:\n  T1:\n    aga¦\n", "against", "threats:\n  T1:\n    against: [¦]\n"),
        ("threats:\n  T1: {sev¦}\n", "severity", "threats:\n  T1: {severity: }\n"),
        ("threats:\n  T1: {title: x,¦}\n", "severity", "threats:\n  T1: {title: x, severity: }\n"),
        ("threats:\n  T1:\n    ti¦tle: Replay\n", "type", "threats:\n  T1:\n    type: Replay\n"),
        ("threats:\n  T1:\n    ¦severity: high\n", "severity", "threats:\n  T1:\n    severity: high\n"),
        ("reviews:\n  ¦\n", "date", "reviews:\n  - date: \n"),
        ("reviews:\n  -¦\n", "date", "reviews:\n  - date: \n"),
        ("reviews:\n  - da¦\n", "date", "reviews:\n  - date: \n"),
        ("reviews:\n  - date: 2026-10-01\n    ¦\n", "votes", "reviews:\n  - date: 2026-10-01\n    votes: \n"),
        ("threats:\n  T1:\n    'sev¦'\n", "severity", "threats:\n  T1:\n    'severity': \n"),
        ("\ufeffthreat-model: 😀 Ferry\r\nsta¦\r\n", "stage", "\ufeffthreat-model: 😀 Ferry\r\nstage: \r\n"),
    ],
)
def test_an_accepted_key_replaces_the_word_under_the_cursor(text: str, label: str, after: str) -> None:
    """With the colon that is missing, the dash that is missing, and no second one."""
    if not text.startswith(("thr¦", "threat-model", "\ufeff")):
        text, after = f"threat-model: Ferry\n{text}", f"threat-model: Ferry\n{after}"
    assert accepted(text, label) == after


def test_an_element_that_is_named_and_missing_is_offered_first_then_the_next_of_the_series() -> None:
    text = (
        "threat-model: Ferry\nthreats:\n  T1: {title: x, mitigations: [M2, M7]}\nmitigations:\n  M2: {title: y}\n  ¦\n"
    )
    assert labels(text) == ["M7", "M3"]
    assert completions(text)[0].detail == "named by T1, written nowhere yet"
    assert accepted(text, "M7").endswith("  M2: {title: y}\n  M7:\n")


def test_every_key_has_a_word_about_it() -> None:
    found = completions(f"threat-model: Ferry\nthreats:\n  T1:\n    {MARK}\n")
    assert all(one.detail and one.topic.startswith("field:threat.") for one in found)
