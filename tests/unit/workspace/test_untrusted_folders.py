"""A repository that one does not trust: nothing outside it is looked at, and looking comes to an end."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from forewarn.workspace.files import Root, walk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a model and documents, beside a folder that is none of its business."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.md").write_text("# Secret\n")
    here = tmp_path / "repository"
    (here / "docs" / "old").mkdir(parents=True)
    (here / "docs" / "ferry.md").write_text("# Ferry\n")
    (here / "docs" / "old" / "raft.md").write_text("# Raft\n")
    (here / "threat-model.yaml").write_text("threat-model: Ferry\n")
    return here


def walked(repository: Path) -> list[str]:
    found = [os.path.relpath(path, repository) for path in walk(repository.as_posix())]
    return [path for path in found if path != ".gitignore"]


def named(repository: Path, pattern: str) -> list[str]:
    found = Root(repository.as_posix()).matches(repository.as_posix(), pattern)
    return [os.path.relpath(path, repository) for path in found]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("docs/ferry.md", ["docs/ferry.md"]),
        ("./docs/*.md", ["docs/ferry.md"]),
        ("docs/**/*.md", ["docs/ferry.md", "docs/old/raft.md"]),
        ("**/**/r?ft.md", ["docs/old/raft.md"]),
        ("*/old/raft.[lm]d", ["docs/old/raft.md"]),
        ("docs/*", ["docs/ferry.md", "docs/old"]),
        ("docs/old/../ferry.md", ["docs/ferry.md"]),
        ("docs", ["docs"]),
        ("nothing/*.md", []),
    ],
)
def test_a_pattern_names_files_and_folders_below_the_model(repository: Path, pattern: str, found: list[str]) -> None:
    assert named(repository, pattern) == found


@pytest.mark.parametrize(
    "pattern",
    [
        "../elsewhere/secret.md",
        "../elsewhere/*.md",
        "../**/*.md",
        "*/../../elsewhere/*.md",
        "link/secret.md",
        "link/*.md",
        "*/secret.md",
        "**/secret.md",
        "docs/[",
        "docs/" + "x" * 5000,
        "\ud800/*.md",
        "\0",
        "/**/secret.md",
    ],
)
def test_a_pattern_leads_nowhere_outside_the_repository(repository: Path, pattern: str) -> None:
    (repository / "link").symlink_to(repository.parent / "elsewhere")
    assert named(repository, pattern) == []


def test_folders_outside_are_not_even_listed(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern that climbs would have the whole disk looked through."""
    (repository / "link").symlink_to(repository.parent)
    listed: list[str] = []
    scandir = os.scandir

    def noted(folder: Path) -> object:
        listed.append(folder.as_posix())
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", noted)
    for pattern in ("../**/*.md", "**/*.md", "link/**/*.md", "*/**/*.md"):
        named(repository, pattern)
    assert listed
    assert all(folder.startswith(repository.as_posix()) for folder in listed)


def test_links_in_a_circle_are_passed_by(repository: Path) -> None:
    (repository / "docs" / "a.md").symlink_to("b.md")
    (repository / "docs" / "b.md").symlink_to("a.md")
    assert walked(repository) == ["threat-model.yaml", "docs/ferry.md", "docs/old/raft.md"]


def test_an_ignore_file_that_is_a_pipe_is_not_waited_for(repository: Path) -> None:
    os.mkfifo(repository / ".gitignore")
    assert "docs/ferry.md" in walked(repository)


def test_an_ignore_file_that_leads_elsewhere_is_not_read(repository: Path) -> None:
    """As git does; it may be a device that never ends."""
    (repository.parent / "elsewhere" / "ignore").write_text("*\n")
    (repository / ".gitignore").symlink_to(repository.parent / "elsewhere" / "ignore")
    assert "docs/ferry.md" in walked(repository)


@pytest.mark.parametrize("broken", ["!", "\\", "a\\", "[z-a]", "[", "[[x]--y]", "a*" * 30 + "b"])
def test_a_line_that_is_no_pattern_excludes_nothing(repository: Path, broken: str) -> None:
    (repository / ("a" * 80)).write_text("")
    (repository / ".gitignore").write_text(f"# ours\n{broken}\nold/\n")
    assert walked(repository) == ["a" * 80, "threat-model.yaml", "docs/ferry.md"]
