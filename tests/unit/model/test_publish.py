"""What is published of the format is what the schema says today."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
import yaml

from forewarn.model.configuration.publish import PAGE_PATH as CONFIGURATION_PATH
from forewarn.model.publish import PAGE_PATH, SCHEMA_PATH, json_schema, published, reference_page
from tests.support import compile_schema
from tests.support.findings import findings_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("path", [SCHEMA_PATH, PAGE_PATH, CONFIGURATION_PATH])
def test_the_published_files_are_up_to_date(repository: Path, path: str) -> None:
    assert (repository / path).read_text("utf-8") == published()[path], "run `make schema`"


def test_the_schema_that_is_read_is_the_schema_that_people_edit() -> None:
    assert compile_schema.TWIN.read_text("utf-8") == compile_schema.compiled(), "run `make schema`"


def test_the_example_of_the_format_page_has_no_findings() -> None:
    example = re.search(r"```yaml\n(.*?)```", reference_page(), re.DOTALL)
    assert example is not None
    assert [(one.code, one.message) for one in findings_of(example[1])] == []


def test_the_json_schema_names_every_section_and_its_required_fields() -> None:
    schema = json.loads(json.dumps(json_schema()))
    threat = schema["properties"]["threats"]["additionalProperties"]
    assert threat["required"] == ["title"]
    assert threat["properties"]["severity"] == {
        "description": "How bad it would be.",
        "enum": ["critical", "high", "medium", "low"],
    }
    assert schema["properties"]["questions"]["items"]["required"] == ["ask"]


def test_the_example_that_ships_uses_only_keys_of_the_published_schema(repository: Path) -> None:
    schema = json.loads((repository / SCHEMA_PATH).read_text("utf-8"))
    text = (repository / "docs" / "example" / "threat-model.yaml").read_text("utf-8")
    model = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the base loader makes text only
    assert set(model) <= set(schema["properties"])
    for identifier, threat in model["threats"].items():
        assert set(threat) <= set(schema["properties"]["threats"]["additionalProperties"]["properties"]), identifier
