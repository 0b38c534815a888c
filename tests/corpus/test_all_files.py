"""Every Markdown, YAML and JSON file of the corpus through `check` and `show`: an answer in the promised form."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from forewarn.workspace.files import read_text
from tests.support.commands import forewarn
from tests.support.promises import elements_keep_the_promise, findings_keep_the_promise

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = ("md", "yaml", "yml", "json")
FOLDERS = ("design-docs", "markdown-models", "threat-models", "yaml-test-suite", "training/documents")
EVERY = {"training/documents": 6, "yaml-test-suite": 3}
"""Of the large folders every so many files are looked at, always the same ones."""


def _files(shared: Path, folder: str) -> list[Path]:
    found = sorted(path for ending in ENDINGS for path in (shared / "corpus" / folder).rglob(f"*.{ending}"))
    return [path for path in found if path.is_file()][:: EVERY.get(folder, 1)]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_gets_an_answer(shared: Path, folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    files = _files(shared, folder)
    assert files
    monkeypatch.chdir(shared)
    for path in files:
        name = os.fspath(path.relative_to(shared))
        result = forewarn("check", name)
        assert (result.code in (0, 1), result.err) == (True, ""), name
        findings_keep_the_promise(name, read_text(name).document)
        elements_keep_the_promise(name, read_text(name).document)
