"""The models that speed is measured on are what they say they are."""

from __future__ import annotations

from typing import cast

import pytest
import yaml

from tests.bench import documents, models

Sections = dict[str, dict[str, dict[str, object]]]


def read(text: str) -> Sections:
    return cast("Sections", yaml.safe_load(text))


def test_the_same_arguments_give_the_same_model() -> None:
    assert models.make(500, seed=3) == models.make(500, seed=3)
    assert models.make(500, seed=3) != models.make(500, seed=4)


@pytest.mark.parametrize("lines", [500, 5_000])
def test_a_model_has_about_the_lines_asked_for(lines: int) -> None:
    assert 0.9 * lines < models.make(lines).count("\n") < 1.1 * lines


def test_references_lead_somewhere_but_for_the_few_that_are_flaws() -> None:
    model = read(models.make(5_000))
    known = {name for section in ("assets", "components", "flows") for name in model[section]}
    named = [name for threat in model["threats"].values() for name in cast("list[str]", threat["against"])]
    lost = [name for name in named if name not in known]
    assert 0 < len(lost) < len(named) / 100


def test_one_types_in_the_middle_of_a_title_and_behind_a_name() -> None:
    text = models.make(500)
    lines = text.split("\n")
    title, name = models.middle_title(text), models.middle_reference(text)
    assert lines[title.line][: title.column] == "    title: Data"
    assert lines[name.line][name.column] == ","
    assert lines[name.line].strip().startswith("against: [")


@pytest.mark.parametrize("lines", [1_000, 5_000])
def test_a_document_has_about_the_lines_asked_for_and_places_to_type_at(lines: int) -> None:
    text = documents.make(lines)
    assert 0.9 * lines < text.count("\n") < 1.1 * lines
    prose, threat = documents.middle_prose(text), documents.middle_threat(text)
    assert text.split("\n")[prose.line][: prose.column] == "It takes requests"
    assert text.split("\n")[threat.line][: threat.column] == "| Somebody replays"
