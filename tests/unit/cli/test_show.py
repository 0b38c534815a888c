"""`forewarn show`: what was understood, element by element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.commands import forewarn, show

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, "str | bytes"], Path]

MODEL = """\
# The ferry.
threat-model: Ferry
owner: quay

assets:
  seat:
    type: order-history
    tags: [money]

  login: {owner: ''}   # nobody yet

flows:
  book: {from: web, to: db, carries: seat, encrypted: true, both-ways: no}
threats:
  T1:
    title: Sold twice
    decision: {kind: accept, by: Ida, x-of-ours: 1}
reviews:
  - date: 2026-10-01
    participants: [{name: ana, team: web}]
    votes: {confident: 2, unsure: few}

"""


def test_an_element_is_shown_with_its_fields_and_places(write: Write) -> None:
    """Fields by their names, lists as lists, what is empty or unknown absent; ends exclusive."""
    write("threat-model.yaml", MODEL)
    shown = show("threat-model.yaml")
    assert shown["version"] == 1
    (file,) = shown["files"]
    assert (file["path"], file["dialect"], file["title"]) == ("threat-model.yaml", "native", "Ferry")
    assert file["fields"] == {"threat-model": "Ferry", "owner": "quay"}
    elements = {one["id"] or one["kind"]: one for one in file["elements"]}
    assert elements["seat"] == {
        "kind": "asset",
        "id": "seat",
        "fields": {"type": "order-history", "tags": ["money"]},
        "range": {"start": {"line": 6, "column": 3}, "end": {"line": 8, "column": 18}},
        "id_range": {"start": {"line": 6, "column": 3}, "end": {"line": 6, "column": 7}},
    }
    assert elements["login"]["fields"] == {}
    assert elements["login"]["range"]["end"] == {"line": 10, "column": 21}
    assert elements["book"]["fields"] == {
        "from": "web",
        "to": "db",
        "carries": ["seat"],
        "encrypted": True,
        "both-ways": "no",
    }
    assert elements["T1"]["fields"]["decision"] == {"kind": "accept", "by": "Ida"}
    assert elements["review"]["id"] == ""
    assert elements["review"]["id_range"] is None
    assert elements["review"]["fields"] == {
        "date": "2026-10-01",
        "participants": [{"name": "ana", "team": "web"}],
        "votes": {"confident": 2, "unsure": "few"},
    }


def test_every_model_in_a_file_is_an_entry_of_its_own(write: Write) -> None:
    write("threat-model.yaml", "threat-model: A\nassets: {a: {}}\n---\nthreat-model: B\nassets: {b: {}}\n")
    assert [
        (one["path"], one["title"], [e["id"] for e in one["elements"]]) for one in show("threat-model.yaml")["files"]
    ] == [
        ("threat-model.yaml", "A", ["a"]),
        ("threat-model.yaml", "B", ["b"]),
    ]


def test_identifiers_that_the_text_does_not_hold_are_marked(write: Write) -> None:
    write("threat-model.md", "# Threat model\n\n## Threats\n\n- T1: A login is replayed\n- A seat is sold twice\n")
    (file,) = show("threat-model.md")["files"]
    first, second = file["elements"]
    assert (first["kind"], first["id"], "derived" in first) == ("threat", "T1", False)
    assert second["id"] == "" or second.get("derived") is True
    assert second["id_range"] is None
    assert second["fields"]["title"] == "A seat is sold twice"


def test_files_of_other_formats_have_no_elements(write: Write) -> None:
    write("model.otm", "otmVersion: 0.2.0\n")
    write("values.yaml", "image: app\n")
    assert [(one["dialect"], one["elements"]) for one in show("model.otm", "values.yaml")["files"]] == [
        ("otm", []),
        ("yaml", []),
    ]


def test_people_read_it_as_text(write: Write) -> None:
    write("threat-model.yaml", MODEL)
    assert (
        forewarn("show", "threat-model.yaml").out
        == """\
threat-model.yaml  native  Ferry
  threat-model: Ferry
  owner: quay
  need: full. It lists `seat` among its assets (personal).
      6  asset       seat
                     type: order-history
                     tags: money
     10  asset       login
     13  flow        book
                     from: web
                     to: db
                     carries: seat
                     encrypted: true
                     both-ways: no
     15  threat      T1  Sold twice
                     decision: kind: accept; by: Ida
     19  review
                     date: 2026-10-01
                     participants: (name: ana; team: web)
                     votes: confident: 2; unsure: few

"""
    )


def test_how_much_modelling_the_system_needs_is_said_with_the_reasons(write: Write) -> None:
    write("threat-model.yaml", "threat-model: Ferry\nassets: {seat: {}}\n")
    (file,) = show("threat-model.yaml")["files"]
    reason = "Nothing says what sort of asset `seat` is (`type:`)."
    assert file.get("need") == {"level": "unclear", "reasons": [reason]}
    assert f"  need: unclear. {reason}\n" in forewarn("show", "threat-model.yaml").out


def test_of_a_document_it_is_said_where_it_is_known(write: Write) -> None:
    """Assets in prose have no type: that is no news in each document."""
    write("threat-model.md", "# Ferry: threat model\n\n## Assets\n\n- Seat plan\n")
    (file,) = show("threat-model.md")["files"]
    assert file.get("need") == {
        "level": "unclear",
        "reasons": ["Nothing says what sort of asset “Seat plan” is (`type:`)."],
    }
    assert "need:" not in forewarn("show", "threat-model.md").out


def test_a_file_that_cannot_be_read_costs_only_itself(write: Write) -> None:
    write("threat-model.yaml", "threat-model: A\n")
    result = forewarn("show", "missing.yaml", "threat-model.yaml")
    assert (result.code, result.err) == (2, "forewarn: missing.yaml: no such file\n")
    assert "threat-model.yaml  native  A" in result.out


DOCUMENT = """\
# Ferry: threat model

## Assets

- Seat plan

## Threats

| ID | Threat | Mitigation |
|----|--------|------------|
| T1 | The seat plan is copied | A lock |
| T2 | The ferry is followed | M1, M2 |

## Mitigations

- M1: No lights
- M2: Fog
"""


def test_each_link_that_was_read_out_of_a_document_says_why(write: Write) -> None:
    """In text behind the names, in JSON beside the fields, which keep their lists of names."""
    write("threat-model.md", DOCUMENT)
    out = forewarn("show", "threat-model.md").out
    assert "     mitigations: a-lock (same table row)\n" in out
    assert "     against: seat-plan (named in the text)\n" in out
    assert "     mitigations: M1, M2 (by its identifier)\n" in out
    (file,) = show("threat-model.md")["files"]
    (threat,) = [one for one in file["elements"] if one["id"] == "T1"]
    assert threat["fields"]["mitigations"] == ["a-lock"]
    assert threat.get("links") == {
        "mitigations": [{"name": "a-lock", "why": "same table row"}],
        "against": [{"name": "seat-plan", "why": "named in the text"}],
    }
