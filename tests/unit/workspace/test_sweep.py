"""A look through folders for what is ours, a few files at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.workspace.sweep import Sweep
from forewarn.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

MODEL = "threat-model: x\nassets:\n  pin: {}\n"


def swept(sweep: Sweep, *known: str) -> list[str]:
    """All files that are found until nothing is left."""
    found: list[str] = []
    while not sweep.done:
        path = sweep.next(Workspace(), (*known, *found))
        if path is not None:
            found.append(path)
    return found


def write(folder: Path, *names: str) -> None:
    """Write a model under each of these names."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(MODEL if name.endswith("yaml") else "# Threat model\n\n## Threats\n\n- T1: x\n")


def test_what_is_ours_below_a_folder(tmp_path: Path) -> None:
    """What is ignored, hidden in a tool's folder, of another kind, or not ours, is passed over."""
    write(
        tmp_path, "a/threat-model.yaml", "b/threat-model.md", "node_modules/threat-model.yaml", "gone/threat-model.yaml"
    )
    (tmp_path / ".gitignore").write_text("gone/\n")
    (tmp_path / "values.yaml").write_text("a: 1\n")
    (tmp_path / "notes.md").write_text("# Notes\n")
    (tmp_path / "threat-model.txt").write_text(MODEL)
    sweep = Sweep()
    sweep.begin([tmp_path.as_posix()])
    assert swept(sweep) == [f"{tmp_path.as_posix()}/{name}" for name in ("a/threat-model.yaml", "b/threat-model.md")]
    assert sweep.looked_at == 4


def test_several_folders_and_what_is_known(tmp_path: Path) -> None:
    write(tmp_path, "a/threat-model.yaml", "b/threat-model.yaml")
    sweep = Sweep()
    sweep.begin([(tmp_path / "a").as_posix(), (tmp_path / "b").as_posix()])
    known = f"{tmp_path.as_posix()}/a/threat-model.yaml"
    assert swept(sweep, known) == [f"{tmp_path.as_posix()}/b/threat-model.yaml"]


def test_files_that_came_later(tmp_path: Path) -> None:
    """Only below the folders, and only what a look through them would come by."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a/.gitignore").write_text("build/\n")
    sweep = Sweep()
    sweep.begin([(tmp_path / "a").as_posix()])
    assert swept(sweep) == []
    write(tmp_path, "a/threat-model.yaml", "a/build/threat-model.yaml", "b/threat-model.yaml")
    folder = tmp_path.as_posix()
    sweep.look_at([f"{folder}/{name}/threat-model.yaml" for name in ("a", "a/build", "b", "a/nowhere")])
    assert swept(sweep) == [f"{folder}/a/threat-model.yaml"]


def test_no_folder_and_no_file(tmp_path: Path) -> None:
    assert Sweep().done
    sweep = Sweep()
    sweep.begin([])
    assert sweep.done
    sweep.begin([(tmp_path / "nowhere").as_posix()])
    assert swept(sweep) == []
