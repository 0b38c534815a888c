"""The document itself: title, stage, owner, the model it belongs to; names, comments and sentences in it."""

from __future__ import annotations

import pytest

from forewarn.model.kinds import Kind
from tests.support.told import read


def header(text: str) -> dict[str, str]:
    reading = read(text)
    (model,) = (element for element, _ in reading.parts[0].elements() if element.kind is Kind.MODEL)
    return {name: model.text(name) for name in model.fields}


def test_the_first_heading_is_the_title() -> None:
    assert header("# Lending **books**\n\nText.\n") == {"threat-model": "Lending books"}
    assert header("Lending books\n=============\n") == {"threat-model": "Lending books"}


@pytest.mark.parametrize("heading", ["# Meta", "## Background", "## Summary", "# Overview", "## Assets"])
def test_a_heading_that_begins_a_chapter_is_no_title(heading: str) -> None:
    assert "threat-model" not in header(f"{heading}\n\nText.\n")
    assert header(f"---\ntitle: Lending books\n---\n{heading}\n\nText.\n") == {"threat-model": "Lending books"}


def test_front_matter_has_a_title_where_no_heading_does() -> None:
    assert header('---\ntitle: "Lending books"\n---\n\nText.\n') == {"threat-model": "Lending books"}


@pytest.mark.parametrize(
    ("line", "stage"),
    [
        ("Status: Draft", "draft"),
        ("**Status:** Accepted, 2026-03-01", "design"),
        ("- Status: implemented", "live"),
        ("| | |\n|--|--|\n| Status | Superseded |", "superseded"),
    ],
)
def test_a_status_line_below_the_title_tells_the_stage(line: str, stage: str) -> None:
    assert header(f"# Lending books\n\n{line}\n")["stage"] == stage


def test_front_matter_tells_stage_and_owner_and_the_model_that_the_document_belongs_to() -> None:
    text = "---\nthreat-model: ../lending.threat-model.yaml\nstatus: live\nowner: reading-room\n---\n# Lending books\n"
    assert header(text) == {
        "model": "../lending.threat-model.yaml",
        "threat-model": "Lending books",
        "stage": "live",
        "owner": "reading-room",
    }
    assert read(text).links == {"threat-model": ("../lending.threat-model.yaml",)}


def test_a_document_that_says_it_is_a_threat_model_links_to_none() -> None:
    assert read("---\nthreat-model: true\n---\n# Lending books\n").links == {}


def test_an_empty_document_is_a_model_without_anything() -> None:
    assert header("") == {}
    assert header("\n\n") == {}


def test_elements_know_the_heading_that_speaks_for_all_of_them() -> None:
    reading = read("# Threat model\n\n## Threats\n\n- One\n- Two\n\n### T3: Three\n\nText.\n")
    part = reading.parts[0]
    sections = {element.title: element.section for element, _ in part.elements() if element.kind is Kind.THREAT}
    assert {name: section.title for name, section in sections.items() if section} == {
        "One": "Threats",
        "Two": "Threats",
        "Three": "Threats",
    }
    (section, *others) = sections.values()
    assert all(section == other for other in others)
    assert section is not None
    start = part.starts[[item.serial for item in part.items].index(section.item)]
    assert reading.document.slice(section.span.down(start)) == "Threats"


def mentions(text: str) -> list[str]:
    return [mention.name for item in read(text).parts[0].items for mention in item.mentions]


def test_names_in_backticks_identifiers_and_targets_of_links_are_mentioned() -> None:
    text = "# A\n\nThe `loans-db` holds T1 and [the card](#M2).\n\n| a |\n|---|\n| `web` and M3 |\n"
    assert mentions(text) == ["loans-db", "M2", "T1", "web", "M3"]


def test_plain_words_are_no_mentions() -> None:
    assert mentions("# A\n\nIn order to lend a book, ask the desk. SHA-256 it is.\n") == ["SHA-256"]


def remarks(text: str) -> list[str]:
    return [remark.text for item in read(text).parts[0].items for remark in item.remarks]


def test_comments_are_remarks_wherever_they_stand() -> None:
    text = "# A\n\n<!-- forewarn: ignore FW203 because Later -->\n\n- One <!-- in an item -->\n\n"
    text += "| a |\n|---|\n| <!-- b --> |\n"
    assert remarks(text) == ["forewarn: ignore FW203 because Later", "in an item", "b"]


def sentences(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.text, one.path) for item in read(text).parts[0].items for one in item.sentences]


def test_prose_is_cut_into_sentences_that_know_the_headings_above_them() -> None:
    text = "# A\n\nOne sentence\nover two lines. Another.\n\n## B\n\n- An item.\n  - A nested one.\n\n"
    text += "| x | y |\n|---|---|\n| a cell | more |\n"
    assert sentences(text) == [
        ("One sentence over two lines.", ("A",)),
        ("An item.", ("A", "B")),
        ("A nested one.", ("A", "B")),
        ("a cell | more", ("A", "B")),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "```\nNo code.\n```\n",
        "    No indented code.\n",
        "<!-- No comment. -->\n",
        "> No quoted mail.\n",
        "---\ntitle: No front matter.\n---\n",
        "# No heading at all\n",
        "- [No link](https://example.org/a)\n- <https://example.org>\n",
        "Word\n",
    ],
)
def test_what_is_no_prose_has_no_sentences(text: str) -> None:
    assert sentences(text) == []


def test_a_comment_in_a_paragraph_is_left_out_of_its_sentences() -> None:
    assert sentences("The room is locked <!-- really? --> at night.\n")[0][0] == "The room is locked at night."
