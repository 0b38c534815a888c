"""What users install is whole: code, data, grammars, licence."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> set[str]:
    """The names of all files in the wheel. The build backend is in the lock, so that nothing is downloaded."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ("pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder))
    subprocess.run((sys.executable, "-m", *build, str(repository)), check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_data_that_is_read_at_run_time_is_in_the_wheel(names: set[str], repository: Path) -> None:
    server = repository / "server"
    data = {
        path.relative_to(server).as_posix()
        for path in (server / "forewarn").rglob("*")
        if path.suffix in {".yaml", ".json", ".typed"}
    }
    assert data - names == set()


def test_grammars_are_in_the_wheel(names: set[str], repository: Path) -> None:
    grammars = {
        f"forewarn/{path.relative_to(repository).as_posix()}" for path in (repository / "grammars").rglob("*.*")
    }
    assert grammars
    assert grammars - names == set()


def test_the_wheel_holds_the_package_and_its_licence_and_nothing_else(names: set[str]) -> None:
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"forewarn"}
    assert {name.rsplit("/", 1)[-1] for name in names} >= {"LICENSE", "NOTICE", "entry_points.txt"}
