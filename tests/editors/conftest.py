"""What the tests in VS Code share: a browser, and a folder with the example in it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.editors.vscode_server import is_installed
from tests.editors.workbench import browser, browser_program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example"


@pytest.fixture(scope="module")
def shown() -> Iterator[Browser]:
    """The browser, for as long as one file of tests runs: it keeps an event loop, which others want for themselves."""
    if not os.environ.get("CI"):
        if not is_installed():
            pytest.skip("VS Code is not here: `make workbench` brings it")
        if not browser_program():
            pytest.skip("there is no Chromium on this machine: .ci/run takes it from the distribution")
    with browser() as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example, in a repository of its own."""
    work = tmp_path / "parcels"
    shutil.copytree(EXAMPLE, work)
    (work / ".git").mkdir()
    return work
