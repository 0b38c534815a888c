"""What the VS Code extension shares with the server stands in the server once."""

from __future__ import annotations

import json

import pytest

from forewarn import __version__
from forewarn.dialects.configuration.read import IN_FILES_ALONE
from tests.support.write_vscode import EXTENSION, written


@pytest.mark.parametrize("path", written())
def test_what_is_shared_with_the_server_is_up_to_date(path: str) -> None:
    assert (EXTENSION / path).read_text("utf-8") == written()[path], "run `make schema`"


@pytest.mark.parametrize("file", ["package.json", "package-lock.json"])
def test_its_version_is_the_servers(file: str) -> None:
    assert json.loads((EXTENSION / file).read_text("utf-8"))["version"] == __version__


def test_what_only_files_can_say_is_no_setting() -> None:
    settings = json.loads((EXTENSION / "package.json").read_text("utf-8"))["contributes"]["configuration"]["properties"]
    assert [name for name in settings if name.removeprefix("forewarn.") in IN_FILES_ALONE] == []
    assert "forewarn.severity" in settings
